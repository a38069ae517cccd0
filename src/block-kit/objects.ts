import { asList, asObject, type Check, checkString, checkUnique, type Json } from './check.js';
import { limits } from './limits.js';

/** A text object (docs.slack.dev: Text object). `kinds`: which of the two types the place takes. */
export function checkText(check: Check, value: unknown, max: number, kinds: 'plain' | 'any' = 'plain', required = true): void {
  if (value === undefined && !required) return;
  const text = asObject(check, value);
  if (!text) return;
  if (text.type !== 'plain_text' && !(kinds === 'any' && text.type === 'mrkdwn'))
    check.at('type').fail(`unsupported type: ${String(text.type)}`);
  checkString(check.at('text'), text.text, max);
}

export function checkConfirm(check: Check, value: unknown): void {
  if (value === undefined) return;
  const confirm = asObject(check, value);
  if (!confirm) return;
  checkText(check.at('title'), confirm.title, limits.confirm.title);
  checkText(check.at('text'), confirm.text, limits.confirm.text, 'any');
  checkText(check.at('confirm'), confirm.confirm, limits.confirm.confirm, 'plain', false);
  checkText(check.at('deny'), confirm.deny, limits.confirm.deny, 'plain', false);
}

/** Options of a menu or group, and that what is chosen at first is one of them. */
export function checkOptions(check: Check, element: Json, most: number): void {
  const options = asList(check.at('options'), element.options, most);
  const values = options.map(
    (option, index) => [check.at('options').at(index), checkOption(check.at('options').at(index), option)] as const,
  );
  checkUnique(values, 'option value');
  const known = new Set(values.map(([, value]) => value));
  const initial = [
    ...(element.initial_option === undefined ? [] : [[check.at('initial_option'), element.initial_option] as const]),
    ...asList(check.at('initial_options'), element.initial_options, most, 0).map(
      (option, index) => [check.at('initial_options').at(index), option] as const,
    ),
  ];
  for (const [place, option] of initial) {
    const value = checkOption(place, option);
    if (value !== undefined && !known.has(value)) place.fail('is not one of the options');
  }
}

export function checkOption(check: Check, value: unknown): string | undefined {
  const option = asObject(check, value);
  if (!option) return undefined;
  checkText(check.at('text'), option.text, limits.option.text, 'any');
  checkText(check.at('description'), option.description, limits.option.description, 'any', false);
  return checkString(check.at('value'), option.value, limits.option.value);
}
