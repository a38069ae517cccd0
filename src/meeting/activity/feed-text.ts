import type { FeedProblem } from '../../calendar/icalendar/fetch-feed.js';
import type { EventProblem } from '../../calendar/icalendar/problem.js';
import type { Text } from '../../chat/text.js';
import type { FeedRefusal } from './feed-service.js';
import type { ImportRefusal } from './import-service.js';

export const feedText = {
  import: { zh: '导入日历', en: 'Import a calendar' },
  importHint: {
    zh: '把 .ics 文件的内容粘贴到这里，最多 3000 字；更大的文件请管理员用 siwen activity import 导入，或改用订阅。',
    en: 'Paste the text of an .ics file, 3,000 characters at most. For a larger one ask the administrator (siwen activity import), or subscribe to it.',
  },
  content: { zh: '日历内容', en: 'The calendar' },
  doImport: { zh: '导入', en: 'Import' },
  contentMissing: { zh: '请粘贴日历内容。', en: 'Please paste a calendar.' },
  subscribe: { zh: '订阅日历', en: 'Subscribe to a calendar' },
  feeds: { zh: '订阅', en: 'Subscriptions' },
  none: { zh: '还没有订阅日历。', en: 'No calendars are subscribed to.' },
  department: { zh: '部门', en: 'Department' },
  departmentHint: { zh: '导入的活动由这个部门全体参加。', en: 'Everybody of this department takes part in what is imported.' },
  address: { zh: '日历地址', en: 'Address of the calendar' },
  addressHint: {
    zh: '以 https:// 或 webcal:// 开头。地址相当于密码：加密保存，不再完整显示。',
    en: 'Beginning with https:// or webcal://. It is as good as a password: stored encrypted, never shown whole again.',
  },
  addressWrong: { zh: '地址应以 https:// 或 webcal:// 开头。', en: 'An address begins with https:// or webcal://.' },
  doSubscribe: { zh: '订阅', en: 'Subscribe' },
  subscribed: { zh: '已订阅，马上读取，之后定时更新。', en: 'Subscribed. It is read now, and again and again from then on.' },
  unsubscribe: { zh: '退订', en: 'Unsubscribe' },
  unsubscribeText: {
    zh: '退订后，由它带来的今后的活动将取消。',
    en: 'Activities that it brought and that are still to come will be cancelled.',
  },
  keep: { zh: '不退订', en: 'Keep it' },
  unsubscribed: { zh: '已退订。', en: 'Unsubscribed.' },
  close: { zh: '关闭', en: 'Close' },
  notRead: { zh: '还没有读取', en: 'not read yet' },
  unreadable: { zh: '未能读取的内容', en: 'What could not be read' },
  untitled: { zh: '（无标题）', en: '(no title)' },
} as const satisfies Record<string, Text>;

export const feedRefusalText = {
  'right-missing': {
    zh: '你没有为这个部门登记活动的权限。部门领导、本部门的组织者和办公室可以登记。',
    en: 'You may not register activities for this department. Its head, its organizers and the office may.',
  },
  'feed-exists': { zh: '这个日历已经订阅了。', en: 'This calendar is subscribed to already.' },
  'too-many-feeds': { zh: '一个部门最多订阅十个日历，请先退订一个。', en: 'A department may have ten. Please unsubscribe from one first.' },
  'feed-unknown': { zh: '没有找到这个订阅，可能已经退订。', en: 'This subscription was not found; it may have been ended.' },
  'department-unknown': { zh: '没有这个部门。', en: 'There is no such department.' },
  'owner-missing': { zh: '这个部门没有负责人，请用 --owner 指定工号。', en: 'The department has no head: name somebody with --owner.' },
  'owner-unknown': {
    zh: '花名册上没有这个工号，或此人已经离开，没有导入。请核对 --owner。',
    en: 'Nobody on the roster has this id, or they have left; nothing was imported. Check --owner.',
  },
  'not-a-calendar': { zh: '这不是 iCalendar（.ics）日历，没有导入。', en: 'This is no iCalendar (.ics) file; nothing was imported.' },
  'too-large': { zh: '日历过大，没有导入。', en: 'The calendar is too large; nothing was imported.' },
} as const satisfies Record<FeedRefusal | ImportRefusal, Text>;

