import type { Ambiguous } from '../../calendar/one-line.js';
import { counted, type Text } from '../../chat/text.js';
import type { DraftProblem } from './draft.js';
import type { Refusal } from './refusal.js';

export const text = {
  help: {
    zh: '近期的会议；组织者在后面写上时间、地点和名称即可发布',
    en: 'what is coming; organizers add time, place and title to announce one, such as: meetings Dec 9 2pm Room 305 Budget review',
  },
  posted: {
    zh: '全局性会议同时发到会议通知的频道，频道里的人都能看到会议的议程、材料和链接',
    en: 'A bureau-wide meeting is also posted to the channel of notices, where everybody sees its agenda, documents and link',
  },
  openCheckIn: { zh: '开始签到', en: 'Open check-in' },
  sureToOpenAfterwards: {
    zh: '会议已过结束时间，开始签到用于补登到会名单。登记完后请结束签到，届时没有登记的人记为请假或缺席，到会情况发给有关领导。',
    en: 'The meeting is over: check-in is opened to record who came. Please close it when all are recorded; whoever is not will be excused or absent in the report to the leaders concerned.',
  },
  notOpened: { zh: '先不开始', en: 'Not now' },
  title: { zh: '会议', en: 'Meetings' },
  newTitle: { zh: '发布会议', en: 'Announce a meeting' },
  changeTitle: { zh: '变更会议', en: 'Change the meeting' },
  checkTitle: { zh: '请核对', en: 'Please check' },
  suspended: { zh: '为全局性会议让路，已暂停', en: 'suspended for a bureau-wide meeting' },
  none: { zh: '近期没有会议。', en: 'No meetings are coming.' },
  organized: { zh: '本部门组织的会议', en: 'Meetings of your department' },
  noneOrganized: { zh: '近期没有要组织的会议。', en: 'Your department has no meetings ahead.' },
  past: { zh: '已结束的会议', en: 'Meetings that are over' },
  nonePast: { zh: '近 30 天没有已结束的会议。', en: 'No meeting was over in the last thirty days.' },
  list: { zh: '查看会议', en: 'See the meetings' },
  later: { zh: '之后的会议', en: 'Later meetings' },
  earlier: { zh: '之前的会议', en: 'Earlier ones' },
  closeList: { zh: '关闭', en: 'Close' },
  attendance: { zh: '到会情况', en: 'Attendance' },
  cases: { zh: '让路情况', en: 'What gives way' },
  announce: { zh: '发布会议', en: 'Announce a meeting' },
  fillIn: { zh: '填写会议通知', en: 'Fill in the notice' },
  fillInHint: { zh: '请在表单里核对后发布。', en: 'Please check it in the form before it is announced.' },
  next: { zh: '下一步', en: 'Next' },
  back: { zh: '返回修改', en: 'Back' },
  close: { zh: '取消', en: 'Cancel' },
  publish: { zh: '发布', en: 'Announce' },
  saveChange: { zh: '确认变更', en: 'Change it' },
  change: { zh: '变更', en: 'Change' },
  cancel: { zh: '取消会议', en: 'Cancel the meeting' },
  keep: { zh: '不取消', en: 'Keep it' },
  announced: { zh: '已发布。', en: 'Announced.' },
  changed: { zh: '已变更，并通知有关人员。', en: 'Changed; those concerned are told.' },
  changedUntold: {
    zh: '已变更，没有另发通知；此前发出的通知会显示现在的内容。',
    en: 'Changed. Nobody is told apart; the notices that are out show how it is now.',
  },
  earlierDeadline: {
    zh: '请假截止提前，但不另发通知；此前发出的通知会显示新的截止时间，请酌情提醒',
    en: 'The deadline for absences is earlier, and nobody is told apart; the notices that are out show the new one. Please remind people as needed',
  },
  cancelled: { zh: '会议已取消，正在通知应到人员。', en: 'Cancelled; those expected are being told.' },
  name: { zh: '会议名称', en: 'Title' },
  scope: { zh: '范围', en: 'Scope' },
  scopeBureau: { zh: '全局性会议（其他活动都要让路）', en: 'Bureau-wide (everything else gives way)' },
  scopeDepartments: { zh: '部门会议', en: 'Of the department' },
  audience: { zh: '参会人员', en: 'Who is expected' },
  everybody: { zh: '范围内全体人员', en: 'Everybody in scope' },
  heads: { zh: '各部门领导', en: 'Department heads' },
  leaders: { zh: '局领导', en: 'Bureau leaders' },
  headsAndLeaders: { zh: '各部门领导和局领导', en: 'Department heads and bureau leaders' },
  chosenDepartments: { zh: '指定部门（在下面选择）', en: 'Certain departments (choose below)' },
  chosenMembers: { zh: '指定人员（在下面选择）', en: 'Certain people (choose below)' },
  departments: { zh: '部门（含下属单位）', en: 'Departments (with those under them)' },
  members: { zh: '人员', en: 'People' },
  excluded: { zh: '不参加的人员', en: 'Left out' },
  searchDepartments: { zh: '输入部门名称', en: 'Type a department' },
  searchMembers: { zh: '输入姓名或部门', en: 'Type a name or department' },
  date: { zh: '日期', en: 'Date' },
  start: { zh: '开始', en: 'Start' },
  end: { zh: '结束', en: 'End' },
  endDate: { zh: '结束日期', en: 'End date' },
  endDateHint: { zh: '当天结束的不用填', en: 'Only where it ends on another day' },
  place: { zh: '地点', en: 'Place' },
  link: { zh: '视频会议链接', en: 'Link to join' },
  linkHint: { zh: '以 https:// 开头', en: 'Beginning with https://' },
  agenda: { zh: '议程', en: 'Agenda' },
  attachments: { zh: '会议材料', en: 'Documents' },
  attachmentsHint: { zh: '每行一份：名称和链接，以空格隔开', en: 'One a line: a title, a space, a link' },
  more: { zh: '其他', en: 'More' },
  substitutes: { zh: '允许他人代会', en: 'Substitutes may come' },
  emergency: { zh: '紧急：不分时间，立即通知所有人（将记录在案）', en: 'Emergency: tell everybody at once, at any hour (recorded)' },
  substitutesName: { zh: '代会', en: 'Substitutes' },
  allowed: { zh: '允许', en: 'allowed' },
  notAllowed: { zh: '不允许', en: 'not allowed' },
  emergencyName: { zh: '紧急通知', en: 'Emergency' },
  isEmergency: { zh: '是', en: 'yes' },
  noEmergency: { zh: '否', en: 'no' },
  deadlineDate: { zh: '请假截止日期', en: 'Absence requests until (date)' },
  deadlineTime: { zh: '请假截止时间', en: 'Absence requests until (time)' },
  deadlineHint: { zh: '不填即到开会为止', en: 'Left empty: until the start' },
  when: { zh: '时间', en: 'Time' },
  who: { zh: '参会人员', en: 'Who is expected' },
  leftOut: { zh: '不参加', en: 'Left out' },
  organizedBy: { zh: '组织部门', en: 'Organized by' },
  deadline: { zh: '请假截止', en: 'Absence requests until' },
  before: { zh: '变更内容', en: 'What changes' },
  nothingChanged: { zh: '没有改动。', en: 'Nothing is changed.' },
  late: {
    zh: '距开会不足规定的工作日，不算提前通知：只能请其他活动让路，不作强制；并按紧急通知送达。',
    en: 'Too late to count as announced in advance: other activities are asked to give way, not told; it goes out as an urgent notice.',
  },
  partlyLate: {
    zh: '新增的时间距开会不足规定的工作日，不算提前通知：这段时间里的其他活动只能请其让路；原定时间里的照旧应当让路。',
    en: 'The time that is added is too near to count as announced in advance: other activities in it are asked to give way, not told; those in the time that it had must, as before.',
  },
  emergencyNote: {
    zh: '已选紧急：不分职级和时间，立即通知所有人，并记入操作记录。',
    en: 'Emergency: everybody is told at once whatever the hour; this is recorded.',
  },
  conflicts: { zh: '与下列活动时间冲突', en: 'Conflicts with these activities' },
  noConflicts: { zh: '没有冲突的活动。', en: 'No activity conflicts with it.' },
  must: { zh: '应当让路', en: 'must give way' },
  asked: { zh: '请其让路', en: 'is asked to give way' },
  andMore: { zh: '……其余在发布后的卡片中列出', en: '… the rest is listed on the card once it is announced' },
  ambiguousTitle: { zh: '请核对下面几处', en: 'Please check these' },
} as const satisfies Record<string, Text>;

