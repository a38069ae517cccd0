import type { Card } from '../chat/card.js';
import { type Locale, say } from '../chat/text.js';
import { strangerText } from './text.js';

/** What somebody who is not on the roster is told, whatever they pressed or typed. */
export function strangerCard(locale: Locale): Card {
  const sentence = say(strangerText.greeting, locale);
  return { summary: sentence, blocks: [{ kind: 'text', text: [sentence] }] };
}

export type Stranger = { readonly userId: string; readonly name: string | undefined; readonly email: string | undefined };

/** For an administrator: who came by, and what to do about it. */
export function strangerHintCard(stranger: Stranger, locale: Locale): Card {
  const fact = (label: keyof typeof strangerText, value: string) => ({ label: say(strangerText[label], locale), value });
  const { userId, name, email } = stranger;
  return {
    summary: say(strangerText.hint, locale),
    blocks: [
      { kind: 'text', text: [say(strangerText.hint, locale)] },
      { kind: 'facts', facts: [...(name ? [fact('name', name)] : []), fact('account', userId), ...(email ? [fact('email', email)] : [])] },
      { kind: 'note', text: [say(strangerText.remedy, locale)] },
    ],
  };
}
