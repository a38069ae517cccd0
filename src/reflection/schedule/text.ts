import { counted, type Text } from '../../chat/text.js';
import type { ScheduleRefusal } from './service.js';

export const scheduleText = {
  title: { zh: '推送计划', en: 'Schedules' },
  none: {
    zh: '还没有推送计划。',
    en: 'There is no schedule yet.',
  },
  all: { zh: '全部推送计划', en: 'All schedules' },
  create: { zh: '新建推送计划', en: 'New schedule' },
  help: { zh: '查看和管理推送计划（管理员）', en: 'see and manage schedules (administrators)' },
  preview: { zh: '预览与发送', en: 'Preview and send' },
  pause: { zh: '暂停', en: 'Pause' },
  resume: { zh: '恢复', en: 'Resume' },
  trial: { zh: '试发给自己', en: 'Try on myself' },
  sendNow: { zh: '立即发送', en: 'Send now' },
  send: { zh: '发送', en: 'Send' },
  cancel: { zh: '不发送', en: 'Do not send' },
  close: { zh: '关闭', en: 'Close' },
  nextFive: { zh: '接下来五次', en: 'The next five' },
  listHead: { zh: '编号\t题目\t范围\t频率\t下一次', en: 'Id\tPrompt set\tAudience\tRecurrence\tNext' },
  paused: { zh: '已暂停', en: 'paused' },
  isPaused: {
    zh: '这个推送计划已暂停，恢复之前不推送。',
    en: 'This schedule is paused. Nothing is sent until it is resumed.',
  },
  pausedNow: { zh: '已暂停，恢复之前不再推送。', en: 'Paused. Nothing is sent until it is resumed.' },
  resumedNow: { zh: '已恢复。暂停期间的推送不补发。', en: 'Resumed. What fell into the pause is not made up.' },
  withdraw: { zh: '撤回推送', en: 'Withdraw the round' },
  yesWithdraw: { zh: '撤回', en: 'Withdraw' },
  noWithdraw: { zh: '不撤回', en: 'Keep it' },
  withdrawn: {
    zh: '已撤回，不用作答，也不计入统计。需要时可以重新发送。',
    en: 'Withdrawn: there is nothing to answer, and it counts nowhere. It can be sent anew at any time.',
  },
  trialSent: { zh: '已发给你自己，不计入统计。', en: 'Sent to you only; it counts nowhere.' },
} as const satisfies Record<string, Text>;

export const scheduleSentences = {
  first: (shown: number, all: number): Text => ({
    zh: `共 ${all} 个推送计划，这里是前 ${shown} 个。`,
    en: `The first ${shown} of ${all} schedules.`,
  }),
  people: (n: number): Text => ({ zh: `发给 ${n} 人`, en: `to ${counted(n, 'person', 'people')}` }),
  next: (at: string): Text => ({ zh: `下一次 ${at}`, en: `next ${at}` }),
  until: (at: string): Text => ({ zh: `现在发送的，作答截止 ${at}`, en: `If sent now, answers are due ${at}` }),
  openNow: (opened: string, people: number, until: string): Text => ({
    zh: `同一套题目已于 ${opened} 发给 ${people} 人，作答截止 ${until}，现在还可以作答。再发送的另算一次，已收到的人会再收到一次。`,
    en: `The same questions went to ${counted(people, 'person', 'people')} on ${opened} and can be answered until ${until}. Sending them again counts as another time, and whoever has them gets them once more.`,
  }),
  waiting: (due: string, comes: string): Text => ({
    zh: `${due} 的一次在等候（正在开会，或者时间已晚），将于 ${comes} 自动推送。现在另发的，到时仍会再推送一次。`,
    en: `What was due ${due} waits for a meeting or for the morning, and goes out by itself ${comes}. Whatever is sent now comes besides.`,
  }),
  comesAgain: (opened: string, people: number, next: readonly string[]): Text => ({
    zh: `同一套题目已于 ${opened} 发给 ${people} 人，现在还可以作答。按新的时间，${next.join('')} 再推送一次，另行统计，已收到的人会再收到一次。`,
    en: `The same questions went to ${counted(people, 'person', 'people')} on ${opened} and can still be answered. By the new times they are sent again on ${next.join('')}, counted by themselves, and whoever has them gets them once more.`,
  }),
  confirmSend: (n: number, until: string, again: boolean): Text => ({
    zh: `${again ? '同一套题目已经发出，现在还可以作答。' : ''}现在${again ? '再' : '就'}发给 ${n} 人，作答截止 ${until}。`,
    en: `${again ? 'The same questions are open already. ' : ''}This goes to ${counted(n, 'person', 'people')} now, due ${until}.`,
  }),
  confirmWithdraw: (opened: string, people: number, answered: number): Text => ({
    zh: `${opened} 发给 ${people} 人${answered === 0 ? '' : `，已有 ${answered} 人作答`}。撤回后不用作答，也不计入统计：还没有送到的不再送出，已送到的会注明已撤回，已写的内容仍归本人。撤回后不能恢复。`,
    en: `Sent to ${counted(people, 'person', 'people')} on ${opened}${answered === 0 ? '' : `; ${answered} answered so far`}. It will count nowhere: whom it has not reached gets nothing, whoever has it reads that it was withdrawn, and what was written stays its writer’s. This cannot be undone.`,
  }),
  queued: (people: number, withoutAccount: number): Text => {
    const one = withoutAccount === 1;
    return {
      zh: `已排入待发，共 ${people} 人。${withoutAccount === 0 ? '' : `其中 ${withoutAccount} 人还没有聊天账号，对应上之后才能收到。`}`,
      en: `Queued for ${counted(people, 'person', 'people')}.${withoutAccount === 0 ? '' : ` ${withoutAccount} of them ${one ? 'has' : 'have'} no chat account yet and will get it once ${one ? 'it is' : 'they are'} matched.`}`,
    };
  },
} as const;

