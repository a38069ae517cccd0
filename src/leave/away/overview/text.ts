import type { Text } from '../../../chat/text.js';

export const text = {
  help: { zh: '查看谁在外出，如：外出 本周', en: 'who is away, e.g. away this week' },
  title: { zh: '外出情况', en: 'Who is away' },
  open: { zh: '外出情况', en: 'Who is away' },
  none: { zh: '这段时间没有人外出。', en: 'Nobody is away.' },
  overdue: { zh: '逾期未销假', en: 'not reported back' },
  previous: { zh: '上一页', en: 'Previous page' },
  next: { zh: '下一页', en: 'Next page' },
  note: { zh: '只含已批准的请假、出差。每次查看都有记录。', en: 'Approved leave only. Each look is recorded.' },
  department: { zh: '部门', en: 'Department' },
  name: { zh: '姓名', en: 'Name' },
  kind: { zh: '类别', en: 'Kind' },
  from: { zh: '起', en: 'From' },
  until: { zh: '止', en: 'Until' },
  acting: { zh: '代管人', en: 'In charge meanwhile' },
} as const satisfies Record<string, Text>;

export const sentences = {
  count: (people: number, overdue: number): Text => ({
    zh: `外出 ${people} 人${overdue > 0 ? `，逾期未销假 ${overdue} 人` : ''}`,
    en: `${people} away${overdue > 0 ? `, ${overdue} not reported back` : ''}`,
  }),
  acting: (name: string): Text => ({ zh: `代管：${name}`, en: `in charge: ${name}` }),
  page: (at: number, of: number): Text => ({ zh: `第 ${at} 页，共 ${of} 页`, en: `Page ${at} of ${of}` }),
} as const;
