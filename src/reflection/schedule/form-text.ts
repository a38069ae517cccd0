import type { WorkdayRule } from '../../calendar/recurrence-schema.js';
import type { Window } from '../../calendar/window.js';
import { counted, type Locale, say, type Text } from '../../chat/text.js';
import type { ScheduleSpec } from '../policy.js';
import type { AudienceChoice, Pattern } from './draft.js';

export const formText = {
  title: { zh: '推送计划', en: 'Schedule' },
  newTitle: { zh: '新建推送计划', en: 'New schedule' },
  changeTitle: { zh: '修改推送计划', en: 'Change schedule' },
  checkTitle: { zh: '请核对', en: 'Please check' },
  next: { zh: '下一步', en: 'Next' },
  back: { zh: '上一步', en: 'Back' },
  save: { zh: '保存', en: 'Save' },
  close: { zh: '取消', en: 'Cancel' },
  promptSet: { zh: '推送哪套题目', en: 'Which prompts' },
  audience: { zh: '发给谁', en: 'To whom' },
  pattern: { zh: '多久一次', en: 'How often' },
  departments: { zh: '哪些部门（含下属单位）', en: 'Which departments (with those under them)' },
  rank: { zh: '哪一职级及以上', en: 'Which rank and above' },
  members: { zh: '哪些人', en: 'Which people' },
  searchDepartments: { zh: '输入部门名称', en: 'Type a department' },
  searchMembers: { zh: '输入姓名或部门', en: 'Type a name or department' },
  weekdays: { zh: '周几', en: 'On which days' },
  nth: { zh: '第几个', en: 'Which one' },
  weekday: { zh: '周几', en: 'Which day of the week' },
  day: { zh: '几日', en: 'Which day of the month' },
  cron: { zh: 'cron 表达式', en: 'Cron expression' },
  cronHint: { zh: '五段：分 时 日 月 周，如 30 8 * * 1-5', en: 'Five fields: minute hour day month weekday, e.g. 30 8 * * 1-5' },
  time: { zh: '几点推送', en: 'At what time' },
  window: { zh: '作答时限', en: 'How long answers are in time' },
  nudge: { zh: '催办', en: 'Nudge' },
  nudgeAgain: { zh: '再次催办', en: 'Second nudge' },
  noNudge: { zh: '不催办', en: 'None' },
  nudgeHint: { zh: '只提醒还没有作答的人，在工作时间内发出。', en: 'Only to those who have not answered, in working hours.' },
  rule: { zh: '遇到休息日', en: 'On a day off' },
  lastDay: { zh: '最后一天', en: 'the last day' },
  nextFive: { zh: '接下来五次', en: 'The next five' },
  never: { zh: '照此设置不会推送，请返回修改。', en: 'Set like this it never comes. Please go back and change it.' },
  nobody: {
    zh: '这个范围现在没有人。保存后，有人符合时会自动推送。',
    en: 'Nobody belongs to this audience now. Once saved, whoever comes to belong is asked.',
  },
  saved: { zh: '已保存。', en: 'Saved.' },
  change: { zh: '修改', en: 'Change' },
  remove: { zh: '删除', en: 'Remove' },
  removeText: { zh: '不再推送。已有的推送、作答和统计都保留。', en: 'Nothing is sent any more. Rounds, answers and figures stay.' },
  keep: { zh: '不删除', en: 'Keep it' },
  removed: { zh: '已删除，不再推送。', en: 'Removed; nothing is sent any more.' },
} as const satisfies Record<string, Text>;

export const fieldText = {
  cron: {
    zh: '没有看懂，或一天超过 24 次。应为五段：分 时 日 月 周。',
    en: 'Not understood, or more than 24 times a day. Five fields are expected.',
  },
  members: { zh: '人数过多，请改为按部门或职级选择。', en: 'Too many people. Please choose departments or ranks instead.' },
  other: { zh: '请检查这一项。', en: 'Please check this.' },
} as const satisfies Record<string, Text>;

