import type { Text } from '../../chat/text.js';
import type { WordsRefusal } from './rules.js';

export type DecisionRefusal =
  | 'request-unknown'
  | 'own-request'
  | 'right-missing'
  /** Somebody has settled this step. */
  | 'done-before'
  /** It waits for somebody else now. */
  | 'moved-on'
  /** The applicant is not on the roster: it rests. */
  | 'applicant-off'
  /** Withdrawn, or replaced by a newer request. */
  | 'closed-before'
  /** 上级批复 among several. */
  | 'reply-alone'
  /** Among several: there is more to weigh than there was when it was chosen. */
  | 'weigh-anew'
  | WordsRefusal;

/** The first decision stands: who made it, or with whom it is now, follows in a sentence of its own. */
export const refusalText = {
  'request-unknown': { zh: '没有找到这份申请，或者你不能查看。', en: 'There is no such request, or you may not see it.' },
  'own-request': { zh: '这是你本人的申请，不能由本人办理。', en: 'This is your own request; somebody else has to settle it.' },
  'right-missing': {
    zh: '这份申请不由你办理，没有做任何改动。',
    en: 'This request is not yours to settle. Nothing was changed.',
  },
  'done-before': { zh: '这一步已经办过，先办的有效。', en: 'This step is settled already, and the first decision stands.' },
  'moved-on': { zh: '这份申请已经不由你办理，没有做任何改动。', en: 'This request is no longer with you. Nothing was changed.' },
  'applicant-off': {
    zh: '申请人目前不在花名册上，这份申请暂时搁置，再列入花名册后接着办理。没有做任何改动。',
    en: 'The applicant is not on the roster at present, so this request rests until they are listed again. Nothing was changed.',
  },
  'closed-before': { zh: '这份申请已经不用办理。', en: 'This request needs no decision any more.' },
  'reply-alone': {
    zh: '上级批复请逐件登记，这一件没有做任何改动。',
    en: 'A reply of the superior organ is entered one by one. Nothing was changed here.',
  },
  'weigh-anew': {
    zh: '这一件有新的需要留意的情况，没有做任何改动，请看“详情”后再决定。',
    en: 'There is something new to weigh with this one. Nothing was changed; please see Details first.',
  },
  'verdict-missing': { zh: '请选择同意、不同意或者退回修改。', en: 'Please approve, refuse or return it.' },
  'words-missing': { zh: '请写明理由，申请人会看到。', en: 'Please say why; the applicant will see it.' },
  'too-long': { zh: '理由请不要超过 500 字。', en: 'Please use at most 500 characters.' },
} as const satisfies Record<DecisionRefusal, Text>;

export const text = {
  title: { zh: '请假审批', en: 'Leave' },
  approve: { zh: '同意', en: 'Approve' },
  refuse: { zh: '不同意', en: 'Refuse' },
  return: { zh: '退回修改', en: 'Return for changes' },
  superiorApproves: { zh: '上级已同意', en: 'Superior organ approves' },
  superiorRefuses: { zh: '上级未同意', en: 'Superior organ refuses' },
  view: { zh: '查看', en: 'View' },
  details: { zh: '详情', en: 'Details' },
  enterAnew: { zh: '重新登记', en: 'Enter it anew' },
  finish: { zh: '办结', en: 'Done' },
  back: { zh: '返回', en: 'Back' },
  close: { zh: '关闭', en: 'Close' },
  whyRefused: { zh: '不同意的理由', en: 'Why it is refused' },
  whyReturned: { zh: '需要修改什么', en: 'What should be changed' },
  whyHint: { zh: '申请人会看到；不显示在卡片上', en: 'The applicant will see it. It does not stand on any card' },
  approveTitle: { zh: '同意这份申请', en: 'Approve this request' },
  superiorTitle: { zh: '登记上级批复', en: 'Enter the superior organ’s reply' },
  finishTitle: { zh: '办结这份申请', en: 'Mark this request as processed' },
  applicant: { zh: '申请人', en: 'Applicant' },
  meetings: { zh: '全局性会议', en: 'Bureau-wide meetings' },
  balanceUnknown: {
    zh: '花名册没有参加工作日期，算不出余额',
    en: 'Unknown: the roster doesn’t say since when they have worked',
  },
  alsoAway: { zh: '同期不在岗', en: 'Away as well' },
  superiorNote: {
    zh: '本单位没有人可以审批这份申请。请报上级机关，并按批复登记；办公室任何一人登记即可。',
    en: 'Nobody in this office may decide this request. Please pass it to the superior organ and enter its reply; any member of the office may.',
  },
  privacyNote: {
    zh: '事由、去向和电话见“详情”，每次查看都有记录。',
    en: 'Reason, destination and phone are under Details; each look is recorded.',
  },
  recordNote: { zh: '只作备案，不用审批。', en: 'For the record only; nothing to decide.' },
  noticeNote: { zh: '只是告知，不用审批。', en: 'For your information only; nothing to decide.' },
  notInDetail: {
    zh: '你现在不办理这份申请，看不到事由、去向和电话。',
    en: 'You don’t settle this request now, so reason, destination and phone are not shown.',
  },
} as const satisfies Record<string, Text>;

