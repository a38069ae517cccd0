import { counted, type Text } from '../../chat/text.js';
import type { Attendee, CheckInRefusal, Status } from './attendance.js';
import type { NotOrganizing } from './organizing.js';
import type { Correction, OpenRefusal, RecordRefusal } from './rules.js';

export const text = {
  title: { zh: '会议签到', en: 'Check-in' },
  help: { zh: '会议签到，后面写屏幕上的六位数字', en: 'check in at a meeting, with the six digits on the screen' },
  open: { zh: '签到', en: 'Check in' },
  openCheckIn: { zh: '开始签到', en: 'Open check-in' },
  code: { zh: '签到码', en: 'Code' },
  codeHint: { zh: '会场屏幕上的六位数字，每 30 秒更换。', en: 'The six digits on the screen in the room; they change every 30 seconds.' },
  submit: { zh: '提交', en: 'Submit' },
  close: { zh: '关闭', en: 'Close' },
  refresh: { zh: '刷新', en: 'Refresh' },
  screen: { zh: '大屏幕页面', en: 'Page for the big screen' },
  noScreen: {
    zh: '没有设置四问的网址（SIWEN_PUBLIC_URL），不能用大屏幕页面。请把签到码告诉大家，并随时刷新。',
    en: 'siwen has no address for browsers (SIWEN_PUBLIC_URL), so there is no page for the big screen. Please read the code out, and refresh.',
  },
  reportTitle: { zh: '到会情况', en: 'Attendance' },
  names: { zh: '按名单登记', en: 'Tap names' },
  correct: { zh: '更正', en: 'Correct' },
  end: { zh: '结束签到', en: 'Close check-in' },
  endText: {
    zh: '结束后不能再签到，随即生成到会情况并发给有关领导。之后可以逐人更正。',
    en: 'Nobody checks in after that; the report is made and sent to the leaders concerned. Corrections are possible later.',
  },
  endTextNobody: {
    zh: '现在实到 0 人。结束后应到人员都记为请假或缺席，随即生成到会情况并发给有关领导，不能重新开始。',
    en: 'Nobody is recorded as present. Everybody expected will be excused or absent, in a report to the leaders concerned; it cannot be opened again.',
  },
  no: { zh: '先不结束', en: 'Not yet' },
  next: { zh: '下一页', en: 'Next' },
  goOn: { zh: '下一步', en: 'Next' },
  previous: { zh: '上一页', en: 'Previous' },
  departments: { zh: '选择部门', en: 'Choose a department' },
  departmentsBefore: { zh: '← 前面的部门', en: '← Departments before' },
  departmentsAfter: { zh: '后面的部门 →', en: 'Departments after →' },
  tapHint: {
    zh: '勾选到场的人，可以换部门、翻页接着勾选，最后一并提交。已登记的不再列出。',
    en: 'Tick who is there, on as many lists as you like, and submit at the end. Those recorded are not listed any more.',
  },
  submitFirst: {
    zh: '勾选的人已较多，请先提交，再看别的部门或下一页。',
    en: 'Many are ticked already: please submit them before you go on to another department or page.',
  },
  recordedAs: { zh: '登记为', en: 'Recorded as' },
  lateHint: {
    zh: '现在签到已算迟到。按时到会、现在补登的，请选“出席”。',
    en: 'Whoever comes now is late. For those who came in time, choose “Present”.',
  },
  allRecorded: { zh: '这个部门的人都已登记。', en: 'Everybody of this department is recorded.' },
  whom: { zh: '更正谁的记录', en: 'Whose record' },
  search: { zh: '输入姓名或部门', en: 'Type a name or department' },
  to: { zh: '改为', en: 'Change to' },
  who: { zh: '到会的是', en: 'Who was there' },
  whoHint: { zh: '改为请假或缺席的，不必理会。', en: 'Of no account where it is changed to excused or absent.' },
  reason: { zh: '更正理由', en: 'Reason' },
  reasonHint: { zh: '只有组织部门的组织者能看到。', en: 'Only organizers of the organizing department see it.' },
  history: { zh: '历次记录', en: 'History' },
  noRecord: { zh: '还没有签到记录。', en: 'Nothing is recorded yet.' },
  department: { zh: '部门', en: 'Department' },
  expected: { zh: '应到', en: 'Expected' },
  present: { zh: '实到', en: 'Present' },
  excused: { zh: '请假', en: 'Excused' },
  late: { zh: '迟到', en: 'Late' },
  absent: { zh: '缺席', en: 'Absent' },
  total: { zh: '合计', en: 'Total' },
  byName: { zh: '查看名单', en: 'Names' },
  moreInFile: { zh: '其余见附件。', en: 'The rest is in the file.' },
  corrected: { zh: '已更正。', en: 'Corrected.' },
  correctedFile: { zh: '已更正。此前发出的表格可以重新导出。', en: 'Corrected. The table that was sent before can be exported anew.' },
  file: { zh: '导出表格', en: 'Export the table' },
  fileSent: { zh: '表格随后发到你与四问的对话里。', en: 'The table follows in your conversation with siwen.' },
  closed: { zh: '签到已结束，到会情况随后发出。', en: 'The check-in is closed; the report follows.' },
  noReport: { zh: '没有这次会议的到会情况，或者你不能查看。', en: 'There is no such report, or you may not see it.' },
  notOpen: {
    zh: '这次会议现在没有在签到。组织者开始签到后再点“签到”，或发送：签到 加会场屏幕上的数字。',
    en: 'This meeting is not checking in now. Press this again once the organizer has opened it, or send: check-in and the digits on the screen.',
  },
  noMore: {
    zh: '签到已经结束。确已到会的，请与会议的组织部门联系更正。',
    en: 'The check-in is closed. If you were there, please ask the department that organizes the meeting to correct it.',
  },
  unexpectedNote: { zh: '名单上没有你，已登记为名单外到会。', en: 'You were not on the list; that you came is noted.' },
} as const satisfies Record<string, Text>;

