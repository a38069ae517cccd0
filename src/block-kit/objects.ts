import { asList, asObject, type Check, checkOneOf, checkString, checkUnique, type Json } from './check.js';
import { limits } from './limits.js';
import { checkProperties } from './properties.js';

/** A text object (docs.slack.dev: Text object). `kinds`: which of the two types the place takes. */
export function checkText(
  check: Check,
  value: unknown,
  max: number,
  kinds: 'plain' | 'any' = 'plain',
  need: 'required' | 'optional' = 'required',
): void {
  if (value === undefined && need === 'optional') return;
  const text = asObject(check, value);
  if (!text) return;
  if (text.type !== 'plain_text' && !(kinds === 'any' && text.type === 'mrkdwn'))
    check.at('type').fail(`unsupported type: ${String(text.type)}`);
  checkProperties(check, text);
  checkString(check.at('text'), text.text, max);
}

export function checkConfirm(check: Check, value: unknown): void {
  if (value === undefined) return;
  const confirm = asObject(check, value);
  if (!confirm) return;
  checkProperties(check, confirm, 'confirm');
  checkText(check.at('title'), confirm.title, limits.confirm.title);
  checkText(check.at('text'), confirm.text, limits.confirm.text, 'any');
  checkText(check.at('confirm'), confirm.confirm, limits.confirm.confirm);
  checkText(check.at('deny'), confirm.deny, limits.confirm.deny);
  checkOneOf(check.at('style'), confirm.style, ['primary', 'danger']);
}

/** Options of a menu or group, and that what is chosen at first is one of them. `kinds`: menus take plain text only. */
export function checkOptions(check: Check, element: Json, most: number, kinds: 'plain' | 'any'): void {
  const values =
    element.option_groups === undefined ? checkList(check.at('options'), element.options, most, kinds) : checkGroups(check, element, kinds);
  checkUnique(values, 'option value');
  const known = new Set(values.map(([, value]) => value));
  const initial = [
    ...(element.initial_option === undefined ? [] : [[check.at('initial_option'), element.initial_option] as const]),
    ...asList(check.at('initial_options'), element.initial_options, most, element.initial_options === undefined ? 0 : 1).map(
      (option, index) => [check.at('initial_options').at(index), option] as const,
    ),
  ];
  for (const [place, option] of initial) {
    const value = checkOption(place, option, kinds);
    if (value !== undefined && !known.has(value)) place.fail('must be one of the options');
  }
}

type Valued = readonly (readonly [Check, string | undefined])[];

function checkList(check: Check, value: unknown, most: number, kinds: 'plain' | 'any'): Valued {
  return asList(check, value, most).map(
    (option, index) => [check.at(index).at('value'), checkOption(check.at(index), option, kinds)] as const,
  );
}

function checkGroups(check: Check, element: Json, kinds: 'plain' | 'any'): Valued {
  if (element.options !== undefined) check.fail('options and option_groups must not both be given');
  const groups = check.at('option_groups');
  return asList(groups, element.option_groups, limits.select.groups).flatMap((value, index) => {
    const group = asObject(groups.at(index), value);
    if (!group) return [];
    checkProperties(groups.at(index), group, 'optionGroup');
    checkText(groups.at(index).at('label'), group.label, limits.optionGroup.label);
    return checkList(groups.at(index).at('options'), group.options, limits.optionGroup.options, kinds);
  });
}

/** One option; gives its value. */
export function checkOption(check: Check, value: unknown, kinds: 'plain' | 'any' = 'plain'): string | undefined {
  const option = asObject(check, value);
  if (!option) return undefined;
  checkProperties(check, option, 'option');
  checkText(check.at('text'), option.text, limits.option.text, kinds);
  checkText(check.at('description'), option.description, limits.option.description, kinds, 'optional');
  checkString(check.at('url'), option.url, limits.option.url, 'optional');
  return checkString(check.at('value'), option.value, limits.option.value);
}
