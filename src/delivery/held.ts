import type { Card } from '../chat/card.js';
import { type Locale, say, type Text } from '../chat/text.js';

const held: Text = {
  zh: '有一条消息发出后没有得到聊天服务的答复，也查不到是否送达。为避免重复，已停止发送，请用 siwen doctor 查看。',
  en: 'The chat never answered whether one message arrived, and its history does not show it. To avoid sending it twice it is held; see siwen doctor.',
};

/** Begins with `delivery.`, so that a held notice about a held message doesn't cause another. */
export const heldKey = (key: string, adminId: string): string => `delivery.held:${key}:${adminId}`;

/** To administrators. Which message it was stands in the database only. */
export function heldCard(locale: Locale): Card {
  return { summary: say(held, locale), blocks: [{ kind: 'text', text: [say(held, locale)] }] };
}