export const sentences = {
  sureToCancel: (title: string, at: string): Text => ({
    zh: `取消“${title}”（${at}）？将通知所有应到人员；因此让路的活动会告知其负责人可以恢复。`,
    en: `Cancel “${title}” (${at})? Everybody expected is told; owners of activities that gave way are told they may resume.`,
  }),
  further: (n: number): Text => ({ zh: `之后还有 ${n} 个会议`, en: n === 1 ? 'One more is coming later' : `${n} more are coming later` }),
  who: (audience: string, people: number, onLeave: number): Text => ({
    zh: `${audience}（${people} 人${onLeave > 0 ? `，其中 ${onLeave} 人届时请假` : ''}）`,
    en: `${audience} (${people}${onLeave > 0 ? `, of whom ${onLeave} on leave then` : ''})`,
  }),
  withoutAccount: (n: number): Text => ({
    zh: `${n} 人还没有聊天账号，通知要等账号开通后才能送达`,
    en:
      n === 1
        ? 'One has no chat account yet; the notice waits until they have'
        : `${n} have no chat account yet; the notice waits until they have`,
  }),
  checkInsVoid: (n: number): Text => ({
    zh: `已有 ${n} 人签到。改期后这些记录作废，届时需重新开始签到；已签到的人会收到通知`,
    en: `${counted(n, 'person has', 'people have')} checked in. Once the meeting is moved that counts no longer: check-in is to be opened anew then, and they will be told`,
  }),
  held: (n: number, until: string): Text => ({
    zh: `${n} 人不在规定的联系时间，通知将于 ${until} 送达`,
    en: `${n} may not be disturbed now; the notice reaches them at ${until}`,
  }),
  insteadOf: (name: string): Text => ({ zh: `代${name}参加`, en: `in place of ${name}` }),
  together: (n: number): Text => ({ zh: `${n} 人相同`, en: `${counted(n, 'person', 'people')} in common` }),
  against: {
    must: (title: string, at: string): Text => ({
      zh: `与全局性会议冲突：${title}（${at}）。部门会议应当让路，建议先返回改期；发布后请按提示办理。`,
      en: `Conflicts with a bureau-wide meeting: ${title} (${at}), to which it gives way. Better go back and choose another time.`,
    }),
    asked: (title: string, at: string): Text => ({
      zh: `与全局性会议冲突：${title}（${at}）。该会议为临时通知，发布后会请部门会议让路；也可以先返回改期。`,
      en: `Conflicts with a bureau-wide meeting: ${title} (${at}). That one was announced at short notice, so this one will be asked to give way; you can also go back and choose another time.`,
    }),
  },
  clash: (title: string, at: string): Text => ({
    zh: `同一时间已有全局性会议：${title}（${at}），参会人员有重合，不能发布。请改期，或与其组织部门商量。`,
    en: `There is a bureau-wide meeting then: ${title} (${at}), with some of the same people, so this one cannot be announced. Please choose another time, or speak with its organizers.`,
  }),
} as const;

