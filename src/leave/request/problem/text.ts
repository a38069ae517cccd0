import type { RangeAmbiguous } from '../../../calendar/one-line.js';
import type { Text } from '../../../chat/text.js';
import type { LeaveKind } from '../../leave.js';
import { kindText } from '../../text.js';
import type { BackRefusal } from '../back/rules.js';
import type { Note } from '../rules.js';
import type { ActingRefusal, Problem, Refusal } from './problem.js';

/** Read by the member, or by whoever enters a request for them: nobody is addressed as the one on leave. */
export const problemText = {
  required: { zh: '请填写。', en: 'Please fill this in.' },
  'member-unsuitable': { zh: '没有找到这位同事，请重新选择。', en: 'There is nobody of that kind. Please choose again.' },
  'kind-not-offered': { zh: '目前不能在这里申请这一类。', en: 'This kind of leave can’t be asked for here.' },
  'rank-unknown': {
    zh: '花名册上的职级不在本单位的职级序列中，无法确定由谁审批，请联系管理员改正。',
    en: 'The rank in the roster is none of the office’s ranks, so that nobody can be found to approve. Please ask the administrator to correct it.',
  },
  'not-a-date': { zh: '请选择日期。', en: 'Please choose a date.' },
  'ends-first': { zh: '结束不能早于开始。', en: 'The end can’t come before the start.' },
  'longer-than-a-year': { zh: '一次不能超过一年。', en: 'One request can’t be for longer than a year.' },
  'too-far-back': {
    zh: '开始日期太早，已过本人补办期限，请联系人事部门或办公室代为登记。',
    en: 'This lies too far back to be made good by the member. Please ask personnel or the office to enter it.',
  },
  'over-a-year-back': { zh: '只能登记一年以内的日期。', en: 'Only days within a year can be entered.' },
  'too-far-ahead': { zh: '只能申请一年以内的日期。', en: 'Only days within a year can be asked for.' },
  'no-working-day': { zh: '这段时间没有工作日，不用请假。', en: 'There is no working day in this time; no leave is needed.' },
  overlaps: { zh: '与已有的另一份申请时间重叠。', en: 'It overlaps another request that has been made.' },
  'begun-left-out': {
    zh: '原申请已经开始，已过去的日子须包括在内。提前返岗的，请销假。',
    en: 'The leave has begun: the days until now stay part of it. Whoever is back already reports back instead.',
  },
  'balance-short': { zh: '年休假天数不够。', en: 'There is not enough annual leave left.' },
  'next-year-short': {
    zh: '年休假天数不够：其中有的已结转，供下一年已提出的申请使用。',
    en: 'There is not enough annual leave: some of it is carried over to leave that was asked for in the next year already.',
  },
  'destination-needed': { zh: '出差请写明去向。', en: 'Please say where the trip goes.' },
  'acting-needed': {
    zh: '部门领导和分管领导请假，请选择代管人。',
    en: 'Where somebody heads a department or is in charge of one, please say who is in charge meanwhile.',
  },
  'acting-unsuitable': { zh: '不能请这位同事代管，请重新选择。', en: 'They can’t be in charge here. Please choose somebody else.' },
  'acting-away': { zh: '这位同事同期也不在岗，请另选代管人。', en: 'They are away then as well. Please choose somebody else.' },
  'too-long': { zh: '内容过长，请删减。', en: 'This is too long. Please shorten it.' },
  'phone-wrong': { zh: '请填写电话号码。', en: 'Please give a telephone number.' },
  'attachment-wrong': {
    zh: '每行一份：名称和以 https:// 开头的链接，以空格隔开，最多 10 份。',
    en: 'One a line: a title, a space, and a link that begins with https://; ten at most.',
  },
} as const satisfies Record<Problem, Text>;

