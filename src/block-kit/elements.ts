import { asObject, type Check, checkOneOf, checkString, checkWhole, type Json } from './check.js';
import { limits } from './limits.js';
import { checkConfirm, checkOption, checkOptions, checkText } from './objects.js';
import { elementsIn, type Place } from './places.js';
import { checkProperties } from './properties.js';

type ElementCheck = (check: Check, element: Json) => void;

const atMostChosen: ElementCheck = (check, { max_selected_items }) =>
  checkWhole(check.at('max_selected_items'), max_selected_items, 1, Number.MAX_SAFE_INTEGER);

const pattern =
  (field: string, form: RegExp, words: string): ElementCheck =>
  (check, element) => {
    const value = element[field];
    if (value !== undefined && !(typeof value === 'string' && form.test(value))) check.at(field).fail(`must match ${words}`);
  };

const written: ElementCheck = (check, element) =>
  checkString(check.at('initial_value'), element.initial_value, limits.plainTextInput.length, 'free');

const checks: Readonly<Record<string, ElementCheck>> = {
  button(check, element) {
    checkText(check.at('text'), element.text, limits.button.text);
    checkString(check.at('value'), element.value, limits.button.value, 'optional');
    checkString(check.at('url'), element.url, limits.button.url, 'optional');
    checkString(check.at('accessibility_label'), element.accessibility_label, limits.button.accessibilityLabel, 'optional');
    checkOneOf(check.at('style'), element.style, ['primary', 'danger']);
  },
  image: checkImage,
  overflow: (check, element) => checkOptions(check, element, limits.overflow.options, 'plain'),
  static_select: (check, element) => checkOptions(check, element, limits.select.options, 'plain'),
  multi_static_select(check, element) {
    checkOptions(check, element, limits.select.options, 'plain');
    atMostChosen(check, element);
  },
  external_select(check, element) {
    if (element.initial_option !== undefined) checkOption(check.at('initial_option'), element.initial_option);
    checkWhole(check.at('min_query_length'), element.min_query_length, 0, Number.MAX_SAFE_INTEGER);
  },
  multi_external_select: atMostChosen,
  users_select: () => {},
  multi_users_select: atMostChosen,
  conversations_select: () => {},
  channels_select: () => {},
  radio_buttons: (check, element) => checkOptions(check, element, limits.radio.options, 'any'),
  checkboxes: (check, element) => checkOptions(check, element, limits.checkboxes.options, 'any'),
  datepicker: pattern('initial_date', /^\d{4}-\d{2}-\d{2}$/, 'YYYY-MM-DD'),
  timepicker: pattern('initial_time', /^([01]\d|2[0-3]):[0-5]\d$/, 'HH:mm'),
  datetimepicker: (check, element) => checkWhole(check.at('initial_date_time'), element.initial_date_time, 1_000_000_000, 9_999_999_999),
  plain_text_input(check, element) {
    const { min_length: least, max_length: most } = element;
    checkWhole(check.at('min_length'), least, 0, limits.plainTextInput.length);
    checkWhole(check.at('max_length'), most, 1, limits.plainTextInput.length);
    if (typeof least === 'number' && typeof most === 'number' && least > most) check.at('min_length').fail('must not be above max_length');
    written(check, element);
  },
  email_text_input: written,
  url_text_input: written,
  number_input(check, element) {
    if (typeof element.is_decimal_allowed !== 'boolean') check.at('is_decimal_allowed').missing();
    checkString(check.at('initial_value'), element.initial_value, limits.plainTextInput.length, 'optional');
  },
};

/** A picture, as a block, beside a section or among context. */
export function checkImage(check: Check, image: Json): void {
  if (image.slack_file === undefined) checkString(check.at('image_url'), image.image_url, limits.image.url);
  checkString(check.at('alt_text'), image.alt_text, limits.image.altText);
}

/** Checks one element of a block; gives its action_id. */
export function checkElement(check: Check, value: unknown, place: Place): string | undefined {
  const element = asObject(check, value);
  if (!element) return undefined;
  const type = String(element.type);
  const one = elementsIn[place].has(type) ? checks[type] : undefined;
  if (!one) {
    check.at('type').fail(`unsupported type: ${type}`);
    return undefined;
  }
  checkProperties(check, element);
  one(check, element);
  checkText(check.at('placeholder'), element.placeholder, limits.element.placeholder, 'plain', 'optional');
  checkConfirm(check.at('confirm'), element.confirm);
  return checkString(check.at('action_id'), element.action_id, limits.element.actionId, 'optional');
}
