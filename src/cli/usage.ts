import type { Command, Option } from 'commander';
import { type Locale, say, type Text } from '../chat/text.js';

const titles: Readonly<Record<string, Text>> = {
  'Usage:': { zh: '用法：', en: 'Usage:' },
  'Arguments:': { zh: '参数：', en: 'Arguments:' },
  'Options:': { zh: '选项：', en: 'Options:' },
  'Commands:': { zh: '子命令：', en: 'Commands:' },
};
const help: Text = { zh: '显示这份说明', en: 'show this help' };
const seeHelp: Text = { zh: '加上 --help 可查看用法。', en: 'Add --help to see how it is used.' };

/** `choices`: as commander lists them. */
const invalid = (name: string | undefined, value: string | undefined, choices?: string): Text => ({
  zh: `${name} 不能是“${value}”${choices ? `，可写 ${choices.replaceAll(', ', '、')}` : ''}。`,
  en: `${name} cannot be “${value}”${choices ? `, only one of ${choices}` : ''}.`,
});

/** What commander says in English, and what it means. */
const wrongUse: readonly (readonly [RegExp, (...found: string[]) => Text])[] = [
  [/missing required argument '(.+?)'/, (name) => ({ zh: `缺少 <${name}>。`, en: `<${name}> is missing.` })],
  [/option '(.+?)' argument missing/, (name) => ({ zh: `${name} 后面缺少内容。`, en: `The value of ${name} is missing.` })],
  [/required option '(.+?)' not specified/, (name) => ({ zh: `请写明 ${name}。`, en: `Please give ${name}.` })],
  [/unknown option '(.+?)'/, (name) => ({ zh: `没有 ${name} 这个选项。`, en: `There is no option ${name}.` })],
  [/unknown command '(.+?)'/, (name) => ({ zh: `没有 ${name} 这个子命令。`, en: `There is no command ${name}.` })],
  [/too many arguments/, () => ({ zh: '多写了内容，含空格的请用引号括起。', en: 'That is too much; put what contains spaces in quotes.' })],
  [
    /option '(.+?)' argument '(.*?)' is invalid\.(?: Allowed choices are (.+)\.)?/s,
    (name, value, choices) => invalid(name, value, choices),
  ],
  [/argument value '(.*?)' is invalid for argument '(.+?)'/s, (value, name) => invalid(`<${name}>`, value)],
];

/** The help and the complaints of a command in the office's language, one sentence each. */
export function inLanguage(command: Command, locale: Locale): Command {
  return command
    .helpOption('-h, --help', say(help, locale))
    .configureHelp({
      styleTitle: (title) => (titles[title] ? say(titles[title], locale) : title),
      visibleCommands: ({ commands }) => [...commands],
      argumentDescription: ({ description }) => description,
      optionDescription: (option) => `${option.description}${particulars(option, locale)}`,
    })
    .configureOutput({ outputError: (words, write) => write(`${wrong(words, locale)}\n`) });
}

function wrong(words: string, locale: Locale): string {
  for (const [pattern, text] of wrongUse) {
    const found = pattern.exec(words);
    if (found) return `${say(text(...found.slice(1)), locale)}${locale === 'en' ? ' ' : ''}${say(seeHelp, locale)}`;
  }
  return words.trim();
}

function particulars({ argChoices, defaultValue }: Option, locale: Locale): string {
  const parts = [
    ...(argChoices ? [say({ zh: `可写 ${argChoices.join('、')}`, en: `one of ${argChoices.join(', ')}` }, locale)] : []),
    ...(typeof defaultValue === 'string' ? [say({ zh: `不写即为 ${defaultValue}`, en: `${defaultValue} unless given` }, locale)] : []),
  ];
  if (parts.length === 0) return '';
  return locale === 'en' ? ` (${parts.join('; ')})` : `（${parts.join('；')}）`;
}
