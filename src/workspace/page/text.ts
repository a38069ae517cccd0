import type { PageEvent } from '../protocol.js';
import { type ChartData, figure } from './blocks/chart-data.js';
import type { Text } from './language.js';

/** Every sentence the page itself says. What stands in cards and forms is the bot's. */
export const texts = {
  loading: { zh: '正在打开……', en: 'Opening…' },
  unreachable: {
    zh: '连不上本机的工作区服务，请确认程序还在运行。',
    en: 'The workspace server does not answer. Is the program still running?',
  },
  tryAgain: { zh: '再试一次', en: 'Try again' },
  linkLost: { zh: '与工作区的连接断开了，正在重新连接……', en: 'Connection to the workspace lost, connecting again…' },
  botAway: { zh: '四问未连接，发出的内容暂时不会有答复。', en: 'siwen is not connected: nothing is answered for now.' },
  deactivated: { zh: '已停用', en: 'Deactivated' },
  meDeactivated: {
    zh: '这个账号已停用，只能查看以前的内容。',
    en: 'This account is deactivated: it can only look at what was there before.',
  },
  otherLanguage: { zh: 'English', en: '中文' },
  otherLanguageLabel: { zh: 'Switch to English', en: '切换为中文' },
  sidebar: { zh: '工作区', en: 'Workspace' },
  conversations: { zh: '会话', en: 'Conversations' },
  channels: { zh: '频道', en: 'Channels' },
  directMessages: { zh: '私信', en: 'Direct messages' },
  noConversations: { zh: '还没有会话。', en: 'No conversations yet.' },
  unread: (count: number) => ({ zh: `${count} 条未读`, en: `${count} unread` }),
  app: { zh: '应用', en: 'App' },
  skip: { zh: '跳到消息', en: 'Skip to the messages' },
  backToList: { zh: '返回会话列表', en: 'Back to the conversations' },
  // Who am I
  here: { zh: '当前', en: 'You' },
  iAm: { zh: '当前身份', en: 'You are' },
  switchPerson: { zh: '切换身份', en: 'Switch person' },
  findPerson: { zh: '按姓名、部门或职级查找', en: 'Find by name, department or rank' },
  noPerson: { zh: '没有找到符合的人。', en: 'Nobody matches.' },
  morePeople: (count: number) => ({
    zh: `还有 ${count} 人，继续输入可缩小范围。`,
    en: `${count} more: type on to narrow the list.`,
  }),
  peopleFound: (count: number) => ({ zh: `找到 ${count} 人`, en: `${count} found` }),
  // Conversation
  tabHome: { zh: '主页', en: 'Home' },
  tabMessages: { zh: '消息', en: 'Messages' },
  tabs: { zh: '四问的页面', en: 'Pages of siwen' },
  homeComing: { zh: '正在打开主页……', en: 'Opening Home…' },
  homeEmpty: { zh: '主页还是空的。', en: 'Home is still empty.' },
  messages: { zh: '消息', en: 'Messages' },
  noMessages: { zh: '这里还没有消息。', en: 'No messages here yet.' },
  older: { zh: '查看更早的消息', en: 'Older messages' },
  loadingMessages: { zh: '正在读取消息……', en: 'Reading messages…' },
  newMessages: { zh: '新消息', en: 'New messages' },
  edited: { zh: '（已编辑）', en: '(edited)' },
  onlyYou: { zh: '只有你能看到', en: 'Only visible to you' },
  heard: (who: string, what: string) => ({ zh: `${who}：${what}`, en: `${who}: ${what}` }),
  download: (name: string, size: string) => ({ zh: `下载 ${name}，${size}`, en: `Download ${name}, ${size}` }),
  today: { zh: '今天', en: 'Today' },
  yesterday: { zh: '昨天', en: 'Yesterday' },
  unknownUser: { zh: '未知用户', en: 'Unknown user' },
  unknownBlock: (type: string) => ({ zh: `这里有一段暂不支持显示的内容（${type}）。`, en: `Something this page cannot show (${type}).` }),
  chart: ({ title, labels, series, unit }: ChartData) => {
    const figures = (between: string) =>
      series.map(({ name, values }) => ({
        name,
        words: labels.map((label, n) => `${label} ${figure(values[n] ?? 0, unit)}`).join(between),
      }));
    return {
      zh: `图表《${title}》。${figures('，')
        .map(({ name, words }) => `${name}：${words}。`)
        .join('')}`,
      en: `Chart “${title}”. ${figures(', ')
        .map(({ name, words }) => `${name}: ${words}.`)
        .join(' ')}`,
    };
  },
  table: { zh: '表格，可左右滚动', en: 'Table, scrolls sideways' },
  // Composer
  writeTo: (name: string) => ({ zh: `发消息给 ${name}`, en: `Message ${name}` }),
  send: { zh: '发送', en: 'Send' },
  composerHint: {
    zh: 'Enter 发送，Shift+Enter 换行，输入 / 查看命令',
    en: 'Enter sends, Shift+Enter makes a new line, / lists the commands',
  },
  commands: { zh: '命令', en: 'Commands' },
  shortcuts: { zh: '快捷操作', en: 'Shortcuts' },
  // Elements
  choose: { zh: '请选择', en: 'Choose' },
  typeToFind: { zh: '输入以查找', en: 'Type to find' },
  typeMore: (count: number) => ({ zh: `请至少输入 ${count} 个字`, en: `Type at least ${count} characters` }),
  searching: { zh: '正在查找……', en: 'Searching…' },
  noOption: { zh: '没有符合的选项', en: 'Nothing matches' },
  removeOption: (name: string) => ({ zh: `移除 ${name}`, en: `Remove ${name}` }),
  clear: { zh: '清除', en: 'Clear' },
  moreActions: { zh: '更多操作', en: 'More actions' },
  left: (count: number) => ({ zh: `还可输入 ${count} 字`, en: `${count} characters left` }),
  over: (count: number) => ({ zh: `超出 ${count} 字`, en: `${count} characters too many` }),
  optional: { zh: '（选填）', en: ' (optional)' },
  // Forms
  close: { zh: '关闭', en: 'Close' },
  back: { zh: '返回上一步', en: 'Back' },
  formUpdated: { zh: '窗口内容已更新。', en: 'The form was updated.' },
  formGone: { zh: '这个窗口已经失效，请关闭后重新打开。', en: 'This form is no longer valid. Please close it and open it again.' },
  submitting: { zh: '正在提交……', en: 'Submitting…' },
  working: { zh: '正在处理……', en: 'Working…' },
  required: { zh: '请填写此项。', en: 'Please fill this in.' },
  requiredChoice: { zh: '请选择一项。', en: 'Please choose.' },
  tooShort: (count: number) => ({ zh: `请至少填写 ${count} 个字。`, en: `Please write at least ${count} characters.` }),
  tooLong: (count: number) => ({ zh: `最多 ${count} 个字。`, en: `At most ${count} characters.` }),
  notNumber: { zh: '请填写数字。', en: 'Please enter a number.' },
  outOfRange: (from: string, to: string) => ({
    zh: `请填写${from ? `不小于 ${from} ` : ''}${from && to ? '、' : ''}${to ? `不大于 ${to} ` : ''}的数。`,
    en: `Please enter a number${from ? ` from ${from}` : ''}${to ? ` up to ${to}` : ''}.`,
  }),
  fieldsWrong: (count: number) => ({
    zh: `有 ${count} 处需要改正。`,
    en: `${count} ${count === 1 ? 'field needs' : 'fields need'} attention.`,
  }),
  discardTitle: { zh: '放弃已填写的内容？', en: 'Discard what you wrote?' },
  discardText: { zh: '关闭后，尚未提交的内容不会保留。', en: 'What has not been submitted will be lost.' },
  discard: { zh: '放弃', en: 'Discard' },
  keepWriting: { zh: '继续填写', en: 'Keep writing' },
  confirmYes: { zh: '确定', en: 'Yes' },
  confirmNo: { zh: '取消', en: 'Cancel' },
  // Clock
  clock: { zh: '办公室时间', en: 'Office time' },
  clockNext: { zh: '下一件：', en: 'Next: ' },
  nothingDue: { zh: '暂时没有到期的事项。', en: 'Nothing is due.' },
  jumpNext: { zh: '跳到下一件', en: 'Jump to it' },
  jumpTo: { zh: '指定时间', en: 'Pick a time' },
  jumpDate: { zh: '日期', en: 'Date' },
  jumpTime: { zh: '时间', en: 'Time' },
  jump: { zh: '跳转', en: 'Jump' },
  jumpPast: { zh: '时间只能向前走，请选择以后的时间。', en: 'Time only moves forward. Please pick a later time.' },
  jumpFar: { zh: '一次最多向前一年，请选择近一些的时间。', en: 'One jump goes a year ahead at most. Please pick an earlier time.' },
  jumpIncomplete: { zh: '请填写日期和时间。', en: 'Please fill in date and time.' },
  moving: (to: string) => ({
    zh: `正在前往 ${to}，途中到期的事项逐一办理。`,
    en: `On the way to ${to}; everything due before is done in order.`,
  }),
  halt: { zh: '停在这里', en: 'Stop here' },
  stillMoving: { zh: '时间正在前进，请等它停下再试。', en: 'Time is moving already. Please wait until it stops.' },
  clockBroken: {
    zh: '时间没有走到指定的时刻，停在了最后办完的一刻。请再试一次。',
    en: 'Time broke off on the way and stands where everything due was done. Please try again.',
  },
  dismiss: { zh: '知道了', en: 'Dismiss' },
  failed: (code: string) => ({ zh: `没有成功（${code}），请再试一次。`, en: `That did not work (${code}). Please try again.` }),
  notSent: { zh: '消息没有发出，内容已放回输入框。', en: 'The message was not sent; it is back in the box.' },
} satisfies Record<string, Text | ((...args: never[]) => Text)>;

type Warning = Extract<PageEvent, { type: 'warning' }>;

const places: Record<Warning['where'], Text> = {
  command: { zh: '命令', en: 'The command' },
  action: { zh: '操作', en: 'The action' },
  modal: { zh: '提交', en: 'The submission' },
  home: { zh: '主页', en: 'The Home tab' },
};

const warnings: Record<Warning['code'], Text> = {
  operation_timeout: { zh: '应用没有在 3 秒内答复', en: 'the app did not answer within 3 seconds' },
  dispatch_failed: { zh: '没能送达应用', en: 'it did not reach the app' },
  no_app: { zh: '应用未连接', en: 'the app is not connected' },
  trigger_expired: { zh: '应用答复得太晚，窗口没有打开', en: 'the app answered too late to open a form' },
  messaging_not_allowed: { zh: '这个应用不接收私信', en: 'this app takes no direct messages' },
};

/** What Slack itself would say, with Slack's code, which is what to look for in the documentation. */
export function warningText(code: Warning['code'], where: Warning['where']): Text {
  const place = places[where];
  const what = warnings[code];
  return { zh: `${place.zh}没有完成：${what.zh}（${code}）。`, en: `${place.en} did not complete: ${what.en} (${code}).` };
}
