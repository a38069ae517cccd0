import type { Text } from '../../chat/text.js';
import type { BulletinRefusal } from './bulletin.js';

export const text = {
  title: { zh: '通报', en: 'Bulletin' },
  open: { zh: '查看通报', en: 'See the bulletin' },
  edit: { zh: '编辑', en: 'Edit' },
  publish: { zh: '发布', en: 'Publish' },
  publishAgain: { zh: '重新发布', en: 'Publish again' },
  dismiss: { zh: '不发布', en: 'Do not publish' },
  restore: { zh: '恢复初稿', en: 'Restore the first draft' },
  correct: { zh: '更正', en: 'Correct' },
  save: { zh: '保存', en: 'Save' },
  saveCorrection: { zh: '更正', en: 'Correct' },
  back: { zh: '返回', en: 'Back' },
  heading: { zh: '标题', en: 'Heading' },
  introduction: { zh: '引言', en: 'Introduction' },
  body: { zh: '正文', en: 'Text' },
  editNote: {
    zh: '内容将按这里所写发到频道，以前的各稿都会保留。请不要写未作答人员的名单。',
    en: 'It is posted as it stands here; earlier versions are kept. Please do not name those who have not answered.',
  },
  correctNote: {
    zh: '频道里的通报将改成这里所写，并注明“已更正”。',
    en: 'The posted bulletin will be changed to what stands here, and say that it was corrected.',
  },
  check: { zh: '这是按数字起草的初稿，请核对后发布。', en: 'This was drafted from the figures; please check it before it is published.' },
  stillOpen: {
    zh: '尚未截止的推送未计入。截止后，初稿会自动重新统计。',
    en: 'Rounds that are still open are not counted. When they have closed, the draft is counted again by itself.',
  },
  stillOpenWritten: {
    zh: '尚未截止的推送未计入。截止后会重新统计，你们编辑过的文字不会改动。',
    en: 'Rounds that are still open are not counted. When they have closed, the figures are counted again; what you have written stays.',
  },
  checkingIn: {
    zh: '签到尚未结束的会议未计入。签到结束后，初稿会自动重新统计。',
    en: 'Meetings whose check-in is still open are not counted. When it has closed, the draft is counted again by itself.',
  },
  checkingInWritten: {
    zh: '签到尚未结束的会议未计入。签到结束后会重新统计，你们编辑过的文字不会改动。',
    en: 'Meetings whose check-in is still open are not counted. When it has closed, the figures are counted again; what you have written stays.',
  },
  recounted: {
    zh: '起草时尚未截止的推送或尚未结束的会议签到已经结束，数字已重新统计，编辑过的文字没有改动。要采用新的数字，请按“恢复初稿”；编辑过的各稿仍保留在记录中。',
    en: 'Rounds or check-ins that were open have closed and the figures were counted again; the edited text is as it was. To use the new figures, press “Restore the first draft”; edited versions stay on record.',
  },
  asPosted: { zh: '发布的内容（以中文发布）：', en: 'As it is posted, in Chinese:' },
  dismissConfirm: {
    zh: '这个月的通报将不发布，此后不能再发布。确定吗？',
    en: 'This month’s bulletin will not be published, neither now nor later. Are you sure?',
  },
  restoreConfirm: {
    zh: '内容将恢复为按数字起草的初稿，编辑过的各稿仍保留在记录中。确定吗？',
    en: 'The text goes back to what was drafted from the figures; edited versions stay on record. Are you sure?',
  },
  noChannel: {
    zh: '还没有设定发布通报的频道，所以现在不能发布。',
    en: 'No channel is set for the bulletin yet, so it cannot be published.',
  },
  namedChannel: { zh: '指定的频道', en: 'the channel named in the policy' },
  toCorrect: { zh: '需要更正的，发送“通报”即可办理。', en: 'To correct it, send “bulletin”.' },
  notTheirs: { zh: '通报由办公室办理，你现在已不在办公室。', en: 'The bulletin is the office’s, to which you no longer belong.' },
  stillHere: { zh: '你写的还在这里，可先复制。', en: 'What you wrote is still here to be copied.' },
  published: { zh: '通报已发布，随后出现在频道中。', en: 'The bulletin is published and will appear in the channel.' },
  savedToRepost: { zh: '已保存。请按“重新发布”发到频道。', en: 'Saved. Press “Publish again” to post it to the channel.' },
  inDoubt: {
    zh: '聊天服务没有答复，频道里是否已有这份通报，还不能确定。请到频道看一看；为避免重复，不能重新发布，请管理员用 siwen outbox 办理。',
    en: 'The chat never answered whether this bulletin is in the channel. Please look there. So that it is not posted twice, it cannot be published again; please have the administrator settle it with siwen outbox.',
  },
  corrected: { zh: '通报已更正，频道里的内容随后更新。', en: 'The bulletin is corrected; the message in the channel will follow.' },
  dismissed: { zh: '已记下：这个月的通报不发布。', en: 'Noted: this month’s bulletin is not published.' },
  restored: { zh: '已恢复为初稿。', en: 'The first draft is restored.' },
  none: {
    zh: '还没有通报。每月第一个工作日，四问会按上个月的情况起草一份；上个月没有推送、会议和请假的，不起草。',
    en: 'There is no bulletin yet. On the first workday of a month siwen drafts one about the month before, unless nothing happened in it.',
  },
  month: { zh: '换一个月份', en: 'Another month' },
  help: { zh: '办公室查看、编辑和发布每月通报，如：通报 上月', en: 'the office’s monthly bulletin, e.g. bulletin last month' },
} as const satisfies Record<string, Text>;