export const sentences = {
  asks: (name: string, kind: string): Text => ({ zh: `${name}申请${kind}`, en: `${name} asks for leave: ${kind.toLowerCase()}` }),
  todo: (name: string, kind: string): Text => ({ zh: `${name}的${kind}待办理`, en: `To process: ${name}, ${kind.toLowerCase()}` }),
  filed: (name: string, kind: string): Text => ({ zh: `备案：${name}${kind}`, en: `For the record: ${name}, ${kind.toLowerCase()}` }),
  told: (name: string, kind: string): Text => ({ zh: `告知：${name}${kind}`, en: `For your information: ${name}, ${kind.toLowerCase()}` }),
  approveConfirm: (name: string, kind: string, period: string, days: string): Text => ({
    zh: `${name}，${kind}，${period}，${days}。同意后不能改回。`,
    en: `${name}, ${kind.toLowerCase()}, ${period}, ${days}. An approval can’t be taken back.`,
  }),
  replyConfirm: (name: string, kind: string, period: string, days: string): Text => ({
    zh: `${name}，${kind}，${period}，${days}。登记后不能改回。`,
    en: `${name}, ${kind.toLowerCase()}, ${period}, ${days}. A reply that is entered can’t be taken back.`,
  }),
  /** `part`: what their department plays, as policy has it. */
  anyOf: (part: Text): Text => ({ zh: `${part.zh}任何一人办结即可。`, en: `${part.en}: any member may mark it as done.` }),
  finishConfirm: (name: string, kind: string): Text => ({
    zh: `${name}的${kind}已经登记办理。办结后不能改回。`,
    en: `${name}’s ${kind.toLowerCase()} has been entered. This can’t be taken back.`,
  }),
  actingAway: (name: string, period: string): Text => ({
    zh: `代管人${name}同期也不在岗：${period}。`,
    en: `${name}, who is to be in charge meanwhile, is away as well: ${period}.`,
  }),
  standsIn: (name: string, period: string): Text => ({
    zh: `申请人同期在为${name}代管工作：${period}。`,
    en: `The applicant is in charge for ${name} then: ${period}.`,
  }),
  bothAway: (department: string, name: string, other: string): Text => ({
    zh: `${name}和${other}是${department}排名前两位的人员，同期都不在岗，请留意。`,
    en: `${name} and ${other} hold the two top posts of ${department}, and both would be away at the same time.`,
  }),
  headAway: (name: string, period: string): Text => ({
    zh: `部门领导${name}同期也不在岗：${period}。`,
    en: `${name}, the head of the department, is away as well: ${period}.`,
  }),
  /** Of warnings of one kind. */
  moreTimes: (listed: number, count: number): Text => ({
    zh: `以上情形共 ${count} 次，列出前 ${listed} 次。`,
    en: `${count} times in all; the first ${listed} are listed.`,
  }),
  balanceOf: (year: number): Text => ({ zh: `${year}年年休假`, en: `Annual leave ${year}` }),
  /** `left`: less what is asked for. */
  balance: (all: Text, left: Text): Text => ({
    zh: `共 ${all.zh}，计入这次后${left.zh}`,
    en: `${all.en} in all, with this one ${left.en}`,
  }),
  leftDays: (halfDays: number): Text =>
    halfDays < 0
      ? { zh: `超出 ${-halfDays / 2} 天`, en: `${-halfDays / 2} too many` }
      : { zh: `剩 ${halfDays / 2} 天`, en: `${halfDays / 2} left` },
  andMore: (names: string, count: number): Text => ({ zh: `${names}，共 ${count} 人`, en: `${names}; ${count} in all` }),
  /** Who settled a step, and when. */
  doneBy: (name: string, at: string, outcome: string): Text => ({
    zh: `${name}于${at}${outcome}。`,
    en: `${name} ${outcome} it on ${at}.`,
  }),
  /** 上级批复. */
  entered: (name: string, at: string, outcome: string): Text => ({
    zh: `上级批复${outcome}，由${name}于${at}登记。`,
    en: `The superior organ ${outcome} it; entered by ${name} on ${at}.`,
  }),
  isWith: (name: string): Text => ({ zh: `现由${name}审批。`, en: `It is with ${name} now.` }),
  isWithOffice: { zh: '现由办公室登记上级批复。', en: 'The office is to enter the superior organ’s reply.' },
} as const;

