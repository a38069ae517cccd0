import { counted, type Text } from '../../chat/text.js';
import type { FieldRefusal } from './draft.js';

export const text = {
  help: { zh: '查看、登记、改期、取消活动', en: 'see, register, move and cancel activities' },
  title: { zh: '活动', en: 'Activities' },
  none: { zh: '近期没有登记的活动。', en: 'No coming activities are registered.' },
  more: { zh: '全部活动', en: 'All activities' },
  register: { zh: '登记活动', en: 'Register an activity' },
  view: { zh: '查看', en: 'View' },
  move: { zh: '改期', en: 'Move' },
  cancel: { zh: '取消活动', en: 'Cancel the activity' },
  cancelText: {
    zh: '取消后会告知参加的人，不能恢复。',
    en: 'Those who take part will be told. This cannot be undone.',
  },
  keep: { zh: '不取消', en: 'Keep it' },
  close: { zh: '关闭', en: 'Close' },
  next: { zh: '下一步', en: 'Next' },
  back: { zh: '返回', en: 'Back' },
  confirm: { zh: '确认', en: 'Confirm' },
  check: { zh: '请核对', en: 'Please check' },
  previous: { zh: '上一页', en: 'Previous page' },
  following: { zh: '下一页', en: 'Next page' },
  activity: { zh: '活动名称', en: 'Activity' },
  department: { zh: '举办部门', en: 'Department' },
  date: { zh: '日期', en: 'Date' },
  start: { zh: '开始时间', en: 'Starts at' },
  endDate: { zh: '结束日期（跨天时填写）', en: 'Last day, where it is another' },
  end: { zh: '结束时间', en: 'Ends at' },
  place: { zh: '地点', en: 'Place' },
  noPlace: { zh: '地点未定', en: 'no place given' },
  who: { zh: '参加人员', en: 'Who takes part' },
  wholeDepartment: { zh: '举办部门全体（含下属单位）', en: 'Everybody of the department and those under it' },
  byName: { zh: '指定人员', en: 'People by name' },
  members: { zh: '指定哪些人', en: 'Which people' },
  membersHint: { zh: '参加人员选“指定人员”时填写。', en: 'Only for “people by name”.' },
  excluded: { zh: '不参加的人', en: 'Who does not take part' },
  searchDepartment: { zh: '输入部门名称', en: 'Type a department' },
  search: { zh: '输入姓名或部门', en: 'Type a name or department' },
  owner: { zh: '负责人', en: 'Responsible' },
  people: { zh: '人数', en: 'People' },
  time: { zh: '时间', en: 'Time' },
  oldTime: { zh: '原时间', en: 'Was' },
  newTime: { zh: '新时间', en: 'Now' },
  oldPlace: { zh: '原地点', en: 'Was at' },
  newPlace: { zh: '新地点', en: 'Now at' },
  state: { zh: '状态', en: 'State' },
  planned: { zh: '如期举行', en: 'Takes place' },
  suspended: { zh: '已暂停', en: 'Suspended' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  registered: { zh: '已登记。', en: 'Registered.' },
  movedDone: { zh: '已更改，参加的人会收到通知。', en: 'Changed; those who take part will be told.' },
  cancelledDone: { zh: '已取消，参加的人会收到通知。', en: 'Cancelled; those who take part will be told.' },
  restoredDone: { zh: '已恢复举行，参加的人会收到通知。', en: 'It takes place after all; those who take part will be told.' },
  restore: { zh: '按原时间恢复', en: 'Resume at the old time' },
  mustGiveWay: {
    zh: '以上会议已提前通知，登记后本活动须让路，请改期、取消或申请不让路。',
    en: 'The meeting was announced in advance: once registered, the activity must give way. Move it, cancel it or ask for an exemption.',
  },
  askedToGiveWay: {
    zh: '以上会议为临时通知，登记后会请本活动让路。',
    en: 'The meeting was announced at short notice: once registered, the activity will be asked to give way.',
  },
} as const satisfies Record<string, Text>;

export type ActivityRefusal =
  | 'right-missing'
  | 'activity-unknown'
  | 'activity-changed'
  | 'activity-over'
  | 'draft-gone'
  | 'nobody'
  | 'of-a-meeting';
export const refusalText = {
  'right-missing': {
    zh: '你没有为这个部门登记活动的权限。部门领导、本部门的组织者和办公室可以登记。',
    en: 'You may not register activities for this department. Its head, its organizers and the office may.',
  },
  'activity-unknown': { zh: '没有找到这项活动，它可能已取消。', en: 'This activity was not found; it may have been cancelled.' },
  'activity-changed': {
    zh: '这项活动刚刚有了变动，你的更改没有保存。请重新查看后再改。',
    en: 'The activity has just been changed, so your change was not saved. Please look at it again first.',
  },
  'activity-over': { zh: '这项活动已经开始或结束，不能再更改。', en: 'The activity has begun or is over and can no longer be changed.' },
  'draft-gone': { zh: '这张表已经过期，请重新填写。', en: 'This form is out of date. Please fill it in again.' },
  nobody: { zh: '按所选范围没有人参加，请返回修改。', en: 'Nobody takes part. Please go back and change it.' },
  'of-a-meeting': {
    zh: '这是部门会议，请在“会议”里更改或取消。',
    en: 'This is a departments’ meeting: please change or cancel it under “meetings”.',
  },
} as const satisfies Record<ActivityRefusal, Text>;

export const fieldText = {
  'title-missing': { zh: '请填写活动名称。', en: 'Please name the activity.' },
  'department-missing': { zh: '请选择举办部门。', en: 'Please choose a department.' },
  'people-missing': { zh: '请选择参加的人。', en: 'Please choose who takes part.' },
  'time-missing': { zh: '请填写日期和时间，如 09:00。', en: 'Please give the date and the time, such as 09:00.' },
  'ends-before-start': { zh: '结束时间应晚于开始时间。', en: 'The end must be after the start.' },
  'too-long': { zh: '一项活动最长一个月，请检查日期。', en: 'An activity lasts a month at most. Please check the dates.' },
  'in-the-past': { zh: '这个时间已经过去，请另选时间。', en: 'This time has passed. Please choose another.' },
} as const satisfies Record<FieldRefusal, Text>;

export const sentences = {
  moved: (title: string): Text => ({ zh: `“${title}”改期`, en: `“${title}” has been moved` }),
  placeChanged: (title: string): Text => ({ zh: `“${title}”更换地点`, en: `“${title}” takes place elsewhere` }),
  cancelled: (title: string): Text => ({ zh: `“${title}”取消`, en: `“${title}” is cancelled` }),
  suspended: (title: string): Text => ({ zh: `“${title}”暂停举行`, en: `“${title}” is suspended` }),
  restored: (title: string): Text => ({ zh: `“${title}”恢复举行`, en: `“${title}” takes place after all` }),
  givesWayTo: (meeting: string): Text => ({ zh: `为“${meeting}”让路。`, en: `It gives way to “${meeting}”.` }),
  meets: (meeting: string, time: string, together: number): Text => ({
    zh: `与“${meeting}”（${time}）时间冲突，${together} 人两边都要参加。`,
    en: `Overlaps with “${meeting}” (${time}); ${counted(together, 'person is', 'people are')} expected at both.`,
  }),
  taken: (meeting: string, time: string): Text => ({
    zh: `这个时间与“${meeting}”（${time}）冲突，请另选时间。`,
    en: `This time overlaps with “${meeting}” (${time}). Please choose another.`,
  }),
  people: (count: number): Text => ({ zh: `${count} 人`, en: `${count}` }),
} as const;

/** Of an activity that stands in the way already, and of which nothing has been settled. */
export const registeredText = {
  mustGiveWay: {
    zh: '以上会议已提前通知，本活动须让路。请负责人在让路通知上办理，也可以在这里改期或取消。',
    en: 'The meeting was announced in advance, and the activity must give way. Its owner settles it on the message about it; it can also be moved or cancelled here.',
  },
  askedToGiveWay: {
    zh: '以上会议为临时通知，已请本活动让路。请负责人在让路通知上办理，也可以在这里改期或取消。',
    en: 'The meeting was announced at short notice, and the activity has been asked to give way. Its owner settles it on the message about it; it can also be moved or cancelled here.',
  },
} as const satisfies Record<string, Text>;
