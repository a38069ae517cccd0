import type { Text } from '../../chat/text.js';
import { daysText } from '../text.js';
import { MOST_CHARACTERS, type RecountRefusal, type WordsRefusal } from './entry-rules.js';

export const text = {
  help: {
    zh: '查看自己的年休假天数；人事部门查看和更正台账',
    en: 'your annual leave; personnel sees and corrects the ledger',
  },
  title: { zh: '年休假台账', en: 'Annual leave' },
  close: { zh: '关闭', en: 'Close' },
  entitled: { zh: '应休', en: 'Entitled to' },
  ahead: { zh: '年内将增加、已安排', en: 'Of the days to come, planned' },
  carriedOver: { zh: '上年结转', en: 'Carried over' },
  corrected: { zh: '更正', en: 'Corrected by' },
  taken: { zh: '已休和已批准', en: 'Taken or approved' },
  waiting: { zh: '审批中', en: 'Waiting for a decision' },
  left: { zh: '剩余', en: 'Left' },
  unknown: {
    zh: '花名册上没有参加工作日期，也没有入职日期，算不出应休天数。请联系人事部门补上。',
    en: 'The roster has neither a date of first work nor a joining date, so the days can’t be counted. Please ask personnel to add one.',
  },
  notYet: { zh: '累计工作满 1 年后，从下个月起享受年休假。', en: 'Annual leave begins in the month after one full year of work.' },
  without: { zh: '本年不享受年休假。', en: 'There is no annual leave in this year.' },
  howToAsk: { zh: '要休年休假，请输入“请假”。', en: 'To ask for annual leave, type “leave”.' },
  view: { zh: '查看台账', en: 'See the ledger' },
  leaves: { zh: '请假', en: 'Leave' },
  entries: { zh: '更正记录', en: 'Corrections' },
  noReason: { zh: '理由已清除', en: 'the reason is no longer kept' },
  countsNoMore: {
    zh: '这份假后来撤回或变更了，这一笔不再计入。',
    en: 'The leave was withdrawn or changed later; this entry no longer counts.',
  },
  privacy: {
    zh: '理由加密保存，只有本人和人事部门能看到；查看他人台账会记入操作记录。',
    en: 'Reasons are encrypted; only the member and personnel see them. A look at somebody else’s ledger is recorded.',
  },
  search: { zh: '查他人台账', en: 'Somebody’s ledger' },
  recounts: { zh: '放假安排变动', en: 'Changed holidays' },
  member: { zh: '谁的台账', en: 'Whose ledger' },
  typeName: { zh: '输入姓名或部门', en: 'Type a name or department' },
  open: { zh: '查看', en: 'Open' },
  correct: { zh: '更正天数', en: 'Correct the days' },
  setWithout: { zh: '本年不享受', en: 'No leave this year' },
  undo: { zh: '撤销', en: 'Undo' },
  save: { zh: '记入台账', en: 'Enter' },
  direction: { zh: '增加还是减少', en: 'More or less' },
  more: { zh: '增加', en: 'More' },
  less: { zh: '减少', en: 'Less' },
  days: { zh: '天数', en: 'Days' },
  daysHint: { zh: '如 1、0.5、2.5', en: 'Such as 1, 0.5 or 2.5' },
  reason: { zh: '理由', en: 'Reason' },
  reasonHint: { zh: '会记入台账，本人也能看到', en: 'Stands in the ledger; the member can read it' },
  withoutHint: {
    zh: '条例第四条：寒暑假多于年休假；事假累计 20 天以上且未扣工资；病假按工龄累计满 2、3 或 4 个月。本年已休的，设在下一年',
    en: 'Article 4: longer school holidays; 20 days of paid personal leave; 2, 3 or 4 months of sick leave. If this year’s was taken, set the next',
  },
  undoNote: { zh: '原来的记录不会删除，另记一笔相反的。', en: 'The entry stays; one that says the opposite is added.' },
  noRecounts: {
    zh: '没有因放假安排变动需要重新计天的年休假。',
    en: 'No annual leave would count otherwise by the holidays as they are announced now.',
  },
  recountNote: {
    zh: '已经作出的决定不会自动改变。按新的天数更正，或保留原来的天数，都会记入台账。',
    en: 'What was decided does not change by itself. To correct the days or to keep them is entered in the ledger.',
  },
  recount: { zh: '按新的更正', en: 'Correct' },
  keep: { zh: '保留原来的', en: 'Keep' },
  ownLeave: { zh: '这是你本人的假，请由其他人事人员处理。', en: 'This is your own leave; somebody else of personnel has to settle it.' },
  yearBefore: { zh: '上一年', en: 'Year before' },
  yearAfter: { zh: '下一年', en: 'Year after' },
} as const satisfies Record<string, Text>;