export const scheduleRefusalText = {
  'right-missing': {
    zh: '管理推送需要“管理推送计划”的权限，由管理员持有。',
    en: 'This needs the right to manage schedules, which administrators have.',
  },
  'schedule-unknown': { zh: '没有这个推送计划，可能已被删除。', en: 'There is no such schedule; it may have been removed.' },
  'schedule-exists': {
    zh: '已有或曾有同名的推送计划，请另取名称。',
    en: 'A schedule of this name is or was there; please choose another.',
  },
  'schedule-changed': {
    zh: '这个推送计划刚被别人修改过，你的操作没有生效。请重新打开核对。',
    en: 'Somebody else has just changed this schedule, so nothing was done. Please open it again.',
  },
  'set-unknown': { zh: '没有这套题目，请核对 prompts 目录。', en: 'There is no such prompt set; please check the prompts folder.' },
  'audience-empty': { zh: '按这个范围现在没有可以发送的人。', en: 'Nobody belongs to this audience now.' },
  'audience-unknown': {
    zh: '范围中写了花名册上没有的部门或人员，或没有的职级，请核对。',
    en: 'The audience names a department or a person that is not on the roster, or a rank that there is not. Please check it.',
  },
  'closes-too-early': { zh: '截止时间太早，请另选。', en: 'That would close too early; please choose another time.' },
  'in-meeting': {
    zh: '这些人中有人正在参加全局性会议，没有发送。请在会议结束后再发。',
    en: 'Some of these people are at a bureau-wide meeting, so nothing was sent. Please send it once the meeting is over.',
  },
  'sent-meanwhile': {
    zh: '你打开预览之后，同一套题目已经发出，没有再发。仍要发送的，请重新打开预览核对。',
    en: 'The same questions were sent since you opened this preview, so nothing was sent again. To send them all the same, please open the preview anew.',
  },
  'comes-by-itself': {
    zh: '这些人中有人正在参加全局性会议，没有发送。到时间的这一次在会议结束后会自动推送，不用另发。',
    en: 'Some of these people are at a bureau-wide meeting, so nothing was sent. What is due goes out by itself once the meeting is over; it need not be sent.',
  },
  'round-over': {
    zh: '这次推送已经截止或已经撤回，没有再作更改。',
    en: 'This round is over or was withdrawn already; nothing was changed.',
  },
  'sent-already': { zh: '这次推送已经发出，没有重复发送。', en: 'This has been sent already; it was not sent again.' },
} as const satisfies Record<ScheduleRefusal, Text>;
