import type { Card } from '../chat/card.js';

/** One for each language, and a few for what goes out between. */
const MOST_REMEMBERED = 8;
const remembered = new Map<string, Card>();

/**
 * A card as it is stored. What goes to thousands says the same to all of one language: the last few are remembered, so that the same words are the same
 * card and are read, and rendered (slack/send.ts), once. Not for what was sealed: that lies about in the clear no longer than it must.
 */
export function readCard(content: string): Card {
  const known = remembered.get(content);
  if (known) return known;
  const card = JSON.parse(content) as Card;
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(content, card);
  return card;
}
