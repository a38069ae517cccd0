import type { Text } from '../../chat/text.js';
import type { AskRefusal, CaseState, DecideRefusal } from './rules.js';

export const text = {
  title: { zh: '让路', en: 'Giving way' },
  meeting: { zh: '会议', en: 'Meeting' },
  meetingTime: { zh: '会议时间', en: 'Meeting time' },
  activity: { zh: '活动', en: 'Activity' },
  activityTime: { zh: '活动时间', en: 'Activity time' },
  department: { zh: '举办部门', en: 'Department' },
  owner: { zh: '负责人', en: 'Responsible' },
  together: { zh: '两边都要参加', en: 'Expected at both' },
  deadline: { zh: '请在此前处理', en: 'Please settle it by' },
  state: { zh: '处理情况', en: 'State' },
  move: { zh: '改期', en: 'Move' },
  cancel: { zh: '取消活动', en: 'Cancel the activity' },
  cancelText: { zh: '取消后会告知参加的人，不能恢复。', en: 'Those who take part will be told. This cannot be undone.' },
  keep: { zh: '不取消', en: 'Keep it' },
  exempt: { zh: '申请不让路', en: 'Ask for an exemption' },
  details: { zh: '查看', en: 'View' },
  close: { zh: '关闭', en: 'Close' },
  changeMeeting: { zh: '变更会议', en: 'Change the meeting' },
  changedByOrganizers: {
    zh: '变更或取消这次会议，由举办部门的组织者办理；没有组织者的，由办公室的组织者办理。',
    en: 'Organizers of the department that holds this meeting change it or call it off; where there are none, those of the office do.',
  },
  restore: { zh: '按原时间恢复', en: 'Resume at the old time' },
  mustNote: {
    zh: '会议已提前通知，其他活动都要让路。到时未处理的，活动暂停举行。',
    en: 'The meeting was announced in advance, and everything else gives way. Left unsettled, the activity is suspended.',
  },
  askedNote: {
    zh: '会议为临时通知，请尽量让路。到时未处理的，会告知会议组织者。',
    en: 'The meeting was announced at short notice; please give way if you can. Left unsettled, its organizers are told.',
  },
  begunNote: {
    zh: '会议已提前通知，其他活动都要让路。活动届时已在进行，不作暂停；请为会议留出时间，或申请不让路。到时未处理的，会告知会议组织者。',
    en: 'The meeting was announced in advance, and everything else gives way. The activity will be under way by then and is not suspended: please leave time for the meeting, or ask for an exemption. Left unsettled, its organizers are told.',
  },
  superseded: { zh: '会议有变动，请看新的一条。', en: 'The meeting has changed; please see the newer message.' },
  slots: { zh: '改到什么时间', en: 'When to hold it' },
  slotsHint: { zh: '所列时间都没有全局性会议。', en: 'There is no bureau meeting at any of these times.' },
  otherTime: { zh: '另选时间（在下面填写）', en: 'Another time (below)' },
  confirmMove: { zh: '确认改期', en: 'Move it' },
  reason: { zh: '理由', en: 'Reason' },
  reasonHint: {
    zh: '只有会议组织部门的组织者能看到；加密保存。',
    en: 'Only organizers of the department that holds the meeting see it; it is stored encrypted.',
  },
  answerHint: { zh: '申请人能看到；加密保存。', en: 'Whoever asked sees it; it is stored encrypted.' },
  submit: { zh: '提交', en: 'Submit' },
  reasonMissing: { zh: '请写明理由。', en: 'Please give a reason.' },
  chooseTime: {
    zh: '请在所列时间中选一个；要另选时间的，请选“另选时间”并在下面填写。',
    en: 'Please choose one of the times; for another one, choose “another time” and fill it in below.',
  },
  decision: { zh: '是否同意不让路', en: 'Grant the exemption?' },
  grant: { zh: '同意，活动照常举行', en: 'Yes, it takes place' },
  refuse: { zh: '不同意，仍须让路', en: 'No, it gives way' },
  decide: { zh: '查看理由并决定', en: 'See the reason and decide' },
  chooseDecision: { zh: '请选择是否同意。', en: 'Please choose yes or no.' },
  erased: { zh: '内容已清除。', en: 'The content was erased.' },
  moved: { zh: '已改期，参加的人会收到通知。', en: 'Moved; those who take part will be told.' },
  cancelled: { zh: '已取消，参加的人会收到通知。', en: 'Cancelled; those who take part will be told.' },
  askedDone: { zh: '已提交，组织部门决定后会告诉你。', en: 'Submitted; you will be told of the decision.' },
  decidedDone: { zh: '已记录，负责人会收到通知。', en: 'Recorded; whoever is responsible will be told.' },
  board: { zh: '冲突活动处理情况', en: 'Activities that give way' },
  list: { zh: '查看名单', en: 'See the list' },
  noOrganizer: {
    zh: '会议组织部门现在没有组织者，所以告诉你。请联系管理员为该部门增设组织者，由其处理。',
    en: 'The department that holds the meeting has no organizer now, which is why you are told. Please ask the administrator to make somebody an organizer there, who can see to it.',
  },
  noCases: { zh: '没有冲突的活动。', en: 'No activity conflicts.' },
  previous: { zh: '上一页', en: 'Previous page' },
  following: { zh: '下一页', en: 'Next page' },
} as const satisfies Record<string, Text>;

