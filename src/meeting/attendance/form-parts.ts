import type { Reader } from '../../calendar/reader.js';
import type { CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import type { Form } from '../../chat/form.js';
import { say } from '../../chat/text.js';
import { sentences, text } from './text.js';

export const base = (id: Form['id'], context: string, { locale }: Reader) => ({
  id,
  title: say(text.title, locale),
  close: say(text.close, locale),
  context,
});

/** Names on one page of a list: four groups of Slack's ten. */
export const ON_PAGE = 40;

export const turns = (
  id: `${string}.${string}`,
  value: (page: number) => string,
  shown: number,
  pages: number,
  reader: Reader,
): CardBlock[] =>
  pages === 1
    ? []
    : [
        { kind: 'note', text: [say(sentences.page(shown + 1, pages), reader.locale)] },
        {
          kind: 'actions',
          elements: [
            ...(shown > 0 ? [button(id, text.previous, value(shown - 1), reader)] : []),
            ...(shown < pages - 1 ? [button(id, text.next, value(shown + 1), reader)] : []),
          ],
        },
      ];
