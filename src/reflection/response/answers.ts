import type { FormValues } from '../../chat/form.js';
import { type Locale, say } from '../../chat/text.js';
import type { Prompt } from '../prompt-sets.js';
import type { Answers } from '../rules.js';
import { ratingText, text } from '../text.js';

/** An answer in words: a rating with its meaning, an option by its name. Empty where nothing was answered. */
export function readable(prompt: Prompt, answer: string | undefined, locale: Locale): string {
  if (!answer) return '';
  switch (prompt.kind) {
    case 'text':
    case 'longText':
      return answer;
    case 'rating': {
      const rating = ratingText[Number(answer) - 1];
      return rating ? say(rating, locale) : answer;
    }
    case 'choice': {
      const option = prompt.options.find(({ id }) => id === answer);
      return option ? say(option, locale) : answer;
    }
    case 'acknowledge':
      return say(text.acknowledged, locale);
  }
}

/** What a form holds, by prompt. A ticked box comes as a list. */
export function answersOf(values: FormValues): Answers {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const one = typeof value === 'string' ? value : value?.[0];
      return one === undefined ? [] : [[name, one]];
    }),
  );
}
