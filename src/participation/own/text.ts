import { counted, type Text } from '../../chat/text.js';

export const text = {
  title: { zh: '我的一年', en: 'My year' },
  help: { zh: '查看本人全年的作答、到会和请假，如：我的一年 2025', en: 'your own answers, meetings and leave, e.g. my year 2025' },
  open: { zh: '我的一年', en: 'My year' },
  prompts: { zh: '作答', en: 'Answers' },
  meetings: { zh: '会议', en: 'Meetings' },
  leave: { zh: '请假', en: 'Leave' },
  noPrompts: { zh: '没有需要作答的内容', en: 'you were not asked' },
  noMeetings: { zh: '没有计入统计的会议', en: 'no meetings were counted' },
  noLeave: { zh: '没有请假', en: 'no leave' },
  month: { zh: '月份', en: 'Month' },
  days: { zh: '请假天', en: 'Leave' },
  otherYear: { zh: '换一年', en: 'Another year' },
  none: { zh: '这一年还没有作答、会议和请假的记录。', en: 'There is nothing on record for this year yet.' },
  note: {
    zh: '只列本人的数字，口径与汇总相同；会议在签到结束后计入。',
    en: 'These are your own figures, counted as in summaries; meetings count once their check-in is closed.',
  },
  unclear: {
    zh: '没有看懂年份。可以写：我的一年、我的一年 2025、我的一年 去年',
    en: 'The year was not understood. Write my year, my year 2025 or my year last year.',
  },
} as const satisfies Record<string, Text>;

export const sentences = {
  year: (year: number): Text => ({ zh: `${year}年`, en: `${year}` }),
  /** A figure with its name. */
  figure: (label: string, value: string): Text => ({ zh: `${label} ${value}`, en: `${label} ${value}` }),
  stillOpen: (n: number): Text => ({
    zh: `未答中有 ${n} 次尚未截止，现在作答仍算按时。`,
    en: `${n} of the missing ${n === 1 ? 'is' : 'are'} still open; an answer now is in time.`,
  }),
  daysOf: (kind: string, days: number): Text => ({ zh: `${kind} ${days} 天`, en: `${kind} ${counted(days, 'day')}` }),
} as const;
