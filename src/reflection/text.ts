import type { Text } from '../chat/text.js';
import type { FieldRefusal, Gone, Snooze, SubmitRefusal } from './rules.js';

export const text = {
  answer: { zh: '作答', en: 'Answer' },
  edit: { zh: '修改', en: 'Edit' },
  view: { zh: '查看', en: 'View' },
  later: { zh: '稍后提醒', en: 'Remind me later' },
  saveDraft: { zh: '暂存', en: 'Save draft' },
  submit: { zh: '提交', en: 'Submit' },
  close: { zh: '关闭', en: 'Close' },
  until: { zh: '截止', en: 'Due' },
  status: { zh: '状态', en: 'Status' },
  privacy: {
    zh: '所写内容只有你自己能看到，除非你主动给某位领导看；领导只能看到是否作答。',
    en: 'Only you can see what you write, unless you share it with a leader yourself. Leaders see whether you answered, never what.',
  },
  ratingPrivacy: {
    zh: '评分只在五人以上的范围里按每个分数有几人汇总，看不出是谁评的。',
    en: 'Of ratings it is only counted how many in a group of five or more gave which, never who did.',
  },
  acknowledged: { zh: '已对照', en: 'I have considered this' },
  optional: { zh: '选答', en: 'optional' },
  waiting: { zh: '等你作答', en: 'Waiting for your answer' },
  nothingOpen: { zh: '现在没有等你作答的内容。', en: 'Nothing is waiting for your answer.' },
  moreOpen: { zh: '等你作答的不止这些，其余见“全部作答”。', en: 'These are not all: the rest is under “All my answers”.' },
  mine: { zh: '我的作答', en: 'My answers' },
  mineHelp: { zh: '查看、导出、清除本人的作答', en: 'look at, export or erase one’s own answers' },
  notYet: { zh: '这一次还没有作答。', en: 'You have not answered this time yet.' },
  draftErased: { zh: '已清除暂存的内容。', en: 'What was saved has been erased.' },
  noneYet: { zh: '还没有作答记录。收到四问后，记录会列在这里。', en: 'No answers yet. Once siwen has asked you, they are listed here.' },
  all: { zh: '全部作答', en: 'All my answers' },
  export: { zh: '导出我的作答', en: 'Export my answers' },
  exported: {
    zh: '文件正在生成，随后会发到你与四问的会话里。',
    en: 'The file is being made and will arrive in your conversation with siwen.',
  },
  eraseAll: { zh: '清除全部内容', en: 'Erase everything I wrote' },
  erase: { zh: '清除内容', en: 'Erase' },
  eraseTitle: { zh: '清除所写内容', en: 'Erase what you wrote' },
  eraseOneText: {
    zh: '这一次所写的内容将无法恢复。你已作答的记录仍然保留。',
    en: 'What you wrote this time cannot be recovered. That you answered stays on record.',
  },
  eraseDraft: { zh: '清除暂存', en: 'Clear what was saved' },
  eraseDraftText: {
    zh: '这一次暂存、尚未提交的内容将无法恢复；已提交的不受影响。',
    en: 'What you saved this time without submitting it cannot be recovered; what you have submitted stays.',
  },
  eraseAllText: {
    zh: '你写过的全部内容和草稿将无法恢复。你已作答的记录仍然保留。',
    en: 'Everything you wrote, drafts included, cannot be recovered. That you answered stays on record.',
  },
  yesErase: { zh: '清除', en: 'Erase' },
  no: { zh: '不清除', en: 'Keep it' },
  erased: { zh: '内容已清除，作答记录保留。', en: 'The content is erased; that you answered stays on record.' },
  share: { zh: '给领导看', en: 'Share with a leader' },
  shareWith: { zh: '给哪位领导看', en: 'Which leader' },
  shareHint: {
    zh: '只有所选的领导能看到这一次作答的全部内容，以后的修改也能看到；你可以随时收回。',
    en: 'Only the leader you choose sees this one answer, all of it, later edits included. You can take it back at any time.',
  },
  searchLeader: { zh: '输入姓名或部门', en: 'Type a name or department' },
  shareConfirm: { zh: '给其查看', en: 'Share' },
  sharedNote: {
    zh: '作者只给你看了这一次作答，可以随时收回；每次查看都有记录。',
    en: 'The author shared this one answer with you and can take it back at any time. Each look is recorded.',
  },
  unshare: { zh: '收回', en: 'Take back' },
  previous: { zh: '上一页', en: 'Previous' },
  next: { zh: '下一页', en: 'Next' },
  versions: { zh: '历次修改', en: 'Versions' },
  unsent: { zh: '未提交的内容', en: 'Not submitted' },
  noDraft: { zh: '没有未提交的内容。', en: 'There is nothing that was not submitted.' },
  earlier: { zh: '更早一稿', en: 'Earlier version' },
  newer: { zh: '更新一稿', en: 'Later version' },
  back: { zh: '返回', en: 'Back' },
  submitted: { zh: '提交时间', en: 'Submitted' },
  submittedLate: { zh: '补答时间', en: 'Submitted late' },
  formIntroLate: {
    zh: '截止时间已过，现在提交会记为补答。',
    en: 'The time is over. What you submit now is recorded as late.',
  },
  trial: { zh: '试发：只发给你自己，不计入统计。', en: 'Trial: sent to you only, counted nowhere.' },
  answered: { zh: '已作答', en: 'Answered' },
  answeredLate: { zh: '已补答', en: 'Answered late' },
  missing: { zh: '未作答', en: 'Not answered' },
  open: { zh: '待作答', en: 'Open' },
  closed: { zh: '已截止', en: 'Closed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  writtenStays: { zh: '你已写的内容仍保存在“我的作答”里。', en: 'What you wrote is still kept under “My answers”.' },
  needless: { zh: '这次推送已撤回，不用作答。', en: 'This round was withdrawn; there is nothing to answer.' },
  lateAnswer: { zh: '补答', en: 'Answer late' },
} as const satisfies Record<string, Text>;

/** Why there is nothing to read of an answer that there was. */
export const goneText = {
  expired: {
    zh: '内容已按保存期限删除，作答记录保留。',
    en: 'The content was deleted at the end of its retention; that you answered stays on record.',
  },
  erased: { zh: '内容已由本人清除。', en: 'The content was erased by its author.' },
  keyless: {
    zh: '这一份已读不出来：四问从备份恢复过，备份以后本人清除过内容，备份中的内容都已随旧密钥失效。',
    en: 'This can no longer be read: siwen was restored from a backup, and since then its author has erased something, with which the key to all of that backup went.',
  },
} as const satisfies Record<Gone, Text>;

export const refusalText = {
  'not-asked': {
    zh: '没有找到这次推送，或者它不是发给你的。请到主页查看。',
    en: 'This round does not exist or was not sent to you. Please see the Home tab.',
  },
  'window-closed': { zh: '已过截止时间，作答不能再修改。', en: 'The time is over; the answer can no longer be changed.' },
  'round-withdrawn': {
    zh: '这次推送已由管理员撤回，不用作答，所填内容没有保存。',
    en: 'An administrator has withdrawn this round. There is nothing to answer, and what you filled in was not stored.',
  },
} as const satisfies Record<SubmitRefusal, Text>;

export const fieldText = {
  'answer-empty': { zh: '请先填写再提交。', en: 'Please write something before you submit.' },
  'answer-too-long': { zh: '内容过长，请删减后再提交。', en: 'This is too long. Please shorten it.' },
  'answer-not-offered': { zh: '请从所列选项中选择。', en: 'Please choose one of the options.' },
} as const satisfies Record<FieldRefusal, Text>;

export type OwnRefusal =
  | 'nothing-to-show'
  | 'not-a-leader'
  | 'shared-with-many'
  | 'not-shared'
  | 'content-expired'
  | 'content-keyless'
  | 'leads-no-more'
  | 'snooze-too-late'
  | 'snooze-past'
  | 'already-answered';
export const ownRefusalText = {
  'nothing-to-show': {
    zh: '这次还没有作答，或内容已清除，没有可以查看的内容。',
    en: 'There is nothing to show: it is not answered yet, or was erased.',
  },
  'not-a-leader': {
    zh: '只能给部门领导或局领导看，请重新选择。',
    en: 'Answers can be shared with heads and bureau leaders only. Please choose again.',
  },
  'shared-with-many': {
    zh: '一次作答最多同时给十位领导看，请先收回一位。',
    en: 'One answer can be shared with ten leaders at most. Please take it back from one first.',
  },
  'not-shared': { zh: '对方已收回，不能再查看。', en: 'The author has taken it back.' },
  'content-expired': {
    zh: '内容已按保存期限删除，不能再查看。',
    en: 'The content was deleted at the end of its retention and can no longer be seen.',
  },
  'content-keyless': {
    zh: '四问从备份恢复过，这份作答已读不出来。',
    en: 'siwen was restored from a backup, in which this answer can no longer be read.',
  },
  'leads-no-more': {
    zh: '你现在不是部门领导或局领导，不能再查看别人给你看的作答。',
    en: 'You are no longer the head of a department or a bureau leader, so answers shared with you can no longer be seen.',
  },
  'snooze-too-late': {
    zh: '到那时已经截止，没有另设提醒。请现在作答。',
    en: 'That would be after the time is over, so no reminder was set. Please answer now.',
  },
  'snooze-past': {
    zh: '今天的这个时间已经过了，没有另设提醒。请另选时间，或现在作答。',
    en: 'That time of today is over, so no reminder was set. Please choose another, or answer now.',
  },
  'already-answered': { zh: '你已经作答，不再另行提醒。', en: 'You have answered; no reminder is needed.' },
} as const satisfies Record<OwnRefusal, Text>;

export const snoozeText = {
  hour: { zh: '一小时后', en: 'In an hour' },
  afternoon: { zh: '今天下午', en: 'This afternoon' },
  tomorrow: { zh: '下个工作日上午', en: 'Next workday morning' },
} as const satisfies Record<Snooze, Text>;

export const ratingText: readonly Text[] = [
  { zh: '1 差距很大', en: '1 far from it' },
  { zh: '2 差距较大', en: '2 rather far' },
  { zh: '3 基本做到', en: '3 partly' },
  { zh: '4 做得较好', en: '4 mostly' },
  { zh: '5 完全做到', en: '5 fully' },
];

/** So that a sentence fits wherever it stands. */
const MOST_NAMED = 10;
const quoted = (names: readonly string[]): string[] => names.slice(0, MOST_NAMED).map((one) => `“${one}”`);

export const sentences = {
  trialOf: ({ zh, en }: Text): Text => ({ zh: `${zh}（试发）`, en: `${en} (trial)` }),
  asks: (title: string): Text => ({ zh: `${title}：请作答`, en: `${title}: please answer` }),
  reminder: (title: string, until: string): Text => ({
    zh: `${title}还未作答，截止时间 ${until}`,
    en: `${title} is waiting for your answer, due ${until}`,
  }),
  reminderAnswered: (title: string): Text => ({
    zh: `提醒：${title}已作答，不用再处理。`,
    en: `Reminder: ${title} is answered; nothing is left to do.`,
  }),
  reminderOver: (title: string): Text => ({
    zh: `提醒：${title}的作答时间已过，仍可以补答。`,
    en: `Reminder: the time for ${title} is over; a late answer is still possible.`,
  }),
  remindedBy: (name: string): Text => ({ zh: `由${name}提醒。`, en: `${name} asked for this reminder.` }),
  done: (title: string, when: string): Text => ({ zh: `${title}已作答，${when} 收到`, en: `${title}: answered, received ${when}` }),
  doneLate: (title: string, when: string): Text => ({
    zh: `${title}已补答，${when} 收到`,
    en: `${title}: answered late, received ${when}`,
  }),
  withdrawn: (title: string): Text => ({
    zh: `${title}已由管理员撤回，不用作答，也不计入统计。`,
    en: `${title} was withdrawn by an administrator. There is nothing to answer, and it counts nowhere.`,
  }),
  reminderWithdrawn: (title: string): Text => ({
    zh: `提醒：${title}已撤回，不用作答。`,
    en: `Reminder: ${title} was withdrawn; there is nothing to answer.`,
  }),
  over: (title: string): Text => ({ zh: `${title}已截止，可以补答`, en: `${title} is closed; a late answer is possible` }),
  draftSaved: (when: string): Text => ({ zh: `已于 ${when} 暂存，尚未提交。`, en: `Draft saved ${when}; not submitted yet.` }),
  draftBefore: (when: string, submitted: string): Text => ({
    zh: `表中是你 ${when} 暂存、尚未提交的内容；此后你在 ${submitted} 另提交过一稿，可在“我的作答”中查看。`,
    en: `This is your draft of ${when}, not submitted yet. You have submitted another text since, ${submitted}; see “My answers”.`,
  }),
  draftElsewhere: (when: string): Text => ({
    zh: `还没有暂存：你在别处打开的表单里 ${when} 暂存过，表中仍是你刚才填写的。再次暂存或提交，就以表中内容为准；要看那一份，请关闭后重新打开。`,
    en: `Not saved yet: another form of yours was saved ${when}; this one still holds what you have just typed. Save or submit once more to keep this instead; to see the other, close this form and open it again.`,
  }),
  snoozed: (when: string): Text => ({ zh: `好的，${when} 再提醒你。`, en: `I will remind you ${when}.` }),
  missed: (title: string, when: string, why: string): Text => ({
    zh: `${title}（${when}）未推送：${why}。`,
    en: `${title} (${when}) was not sent: ${why}.`,
  }),
  /** Its people may be in another department of the audience by now. */
  gone: (departments: readonly string[]): Text => ({
    zh: `计划范围中的${quoted(departments).join('、')}${departments.length > MOST_NAMED ? `等 ${departments.length} 个部门` : ''}在花名册上已没有（例如已撤销、合并），其人员不在范围内其他部门的，不会收到。请核对计划的范围。`,
    en: `The audience of the schedule names ${quoted(departments).join(', ')}${departments.length > MOST_NAMED ? ` and ${departments.length - MOST_NAMED} more` : ''}, which the roster no longer has, for instance because of being dissolved or joined with another; those of its people who are in no other department of the audience get nothing. Please check the audience.`,
  }),
  leftOut: (title: string, departments: readonly string[]): Text => ({
    zh: `${title}已推送，但${sentences.gone(departments).zh}`,
    en: `${title} was sent. ${sentences.gone(departments).en}`,
  }),
  sharedByYou: (leader: string): Text => ({ zh: `已给${leader}查看。`, en: `Shared with ${leader}.` }),
  leadsNoMore: (leader: string): Text => ({
    zh: `曾给${leader}查看；对方现在不是领导，已不能查看。`,
    en: `Shared with ${leader}, who is no longer a leader and can no longer see it.`,
  }),
  sharedWithYou: (member: string, title: string): Text => ({
    zh: `${member}请你看其${title}作答`,
    en: `${member} shared an answer with you: ${title}`,
  }),
  keptUntil: (date: string): Text => ({
    zh: `内容保存到${date}，之后自动删除，只保留作答记录。`,
    en: `The content is kept until ${date} and then deleted; that you answered stays on record.`,
  }),
  expired: (member: string, title: string): Text => ({
    zh: `${member}的“${title}”作答内容已按保存期限删除。`,
    en: `The content of ${member}’s answer to “${title}” was deleted at the end of its retention.`,
  }),
  takenBack: (member: string, title: string): Text => ({
    zh: `${member}的${title}作答已由本人收回，不能再查看。`,
    en: `${member} has taken back the answer to ${title}; it can no longer be seen.`,
  }),
  sharedSoFar: (leaders: string): Text => ({
    zh: `这次作答已给${leaders}查看，修改后的内容对方也能看到。`,
    en: `This answer is shared with ${leaders}, who will see your changes as well.`,
  }),
  version: (version: number, versions: number): Text => ({ zh: `第 ${version} 稿，共 ${versions} 稿`, en: `${version} of ${versions}` }),
  page: (page: number, pages: number): Text => ({ zh: `第 ${page} 页，共 ${pages} 页`, en: `Page ${page} of ${pages}` }),
} as const;