export const stateText = {
  open: { zh: '待处理', en: 'To be settled' },
  'exemption-asked': { zh: '已申请不让路，待组织部门决定', en: 'Exemption asked for, to be decided' },
  exempted: { zh: '已同意不让路', en: 'Exempted' },
  suspended: { zh: '到时未处理，已暂停', en: 'Not settled in time, suspended' },
  passed: { zh: '到时未处理，仍按原时间举行', en: 'Not settled in time, takes place all the same' },
  moved: { zh: '已改期', en: 'Moved' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  released: { zh: '不再冲突，不必让路', en: 'No longer in conflict' },
} as const satisfies Record<CaseState, Text>;

export type GiveWayRefusal =
  | AskRefusal
  | DecideRefusal
  | 'case-unknown'
  | 'right-missing'
  | 'organize-missing'
  | 'own-request'
  | 'nobody-decides'
  | 'activity-changed'
  | 'activity-over'
  | 'time-past'
  | 'of-a-meeting';
export const refusalText = {
  'case-unknown': { zh: '没有找到这项冲突，它可能已经处理。', en: 'This conflict was not found; it may be settled.' },
  'right-missing': {
    zh: '这项活动由其负责人和举办部门处理，你没有权限。',
    en: 'Whoever is responsible for the activity and its department settle this; you may not.',
  },
  'organize-missing': {
    zh: '不让路的申请由会议组织部门的组织者决定，你没有权限。',
    en: 'Organizers of the department that holds the meeting decide about exemptions; you may not.',
  },
  'own-request': {
    zh: '自己的申请、自己负责的活动，要由其他组织者决定。',
    en: 'Somebody else has to decide about what you have asked for, or are responsible for.',
  },
  'nobody-decides': {
    zh: '会议组织部门没有其他组织者，没有人能决定这项申请。请改期或取消；确需照常举行的，请联系管理员为该部门增设组织者。',
    en: 'The department that holds the meeting has no other organizer, so nobody could decide about it. Please move or cancel, or ask the administrator to make somebody else an organizer there.',
  },
  settled: { zh: '这项冲突已经处理完毕，没有再做改动。', en: 'This conflict is settled already; nothing was changed.' },
  'asked-already': { zh: '已经申请过，正等组织部门决定。', en: 'You have asked already; the decision is pending.' },
  'decided-already': { zh: '组织部门已经作出决定，以第一次决定为准。', en: 'It has been decided already; the first decision stands.' },
  'too-late': {
    zh: '已过处理期限，不能再申请不让路。可以改期或取消。',
    en: 'It is too late to ask for an exemption. You may still move or cancel.',
  },
  'not-asked': { zh: '这项活动没有待决定的申请。', en: 'No exemption is waiting to be decided here.' },
  'activity-changed': {
    zh: '这项活动刚刚有了变动，你的更改没有保存。请重新查看后再改。',
    en: 'The activity has just been changed, so your change was not saved. Please look at it again first.',
  },
  'activity-over': { zh: '这项活动已经开始或结束，不能再更改。', en: 'The activity has begun or is over and can no longer be changed.' },
  'time-past': { zh: '这个时间已经过去，请另选时间。', en: 'This time has passed. Please choose another.' },
  'of-a-meeting': {
    zh: '这是部门会议，请在“会议”里更改或取消。',
    en: 'This is a departments’ meeting: please change or cancel it under “meetings”.',
  },
} as const satisfies Record<GiveWayRefusal, Text>;

export const sentences = {
  must: (activity: string, meeting: string): Text => ({
    zh: `“${activity}”须为“${meeting}”让路`,
    en: `“${activity}” must give way to “${meeting}”`,
  }),
  asked: (activity: string, meeting: string): Text => ({
    zh: `请“${activity}”为“${meeting}”让路`,
    en: `“${activity}” is asked to give way to “${meeting}”`,
  }),
  standIn: (owner: string): Text => ({
    zh: `负责人${owner}已离开或没有聊天账号，或者职务已有变动，请代为处理。`,
    en: `${owner}, who is responsible, has left or has no chat account, or has another post; please see to it.`,
  }),
  standInFyi: (owner: string): Text => ({
    zh: `负责人${owner}已离开或没有聊天账号，已请其部门处理。`,
    en: `${owner}, who is responsible, has left or has no chat account; the department has been asked to see to it.`,
  }),
  remind: (activity: string, until: string): Text => ({
    zh: `“${activity}”的让路还没有处理，请在 ${until} 前处理`,
    en: `“${activity}” has still to give way; please settle it by ${until}`,
  }),
  exemptionAsked: (owner: string, activity: string, meeting: string): Text => ({
    zh: `${owner}申请“${activity}”不为“${meeting}”让路`,
    en: `${owner} asks that “${activity}” need not give way to “${meeting}”`,
  }),
  granted: (by: string, when: string): Text => ({ zh: `${by}已于 ${when} 同意不让路`, en: `${by} granted the exemption ${when}` }),
  refused: (by: string, when: string): Text => ({ zh: `${by}已于 ${when} 决定仍须让路`, en: `${by} refused the exemption ${when}` }),
  toldGranted: (activity: string): Text => ({
    zh: `“${activity}”不让路的申请已获同意，照常举行`,
    en: `“${activity}” is exempted and takes place`,
  }),
  toldGrantedSuspended: (activity: string, other: string | undefined): Text => ({
    zh: `“${activity}”不让路的申请已获同意；${other === undefined ? '原定时间已到' : `因须为“${other}”让路`}，仍暂停举行`,
    en: `“${activity}” is exempted, but still suspended: ${other === undefined ? 'its time has come' : `it must give way to “${other}”`}`,
  }),
  toldRefused: (activity: string): Text => ({
    zh: `“${activity}”不让路的申请未获同意，请改期或取消`,
    en: `The exemption for “${activity}” was refused; please move or cancel it`,
  }),
  toldSuspended: (activity: string): Text => ({
    zh: `“${activity}”不让路的申请未获同意，已暂停举行`,
    en: `The exemption for “${activity}” was refused; it is suspended`,
  }),
  offer: (activity: string, meeting: string): Text => ({
    zh: `“${activity}”不再与“${meeting}”冲突，可以恢复举行`,
    en: `“${activity}” is no longer in the way of “${meeting}” and may be resumed`,
  }),
  due: (meeting: string): Text => ({ zh: `“${meeting}”的让路期限已到`, en: `The time to give way to “${meeting}” is over` }),
  dueSuspended: (activity: string, department: string): Text => ({
    zh: `“${activity}”（${department}）未处理，已暂停举行`,
    en: `“${activity}” (${department}) was not settled and is suspended`,
  }),
  duePassed: (activity: string, department: string): Text => ({
    zh: `“${activity}”（${department}）未处理，仍按原时间举行，请与其商量`,
    en: `“${activity}” (${department}) was not settled and takes place all the same; please speak with them`,
  }),
  dueUndecided: (activity: string, department: string): Text => ({
    zh: `“${activity}”（${department}）申请不让路，尚未决定，请尽快决定`,
    en: `“${activity}” (${department}) asks for an exemption that nobody has decided about; please decide soon`,
  }),
  progress: (open: number, total: number): Text => ({
    zh: open === 0 ? `共 ${total} 项，已全部处理` : `共 ${total} 项，还有 ${open} 项待处理`,
    en: open === 0 ? `${total} in all, every one settled` : `${total} in all, ${open} to be settled`,
  }),
  count: (n: number): Text => ({ zh: `${n} 项`, en: `${n}` }),
  people: (n: number): Text => ({ zh: `${n} 人`, en: `${n}` }),
  boardOf: (meeting: string): Text => ({ zh: `“${meeting}”冲突活动处理情况`, en: `Activities in the way of “${meeting}”` }),
  taken: (meeting: string, time: string): Text => ({
    zh: `这个时间与“${meeting}”（${time}）冲突，请另选时间。`,
    en: `This time overlaps with “${meeting}” (${time}). Please choose another.`,
  }),
} as const;
