import type { Period } from '../../calendar/period.js';
import { field } from '../../chat/cards.js';
import type { Form } from '../../chat/form.js';
import { type Locale, say } from '../../chat/text.js';
import { text } from './text.js';

/** 起止日期. `view`: what is looked at, of other days so far. */
export const datesForm = ({ from, to }: Period, view: string, locale: Locale): Form => ({
  id: 'participation.dates',
  title: say(text.dates, locale),
  submit: say(text.open, locale),
  close: say(text.close, locale),
  context: view,
  blocks: [
    field('from', text.from, { kind: 'date', initial: from }, { locale }),
    field('to', text.to, { kind: 'date', initial: to }, { locale }, { hint: text.toHint }),
  ],
});
