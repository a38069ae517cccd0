import type { Button, Card } from './card.js';
import type { Command } from './dispatch.js';
import type { Field, Form, Input } from './form.js';
import { type Locale, say, type Text } from './text.js';

/** What siwen itself says in the conversation, whichever room is meant. */
const text = {
  helpTitle: { zh: '四问能做这些事', en: 'What siwen can do' },
  helpHow: {
    zh: '在这里直接输入上面的词，或在任意会话中输入 /siwen 加上这个词。常用的在主页上也有按钮。',
    en: 'Type one of these words here, or /siwen and the word in any conversation. The Home tab has buttons for the common ones.',
  },
  close: { zh: '关闭', en: 'Close' },
  help: { zh: '显示这份说明', en: 'show this list' },
  tooLong: {
    zh: '这段话太长，没有当作命令处理。请用一句话写明，或从主页打开表单填写。',
    en: 'This is too long to be read as a command; nothing was done. Please say it in one line, or open the form from the Home tab.',
  },
  outdated: {
    zh: '这个按钮已经过时，没有做任何改动。请到主页查看最新内容。',
    en: 'This button is out of date; nothing was changed. Please see the Home tab for what is current.',
  },
} as const satisfies Record<string, Text>;

const failure = (reference: string): Text => ({
  zh: `没有办成，所填内容尚未保存。请稍后再试；若仍不成，请把编号 ${reference} 告诉管理员。`,
  en: `That did not work and nothing was saved. Please try again in a while; if it still fails, give the administrator the number ${reference}.`,
});

export function helpCard(commands: readonly Command[], locale: Locale): Card {
  const lines = commands.map((command) => [{ text: nameIn(command, locale), bold: true }, `　${say(command.help, locale)}`]);
  return {
    summary: say(text.helpTitle, locale),
    blocks: [
      { kind: 'heading', text: say(text.helpTitle, locale) },
      { kind: 'list', items: [...lines, [{ text: locale === 'en' ? 'help' : '帮助', bold: true }, `　${say(text.help, locale)}`]] },
      { kind: 'note', text: [say(text.helpHow, locale)] },
    ],
  };
}

/** Commands list their Chinese name first; an English reader is shown the first name in Latin letters. */
function nameIn(command: Command, locale: Locale): string {
  const [first = ''] = command.names;
  return locale === 'en' ? (command.names.find((name) => /^[\x20-\x7e]+$/.test(name)) ?? first) : first;
}

export function outdatedCard(locale: Locale): Card {
  return sentenceCard(text.outdated, { locale });
}

/** Something longer than any line that is read. */
export const longCard = (locale: Locale): Card => sentenceCard(text.tooLong, { locale });

export const failureText = (reference: string, locale: Locale): string => say(failure(reference), locale);

/** One sentence in answer to a press or a word. */
export function sentenceCard(sentence: Text, { locale }: { readonly locale: Locale }): Card {
  return { summary: say(sentence, locale), blocks: [{ kind: 'text', text: [say(sentence, locale)] }] };
}

/** The same where a form stood. */
export function sentenceForm(heading: string, sentence: string, { locale }: { readonly locale: Locale }): Form {
  return { id: 'chat.said', title: heading, close: say(text.close, locale), context: '', blocks: [{ kind: 'text', text: [sentence] }] };
}

export const button = (
  id: Button['id'],
  label: Text,
  value: string,
  { locale }: { readonly locale: Locale },
  more: Partial<Button> = {},
): Button => ({ kind: 'button', id, label: say(label, locale), value, ...more });

export function field(
  name: string,
  label: Text,
  input: Input,
  { locale }: { readonly locale: Locale },
  { optional, hint }: { readonly optional?: boolean; readonly hint?: Text | undefined } = {},
): Field {
  return {
    kind: 'field',
    name,
    label: say(label, locale),
    ...(hint ? { hint: say(hint, locale) } : {}),
    ...(optional ? { optional } : {}),
    input,
  };
}

/** The same card for thousands: made once for each language. */
export function inEachLanguage(make: (locale: Locale) => Card): (member: { readonly locale: Locale }) => Card {
  const made = new Map<Locale, Card>();
  return ({ locale }) => {
    const card = made.get(locale) ?? make(locale);
    made.set(locale, card);
    return card;
  };
}