/** What is said besides the cards. */
export const messages = {
  approved: (_name: string, kind: string, period: string): Text => ({
    zh: `你的${kind}申请已经同意：${period}。`,
    en: `Your request for leave is approved: ${kind.toLowerCase()}, ${period}.`,
  }),
  refused: (_name: string, kind: string, period: string): Text => ({
    zh: `你的${kind}申请没有同意：${period}。理由见“查看”。`,
    en: `Your request for leave is refused: ${kind.toLowerCase()}, ${period}. Press View to read why.`,
  }),
  returned: (_name: string, kind: string, period: string): Text => ({
    zh: `你的${kind}申请已退回，请修改后重新提交：${period}。意见见“查看”。`,
    en: `Your request for leave is returned; please change it and submit it again: ${kind.toLowerCase()}, ${period}. Press View to read why.`,
  }),
  enteredRefused: (name: string, kind: string, period: string): Text => ({
    zh: `你代${name}登记的${kind}没有同意：${period}。理由请向本人或审批人了解。`,
    en: `What you entered for ${name} is refused: ${kind.toLowerCase()}, ${period}. Please ask them, or whoever decided, why.`,
  }),
  enteredReturned: (name: string, kind: string, period: string): Text => ({
    zh: `你代${name}登记的${kind}已退回修改：${period}。请本人修改后重新提交，本人不便的，请重新登记。意见请向本人或审批人了解。`,
    en: `What you entered for ${name} is returned for changes: ${kind.toLowerCase()}, ${period}. They can change it and submit it again; where they can’t, please enter it anew. Please ask them, or whoever decided, why.`,
  }),
  withdrawn: (name: string, kind: string, period: string): Text => ({
    zh: `${name}已撤回${kind}申请：${period}。`,
    en: `${name} has withdrawn a request for leave: ${kind.toLowerCase()}, ${period}.`,
  }),
  replaced: (name: string, kind: string, period: string): Text => ({
    zh: `${name}的${kind}已变更，原来的不再有效：${period}。`,
    en: `This leave has been changed and no longer stands as it was: ${name}, ${kind.toLowerCase()}, ${period}.`,
  }),
  again: (name: string, kind: string, period: string): Text => ({
    zh: `${name}的${kind}申请又转到你这里，请你审批：${period}。`,
    en: `A request for leave is with you once more: ${name}, ${kind.toLowerCase()}, ${period}.`,
  }),
  nudge: (name: string, kind: string, period: string): Text => ({
    zh: `${name}的${kind}申请还在等你审批：${period}。`,
    en: `A request for leave still waits for your decision: ${name}, ${kind.toLowerCase()}, ${period}.`,
  }),
  nudgeReply: (name: string, kind: string, period: string): Text => ({
    zh: `${name}的${kind}申请还没有登记上级批复：${period}。`,
    en: `The superior organ’s reply to a request for leave has not been entered yet: ${name}, ${kind.toLowerCase()}, ${period}.`,
  }),
  nudgeTodo: (name: string, kind: string, period: string): Text => ({
    zh: `${name}的${kind}还没有办结：${period}。`,
    en: `This is still to be processed: ${name}, ${kind.toLowerCase()}, ${period}.`,
  }),
  stuck: (approver: string, name: string, kind: string, period: string): Text => ({
    zh: `${name}的${kind}申请（${period}）在${approver}处逾期未审批，上面已没有可以审批的领导，请提醒。`,
    en: `A request for leave has waited too long with ${approver}, and nobody above may decide it: ${name}, ${kind.toLowerCase()}, ${period}. Please remind them.`,
  }),
} as const;