export const refusalText = {
  'right-missing': {
    zh: '你没有代他人登记请假的权限（办公室和人事部门有），没有做任何改动。',
    en: 'You lack the right to enter leave for others, which the office and personnel have; nothing was changed.',
  },
  'request-unknown': { zh: '没有找到这份申请，或者你不能查看。', en: 'There is no such request, or you may not see it.' },
  closed: { zh: '这份申请已经办结，没有做任何改动。', en: 'This request is settled already; nothing was changed.' },
  begun: {
    zh: '已经开始，不能撤回。提前返岗的，请销假；时间有变的，请变更。',
    en: 'It has begun and can’t be withdrawn. Report back if you are at work again; if the dates differ, change it.',
  },
  'confirmed-already': { zh: '已经确认，不用重复确认。', en: 'It has been confirmed already.' },
  'being-changed': {
    zh: '这份申请已有一份变更正在审批。请等批复，或先撤回那份变更。',
    en: 'A change of this request waits for a decision already. Please wait for it, or withdraw that one first.',
  },
  'original-over': {
    zh: '这份变更的原申请已经失效，没有做任何改动。请撤回这份变更，需要时另行申请。',
    en: 'The request that this was to change no longer stands; nothing was changed. Please withdraw this one, and ask anew if need be.',
  },
  returned: {
    zh: '这份申请已退回修改。请点“修改后重新提交”，在申请中另填代管人。',
    en: 'This request was returned for changes. Please change it and submit it again, with somebody else in charge.',
  },
  'acting-stands': {
    zh: '已经请了代管人，目前不用另请，没有做任何改动。',
    en: 'Somebody is asked to be in charge already, and nobody else is needed now; nothing was changed.',
  },
  'draft-gone': { zh: '这份表单已经过期，请重新填写。', en: 'This form is out of date. Please fill it in again.' },
  'draft-changed': {
    zh: '这份表单在别处又改过，请返回核对后再提交。',
    en: 'This form was changed elsewhere meanwhile. Please go back and check it before you submit it.',
  },
  'submitted-already': { zh: '已经提交，不用重复提交。', en: 'It has been submitted already.' },
  'nothing-offered': {
    zh: '目前没有适用于你的审批规则，请联系人事部门。',
    en: 'No rule of approval applies to you. Please speak to personnel.',
  },
} as const satisfies Record<Refusal, Text>;

export const actingRefusalText = {
  'not-asked': { zh: '目前不用你代管，没有做任何改动。', en: 'You are not asked to be in charge here; nothing was changed.' },
  closed: refusalText.closed,
  returned: {
    zh: '这份申请已退回修改，现在不用答复；重新提交时仍请你代管的，会再征求你的意见。',
    en: 'This request was returned for changes and needs no answer now; if it is submitted again with you in charge, you will be asked again.',
  },
  'accepted-already': { zh: '你已经答复：同意代管。', en: 'You have answered already: you will be in charge.' },
  'declined-already': {
    zh: '你已经答复：不能代管，不能改回。',
    en: 'You have answered already that you can’t be in charge; that can’t be taken back.',
  },
} as const satisfies Record<ActingRefusal, Text>;

export const noteText = {
  'made-good': { zh: '补办：开始时间已过。', en: 'To be made good: it has begun already.' },
  'acting-over': {
    zh: '这段时间已经过去，不再请人代管。',
    en: 'This time is over: nobody is asked to be in charge.',
  },
  'rest-days-only': { zh: '这段时间都是休息日，按 0 个工作日计。', en: 'All of it are days of rest: it counts no working day.' },
  'balance-unknown': {
    zh: '花名册上没有参加工作日期，不知道还有多少年休假，由人事部门核对。',
    en: 'The roster has no date of first work, so what is left of the annual leave is not known; personnel will check.',
  },
} as const satisfies Record<Note, Text>;

/** Of a kind that was typed. `offered`: those that can be asked for. */
export const notOffered = (kind: LeaveKind, offered: readonly LeaveKind[]): Text => ({
  zh: `${kindText[kind].zh}目前不在这里申请，请按本单位的规定办理；这里可以申请${offered.map((one) => kindText[one].zh).join('、')}`,
  en: `${kindText[kind].en} can’t be asked for here, please follow the rules of your office; what can: ${offered.map((one) => kindText[one].en.toLowerCase()).join(', ')}`,
});

export const unclearText = {
  past: { zh: '已经过去', en: 'is over' },
  'which-week': { zh: '是这一周还是下一周？请写“这周”或“下周”', en: 'this week or the next?' },
  'weekday-differs': { zh: '日期与星期不符', en: 'the date is another weekday' },
  'no-such-day': { zh: '没有这一天', en: 'there is no such day' },
  'day-missing': { zh: '没有写明哪一天', en: 'names no single day' },
  'month-missing': { zh: '没有写明月份', en: 'of which month?' },
  'two-dates': { zh: '不止一个日期，请写“某日至某日”', en: 'more than one date' },
  'half-missing': { zh: '上午还是下午？', en: 'the morning or the afternoon?' },
  'end-before-start': { zh: '早于开始日期', en: 'comes before the start' },
  'length-only': { zh: '从哪一天到哪一天？', en: 'from which day until which?' },
  'day-or-place': { zh: '是日期还是地点？日期请写“某日”', en: 'a day or a place?' },
} as const satisfies Record<RangeAmbiguous, Text>;

export const backRefusalText = {
  'request-unknown': refusalText['request-unknown'],
  'not-open': { zh: '这份申请现在不能销假，没有做任何改动。', en: 'There is nothing to report back from; nothing was changed.' },
  'not-a-date': problemText['not-a-date'],
  future: { zh: '返岗时间不能晚于现在，请在返岗后销假。', en: 'This lies ahead. Please report back once you are at work.' },
  'before-begin': { zh: '返岗时间不能早于请假开始。', en: 'This comes before the leave began.' },
} as const satisfies Record<BackRefusal | 'request-unknown', Text>;
