/** Languages the page speaks. Chinese is the default wherever a person's own is unknown. */
export type Locale = 'zh-CN' | 'en';
export type Text = { readonly zh: string; readonly en: string };

export function say(text: Text, locale: Locale): string {
  return locale === 'en' ? text.en : text.zh;
}

/** A chat's locale tag ("en-US", "zh-TW", undefined) → the language the page answers in. */
export function localeOf(tag: string | undefined): Locale {
  return tag?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}
