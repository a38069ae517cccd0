import type { Block, PageMessage, PageUser, PageView, Snapshot } from '../../src/workspace/protocol.js';

/** Invented people and what siwen might show them. Saturday 31 October 2026, 15:00 in Shanghai. */
export const noon = Date.parse('2026-10-30T06:58:00Z');

const person = (id: string, name: string, title: string, more: Partial<PageUser> = {}): PageUser => ({
  id,
  name,
  title,
  locale: 'zh-CN',
  deleted: false,
  bot: false,
  ...more,
});

export const people: PageUser[] = [
  person('U1', '林知夏', '办公室 · 科员'),
  person('U2', '周明远', '局领导 · 正厅级'),
  person('U3', '陈思齐', '人事教育处 · 正处级'),
  person('U4', '赵慎行', '纪监处 · 副处级', { deleted: true }),
  person('U5', 'Helen Fong', 'International Office · 正科级', { locale: 'en-US' }),
  person('UBOT', '四问', '', { bot: true }),
];

const plain = (text: string) => ({ type: 'plain_text', text });
const words = (text: string, style?: Record<string, boolean>) => ({ type: 'text', text, ...(style ? { style } : {}) });
const button = (id: string, label: string, more: Block['x'] = {}) => ({
  type: 'button',
  action_id: id,
  text: plain(label),
  ...(typeof more === 'object' && more !== null && !Array.isArray(more) ? more : {}),
});
export const option = (label: string, value: string) => ({ text: plain(label), value });

export const askCard: Block[] = [
  { type: 'header', block_id: 'h', text: plain('四问 · 十月') },
  {
    type: 'rich_text',
    block_id: 'r',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          words('请在 '),
          words('11月4日（周三）17:30', { bold: true }),
          words(' 前作答。作答内容只有本人可见，领导只能看到是否作答。'),
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          { type: 'rich_text_section', elements: [words('我自己的工作与我的岗位对照有什么差距')] },
          { type: 'rich_text_section', elements: [words('我自己的言行与干部职工的期望和要求对照还有什么不足')] },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 1,
        elements: [{ type: 'rich_text_section', elements: [words('可以写具体的事')] }],
      },
      { type: 'rich_text_quote', elements: [words('名字照原样显示：*李* <!channel>')] },
    ],
  },
  { type: 'context', block_id: 'c', elements: [plain('第 10 次 · 已作答 14 人')] },
  { type: 'divider', block_id: 'd' },
  {
    type: 'actions',
    block_id: 'a',
    elements: [
      button('reflection.open', '作答', { style: 'primary', value: 'round-10' }),
      {
        type: 'static_select',
        action_id: 'reflection.later',
        placeholder: plain('稍后提醒'),
        options: [option('一小时后', '1h'), option('今天下午', 'pm'), option('明天上午', 'am')],
      },
      button('reflection.erase', '清除作答', {
        style: 'danger',
        value: 'round-10',
        confirm: {
          title: plain('清除作答内容？'),
          text: plain('内容将无法恢复，是否作答仍会计入。'),
          confirm: plain('清除'),
          deny: plain('保留'),
          style: 'danger',
        },
      }),
    ],
  },
];

export const tableCard: Block[] = [
  { type: 'header', block_id: 'h', text: plain('汇总：本月') },
  {
    type: 'table',
    block_id: 't',
    column_settings: [
      { is_wrapped: true },
      { align: 'right' },
      { align: 'right' },
      { align: 'right' },
      { align: 'right' },
      { align: 'right' },
    ],
    rows: [
      ['部门', '应答', '已答', '迟答', '未答', '作答率'],
      ['办公室', '6', '5', '1', '1', '83.3%'],
      ['人事教育处', '5', '5', '0', '0', '100%'],
      ['机关党委', '4', '3', '0', '1', '75.0%'],
      ['合计', '15', '13', '1', '2', '86.7%'],
    ].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  },
  {
    type: 'section',
    block_id: 's',
    fields: [
      { type: 'mrkdwn', text: '*范围*\n全局' },
      { type: 'mrkdwn', text: '*期间*\n10月1日至10月31日' },
    ],
  },
  { type: 'data_visualization', block_id: 'v' },
];

export function message(number: number, user: string, text: string, more: Partial<PageMessage> = {}): PageMessage {
  const ts = `${Math.floor(noon / 1000) - 86_400 * 2 + number * 60}.${String(number).padStart(6, '0')}`;
  return { channel: 'D1', ts, user, text, blocks: [], files: [], edited: false, ephemeral: false, ...more };
}

const input = (block: string, label: string, element: Record<string, Block['x']>, more: Record<string, Block['x']> = {}): Block => ({
  type: 'input',
  block_id: block,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
});