export const refusalText = {
  'right-missing': {
    zh: '年休假台账由人事部门管理，你没有这项权限。',
    en: 'The ledger of annual leave is kept by personnel; you have no right to it.',
  },
  'own-balance': {
    zh: '不能更正自己的年休假，请由其他人事人员办理。',
    en: 'Nobody corrects their own annual leave; please ask somebody else of personnel.',
  },
  'words-unclear': {
    zh: '没有看懂。查看自己的天数，请输入“年假”或“年假 去年”；人事部门查看他人的，请写姓名或工号，如“年假 邓禾”；要休年休假，请写起止日期，如“年休假 12月7日至11日”。',
    en: 'This was not understood. For your own days type “balance” or “balance last year”; personnel gives a name or number for those of others, e.g. “balance 邓禾”; to ask for annual leave give its days, e.g. “annual leave Dec 7 to 11”.',
  },
  'people-alike': {
    zh: '有不止一个人叫这个名字，请写工号。',
    en: 'More than one person has this name; please give their number.',
  },
  nobody: { zh: '没有找到这个人。', en: 'This person was not found.' },
  'year-far': {
    zh: '只能更正上一年、本年和下一年的台账。',
    en: 'Only the ledger of last year, of this year and of the next can be corrected.',
  },
  'days-wrong': { zh: '请填写 0.5 至 30 的天数，可以有半天。', en: 'Please give a number of days from 0.5 to 30; halves are allowed.' },
  'reason-missing': { zh: '请写明理由。', en: 'Please give the reason.' },
  'too-long': { zh: `理由请不要超过 ${MOST_CHARACTERS} 个字。`, en: `Please use at most ${MOST_CHARACTERS} characters.` },
  'entered-already': { zh: '这一笔已经记入，没有重复记。', en: 'This has been entered already; nothing was entered twice.' },
  'without-already': {
    zh: '已经设为本年不享受年休假，没有重复记。',
    en: 'The year stands as one without leave already; nothing was entered twice.',
  },
  'entry-unknown': { zh: '没有找到这一笔记录。', en: 'This entry was not found.' },
  'undone-already': { zh: '这一笔已经撤销。', en: 'This entry has been undone already.' },
  'undoes-another': {
    zh: '这一笔本身就是撤销。如有变化，请另记一笔。',
    en: 'This entry undoes another itself. Please enter anew what has changed.',
  },
  'counts-the-same': {
    zh: '这份假已经处理，或者天数又有变化，没有做任何改动。请看最新的清单。',
    en: 'This leave has been settled, or counts otherwise again; nothing was changed. Please see the list as it is now.',
  },
} as const satisfies Record<RecountRefusal | WordsRefusal, Text>;

const signed = (halfDays: number): string => `${halfDays < 0 ? '−' : '+'}${Math.abs(halfDays) / 2}`;

