import type { Text } from '../../chat/text.js';
import type { AbsenceState, ReasonKind, Substitute } from './absence.js';
import type { DecisionRefusal, RequestRefusal, Verdict } from './rules.js';

export const text = {
  help: { zh: '列出你要参加的会议，可以请假', en: 'ask to be excused from a meeting: lists those you are expected at' },
  request: { zh: '请假', en: 'Ask to be excused' },
  title: { zh: '会议请假', en: 'Absence from a meeting' },
  submit: { zh: '提交', en: 'Submit' },
  close: { zh: '关闭', en: 'Close' },
  view: { zh: '查看', en: 'View' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  withdrawTitle: { zh: '撤回请假', en: 'Withdraw the request' },
  withdrawText: {
    zh: '撤回后仍应到会。开会前可以重新提出。',
    en: 'You are then expected at the meeting. You may ask again before it begins.',
  },
  keep: { zh: '不撤回', en: 'Keep it' },
  decide: { zh: '查看并决定', en: 'Look and decide' },
  verdict: { zh: '决定', en: 'Decision' },
  refusalReason: { zh: '不同意的理由', en: 'Why it is refused' },
  refusalHint: { zh: '不同意时必填，申请人能看到。', en: 'Needed when you refuse. The applicant sees it.' },
  stillNeeded: { zh: '仍需请假', en: 'I still can’t come' },
  canAttend: { zh: '可以参会', en: 'I can come' },
  accept: { zh: '可以代会', en: 'I will go' },
  decline: { zh: '不能代会', en: 'I can’t go' },
  declineText: { zh: '告知申请人后不能改回。', en: 'The applicant is told, and it can’t be taken back.' },
  back: { zh: '返回', en: 'Back' },
  meeting: { zh: '会议', en: 'Meeting' },
  time: { zh: '时间', en: 'Time' },
  place: { zh: '地点', en: 'Place' },
  openLink: { zh: '打开会议链接', en: 'Open the link of the meeting' },
  applicant: { zh: '申请人', en: 'Applicant' },
  requested: { zh: '提出时间', en: 'Asked' },
  lateMark: { zh: '迟交：已过请假截止时间', en: 'Late: after the deadline' },
  deadline: { zh: '请假截止', en: 'Deadline' },
  substitute: { zh: '代会人', en: 'Substitute' },
  substituteHint: {
    zh: '提交后会告知对方，对方可以不接受。本人也要参会的不能代会。',
    en: 'They are told at once, and may decline. Whoever is expected there anyway can’t stand in.',
  },
  search: { zh: '输入姓名或部门', en: 'Type a name or department' },
  status: { zh: '状态', en: 'Status' },
  reason: { zh: '请假原因', en: 'Reason' },
  detail: { zh: '具体说明', en: 'Details' },
  detailHint: { zh: '选“其他”时必填。', en: 'Needed with “other”.' },
  noReason: { zh: '原因已清除，或已按保存期限删除。', en: 'The reason was erased, or deleted at the end of its retention.' },
  privacy: {
    zh: '原因只有你和组织部门的审批人能看到，每次查看都有记录。',
    en: 'Only you and those who decide see the reason. Each look is recorded.',
  },
  approverNote: {
    zh: '任一组织者都可以决定，以先作出的决定为准。',
    en: 'Any organizer may decide. The first decision stands.',
  },
  lateForm: {
    zh: '已过请假截止时间。现在提交会记为迟交，由组织部门决定是否同意。',
    en: 'The deadline is over. What you submit now is recorded as late, and the organizers decide whether to accept it.',
  },
  anew: { zh: '会议改期后，申请人确认仍需请假。', en: 'The meeting was moved; the applicant still can’t come.' },
  suspended: { zh: '为全局性会议让路，已暂停', en: 'suspended for a bureau-wide meeting' },
  coming: { zh: '要参加的会议', en: 'Meetings you are expected at' },
  waiting: { zh: '等你决定的会议请假', en: 'Absence requests waiting for you' },
  withdrawn: { zh: '已撤回，请按时参会。', en: 'Withdrawn. You are expected at the meeting.' },
  comes: { zh: '好的，请按时参会。', en: 'Good. You are expected at the meeting.' },
  askedAnew: { zh: '已按新的时间重新提出，等组织部门决定。', en: 'Asked anew for the new time; the organizers decide.' },
  askedAnewAlone: {
    zh: '已按新的时间重新提出，等组织部门决定。原来的代会人现在不能代会；需要代会的，请撤回后重新提出。',
    en: 'Asked anew for the new time; the organizers decide. Your substitute can’t go now; to name another, withdraw the request and ask again.',
  },
  accepted: { zh: '好的，已记下。', en: 'Noted, thank you.' },
  declined: { zh: '已记下，并告知申请人。', en: 'Noted; the applicant is told.' },
  closed: { zh: '这件事已经办结，没有做任何改动。', en: 'This is settled already; nothing was changed.' },
  notYours: { zh: '没有找到这份请假，或者你不能查看。', en: 'There is no such request, or you may not see it.' },
} as const satisfies Record<string, Text>;

export const reasonText = {
  'business-trip': { zh: '因公出差', en: 'Business trip' },
  illness: { zh: '因病', en: 'Illness' },
  personal: { zh: '因私事', en: 'Personal' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<ReasonKind, Text>;

export const verdictText = {
  approve: { zh: '同意', en: 'Approve' },
  'approve-late': { zh: '同意，按迟交处理', en: 'Approve although it is late' },
  refuse: { zh: '不同意', en: 'Refuse' },
} as const satisfies Record<Verdict, Text>;

export const stateText = {
  pending: { zh: '等组织部门决定', en: 'waiting for a decision' },
  approved: { zh: '已同意', en: 'approved' },
  refused: { zh: '未同意', en: 'refused' },
  withdrawn: { zh: '本人已撤回', en: 'withdrawn by the applicant' },
  asked: { zh: '会议已改期，等申请人确认是否仍需请假', en: 'the meeting was moved; the applicant is asked whether they still can’t come' },
  replaced: { zh: '会议已改期，申请人已重新提出', en: 'the meeting was moved; the applicant has asked anew' },
  cancelled: {
    zh: '会议取消、暂停或不再要求参加，申请已结束',
    en: 'closed: the meeting was cancelled or suspended, or they are no longer expected',
  },
  undecided: { zh: '开会前没有决定，按未同意处理', en: 'nobody decided before the start, so it counts as refused' },
} as const satisfies Record<AbsenceState, Text>;

/** Nobody decided since the applicant had not said whether it still stood. */
export const unconfirmedText: Text = {
  zh: '会议改期后没有确认是否仍需请假，按应到会处理',
  en: 'the meeting was moved and the applicant did not say whether it still stood; they count as expected',
};

export const answerText = {
  asked: { zh: '已告知', en: 'told' },
  accepted: { zh: '可以代会', en: 'will go' },
  declined: { zh: '不能代会', en: 'can’t go' },
} as const satisfies Record<Substitute['answer'], Text>;

export const requestRefusalText = {
  'not-expected': { zh: '没有找到这次会议，或者没有要求你参加。', en: 'There is no such meeting, or you are not expected there.' },
  'meeting-cancelled': { zh: '会议已取消，不用请假。', en: 'The meeting is cancelled; you need not ask.' },
  'meeting-suspended': {
    zh: '会议已为全局性会议让路，暂停举行，不用请假。',
    en: 'The meeting is suspended for one of the bureau; you need not ask.',
  },
  'meeting-began': { zh: '会议已经开始，不能再请假。请与组织部门联系。', en: 'The meeting has begun. Please speak to its organizers.' },
  'meeting-changed': {
    zh: '填写期间会议有变动。请关闭后重新打开，核对时间再提交。',
    en: 'The meeting was changed meanwhile. Please open the form again and look at its time.',
  },
  'open-already': { zh: '你已经提出过请假，不用重复提交。', en: 'You have asked already.' },
  'reason-missing': { zh: '请选择请假原因。', en: 'Please choose a reason.' },
  'detail-missing': { zh: '请写明具体原因。', en: 'Please say what the reason is.' },
  'too-long': { zh: '内容过长，请删减后再提交。', en: 'This is too long. Please shorten it.' },
  'no-substitutes': { zh: '这次会议不能由他人代会。', en: 'Nobody may stand in at this meeting.' },
  'substitute-unsuitable': { zh: '不能请这位同事代会，请重新选择。', en: 'They can’t stand in for you. Please choose somebody else.' },
  'substitute-expected': {
    zh: '这位同事本人也要参会，请另选代会人。',
    en: 'They are expected there themselves. Please choose somebody else.',
  },
  'substitute-away': {
    zh: '这位同事会议期间已请假或出差，请另选代会人。',
    en: 'They are on leave at that time. Please choose somebody else.',
  },
  'substitute-elsewhere': {
    zh: '这位同事同一时间要参加另一次全局性会议，请另选代会人。',
    en: 'They are expected at another bureau-wide meeting at that time. Please choose somebody else.',
  },
  'substitute-taken': {
    zh: '这位同事同一时间已替他人代会，请另选代会人。',
    en: 'They stand in for somebody else at that time already. Please choose another.',
  },
  'nobody-decides': {
    zh: '目前没有能够审批的人，申请没有提交。请直接与组织部门联系。',
    en: 'There is nobody who could decide, so nothing was submitted. Please speak to the organizing department.',
  },
} as const satisfies Record<RequestRefusal, Text>;

export const decisionRefusalText = {
  'request-unknown': text.notYours,
  'right-missing': {
    zh: '你没有审批这次会议请假的权限（组织会议），没有做任何改动。',
    en: 'You lack the right to decide this (organizing meetings of that department); nothing was changed.',
  },
  'own-request': { zh: '不能审批自己的请假，请由其他组织者决定。', en: 'Nobody decides on their own request. Another organizer does.' },
  'decided-before': { zh: '已有人先作出决定，以先作出的决定为准。', en: 'Somebody has decided before you; the first decision stands.' },
  'withdrawn-before': { zh: '申请人已经撤回，不用再决定。', en: 'The applicant has withdrawn it.' },
  'meeting-moved': {
    zh: '会议已改期，先由申请人确认是否仍需请假。',
    en: 'The meeting was moved; the applicant is asked first whether they still can’t come.',
  },
  'meeting-suspended': {
    zh: '会议已为全局性会议让路，暂停举行，现在不用决定。恢复举行后再请决定。',
    en: 'The meeting is suspended for one of the bureau; there is nothing to decide unless it takes place after all.',
  },
  'meeting-over': { zh: '会议已经开始或取消，不能再作决定。', en: 'The meeting has begun or was cancelled; it is too late to decide.' },
  'verdict-missing': { zh: '请选择同意或不同意。', en: 'Please choose a decision.' },
  'late-is-decided-as-late': {
    zh: '这份请假是迟交的，请明确选择是否按迟交同意。',
    en: 'It came late. Please decide explicitly whether to accept it as late.',
  },
  'refusal-needs-reason': { zh: '不同意时请写明理由。', en: 'Please say why you refuse.' },
  'too-long': { zh: '内容过长，请删减后再提交。', en: 'This is too long. Please shorten it.' },
} as const satisfies Record<DecisionRefusal, Text>;

export const sentences = {
  asks: (name: string, meeting: string): Text => ({ zh: `${name}请假：${meeting}`, en: `${name} asks to be excused from ${meeting}` }),
  own: (meeting: string): Text => ({ zh: `会议请假：${meeting}`, en: `Absence from ${meeting}` }),
  by: (state: string, name: string, at: string): Text => ({ zh: `${state}（${name}，${at}）`, en: `${state} (${name}, ${at})` }),
  approved: (meeting: string): Text => ({ zh: `“${meeting}”的请假已同意。`, en: `You are excused from ${meeting}.` }),
  refused: (meeting: string): Text => ({
    zh: `“${meeting}”的请假未同意，请按时参会。理由见“查看”。`,
    en: `Your request to be excused from ${meeting} was refused. Press View for the reason.`,
  }),
  moved: (meeting: string, time: string): Text => ({
    zh: `“${meeting}”改到 ${time}。你请过假，现在还需要请假吗？`,
    en: `${meeting} was moved to ${time}. You had asked to be excused: is that still needed?`,
  }),
  movedNudge: (meeting: string): Text => ({
    zh: `“${meeting}”改期后你还没有确认是否请假；不确认，按应到会处理。`,
    en: `You have not said whether you still can’t come to ${meeting}. Until you do, you are expected.`,
  }),
  nudge: (name: string, meeting: string, time: string): Text => ({
    zh: `${name}的会议请假还没有决定：“${meeting}”，${time}开始。`,
    en: `${name} still waits for a decision about ${meeting}, which begins ${time}.`,
  }),
  undecidedOwn: (meeting: string): Text => ({
    zh: `“${meeting}”已经开始，你的请假没有得到同意，按应到会处理。有疑问请与组织部门联系。`,
    en: `${meeting} has begun and your request was not approved, so you count as expected. Please speak to its organizers.`,
  }),
  unconfirmedOwn: (meeting: string): Text => ({
    zh: `“${meeting}”已经开始。会议改期后你没有确认是否仍需请假，按应到会处理。有疑问请与组织部门联系。`,
    en: `${meeting} has begun. After it was moved you did not say whether you still can’t come, so you count as expected. Please speak to its organizers.`,
  }),
  unconfirmed: (name: string, meeting: string): Text => ({
    zh: `“${meeting}”已经开始，${name}在会议改期后没有确认是否仍需请假，按应到会处理。确有原因的，签到后可由组织者更正。`,
    en: `${meeting} has begun, and ${name} did not say whether they still can’t come after it was moved; they count as expected. Its organizers can correct it once there is a check-in.`,
  }),
  undecided: (name: string, meeting: string): Text => ({
    zh: `“${meeting}”已经开始，${name}的请假没有人决定，按未同意处理。确有原因的，签到后可由组织者更正。`,
    en: `${meeting} has begun and nobody decided on ${name}’s request; it counts as refused. Its organizers can correct it once there is a check-in.`,
  }),
  standIn: (name: string, meeting: string): Text => ({
    zh: `${name}请你代为参加“${meeting}”`,
    en: `${name} asks you to stand in at ${meeting}`,
  }),
  standInSure: (name: string, meeting: string): Text => ({
    zh: `${name}的请假已同意，请你代为参加“${meeting}”，并替其签到。`,
    en: `${name} is excused: please stand in at ${meeting}, and check in for them.`,
  }),
  standInChanged: (meeting: string): Text => ({
    zh: `你要代会的“${meeting}”有变更，请按下面的时间、地点或会议链接参加。`,
    en: `${meeting}, where you stand in, has changed. Please note when, where or by which link it is now.`,
  }),
  standInSuspended: (meeting: string): Text => ({
    zh: `你要代会的“${meeting}”为全局性会议让路，暂停举行，请不要前往。恢复举行或改期的，会再通知你。`,
    en: `${meeting}, where you stand in, gives way to a meeting of the bureau and is suspended: please don’t go. You will be told if it takes place.`,
  }),
  standInRestored: (meeting: string): Text => ({
    zh: `你要代会的“${meeting}”恢复举行，请按下面的时间和地点参加。`,
    en: `${meeting}, where you stand in, takes place after all. Please note when and where.`,
  }),
  standInOff: (name: string, meeting: string): Text => ({
    zh: `不用再代${name}参加“${meeting}”。`,
    en: `You need not stand in for ${name} at ${meeting} any more.`,
  }),
  substituteExpected: (name: string, meeting: string): Text => ({
    zh: `${name}本人也要参加“${meeting}”，不能再代你参会。需要另请代会人的，请撤回后重新提出。`,
    en: `${name} is expected at ${meeting} themselves and can’t stand in for you any more. To name somebody else, withdraw the request and ask again.`,
  }),
  substituteNotAllowed: (name: string, meeting: string): Text => ({
    zh: `“${meeting}”已改为不能由他人代会，${name}不再代你参加。你的请假不受影响。`,
    en: `Nobody may stand in at ${meeting} any more, so ${name} does not go for you. Your request stands as it is.`,
  }),
  substituteDeclined: (name: string, meeting: string): Text => ({
    zh: `${name}不能代你参加“${meeting}”。需要另请代会人的，请撤回后重新提出。`,
    en: `${name} can’t stand in for you at ${meeting}. To name somebody else, withdraw the request and ask again.`,
  }),
} as const;