export const statusText = {
  present: { zh: '出席', en: 'Present' },
  late: { zh: '迟到', en: 'Late' },
  excused: { zh: '请假', en: 'Excused' },
  absent: { zh: '缺席', en: 'Absent' },
} as const satisfies Record<Status, Text>;

export const correctionText = {
  present: statusText.present,
  late: statusText.late,
  'left-early': { zh: '早退', en: 'Left early' },
  excused: statusText.excused,
  absent: statusText.absent,
} as const satisfies Record<Correction, Text>;

export const columnText = {
  department: text.department,
  name: { zh: '姓名', en: 'Name' },
  rank: { zh: '职级', en: 'Rank' },
  status: { zh: '状态', en: 'Status' },
  time: { zh: '签到时间', en: 'Checked in' },
  remarks: { zh: '备注', en: 'Remarks' },
} as const satisfies Record<string, Text>;

export function remarksOf(line: Attendee & { readonly substitute: string | undefined }): Text[] {
  const { substitute } = line;
  return [
    ...(substitute ? [{ zh: `由${substitute}代会`, en: `${substitute} came instead` }] : []),
    ...(line.leftEarly ? [correctionText['left-early']] : []),
    ...(line.expected ? [] : [{ zh: '名单外到会', en: 'not on the list' }]),
  ];
}

const organizerText = {
  'meeting-unknown': { zh: '没有找到这次会议。', en: 'There is no such meeting.' },
  'right-missing': {
    zh: '你没有这个部门组织会议的权限，没有做任何改动。',
    en: 'You lack the right to organize meetings of this department; nothing was changed.',
  },
} as const satisfies Record<NotOrganizing, Text>;