export const problemText = {
  required: { zh: '请填写这一项。', en: 'Please fill this in.' },
  'too-long': { zh: '内容过长，请精简。', en: 'Too long; please shorten it.' },
  'not-a-date': { zh: '请填写正确的日期。', en: 'Please give a valid date.' },
  'not-a-time': { zh: '请填写正确的时间，如 09:00。', en: 'Please give a valid time, such as 09:00.' },
  past: { zh: '开始时间已经过去，请改为将来的时间。', en: 'The start is past; please choose a time to come.' },
  'too-far': { zh: '日期超过一年，请检查年份。', en: 'More than a year ahead; please check the year.' },
  'ends-first': { zh: '结束时间应晚于开始时间。', en: 'The end must be after the start.' },
  'end-past': { zh: '结束时间已经过去，请改为将来的时间。', en: 'The end is past; please choose a time to come.' },
  'too-short': { zh: '时长不足 5 分钟，请检查。', en: 'Shorter than 5 minutes; please check.' },
  'too-long-a-time': { zh: '时长超过 7 天，请检查结束时间。', en: 'Longer than 7 days; please check the end.' },
  'not-a-link': { zh: '链接应以 https:// 或 http:// 开头。', en: 'A link begins with https:// or http://.' },
  'attachment-wrong': {
    zh: '每行写名称和链接，如：会议材料 https://…；最多十份。',
    en: 'Each line is a title and a link, e.g. Agenda https://…; ten at most.',
  },
  'deadline-wrong': { zh: '请假截止应在现在之后、会议开始之前。', en: 'It must lie between now and the start.' },
  'deadline-untold': {
    zh: '现在不在规定的联系时间，部分人员要到上班时才收到通知，请假截止应在此之后。',
    en: 'Outside working hours some are told only when these begin; the deadline must be later.',
  },
  'audience-empty': { zh: '这个范围没有人，请重新选择。', en: 'Nobody belongs to this; please choose again.' },
  'audience-counted': {
    zh: '签到已经结束，到会情况已按原名单统计，参会人员不能再变更。',
    en: 'The check-in is closed and attendance is counted, so who is expected stays as it is.',
  },
  'audience-outside': {
    zh: '部门会议只能请本部门及下属单位的人员；请其他部门的人员，请选择全局性会议。',
    en: 'A meeting of the department may only expect people of it and those under it; for others it has to be bureau-wide.',
  },
  'bureau-right-missing': {
    zh: '发布全局性会议需要由承担全局职能的部门（如办公室、机关党委）的组织者发布。',
    en: 'Bureau-wide meetings are announced by organizers of departments that act for the bureau, such as its office.',
  },
  'bureau-department': {
    zh: '全局性会议须由承担全局职能的部门（如办公室、机关党委）组织，这个部门不在其列。',
    en: 'Bureau-wide meetings are organized by departments that act for the bureau, such as its office; this one does not.',
  },
} as const satisfies Record<DraftProblem, Text>;