export const sentences = {
  yearTitle: (year: number): Text => ({ zh: `${year}年年休假`, en: `Annual leave ${year}` }),
  ledgerOf: (name: string, year: number): Text => ({ zh: `${name}　${year}年`, en: `${name}, ${year}` }),
  yearOf: (name: string, year: number): Text => ({ zh: `${name}　${year}年年休假`, en: `${name}: annual leave ${year}` }),
  signedDays: (halfDays: number): Text => ({
    zh: `${signed(halfDays)} 天`,
    en: `${signed(halfDays)} ${Math.abs(halfDays) === 2 ? 'day' : 'days'}`,
  }),
  leftDays: (halfDays: number): Text =>
    halfDays < 0 ? { zh: `超出 ${daysText(-halfDays).zh}`, en: `${daysText(-halfDays).en} too many` } : daysText(halfDays),
  rule: (years: number, halfDays: number): Text => ({
    zh: `累计工作满 ${years} 年，每年 ${daysText(halfDays).zh}。`,
    en: `At least ${years === 1 ? 'one year' : `${years} years`} of work: ${daysText(halfDays).en} a year.`,
  }),
  rises: (year: number, month: number, halfDays: number): Text => ({
    zh: `${year}年${month}月起每年 ${daysText(halfDays).zh}。`,
    en: `From ${year}-${String(month).padStart(2, '0')} on, ${daysText(halfDays).en} a year.`,
  }),
  carriedUntil: (month: number): Text => ({
    zh: `上年结转的在${month}月底前休完。`,
    en: `What was carried over is to be taken by the end of month ${month}.`,
  }),
  line: (year: number, left: Text, entitled: Text): Text => ({
    zh: `${year}年年休假剩余 ${left.zh}（应休 ${entitled.zh}）`,
    en: `Annual leave ${year}: ${left.en} left of ${entitled.en}`,
  }),
  correction: (halfDays: number): Text => ({ zh: `更正 ${signed(halfDays)} 天`, en: `Corrected by ${sentences.signedDays(halfDays).en}` }),
  recounted: (halfDays: number): Text => ({
    zh: `按新的放假安排改计 ${signed(halfDays)} 天`,
    en: `Recounted by the new holidays: ${sentences.signedDays(halfDays).en}`,
  }),
  kept: { zh: '放假安排变动，天数不改', en: 'Holidays changed; the days are kept' } satisfies Text,
  yearWithout: { zh: '本年不享受年休假', en: 'No annual leave in this year' } satisfies Text,
  undone: (what: Text): Text => ({ zh: `撤销：${what.zh}`, en: `Undone: ${what.en}` }),
  changed: (year: number, what: Text, by: string): Text => ({
    zh: `你${year}年的年休假台账新记一笔：${what.zh}。经办人：${by}。理由见台账。`,
    en: `Your annual leave ${year} has a new entry: ${what.en}. Entered by ${by}; the ledger says why.`,
  }),
  recountReason: (counts: number, wouldCount: number): Text => ({
    zh: `放假安排在批准后有变动，由 ${daysText(counts).zh}改计 ${daysText(wouldCount).zh}。`,
    en: `The holidays changed after the approval: ${daysText(wouldCount).en} instead of ${daysText(counts).en}.`,
  }),
  keepReason: (counts: number, wouldCount: number): Text => ({
    zh: `放假安排在批准后有变动，可计 ${daysText(wouldCount).zh}，仍按 ${daysText(counts).zh}计。`,
    en: `The holidays changed after the approval and would give ${daysText(wouldCount).en}; ${daysText(counts).en} are kept.`,
  }),
  countsNow: (counts: number, wouldCount: number): Text => ({
    zh: `原计 ${daysText(counts).zh}，现应计 ${daysText(wouldCount).zh}`,
    en: `${daysText(counts).en}; would now be ${daysText(wouldCount).en}`,
  }),
  recountsFound: (year: number, { all, fresh }: { readonly all: number; readonly fresh: number }): Text => {
    const more: Text = fresh === all ? { zh: '有', en: '' } : { zh: `新增 ${fresh} 份，共`, en: `${fresh} more, in all ` };
    return {
      zh: `${year}年的放假安排有变动，已批准的年休假应计天数有变化的${more.zh} ${all} 份，请处理。`,
      en: `The holidays of ${year} have changed. Annual leave that was approved and counts otherwise now: ${more.en}${all}. Please settle it.`,
    };
  },
  andMore: (n: number): Text => ({ zh: `另有 ${n} 份，处理后显示。`, en: `And ${n} more, shown when these are settled.` }),
} as const;