export const openRefusalText = {
  ...organizerText,
  'meeting-cancelled': { zh: '会议已取消，不用签到。', en: 'The meeting is cancelled.' },
  'meeting-suspended': {
    zh: '会议已为全局性会议让路，暂停举行。恢复或改期后才能签到。',
    en: 'The meeting is suspended for one of the bureau. Check-in can be opened once it is resumed or moved.',
  },
  'too-early': { zh: '开会前 12 小时内才能开始签到。', en: 'Check-in can be opened from twelve hours before the meeting.' },
  'too-late': {
    zh: '会议结束已超过 30 天，不能再登记签到。',
    en: 'The meeting was over more than thirty days ago; nobody can be recorded any more.',
  },
  closed: {
    zh: '签到已经结束，不能重新开始。需要改动的请逐人更正。',
    en: 'The check-in is closed for good. Please correct single records instead.',
  },
} as const satisfies Record<NotOrganizing | OpenRefusal, Text>;

export const checkInRefusalText = {
  'none-open': {
    zh: '现在没有正在签到的会议。确已到会而没有登记的，请与会议的组织部门联系更正。',
    en: 'No meeting is checking in now. If you were there and are not recorded, please ask the department that organizes the meeting to correct it.',
  },
  'code-missing': { zh: '请输入会场屏幕上的六位签到码。', en: 'Please type the six digits on the screen.' },
  'wrong-code': {
    zh: '签到码不对，或者已经更换。请看屏幕上现在的数字。',
    en: 'The code is wrong or has changed. Please look at the screen again.',
  },
  'must-wait': {
    zh: '连续输错五次，请等一分钟再试，或请组织者在名单上登记。',
    en: 'Five wrong codes in a row: please wait a minute, or ask the organizer to tick your name.',
  },
  'unknown-member': { zh: '你不在花名册上，不能签到。', en: 'You are not on the roster.' },
} as const satisfies Record<CheckInRefusal, Text>;

export const manageRefusalText = {
  ...organizerText,
  'none-open': { zh: '现在没有正在签到的会议。', en: 'No meeting is checking in now.' },
  closed: {
    zh: '签到已经结束，这一次没有登记。需要改动的请逐人更正。',
    en: 'The check-in has been closed, and nothing was recorded now. Please correct single records instead.',
  },
  cancelled: openRefusalText['meeting-cancelled'],
  'late-unsaid': {
    zh: '打开名单以后已过迟到时限，还没有登记。请选择登记为出席还是迟到，再提交一次。',
    en: 'The time from which people are late has passed since the list was opened, so nobody is recorded yet. Please choose how, and submit once more.',
  },
  'not-begun': { zh: '会议还没有开始，不能结束签到。', en: 'The meeting has not begun, so the check-in stays open.' },
  'meeting-suspended': {
    zh: '会议已为全局性会议让路，暂停举行，没有到会情况。恢复举行后签到继续，改期后重新签到。',
    en: 'The meeting is suspended for one of the bureau, so there is no report. If it is resumed the check-in goes on; if it is moved there is another.',
  },
} as const satisfies Record<NotOrganizing | 'none-open' | 'closed' | 'cancelled' | 'late-unsaid' | 'not-begun' | 'meeting-suspended', Text>;

export const correctionRefusalText = {
  ...organizerText,
  'none-opened': { zh: '这次会议没有签到，没有可更正的记录。', en: 'There was no check-in at this meeting.' },
  nobody: { zh: '请选择一个人。', en: 'Please choose somebody.' },
  'own-record': {
    zh: '不能更正自己的签到记录，请由组织部门的其他组织者办理。',
    en: 'Nobody corrects their own attendance; please ask another organizer of the department.',
  },
  'reason-missing': { zh: '请写明更正理由。', en: 'Please give the reason.' },
  'too-long': { zh: '内容过长，请删减后再提交。', en: 'This is too long. Please shorten it.' },
  'status-missing': { zh: '请选择改为什么。', en: 'Please choose what it is changed to.' },
  'changed-meanwhile': {
    zh: '这条记录刚被别人改过。请关闭后重新打开，看清现在的记录。',
    en: 'Somebody has just changed this record. Please open it again.',
  },
  'nothing-new': { zh: '记录本来就是这样，没有改动。', en: 'That is what is recorded already.' },
} as const satisfies Record<NotOrganizing | RecordRefusal, Text>;