export const refusalText = {
  'right-missing': {
    zh: '没有组织会议的权限。需要在花名册中设为“组织者”，请联系管理员。',
    en: 'You are not an organizer. The administrator can set this in the roster.',
  },
  'not-yours': {
    zh: '这个会议由其他部门组织，只有该部门的组织者可以变更。',
    en: 'Another department organizes this meeting; only its organizers may change it.',
  },
  'meeting-unknown': { zh: '没有找到这个会议。', en: 'This meeting was not found.' },
  'meeting-cancelled': { zh: '这个会议已经取消。', en: 'This meeting has been cancelled.' },
  'meeting-over': { zh: '会议已经结束，不能再变更。', en: 'The meeting is over and can no longer be changed.' },
  'meeting-changed': {
    zh: '在你填写期间，会议已被他人变更。请重新打开，在最新内容上修改。',
    en: 'Somebody changed the meeting while you were at it. Please open it again and change what now stands.',
  },
  'cancel-outdated': {
    zh: '这个会议在此之后有过变更，没有取消。请看最新的内容；仍要取消的，请在那里再按一次。',
    en: 'The meeting has been changed since, so it was not cancelled. Please see how it stands now, and cancel it there if you still wish to.',
  },
  'announced-already': { zh: '这个会议已经发布过了，没有重复发布。', en: 'This meeting is announced already; it was not announced twice.' },
  'draft-gone': {
    zh: '这份草稿已提交或已过期，没有再作改动。请在“会议”中核对，需要时重新填写。',
    en: 'This draft has been submitted or has expired; nothing more was changed. Please look under “meetings”, and start anew if need be.',
  },
  'draft-changed': {
    zh: '这份通知后来在另一个窗口里改过，与这里核对的内容不同，没有发布。请重新打开表单，核对后再发布。',
    en: 'The notice was changed in another window after this preview, so it was not sent. Please open the form again and check it.',
  },
  'draft-wrong': {
    zh: '填写的内容需要再核对，请返回修改。',
    en: 'Something has to be checked again; please go back.',
  },
  clash: {
    zh: '同一时间已有全局性会议，参会人员有重合，没有发布。请返回改期。',
    en: 'There is a bureau-wide meeting for some of the same people then; nothing was announced. Please go back and choose another time.',
  },
} as const satisfies Record<Refusal, Text>;

/** Why words in the line were not taken: what the organizer is asked to look at. */
export const unclearText = {
  past: { zh: '已经过去，请填写将来的时间', en: 'is past; please choose a time to come' },
  'which-week': { zh: '没有说明是本周还是下周，请选择日期', en: 'does not say which week; please choose the date' },
  'weekday-differs': { zh: '日期与星期不符，请选择日期', en: 'date and weekday differ; please choose the date' },
  'no-such-day': { zh: '没有这一天，请选择日期', en: 'there is no such day; please choose the date' },
  'day-missing': { zh: '没有说明是哪一天，请选择日期', en: 'does not say which day; please choose the date' },
  'month-missing': { zh: '没有说明是哪个月，请选择日期', en: 'does not say which month; please choose the date' },
  'two-dates': { zh: '有两个日期，请选择一个', en: 'there are two dates; please choose one' },
  'hour-missing': { zh: '没有说明几点，请填写时间', en: 'does not say the hour; please give the time' },
  'half-missing': { zh: '没有说明上午还是下午，请填写时间', en: 'does not say morning or afternoon; please give the time' },
  'half-differs': { zh: '上午、下午与钟点不符，请填写时间', en: 'morning or afternoon differs from the hour; please give the time' },
  'no-such-time': { zh: '没有这个时间，请填写时间', en: 'there is no such time; please give the time' },
  'two-times': { zh: '有两个时间，请填写时间', en: 'there are two times; please give the time' },
  'end-before-start': { zh: '结束早于开始，请填写时间', en: 'ends before it starts; please give the times' },
  'two-places': { zh: '有两个地点，请填写地点', en: 'there are two places; please give the place' },
} as const satisfies Record<Ambiguous, Text>;