export const formBlocks: Block[] = [
  { type: 'context', block_id: 'intro', elements: [plain('内容加密保存，只有本人可见。')] },
  input(
    'gap',
    '一问：我自己的工作与我的岗位对照有什么差距',
    { type: 'plain_text_input', multiline: true, max_length: 3000, placeholder: plain('写具体的事') },
    { hint: plain('不少于一句话') },
  ),
  input('rating', '岗位履职自评', { type: 'radio_buttons', options: [option('1 分', '1'), option('2 分', '2'), option('3 分', '3')] }),
  input(
    'duties',
    '本月做到了哪些',
    { type: 'checkboxes', options: [option('深化学习', 'a'), option('落实整改', 'b'), option('健全制度', 'c')] },
    { optional: true },
  ),
  input(
    'leader',
    '愿意与哪位领导分享',
    { type: 'external_select', min_query_length: 1, placeholder: plain('输入姓名') },
    { optional: true },
  ),
  input(
    'tags',
    '涉及的部门',
    {
      type: 'multi_static_select',
      placeholder: plain('可多选'),
      options: ['办公室', '政工部', '人事教育处'].map((name) => option(name, name)),
    },
    { optional: true },
  ),
  input('day', '计划完成日期', { type: 'datepicker' }, { optional: true }),
  input('hour', '提醒时间', { type: 'timepicker', initial_time: '09:00' }, { optional: true }),
  input('count', '件数', { type: 'number_input', is_decimal_allowed: false, min_value: '0', max_value: '20' }, { optional: true }),
  { type: 'actions', block_id: 'draft', elements: [button('reflection.draft', '暂存', { value: 'round-10' })] },
];

export function modal(id: string, more: Partial<PageView> = {}): PageView {
  return { id, type: 'modal', hash: '1', title: '四问 · 十月', submit: '提交', close: '取消', blocks: formBlocks, ...more };
}

export function scene(more: Partial<Snapshot> = {}): Snapshot {
  const [me] = people;
  if (!me) throw new Error('nobody on the scene');
  return {
    server: 'one',
    me,
    people,
    team: { id: 'T1', name: '示范局' },
    bot: { id: 'UBOT', name: '四问' },
    conversations: [
      { id: 'D1', kind: 'im', name: '四问', topic: '', unread: 0, withBot: true },
      { id: 'C1', kind: 'channel', name: '全局通知', topic: '会议通知与公示', unread: 2, withBot: false },
      { id: 'C2', kind: 'channel', name: '办公室', topic: '', unread: 0, withBot: false },
    ],
    home: {
      id: 'V0',
      type: 'home',
      hash: '1',
      title: '',
      submit: null,
      close: '',
      blocks: [
        { type: 'header', block_id: 'h', text: plain('待办') },
        {
          type: 'section',
          block_id: 's',
          text: plain('四问 · 十月，11月4日 17:30 截止'),
          accessory: button('reflection.open', '作答', { style: 'primary' }),
        },
        { type: 'divider', block_id: 'd' },
        { type: 'header', block_id: 'h2', text: plain('我的作答') },
        {
          type: 'section',
          block_id: 's2',
          text: plain('四提醒 · 10月26日，已作答'),
          accessory: {
            type: 'overflow',
            action_id: 'reflection.more',
            options: [option('查看', 'view'), option('分享给领导', 'share'), option('清除', 'erase')],
          },
        },
      ],
    },
    modals: [],
    commands: [{ command: '/siwen', usage: '[四问 | 汇总 期间 | 帮助]', description: '作答、汇总与帮助' }],
    shortcuts: [
      { callback_id: 'reflection.mine', name: '我的作答' },
      { callback_id: 'participation.summary', name: '参与情况汇总' },
    ],
    clock: {
      now: noon,
      zone: 'Asia/Shanghai',
      next: { at: noon + 120_000 + 86_400_000, what: { zh: '四问 · 十月', en: 'Four questions' } },
      move: null,
      broken: false,
    },
    connected: true,
    ...more,
  };
}

export const history: PageMessage[] = [
  message(0, 'U1', '帮助'),
  message(1, 'UBOT', '可以直接输入：四问、汇总、帮助。', {
    blocks: [
      {
        type: 'section',
        block_id: 'b',
        text: { type: 'mrkdwn', text: '可以直接输入 *四问* 、 *汇总* 、 `帮助` 。详见 <https://example.org/siwen|说明> 。' },
      },
    ],
  }),
  message(2, 'UBOT', '这是汇总', { blocks: tableCard, ephemeral: true }),
  message(1500, 'UBOT', '作答记录', {
    files: [{ id: 'F1', name: '我的作答-2026.csv', title: '我的作答', size: 4312, mimetype: 'text/csv', href: '/local/file/F1' }],
  }),
  message(2800, 'UBOT', '四问 · 十月：请作答', { blocks: askCard, edited: true }),
];