export const patternText = {
  workdays: { zh: '每个工作日', en: 'Every workday' },
  weekdays: { zh: '每周的某几天', en: 'On certain days of the week' },
  weekWorkday: { zh: '每周第几个工作日', en: 'On the n-th workday of the week' },
  monthDay: { zh: '每月几日', en: 'On a day of the month' },
  monthWeekday: { zh: '每月第几个周几', en: 'On the n-th weekday of the month' },
  monthWorkday: { zh: '每月第几个工作日', en: 'On the n-th workday of the month' },
  quarterWorkday: { zh: '每季度第几个工作日', en: 'On the n-th workday of the quarter' },
  cron: { zh: 'cron 表达式', en: 'By a cron expression' },
  asItIs: { zh: '保持现在的频率', en: 'Keep it as it is' },
} as const satisfies Record<Pattern, Text>;

export const audienceText = {
  bureau: { zh: '全局', en: 'The whole bureau' },
  departments: { zh: '指定部门', en: 'Certain departments' },
  ranks: { zh: '某一职级及以上', en: 'A rank and above' },
  departmentHeads: { zh: '各部门领导', en: 'Department heads' },
  bureauLeaders: { zh: '局领导', en: 'Bureau leaders' },
  headsAndLeaders: { zh: '各部门领导和局领导', en: 'Department heads and bureau leaders' },
  members: { zh: '指定人员', en: 'Certain people' },
} as const satisfies Record<AudienceChoice, Text>;

export const ruleText = {
  previous: { zh: '提前到上一个工作日', en: 'the workday before' },
  next: { zh: '顺延到下一个工作日', en: 'the workday after' },
  skip: { zh: '这一次不推送', en: 'skip this one' },
  keep: { zh: '照常推送', en: 'send it all the same' },
} as const satisfies Record<WorkdayRule, Text>;

const COUNTED = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 第一个, 最后一个, 倒数第二个. `nth`: first, last, or a number other than 0. */
export function nthLabel(nth: string): Text {
  if (nth === 'first') return nthLabel('1');
  if (nth === 'last' || nth === '-1') return { zh: '最后一个', en: 'the last' };
  const n = Math.abs(Number(nth));
  const zh = `第${COUNTED[n] ?? ` ${n} `}个`;
  const en = ['', 'the first', 'the second', 'the third', 'the fourth', 'the fifth'][n] ?? `number ${n}`;
  return Number(nth) > 0 ? { zh, en } : { zh: `倒数${zh}`, en: `${en} to last` };
}

export function windowText(window: Window): Text {
  if ('workdays' in window) return { zh: `${window.workdays} 个工作日`, en: counted(window.workdays, 'workday') };
  if ('days' in window) return { zh: `${window.days} 天`, en: counted(window.days, 'day') };
  return { zh: `${window.hours} 小时`, en: counted(window.hours, 'hour') };
}

export const peopleText = (n: number): Text => ({ zh: `${n} 人`, en: counted(n, 'person', 'people') });

/** 办公室、政工部（12 人）. */
export const audienceOf = (audience: string, people: Text): Text => ({
  zh: `${audience}（${people.zh}）`,
  en: `${audience} (${people.en})`,
});

export const silentText = (hours: readonly number[]): Text => ({
  zh: `${hours.map((one) => nudgeText(one).zh).join('、')}的催办下一次不会发出：届时还没有推送，或推送之后、截止之前没有足够的工作时间。请改为较短的提前量，或放宽作答时限。`,
  en: `No nudge ${hours.map((one) => nudgeText(one).en).join(' or ')} the next time: the round is not open by then, or too little of it lies in working hours. Choose a shorter one, or a longer window.`,
});
export const nudgeText = (hours: number): Text => ({ zh: `截止前 ${hours} 小时`, en: `${counted(hours, 'hour')} before the end` });

/** 办公室、政工部; 正处级及以上. `names`: of the departments or people it lists. */
export function audienceWords(
  { audience }: Pick<ScheduleSpec, 'audience'>,
  choice: AudienceChoice,
  names: readonly string[],
  locale: Locale,
) {
  if (audience.kind === 'ranks') return locale === 'en' ? `${audience.atLeast} and above` : `${audience.atLeast}及以上`;
  return names.length > 0 ? names.join(locale === 'en' ? ', ' : '、') : say(audienceText[choice], locale);
}
