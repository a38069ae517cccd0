import type { Text } from '../../../chat/text.js';

export type FeedRefusal = 'no-public-url' | 'no-feed' | 'shown-already';

export const feedText = {
  help: { zh: '把要参加的会议和获批的出差、请假订阅到自己的日历', en: 'follow your meetings, trips and leave in your own calendar' },
  title: { zh: '日历订阅', en: 'Calendar subscription' },
  calendarName: { zh: '四问 · 我的会议和请假', en: 'siwen · my meetings and leave' },
  what: {
    zh: '在手机或电脑的日历里添加你的订阅地址，要参加的会议和获批的出差、请假就会出现在日历里，有变更也会跟着更新。',
    en: 'Add your own address to the calendar on your phone or computer: the meetings you are expected at and your approved trips and leave appear there and follow every change.',
  },
  none: { zh: '还没有订阅地址。', en: 'You have no address yet.' },
  make: { zh: '生成订阅地址', en: 'Make an address' },
  renew: { zh: '更换地址', en: 'Replace the address' },
  renewTitle: { zh: '更换订阅地址', en: 'Replace the address' },
  renewText: {
    zh: '原来的地址立即失效，已经添加的日历需要改用新地址。',
    en: 'The address you have ends at once; calendars that use it need the new one.',
  },
  revoke: { zh: '停用', en: 'Turn off' },
  revokeTitle: { zh: '停用日历订阅', en: 'Turn the subscription off' },
  revokeText: {
    zh: '地址立即失效，日历里的会议和请假不再更新。以后可以重新生成。',
    en: 'The address ends at once, and the calendar is no longer kept up to date. You can make another later.',
  },
  no: { zh: '不用', en: 'Keep it' },
  revoked: { zh: '日历订阅已停用，原来的地址不再有效。', en: 'The subscription is off; the address no longer works.' },
  made: { zh: '你的订阅地址（只显示这一次，请复制到日历里）：', en: 'Your address, shown this once; copy it into your calendar:' },
  private: {
    zh: '知道这个地址的人都能看到你的会议和获批的出差、请假，请不要转发。若已外泄，发送“日历”即可更换。',
    en: 'Whoever knows this address can see your meetings and your approved trips and leave; please do not pass it on. If it got out, send “calendar” and replace it.',
  },
} as const satisfies Record<string, Text>;

export const madeAt = (when: string): Text => ({ zh: `订阅地址生成于 ${when}。`, en: `Your address was made on ${when}.` });

export const excusedFrom = (title: string): Text => ({ zh: `${title}（已准假）`, en: `${title} (excused)` });

export const standsInFor = (title: string, name: string): Text => ({
  zh: `${title}（代${name}参加）`,
  en: `${title} (in place of ${name})`,
});

export const feedRefusalText = {
  'no-public-url': {
    zh: '本单位还没有开通日历订阅。请告诉管理员，需要设置四问的访问地址（SIWEN_PUBLIC_URL）。会议通知里的“加入日历”仍然可用。',
    en: 'Calendar subscriptions are not set up in this office. The administrator has to give the address of siwen (SIWEN_PUBLIC_URL). “Add to calendar” on each notice works all the same.',
  },
  'no-feed': { zh: '没有正在使用的订阅地址。', en: 'There is no address in use.' },
  'shown-already': {
    zh: '订阅地址已经显示过了。若没有记下，可以再更换一次。',
    en: 'The address has been shown. If you did not note it, replace it once more.',
  },
} as const satisfies Record<FeedRefusal, Text>;
