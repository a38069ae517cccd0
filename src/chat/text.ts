/** Languages the office reads. Chinese is the default wherever a person's own is unknown. */
export type Locale = 'zh-CN' | 'en';

/** One sentence in every language. Catalogues (`<room>/text.ts`) hold these, or functions that return them. */
export type Text = { readonly zh: string; readonly en: string };

export function say(text: Text, locale: Locale): string {
  return locale === 'en' ? text.en : text.zh;
}

/** An English count: 1 answer, 0 answers, 2 people. `many`: where it is more than an s. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** A chat's locale tag ("en-US", "zh-TW", undefined) → the language we answer in. */
export function localeOf(tag: string | undefined): Locale {
  return tag?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}
