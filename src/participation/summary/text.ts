import type { Period } from '../../calendar/period.js';
import { periodWords } from '../../calendar/words.js';
import { counted, type Text } from '../../chat/text.js';
import type { Subject } from '../figures/figures.js';
import type { DatesProblem } from './dates.js';
import type { SummaryRefusal } from './summary.js';

export const titleText = {
  all: { zh: '参与汇总', en: 'Participation' },
  prompts: { zh: '作答汇总', en: 'Answers' },
  meetings: { zh: '到会汇总', en: 'Attendance' },
  leave: { zh: '请假汇总', en: 'Leave' },
} as const satisfies Record<Subject, Text>;
export const subjectText = {
  all: { zh: '全部内容', en: 'Everything' },
  prompts: { zh: '作答', en: 'Answers' },
  meetings: { zh: '会议', en: 'Meetings' },
  leave: { zh: '请假', en: 'Leave' },
} as const satisfies Record<Subject, Text>;

/** Leave has nobody who is missing. */
export const whoText = {
  all: { zh: '未作答、缺席人员', en: 'Who has not answered or was absent' },
  prompts: { zh: '未作答人员', en: 'Who has not answered' },
  meetings: { zh: '缺席人员', en: 'Who was absent' },
} as const satisfies Record<Exclude<Subject, 'leave'>, Text>;
export const nobodyText = {
  all: { zh: '没有未作答、缺席的人员。', en: 'Everybody has answered and nobody was absent.' },
  prompts: { zh: '没有未作答的人员。', en: 'Everybody has answered.' },
  meetings: { zh: '没有缺席的人员。', en: 'Nobody was absent.' },
} as const satisfies Record<Exclude<Subject, 'leave'>, Text>;

export const text = {
  department: { zh: '部门', en: 'Department' },
  total: { zh: '合计', en: 'Total' },
  subject: { zh: '换一类内容', en: 'Something else' },
  back: { zh: '返回上一级', en: 'Back' },
  noNames: { zh: '按本单位规定，汇总不列人员名单。', en: 'By this office’s policy no names are listed.' },
  none: { zh: '这个时段没有可汇总的内容。', en: 'There is nothing to count in this period.' },
  privacy: {
    zh: '汇总只反映是否参与，不含所写内容。每次查看都有记录。',
    en: 'These figures say who took part, never what was written. Each look is recorded.',
  },
  dates: { zh: '起止日期', en: 'Dates' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  toHint: { zh: '含当天', en: 'This day included' },
  close: { zh: '关闭', en: 'Close' },
  open: { zh: '查看汇总', en: 'See participation' },
  help: { zh: '查看参与汇总，如：汇总 上月 会议', en: 'who took part, e.g. summary last month meetings' },
} as const satisfies Record<string, Text>;

export const refusalText = {
  'right-missing': {
    zh: '查看汇总需要“查看参与情况”的权限，部门领导、主管领导和办公室有此权限；人事部门可以查看请假汇总。',
    en: 'This needs the right to view participation, which heads, supervising leaders and the office have; personnel may view leave.',
  },
  'department-out-of-scope': { zh: '这个部门不在你的查看范围内。', en: 'This department is not within your scope.' },
  'words-unclear': {
    zh: '没有看懂。可以写时段（本周、上月、本季度、今年、2026-11-01至2026-11-24）、内容（作答、会议、请假）和部门，如：汇总 上月 会议 规划处',
    en: 'This was not understood. Give a period (this week, last month, this quarter, this year, 2026-11-01..2026-11-24), a subject (answers, meetings, leave) and a department, e.g. summary last month meetings 规划处',
  },
  'departments-alike': {
    zh: '有不止一个部门符合。请写全名，同名的部门连同上级单位一起写，如：综合科（第一工程管理所）；也可以在汇总的菜单里选择。',
    en: 'More than one department matches. Give its full name, and where departments share it the unit above, e.g. 综合科（第一工程管理所）; or pick it from the menu of the summary.',
  },
  'no-trend': {
    zh: '只有一个时段有可汇总的内容，还画不出趋势图。',
    en: 'There is only one period with anything to count, so there is no trend to draw yet.',
  },
} as const satisfies Record<SummaryRefusal, Text>;

export const datesText = {
  'not-a-date': { zh: '请选择日期。', en: 'Please choose a date.' },
  'ends-first': { zh: '结束日期不能早于开始日期。', en: 'The last day can’t come before the first.' },
  'too-far-back': { zh: '日期太早，没有可汇总的内容。', en: 'This lies too far back; there is nothing to count.' },
  'too-far-ahead': {
    zh: '只能选到今年年底，或者正在查看的时间段的最后一天。',
    en: 'Please choose a day up to the end of this year, or of the time that you are looking at.',
  },
} as const satisfies Record<DatesProblem, Text>;

export const sentences = {
  /** Behind a figure. */
  change: (change: string): Text => ({ zh: `（${change}）`, en: ` (${change})` }),
  changeSoFar: (value: string, change: string): Text => ({
    zh: `（截至昨天 ${value}，${change}）`,
    en: ` (up to yesterday ${value}, ${change})`,
  }),
  comparedWith: (period: string): Text => ({ zh: `括号内为与${period}相比。`, en: `In brackets: compared with ${period}.` }),
  open: (n: number): Text => ({
    zh: `有 ${n} 次推送尚未截止，作答数字还会变化，不与上期相比。`,
    en: `${counted(n, 'round is', 'rounds are')} still open: the figures of answers will change, and are not compared yet.`,
  }),
  earlier: (n: number, month: string): Text => ({
    zh: `另有 ${n} 次推送在此前发出、尚未截止，计入${month}。`,
    en: `${counted(n, 'round that went out before is still open and counts', 'rounds that went out before are still open and count')} in ${month}.`,
  }),
  seeMonth: (month: Period): Text => ({ zh: `查看${periodWords(month, 'zh-CN')}`, en: `See ${periodWords(month, 'en')}` }),
  /** Shown so that nothing is left out silently. */
  moreDepartments: (n: number): Text => ({
    zh: `另有 ${n} 个部门未列出，请用下方菜单选择一个部门查看。`,
    en: `${counted(n, 'more department is', 'more departments are')} not listed; pick one below to see it.`,
  }),
  morePeople: (n: number): Text => ({ zh: `另有 ${n} 人未列出。`, en: `${counted(n, 'more person is', 'more people are')} not listed.` }),
  unanswered: (n: number): Text => ({ zh: `未答 ${n} 次`, en: `${n} unanswered` }),
  absent: (n: number): Text => ({ zh: `缺席 ${n} 次`, en: `${n} absent` }),
  onLeave: (n: number): Text => ({
    zh: `另有 ${n} 人次因请假、出差未推送，不计入以上数字。`,
    en: `${counted(n, 'more ask was', 'more asks were')} left out because of leave; none of these figures has them.`,
  }),
} as const;
