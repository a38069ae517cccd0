import type { Text } from '../../chat/text.js';
import type { ScopeRefusal } from '../../org/scope.js';

/** What 外出情况 and 请假统计 have in common. */
export const text = {
  home: { zh: '外出与请假', en: 'Away and on leave' },
  homeNote: { zh: '每次查看都有记录。', en: 'Each look is recorded.' },
} as const satisfies Record<string, Text>;

export const refusalText = {
  'right-missing': {
    zh: '查看外出和请假情况需要“查看请假”的权限，部门领导、主管领导、办公室和人事部门有此权限。',
    en: 'This needs the right to view leave, which heads, supervising leaders, the office and personnel have.',
  },
  'department-out-of-scope': { zh: '这个部门不在你的查看范围内。', en: 'This department is not within your scope.' },
  'period-unclear': {
    zh: '没有看懂时段。可以写：今天、本周、下周、本月、上月、下月、本季度、今年，或 2026-12-01至2026-12-05。',
    en: 'The period was not understood. Try: today, this week, next week, this month, last month, next month, this year, or 2026-12-01..2026-12-05.',
  },
  'period-too-long': {
    zh: '外出情况一次最多查看一年，请缩短时段。查看更长时段的请假天数，请用“请假统计”。',
    en: 'This shows a year at most; please choose a shorter period. For the days of leave of a longer one, use “leave-report”.',
  },
} as const satisfies Record<ScopeRefusal | 'period-unclear' | 'period-too-long', Text>;
