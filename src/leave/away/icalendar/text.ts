import type { Text } from '../../../chat/text.js';

export const text = {
  add: { zh: '加入日历', en: 'Add to calendar' },
  acting: { zh: '代管人', en: 'In charge meanwhile' },
  onItsWay: {
    zh: '日历文件随后会发到你与四问的会话里，打开即可加入日历。请假有变更或撤回时，新的文件会自动发给你。',
    en: 'The calendar file will arrive in your conversation with siwen; open it to add the leave. If it changes or is withdrawn, a new file follows by itself.',
  },
  sent: {
    zh: '这次请假的日历文件已经发出或正在发送，请在你与四问的会话里查找。',
    en: 'The calendar file of this leave has been sent or is on its way; please look in your conversation with siwen.',
  },
  'not-yours': { zh: '没有找到这份请假，或者你不能查看。', en: 'There is no such request, or you may not see it.' },
  'not-approved': {
    zh: '这次请假没有批准，或者已经撤回、变更，不能加入日历。',
    en: 'This leave is not approved, or has been withdrawn or changed; it can’t be added.',
  },
} as const satisfies Record<string, Text>;