export const sentences = {
  draftOf: (month: string): Text => ({ zh: `${month}通报初稿`, en: `Draft bulletin for ${month}` }),
  bulletinOf: (month: string): Text => ({ zh: `${month}通报`, en: `Bulletin for ${month}` }),
  waits: (month: string): Text => ({ zh: `${month}通报的初稿待发布。`, en: `The draft bulletin for ${month} is waiting to be published.` }),
  edited: (name: string, when: string): Text => ({ zh: `${name}于${when}编辑过。`, en: `Edited by ${name}, ${when}.` }),
  published: (name: string, when: string, channel: string): Text => ({
    zh: `${name}已于${when}发布到${channel}。`,
    en: `Published to ${channel} by ${name}, ${when}.`,
  }),
  notPosted: (name: string, when: string, channel: string): Text => ({
    zh: `${name}于${when}发布，但${channel}没有接收，通报没有发出。`,
    en: `Published by ${name}, ${when}, but ${channel} did not take it: it is not posted.`,
  }),
  notPostedOf: (month: string): Text => ({
    zh: `${month}通报没有发出，需要重新发布。`,
    en: `The bulletin for ${month} is not posted and has to be published again.`,
  }),
  toRepost: (channel: string): Text => ({
    zh: `请先邀请四问加入${channel}，再按“重新发布”。频道已归档或改名的，请管理员修改 data/policy.yaml 并重启；内容太长的，请先编辑。`,
    en: `Please invite siwen to ${channel}, then press “Publish again”. If the channel was archived or renamed, have the administrator change data/policy.yaml and restart; if the text is too long, edit it first.`,
  }),
  corrected: (name: string, when: string): Text => ({ zh: `${name}于${when}更正。`, en: `Corrected by ${name}, ${when}.` }),
  dismissed: (name: string, when: string): Text => ({
    zh: `${name}已于${when}决定不发布。`,
    en: `${name} decided not to publish it, ${when}.`,
  }),
  willGo: (channel: string): Text => ({
    zh: `将发布到${channel}，频道里的人都能看到。内容如下：`,
    en: `It will be posted to ${channel}, for everybody there to see:`,
  }),
  signed: (department: string, on: string): Text => ({ zh: `${department}　${on}`, en: `${department}, ${on}` }),
  correctedOn: (when: string): Text => ({ zh: `已更正　${when}`, en: `Corrected ${when}` }),
} as const;

export const refusalText = {
  'right-missing': {
    zh: '办理通报需要“起草和发布通报”的权限，办公室人员有此权限。已发布的通报请在频道查看。',
    en: 'This needs the right to draft and publish the bulletin, which the office has. Published ones are in the channel.',
  },
  'month-unclear': {
    zh: '通报按月办理，请写一个月份，如：通报 上月、通报 2026-11',
    en: 'A bulletin is for one month. Please name it, e.g. bulletin last month or bulletin 2026-11.',
  },
  'bulletin-unknown': { zh: '没有这个月的通报。', en: 'There is no bulletin of that month.' },
  'published-before': { zh: '这份通报已经发布，刚才的操作没有办理。', en: 'This bulletin is published already; nothing was done.' },
  'dismissed-before': {
    zh: '这份通报已决定不发布，刚才的操作没有办理。',
    en: 'It was decided not to publish this bulletin; nothing was done.',
  },
  'not-published': { zh: '这份通报还没有发布，请直接编辑。', en: 'This bulletin is not published yet; please edit it.' },
  'edited-since': {
    zh: '打开之后，已有人改过这份通报，或数字已重新统计，刚才的操作没有办理，以免盖掉别人写的。请看过最新内容再办理。',
    en: 'Somebody has changed it since you opened it, or it was counted again, so nothing was done. Please look at it as it is now.',
  },
  'heading-missing': { zh: '请填写标题。', en: 'Please enter a heading.' },
  'body-missing': { zh: '请填写正文。', en: 'Please enter the text.' },
  'text-too-long': { zh: '内容太长，请缩短后再保存。', en: 'The text is too long; please shorten it.' },
  'channel-missing': {
    zh: "还没有设定发布通报的频道。请管理员在 data/policy.yaml 的 participation.bulletin 下写明频道，如 channel: '#全局通知'，并邀请四问加入该频道，重启后再发布。",
    en: "No channel is set for the bulletin. Please have the administrator write one under participation.bulletin in data/policy.yaml, e.g. channel: '#all-bureau', invite siwen to it and restart.",
  },
  'post-missing': {
    zh: '频道里的那条通报没有发出，或已超过保存期限，不能再改。请管理员查看 siwen outbox。',
    en: 'The post in the channel did not arrive, or is no longer kept, so it cannot be changed. Please have the administrator look at siwen outbox.',
  },
} as const satisfies Record<BulletinRefusal, Text>;
