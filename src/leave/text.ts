import { counted, type Text } from '../chat/text.js';
import type { Half } from './half-days.js';
import type { Acting, Happening, LeaveKind, LeaveState, Outcome, Step, StepAction, StepRole } from './leave.js';

export const kindText = {
  'business-trip': { zh: '出差', en: 'Business trip' },
  'annual-leave': { zh: '年休假', en: 'Annual leave' },
  'personal-leave': { zh: '事假', en: 'Personal leave' },
  'sick-leave': { zh: '病假', en: 'Sick leave' },
} as const satisfies Record<LeaveKind, Text>;

export const holidaysUnknown = (year: number): Text => ({
  zh: `${year} 年放假安排尚未公布，工作日暂按周一至周五计算，公布后可能变化。`,
  en: `The holidays of ${year} have not been announced: working days are counted from Monday to Friday, and may change.`,
});

export const halfText = {
  morning: { zh: '上午', en: 'morning' },
  afternoon: { zh: '下午', en: 'afternoon' },
} as const satisfies Record<Half, Text>;

export const stateText = {
  pending: { zh: '审批中', en: 'Waiting for a decision' },
  approved: { zh: '已同意', en: 'Approved' },
  refused: { zh: '未同意', en: 'Refused' },
  returned: { zh: '退回修改', en: 'Returned for changes' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  replaced: { zh: '已被新的申请替代', en: 'Replaced by a newer request' },
  ended: { zh: '已销假', en: 'Reported back' },
} as const satisfies Record<LeaveState, Text>;

export const roleText = {
  departmentHead: { zh: '部门领导', en: 'Head of department' },
  supervisingLeader: { zh: '主管领导', en: 'Supervising leader' },
  bureauHead: { zh: '主要领导', en: 'Head of the bureau' },
  office: { zh: '办公室', en: 'Office' },
  personnel: { zh: '人事部门', en: 'Personnel' },
  'political-work': { zh: '政工部', en: 'Political work' },
  'party-committee': { zh: '机关党委', en: 'Party committee' },
  discipline: { zh: '纪监处', en: 'Discipline' },
} as const satisfies Record<StepRole, Text>;

export const actionText = {
  approve: { zh: '审批', en: 'decides' },
  process: { zh: '办理', en: 'processes' },
  notify: { zh: '知悉', en: 'is told' },
  file: { zh: '备案', en: 'files' },
} as const satisfies Record<StepAction, Text>;

/** In place of an approver's part, where nobody in the office may decide. */
export const replyText: Text = { zh: '上级批复（办公室登记）', en: 'Superior organ’s reply (entered by the office)' };
/** As whoever decided. */
export const superiorText = (enteredBy: string): Text => ({
  zh: `上级机关（${enteredBy}登记）`,
  en: `Superior organ (entered by ${enteredBy})`,
});

/** Of a step that is not done. */
export const stepStateText = {
  open: { zh: '办理中', en: 'now' },
  waiting: { zh: '待前一步办完', en: 'after the step before' },
  /** The request was refused, returned, withdrawn or replaced before it came to this. */
  over: { zh: '不再办理', en: 'not any more' },
} as const satisfies Record<Exclude<Step['state'], 'done'> | 'over', Text>;

/** Whether whoever is to be in charge meanwhile will be. */
export const actingText = {
  asked: { zh: '待答复', en: 'asked' },
  accepted: { zh: '同意代管', en: 'agrees' },
  declined: { zh: '不能代管', en: 'can’t' },
} as const satisfies Record<Acting['answer'], Text>;

export const outcomeText = {
  approved: { zh: '同意', en: 'approved' },
  refused: { zh: '不同意', en: 'refused' },
  returned: { zh: '退回修改', en: 'returned for changes' },
  processed: { zh: '已办结', en: 'processed' },
  filed: { zh: '已备案', en: 'filed' },
  told: { zh: '已告知', en: 'told' },
} as const satisfies Record<Outcome, Text>;

/** 1.5 天; a whole number where it is one. */
export const daysText = (halfDays: number): Text => ({
  zh: `${halfDays / 2} 天`,
  en: counted(halfDays / 2, 'day'),
});

type Said = (who: string | undefined, whom: string) => Text;
/** What somebody did: 张三同意. */
const did =
  (zh: string, en: string): Said =>
  (who) => ({ zh: `${who ?? ''}${zh}`, en: who === undefined ? en.charAt(0).toUpperCase() + en.slice(1) : `${who} ${en}` });
/** To whom siwen sent it, by the rules. */
const went =
  (zh: string, en: string): Said =>
  (_who, whom) => ({ zh: `${zh}${whom}`, en: `${en} ${whom}` });

/** 谁、何时、为何, without the when. */
export const happeningText = {
  requested: did('提出申请', 'asked for it'),
  confirmed: did('确认', 'confirmed it'),
  opened: went('送', 'Put before'),
  nudged: went('逾期未办，催办', 'Waited too long; nudged'),
  'moved-up': went('逾期未办，上报一级，转', 'Waited too long; moved up one level to'),
  're-routed': went('审批人有变动，转', 'The approver has changed; passed on to'),
  'approval-stands': did('在上一步已经同意，这一步不用再批', 'approved it in the step before; that stands for this step as well'),
  approved: did('同意', 'approved it'),
  refused: did('不同意', 'refused it'),
  returned: did('退回修改', 'returned it for changes'),
  processed: did('办结', 'processed it'),
  filed: did('已备案', 'put on record'),
  told: did('已告知', 'told'),
  withdrawn: did('撤回', 'withdrew it'),
  replaced: did('已被新的申请替代', 'replaced by a newer request'),
  'acting-asked': (_who, whom) => ({ zh: `请${whom}代管`, en: `${whom} was asked to be in charge meanwhile` }),
  'acting-accepted': did('同意代管', 'agreed to be in charge'),
  'acting-declined': did('不能代管', 'declined to be in charge'),
  'acting-left': (_who, whom) => ({ zh: `${whom}已离任，不能代管`, en: `${whom} has left the office and can’t be in charge` }),
  back: did('销假', 'reported back'),
} as const satisfies Record<Happening, Said>;

/** What a member writes with a request, and what is shown beside it. */
export const writtenText = {
  reason: { zh: '事由', en: 'Reason' },
  destination: { zh: '去向', en: 'Destination' },
  phone: { zh: '外出期间电话', en: 'Telephone meanwhile' },
  attachments: { zh: '附件', en: 'Attachments' },
  gone: { zh: '所填内容已清除，或已按保存期限删除。', en: 'What was written was erased, or deleted at the end of its retention.' },
  history: { zh: '经过', en: 'What happened' },
} as const satisfies Record<string, Text>;
