import type { Instant } from '../calendar/instant.js';
import type { Card } from '../chat/card.js';
import { type Locale, say, type Text } from '../chat/text.js';
import { whyRefused } from './refusal-text.js';

/** Keys of what delivery itself says begin with `delivery.`: a notice that does not arrive must not cause another. */
export const OWN_KEYS = 'delivery.';

const held: Text = {
  zh: '有一条消息发出后没有得到聊天服务的答复，也查不到是否送达。为避免重复，已停止发送。',
  en: 'The chat never answered whether one message arrived, and its history does not show it. To avoid sending it twice it is held.',
};
const remedy: Text = {
  zh: '在服务器上用 siwen outbox 可以查看这些消息，再决定重发或放弃；内容不会显示。',
  en: 'On the server, siwen outbox lists these messages, so that you can try them again or give them up. Their content is not shown.',
};

/** `withoutAccount`: of the expired ones, those whose recipient has no chat account. */
export type UndeliveredCounts = {
  readonly refused: readonly { readonly code: string; readonly count: number }[];
  readonly expired: number;
  readonly withoutAccount: number;
};

const refusedText = (count: number, reasons: string): Text => ({
  zh: `${count} 条消息没有送达。原因：${reasons}。`,
  en: `${count === 1 ? 'One message' : `${count} messages`} did not arrive: ${reasons}.`,
});
const times = (count: number): Text => ({ zh: `${count} 条`, en: ` × ${count}` });
const expiredText = (count: number, withoutAccount: number): Text => ({
  zh: `${count} 条消息到截止时仍未能发出，已不再补发${withoutAccount > 0 ? `；其中 ${withoutAccount} 条的收件人没有聊天账号` : ''}。`,
  en: `${count === 1 ? 'One message' : `${count} messages`} could not be sent before the time was over and will not be sent late${
    withoutAccount > 0 ? `; ${withoutAccount} of them because the recipient has no chat account` : ''
  }.`,
});

const notHandled: Text = {
  zh: '您发来的一条消息没有处理成功。请再发送一次；若仍不成，请告诉管理员。',
  en: 'One message you sent could not be handled. Please send it once more; if it fails again, tell an administrator.',
};

/** To whoever typed something that could not be handled. It may not even be known who they are, so it is said in both languages. */
export function notHandledCard(): Card {
  return { summary: notHandled.zh, blocks: [notHandled.zh, notHandled.en].map((text) => ({ kind: 'text', text: [text] })) };
}

type Reader = { readonly locale: Locale };

/** To administrators. Which message it was stands in the database only. */
export const heldNotice = (key: string, at: Instant) => ({
  key: `${OWN_KEYS}held:${key}:${at}`,
  card: ({ locale }: Reader) => sentences([held, remedy], locale),
  urgency: 'urgent' as const,
});

/** `since`: when the first of them failed. */
export const undeliveredNotice = (counts: UndeliveredCounts, since: Instant) => ({
  key: `${OWN_KEYS}undelivered:${since}`,
  card: ({ locale }: Reader) => undeliveredCard(counts, locale),
});

function undeliveredCard({ refused, expired, withoutAccount }: UndeliveredCounts, locale: Locale): Card {
  const total = refused.reduce((sum, { count }) => sum + count, 0);
  const reasons = refused
    .toSorted((one, other) => other.count - one.count)
    .map(({ code, count }) => `${whyRefused(code, locale)}${count === 1 ? '' : say(times(count), locale)}`);
  const facts = [
    ...(total > 0 ? [refusedText(total, reasons.join(locale === 'en' ? '; ' : '；'))] : []),
    ...(expired > 0 ? [expiredText(expired, withoutAccount)] : []),
  ];
  return sentences([...facts, ...(total > 0 ? [remedy] : [])], locale);
}

function sentences(texts: readonly Text[], locale: Locale): Card {
  const said = texts.map((text) => say(text, locale));
  return { summary: said[0] ?? '', blocks: said.map((text) => ({ kind: 'text', text: [text] })) };
}
