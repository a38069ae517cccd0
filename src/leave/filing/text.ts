import type { Text } from '../../chat/text.js';
import type { FilingRefusal } from './filing.js';

export const filingText = {
  title: { zh: '备案台账', en: 'Leave on record' },
  help: {
    zh: '列出备案和告知的请假，如“备案 上月”；可以导出 Excel',
    en: 'leave on record, for example “filings last month”; can be exported',
  },
  open: { zh: '查看备案', en: 'See the record' },
  export: { zh: '导出 Excel', en: 'Export to Excel' },
  previous: { zh: '上一页', en: 'Previous' },
  next: { zh: '下一页', en: 'Next' },
  close: { zh: '关闭', en: 'Close' },
  none: { zh: '这段时间没有备案。', en: 'Nothing was put on record in this period.' },
  audited: { zh: '每次查看和导出都有记录。', en: 'Each look and each export is recorded.' },
  exported: {
    zh: '正在生成，稍后发到你与四问的会话里。',
    en: 'It is being made, and will be in your conversation with siwen in a moment.',
  },
  count: (count: number, period: string): Text => ({ zh: `${period}，共 ${count} 件`, en: `${period}: ${count} in all` }),
  file: (period: string): Text => ({ zh: `请假备案 ${period}`, en: `Leave on record ${period}` }),
  rest: (shown: number, count: number): Text => ({
    zh: `只列出最近的 ${shown} 件，共 ${count} 件；请缩短时间，分几次导出。`,
    en: `Only the newest ${shown} of ${count} are listed; please export shorter periods one by one.`,
  }),
  approvedBy: (name: string, at: string): Text => ({ zh: `${name}于${at}同意`, en: `approved by ${name} on ${at}` }),
} as const;

export const filingRefusalText = {
  'no-right': {
    zh: '备案由收到备案的部门和主要领导查看，你没有这项权限。',
    en: 'The record is for the departments it is filed with and the head of the bureau; you don’t have this right.',
  },
  'period-unclear': {
    zh: '没有看懂时间。可以写：本月、上月、本季度、今年，或 2026-11-01..2026-11-30。',
    en: 'The period is unclear. You can write: this month, last month, this quarter, this year, or 2026-11-01..2026-11-30.',
  },
} as const satisfies Record<FilingRefusal, Text>;

export const columnText = {
  filed: { zh: '备案时间', en: 'On record since' },
  department: { zh: '部门', en: 'Department' },
  name: { zh: '姓名', en: 'Name' },
  rank: { zh: '职级', en: 'Rank' },
  kind: { zh: '类别', en: 'Kind' },
  from: { zh: '开始', en: 'From' },
  fromHalf: { zh: '开始（上午、下午）', en: 'From (half)' },
  until: { zh: '结束', en: 'Until' },
  untilHalf: { zh: '结束（上午、下午）', en: 'Until (half)' },
  days: { zh: '工作日', en: 'Working days' },
  back: { zh: '返岗', en: 'Back at work' },
  acting: { zh: '代管人', en: 'In charge meanwhile' },
  approver: { zh: '批准人', en: 'Approved by' },
  approved: { zh: '批准时间', en: 'Approved on' },
  state: { zh: '状态', en: 'State' },
} as const satisfies Record<string, Text>;
