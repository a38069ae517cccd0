import type { Text } from '../chat/text.js';
import type { SummaryRefusal } from './summary.js';

export const text = {
  title: { zh: '作答汇总', en: 'Participation' },
  asked: { zh: '应答', en: 'Asked' },
  answered: { zh: '已答', en: 'Answered' },
  late: { zh: '其中补答', en: 'of these late' },
  missing: { zh: '未答', en: 'Missing' },
  rate: { zh: '作答率', en: 'Rate' },
  department: { zh: '部门', en: 'Department' },
  total: { zh: '合计', en: 'Total' },
  period: { zh: '换一个时段', en: 'Another period' },
  scope: { zh: '只看一个部门', en: 'One department only' },
  all: { zh: '全部范围', en: 'My whole scope' },
  who: { zh: '未作答人员', en: 'Who has not answered' },
  everybody: { zh: '没有未作答的人员。', en: 'Nobody is missing.' },
  none: { zh: '这个时段没有推送。', en: 'Nothing was asked in this period.' },
  privacy: { zh: '汇总只反映是否作答，不含所写内容。', en: 'These figures say who answered, never what.' },
  open: { zh: '查看汇总', en: 'See participation' },
  help: { zh: '查看作答汇总，如：汇总 上月', en: 'who took part, e.g. summary last month' },
} as const satisfies Record<string, Text>;

export const refusalText = {
  'right-missing': {
    zh: '查看汇总需要“查看参与情况”的权限，部门领导、主管领导和办公室有此权限。',
    en: 'This needs the right to view participation, which heads, supervising leaders and the office have.',
  },
  'department-out-of-scope': { zh: '这个部门不在你的查看范围内。', en: 'This department is not within your scope.' },
  'period-unclear': {
    zh: '没有看懂时段。可以写：本周、上月、本季度、今年，或 2026-11-01至2026-11-24。',
    en: 'The period was not understood. Try: this week, last month, this quarter, this year, or 2026-11-01..2026-11-24.',
  },
} as const satisfies Record<SummaryRefusal | 'period-unclear', Text>;

export const PERIODS = ['本周', '上周', '本月', '上月', '本季度', '今年'] as const;
export const periodText = {
  本周: { zh: '本周', en: 'This week' },
  上周: { zh: '上周', en: 'Last week' },
  本月: { zh: '本月', en: 'This month' },
  上月: { zh: '上月', en: 'Last month' },
  本季度: { zh: '本季度', en: 'This quarter' },
  今年: { zh: '今年', en: 'This year' },
} as const satisfies Record<(typeof PERIODS)[number], Text>;

/** Shown so that nothing is left out silently. */
export const moreDepartments = (n: number): Text => ({
  zh: `另有 ${n} 个部门未列出，请用下方菜单选择一个部门查看。`,
  en: `${n} more departments are not listed; pick one below to see it.`,
});
export const dissolved = (name: string): Text => ({ zh: `${name}（已撤销）`, en: `${name} (dissolved)` });
export const more = (n: number): Text => ({ zh: `另有 ${n} 人未列出。`, en: `${n} more are not listed.` });
export const times = (name: string, n: number): Text => ({ zh: `${name}（${n} 次）`, en: `${name} (${n} times)` });
export const onLeave = (n: number): Text => ({
  zh: `另有 ${n} 人次因请假、出差未推送，不计入以上数字。`,
  en: `${n} more would have been asked but were on leave; they are in none of these figures.`,
});