/** Why a feed can't be read, and what to do. */
export const failureText = {
  'url-invalid': { zh: '地址不正确，请退订后重新填写。', en: 'The address is not valid. Please unsubscribe and enter it again.' },
  'scheme-refused': {
    zh: '地址应以 https:// 开头，请退订后重新填写。',
    en: 'The address has to begin with https://. Please unsubscribe and enter it again.',
  },
  'address-refused': {
    zh: '地址在内部网络，按规定不能读取。确需订阅的，请管理员在 data/policy.yaml 中允许。',
    en: 'The address lies in the internal network, which is not allowed. The administrator may allow it in data/policy.yaml.',
  },
  'host-unknown': { zh: '找不到服务器，请检查地址或网络。', en: 'The server was not found. Please check the address and the network.' },
  unreachable: {
    zh: '连接不上服务器，会继续尝试；长时间不通请联系日历的管理者。',
    en: 'The server can’t be reached; it will be tried again. If this lasts, ask whoever runs the calendar.',
  },
  'certificate-invalid': {
    zh: '服务器证书有问题，请联系日历的管理者。',
    en: 'The server’s certificate is not valid. Please ask whoever runs the calendar.',
  },
  'timed-out': { zh: '服务器太慢，没有读完，会继续尝试。', en: 'The server was too slow; it will be tried again.' },
  'too-many-redirects': {
    zh: '地址多次跳转，请换用最终地址重新订阅。',
    en: 'The address leads on too often. Please subscribe to the last one.',
  },
  'access-denied': {
    zh: '没有读取权限，地址可能已失效，请取得新地址后重新订阅。',
    en: 'Access is denied. Please get a new address and subscribe again.',
  },
  'not-found': {
    zh: '日历已不在这个地址，请取得新地址后重新订阅。',
    en: 'The calendar is no longer there. Please get a new address and subscribe again.',
  },
  'status-unexpected': {
    zh: '服务器出错，会继续尝试；长时间不通请联系日历的管理者。',
    en: 'The server has failed; it will be tried again. If this lasts, ask whoever runs the calendar.',
  },
  'encoding-unknown': {
    zh: '内容的压缩方式不认识，请联系日历的管理者。',
    en: 'The answer is compressed in an unknown way. Please ask whoever runs the calendar.',
  },
  'too-large': { zh: '日历过大，请换用较小的日历。', en: 'The calendar is too large. Please use a smaller one.' },
  'not-a-calendar': { zh: '这个地址不是 iCalendar 日历，请检查地址。', en: 'There is no iCalendar at this address. Please check it.' },
} as const satisfies Record<FeedProblem, Text>;

export const problemText = {
  'uid-missing': { zh: '没有编号（UID）', en: 'it has no UID' },
  'uid-twice': { zh: '编号（UID）重复，只读取了第一个', en: 'its UID is there twice; the first was read' },
  'answer-only': { zh: '是对会议邀请的答复，不是活动', en: 'it is an answer to an invitation, and no event' },
  'start-missing': { zh: '没有开始时间', en: 'it has no start' },
  'start-invalid': { zh: '开始时间不正确', en: 'its start is no time' },
  'end-invalid': { zh: '结束时间不正确', en: 'its end is no time' },
  'end-before-start': { zh: '结束早于开始', en: 'it ends before it starts' },
  'time-invalid': { zh: '有一个时间不正确', en: 'one of its times is none' },
  'zone-unknown': { zh: '时区不认识', en: 'its time zone is unknown' },
  'rule-invalid': { zh: '重复规则不正确', en: 'its recurrence is not valid' },
  'rule-too-frequent': { zh: '一天内多次重复，没有读取', en: 'it recurs within a day' },
  'too-many-occurrences': { zh: '重复次数过多，只读取了前面的', en: 'it recurs too often; the first were read' },
  'rule-too-costly': { zh: '重复规则过于复杂', en: 'its recurrence takes too long to work out' },
  'following-changed': { zh: '“此次及以后”的修改只用于那一次', en: 'a change of one and all that follow was made to the one only' },
  'line-too-long': { zh: '有一行过长', en: 'one of its lines is too long' },
  'event-too-large': { zh: '内容过多', en: 'it is too large' },
  'nested-too-deep': { zh: '嵌套过深', en: 'it is nested too deep' },
  unfinished: { zh: '内容不完整', en: 'it is incomplete' },
  'too-many-events': { zh: '活动过多，其余没有读取', en: 'there are too many events; the rest was not read' },
  'too-many-problems': { zh: '问题过多，其余没有列出', en: 'there are more problems than are listed' },
} as const satisfies Record<EventProblem, Text>;

type Counts = { readonly registered: number; readonly changed: number; readonly cancelled: number; readonly followed: number };

export const feedSentences = {
  imported: ({ registered, changed, cancelled, followed }: Counts): Text => ({
    zh: `新登记 ${registered} 项，更改 ${changed} 项，取消 ${cancelled} 项。${followed > 0 ? `另有 ${followed} 项在已订阅的日历里，以订阅的为准。` : ''}`,
    en: `${registered} registered, ${changed} changed, ${cancelled} cancelled.${followed > 0 ? ` ${followed} more ${followed === 1 ? 'is' : 'are'} in a calendar that the department subscribes to, which is what counts.` : ''}`,
  }),
  notRead: (count: number): Text => ({ zh: `有 ${count} 处未能读取。`, en: `${count} could not be read.` }),
  readAt: (when: string): Text => ({ zh: `${when} 读取`, en: `read ${when}` }),
  failed: (department: string, address: string): Text => ({
    zh: `${department}订阅的日历（${address}）读取失败`,
    en: `The calendar that ${department} subscribes to (${address}) can’t be read`,
  }),
} as const;