export const sentences = {
  checkedIn: (meeting: string, at: string, late: boolean): Text => ({
    zh: `“${meeting}”已签到，${at}${late ? '，记为迟到' : ''}。`,
    en: `Checked in at ${meeting}, ${at}${late ? '; recorded as late' : ''}.`,
  }),
  standsIn: (name: string, replaced: string): Text => ({ zh: `${name}（代${replaced}）`, en: `${name} (for ${replaced})` }),
  recordedOf: (name: string, replaced: string): Text => ({
    zh: `${name}代${replaced}参会，记录在${replaced}名下。`,
    en: `${name} stands in for ${replaced}; it is recorded under ${replaced}.`,
  }),
  insteadOf: (name: string): Text => ({ zh: `替${name}签到。`, en: `For ${name}.` }),
  before: (meeting: string, by: string, at: string): Text => ({
    zh: `“${meeting}”已有签到记录：${by}于 ${at} 登记，不再重复登记。`,
    en: `Already recorded at ${meeting}: by ${by}, ${at}. Nothing was added.`,
  }),
  openAt: (meeting: string): Text => ({
    zh: `“${meeting}”正在签到，请输入签到码。`,
    en: `${meeting} is checking in: please type the code.`,
  }),
  counted: (present: number, expected: number): Text => ({
    zh: `实到 ${present} / 应到 ${expected}`,
    en: `${present} of ${expected} present`,
  }),
  afterwards: (days: number): Text => ({
    zh: `会议已过结束时间。请“按名单登记”到会的人，登记完后“结束签到”。连续 ${days} 天没有登记的自动结束；一直没有登记任何人的，到时撤销，不生成到会情况。`,
    en: `The meeting is over. Please tap the names of those who came, and close the check-in when all are recorded. It closes by itself ${days} days after the last name; where none was recorded it is taken back, and there is no report.`,
  }),
  secondsLeft: (seconds: number): Text => ({ zh: `${seconds} 秒后更换`, en: `changes in ${seconds} s` }),
  added: (count: number, late: boolean): Text => ({
    zh: `已登记 ${count} 人${late && count > 0 ? '，记为迟到' : ''}。`,
    en: `${count} recorded${late && count > 0 ? ' as late' : ''}.`,
  }),
  tickedElsewhere: (count: number): Text => ({
    zh: `在别的部门或页上已勾选 ${count} 人，尚未登记，提交时一并登记。`,
    en: `${counted(count, 'person is', 'people are')} ticked on other lists and not recorded yet; they are submitted with these.`,
  }),
  report: (meeting: string): Text => ({ zh: `到会情况：${meeting}`, en: `Attendance: ${meeting}` }),
  reportCancelled: (meeting: string): Text => ({
    zh: `“${meeting}”已取消，此前的签到和到会情况不再有效。`,
    en: `${meeting} was cancelled: what was recorded no longer counts.`,
  }),
  reportVoid: (meeting: string): Text => ({
    zh: `“${meeting}”已改期，此前的签到和到会情况不再有效，改期后重新签到。`,
    en: `${meeting} was moved: what was recorded before no longer counts, and there will be another check-in.`,
  }),
  checkInVoid: (meeting: string): Text => ({
    zh: `“${meeting}”已改期，你之前的签到不再有效，届时请重新签到。时间和地点见变更通知。`,
    en: `${meeting} was moved, so that you have checked in no longer counts: please check in again then. When and where is in the notice of the change.`,
  }),
  names: (label: string, names: string, more: number): Text => ({
    zh: `${label}：${names}${more > 0 ? `等，另有 ${more} 人` : ''}`,
    en: `${label}: ${names}${more > 0 ? ` and ${more} more` : ''}`,
  }),
  recorded: (status: string, by: string, at: string): Text => ({ zh: `${status}（${by}，${at}）`, en: `${status} (${by}, ${at})` }),
  page: (page: number, pages: number): Text => ({ zh: `第 ${page} 页，共 ${pages} 页`, en: `Page ${page} of ${pages}` }),
  sheet: { zh: '到会情况', en: 'Attendance' },
  file: (title: string, date: string): Text => ({ zh: `到会情况 ${title} ${date}`, en: `Attendance ${title} ${date}` }),
} as const;
