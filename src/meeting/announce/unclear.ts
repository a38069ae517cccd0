import type { CardBlock } from '../../chat/card.js';
import { type Locale, say } from '../../chat/text.js';
import { text } from './text.js';

/** What in a typed line could be read in more than one way: shown, not guessed. */
export function unclearBlocks(unclear: readonly string[], locale: Locale): CardBlock[] {
  if (unclear.length === 0) return [];
  return [
    { kind: 'text', text: [{ text: say(text.ambiguousTitle, locale), bold: true }] },
    { kind: 'list', items: unclear.map((sentence) => [sentence]) },
  ];
}
