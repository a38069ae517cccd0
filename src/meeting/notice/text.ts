import type { Text } from '../../chat/text.js';
import type { AnswerRefusal } from './refusal.js';

export const text = {
  time: { zh: '时间', en: 'Time' },
  place: { zh: '地点', en: 'Place' },
  link: { zh: '会议链接', en: 'Link' },
  openLink: { zh: '打开会议链接', en: 'Open the link' },
  agenda: { zh: '议程', en: 'Agenda' },
  agendaGoesOn: { zh: '议程较长，全文见“详情”。', en: 'The agenda goes on under “Details”.' },
  organizedBy: { zh: '组织部门', en: 'Organized by' },
  scope: { zh: '范围', en: 'Scope' },
  bureauWide: { zh: '全局性会议', en: 'Bureau-wide' },
  departmental: { zh: '部门会议', en: 'Departmental' },
  attachments: { zh: '会议材料', en: 'Attachments' },
  absenceUntil: { zh: '请假截止', en: 'Absence requests until' },
  substitutes: { zh: '代会', en: 'Substitutes' },
  substitutesAllowed: { zh: '确实不能参加的，可以请他人代会', en: 'Somebody else may come in your place' },
  substitutesNot: { zh: '请本人参加', en: 'Please come yourself' },
  status: { zh: '状态', en: 'Status' },
  acknowledge: { zh: '收到', en: 'Received' },
  absence: { zh: '请假', en: 'Ask for absence' },
  details: { zh: '详情', en: 'Details' },
  addToCalendar: { zh: '加入日历', en: 'Add to calendar' },
  close: { zh: '关闭', en: 'Close' },
  checkIn: { zh: '签到', en: 'Check in' },
  openCheckIn: { zh: '开始签到', en: 'Open check-in' },
  excused: { zh: '已准假', en: 'Excused' },
  unacknowledged: { zh: '还未点“收到”', en: 'Not acknowledged' },
  emergency: { zh: '紧急通知', en: 'Emergency' },
  none: { zh: '无', en: 'none' },
  plannedTime: { zh: '原定时间', en: 'Planned for' },
  acknowledgeAnew: {
    zh: '请按现在的安排参加，并再点一次“收到”。取过日历文件的，更新后的文件会随后发来。',
    en: 'Please come as it is now, and acknowledge once more. If you took the calendar file, the new one follows.',
  },
  acknowledgeSuspended: {
    zh: '恢复举行时以现在的安排为准，请再点一次“收到”。',
    en: 'If it is resumed, it will be as it is now; please acknowledge once more.',
  },
  againNote: {
    zh: '与此前的通知不同，会议照常举行，请你参加。',
    en: 'Unlike what you were told before, it takes place and you are asked to come.',
  },
  removedNote: {
    zh: '参会范围有调整，你不用参加这次会议。',
    en: 'The list of participants has changed: you need not come to this meeting.',
  },
  suspendedNote: {
    zh: '这次会议为全局性会议让路，暂停举行；恢复或改期会另行告知。',
    en: 'This meeting is suspended for a bureau-wide one; you will be told if it is resumed or moved.',
  },
  cancelledNote: { zh: '这次会议已取消，不用参加。', en: 'This meeting is cancelled; there is nothing to come to.' },
  narrowed: {
    zh: '这里发布过的会议不再是全局性会议，参加人员以本人收到的通知为准。',
    en: 'The meeting that was posted here is no longer bureau-wide; who is to come has a notice of their own.',
  },
  expected: { zh: '应到', en: 'Expected' },
  received: { zh: '已收到', en: 'Acknowledged' },
  notReceived: { zh: '未收到', en: 'Not acknowledged' },
  held: { zh: '等到上班时间再通知', en: 'To be told in working hours' },
  withoutAccount: { zh: '没有聊天账号，请另行通知', en: 'Without an account; please tell them otherwise' },
  missingList: { zh: '未收到名单', en: 'Not acknowledged: list' },
  change: { zh: '变更', en: 'Change' },
  missingByDepartment: { zh: '催促之后仍未收到', en: 'Still not acknowledged after the reminders' },
  moreMissing: { zh: '还有其他部门，见“未收到名单”。', en: 'There are more departments; see the list.' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  removed: { zh: '不用参加', en: 'You need not come' },
  meeting: { zh: '会议', en: 'Meeting' },
  organizer: { zh: '联系人', en: 'Contact' },
  previousPage: { zh: '上一页', en: 'Previous' },
  nextPage: { zh: '下一页', en: 'Next' },
  nobodyMissing: { zh: '应到人员都已点“收到”或已准假。', en: 'Everybody has acknowledged or is excused.' },
  looksRecorded: { zh: '每次查看名单都有记录。', en: 'Each look at this list is recorded.' },
  nothingToAcknowledge: {
    zh: '目前没有等你确认的会议通知。',
    en: 'No meeting notice waits for your acknowledgement.',
  },
  standsInNote: {
    zh: '由你代会，不用点“收到”，请按时参加。',
    en: 'You attend instead of somebody: there is nothing to acknowledge, please come on time.',
  },
  receivedOfOthers: {
    zh: '“收到”只用于确认会议通知和应答在岗抽查；其他事项请在相应的消息上办理。',
    en: '“Received” acknowledges meeting notices and answers reachability checks; anything else is settled on its own message.',
  },
  thanks: { zh: '已记下“收到”，谢谢。', en: 'Acknowledged, thank you.' },
  fileOnItsWay: {
    zh: '日历文件随后会发到你与四问的会话里，打开即可加入日历。会议的时间、地点或链接有变更时，新的文件会自动发给你。',
    en: 'The calendar file will arrive in your conversation with siwen; open it to add the meeting. If its time, place or link changes, a new file follows by itself.',
  },
  fileSent: {
    zh: '这次会议的日历文件已经发出或正在发送，请在你与四问的会话里查找。',
    en: 'The calendar file of this meeting has been sent or is on its way; please look in your conversation with siwen.',
  },
} as const satisfies Record<string, Text>;

export const sentences = {
  notice: (title: string, when: string): Text => ({ zh: `会议通知：${title}，${when}`, en: `Meeting: ${title}, ${when}` }),
  changed: (title: string): Text => ({ zh: `会议有变更：${title}`, en: `Changed: ${title}` }),
  changedFrom: (label: string, before: string, after: string): Text => ({
    zh: `${label}：原为 ${before}，改为 ${after}`,
    en: `${label}: was ${before}, now ${after}`,
  }),
  again: (title: string): Text => ({ zh: `请你参加：${title}`, en: `You are expected after all: ${title}` }),
  removed: (title: string): Text => ({ zh: `你不用参加：${title}`, en: `You need not come: ${title}` }),
  cancelled: (title: string): Text => ({ zh: `会议取消：${title}`, en: `Cancelled: ${title}` }),
  acknowledgedNow: (title: string, when: string, place: string): Text => ({
    zh: `已记下你收到“${title}”的通知：${when}，${place}。`,
    en: `Acknowledged: ${title}, ${when}, ${place}.`,
  }),
  whichReceived: (n: number): Text => ({
    zh: `有 ${n} 个会议通知等你确认，请${n === 1 ? '' : '分别'}点“收到”。`,
    en:
      n === 1
        ? 'One meeting notice waits for your acknowledgement. Please press Received.'
        : `${n} meeting notices wait for your acknowledgement. Please press Received for each.`,
  }),
  checkWaits: (until: string): Text => ({
    zh: `在岗抽查等你应答，请在 ${until} 之前点“在岗”。`,
    en: `A reachability check waits for your answer. Please press “I am here” by ${until}.`,
  }),
  acknowledgedAt: (when: string): Text => ({ zh: `已收到 · ${when}`, en: `Acknowledged · ${when}` }),
  boardOf: (title: string): Text => ({ zh: `通知情况：${title}`, en: `Notice of ${title}` }),
  heldUntil: (people: number, when: string): Text => ({ zh: `${people} 人（${when}）`, en: `${people} (${when})` }),
  people: (people: number): Text => ({ zh: `${people} 人`, en: `${people}` }),
  reminder: (title: string, when: string, place: string): Text => ({
    zh: `会议提醒：${title}，${when}，${place}`,
    en: `Reminder: ${title}, ${when}, ${place}`,
  }),
  standInReminder: (title: string, when: string, place: string): Text => ({
    zh: `代会提醒：${title}，${when}，${place}`,
    en: `Reminder, you attend instead of somebody: ${title}, ${when}, ${place}`,
  }),
  nudge: (title: string, when: string, place: string): Text => ({
    zh: `请确认已收到会议通知：${title}，${when}，${place}`,
    en: `Please acknowledge the notice of ${title}, ${when}, ${place}`,
  }),
  inTheList: (n: number): Text => ({ zh: `${n} 人，姓名见“未收到名单”`, en: `${n}; see the list for their names` }),
  withoutAccountIn: (department: string): Text => ({
    zh: `${department}（没有聊天账号，请另行通知）`,
    en: `${department} (without an account; please tell them otherwise)`,
  }),
  namesOf: (names: readonly string[], people: number): Text => ({
    zh: names.length < people ? `${names.join('、')}等 ${people} 人` : names.join('、'),
    en: names.length < people ? `${names.join(', ')} and ${people - names.length} more` : names.join(', '),
  }),
} as const;

export const refusalText = {
  'not-expected': {
    zh: '没有找到这次会议，或者你不在参会名单上。',
    en: 'There is no such meeting, or you are not on its list.',
  },
  'meeting-cancelled': { zh: '这次会议已取消，不用参加。', en: 'This meeting is cancelled; there is nothing to come to.' },
  'meeting-over': { zh: '这次会议已经结束。', en: 'This meeting is over.' },
  'notice-changed': {
    zh: '会议已有变更，刚才的“收到”没有记下。请看下面的最新安排，再点一次“收到”。',
    en: 'The meeting has changed, so this was not recorded. Please read how it is now, and acknowledge once more.',
  },
  'right-missing': {
    zh: '只有会议组织部门的组织者可以查看未收到名单。',
    en: 'Only organizers of the department that organizes the meeting may see who has not acknowledged.',
  },
} as const satisfies Record<AnswerRefusal, Text>;
