import type { Card, Option } from './card.js';
import type { ActionEvent } from './event.js';
import type { Form } from './form.js';
import type { Home } from './home.js';
import type { Locale } from './text.js';

/** What the person sees at once, where they are. Messages that must arrive exactly once go through the outbox instead. */
export type Reply =
  | { readonly do: 'nothing' }
  /** A card in answer to a command, a word or a press; only that person sees it. */
  | { readonly do: 'show'; readonly card: Card }
  /** Opens a form; over the current one when the press came from a form. */
  | { readonly do: 'open'; readonly form: Form }
  /** Replaces the form the press or submission came from. */
  | { readonly do: 'replace'; readonly form: Form }
  /** Keeps the form open, with a sentence at each field named. */
  | { readonly do: 'errors'; readonly errors: Readonly<Record<string, string>> }
  /** Closes the submitted form and any under it. */
  | { readonly do: 'close' }
  | { readonly do: 'home'; readonly home: Home }
  | { readonly do: 'options'; readonly options: readonly Option[] };

/** A reply on its way to the person, in whose language the chat says the few words that are its own, e.g. on a close button. */
export type Answer = Reply & { readonly locale: Locale };

export const nothing: Reply = { do: 'nothing' };
export const close: Reply = { do: 'close' };
export const show = (card: Card): Reply => ({ do: 'show', card });
export const open = (form: Form): Reply => ({ do: 'open', form });
export const replace = (form: Form): Reply => ({ do: 'replace', form });

/** A press may come from a form, which is then replaced, or from a card or Home, over which one opens. */
export const place = ({ from }: Pick<ActionEvent, 'from'>, form: Form): Reply => (from.surface === 'form' ? replace(form) : open(form));