export const queue = {
  approvals: { zh: '待你审批的请假', en: 'Leave waiting for your decision' },
  todos: { zh: '待办理的请假', en: 'Leave to be processed' },
  noApprovals: { zh: '没有等你审批的申请。', en: 'Nothing waits for your decision.' },
  noTodos: { zh: '没有要办理的请假。', en: 'There is no leave to be processed.' },
  approvalsHelp: { zh: '列出等你审批的出差、请假', en: 'trips and leave that wait for your decision' },
  todosHelp: { zh: '列出本部门要办理的请假', en: 'leave that your department has to process' },
  several: { zh: '一次同意多件', en: 'Approve several' },
  choose: { zh: '选择要同意的', en: 'Choose what to approve' },
  severalNote: {
    zh: '只同意选中的，其余不变。同意后不能改回。',
    en: 'Only those you choose are approved; nothing else changes. An approval can’t be taken back.',
  },
  noneOfSeveral: { zh: '没有可以一次同意多件的申请。', en: 'There is nothing that could be approved together.' },
  noneChosen: { zh: '请至少选择一件。', en: 'Please choose at least one.' },
  weigh: { zh: '有需要留意的情况，见“详情”。', en: 'There is something to weigh: see Details.' },
  weighShort: { zh: '有需要留意的情况', en: 'Something to weigh' },
  lateShort: { zh: '补办', en: 'Made good' },
  unconfirmedShort: { zh: '本人尚未确认', en: 'Not confirmed' },
  guessShort: (year: number): Text => ({ zh: `${year} 年放假安排尚未公布`, en: `Holidays of ${year} not announced` }),
  more: (count: number): Text => ({ zh: `还有 ${count} 件，办完这些后再看。`, en: `${count} more; they follow once these are settled.` }),
  done: (count: number): Text => ({ zh: `已同意 ${count} 件。`, en: `${count} approved.` }),
  notDone: (line: string, why: string): Text => ({ zh: `${line}：${why}`, en: `${line}: ${why}` }),
} as const;

/** What is said to whoever pressed. */
export const answers = {
  approved: (name: string, kind: string): Text => ({
    zh: `已同意${name}的${kind}申请。`,
    en: `You have approved ${name}’s request (${kind.toLowerCase()}).`,
  }),
  entered: (name: string, kind: string): Text => ({
    zh: `已登记上级批复：${name}的${kind}申请。`,
    en: `The superior organ’s reply to ${name}’s request (${kind.toLowerCase()}) is entered.`,
  }),
  finished: (name: string, kind: string): Text => ({
    zh: `已办结${name}的${kind}。`,
    en: `${name}’s leave (${kind.toLowerCase()}) is processed.`,
  }),
} as const;
