import { asObject, type Check, checkString, type Json } from './check.js';
import { limits } from './limits.js';
import { checkConfirm, checkOption, checkOptions, checkText } from './objects.js';

const checks: Readonly<Record<string, (check: Check, element: Json) => void>> = {
  button(check, element) {
    checkText(check.at('text'), element.text, limits.button.text);
    checkString(check.at('value'), element.value, limits.button.value, false);
    checkString(check.at('url'), element.url, limits.button.url, false);
    checkString(check.at('accessibility_label'), element.accessibility_label, limits.button.accessibilityLabel, false);
    if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
      check.at('style').fail('must be primary or danger');
  },
  static_select: (check, element) => checkOptions(check, element, limits.select.options),
  multi_static_select: (check, element) => checkOptions(check, element, limits.select.options),
  radio_buttons: (check, element) => checkOptions(check, element, limits.radio.options),
  checkboxes: (check, element) => checkOptions(check, element, limits.checkboxes.options),
  overflow: (check, element) => checkOptions(check, element, limits.overflow.options),
  external_select(check, element) {
    if (element.initial_option !== undefined) checkOption(check.at('initial_option'), element.initial_option);
  },
  datepicker(check, element) {
    if (element.initial_date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(element.initial_date)))
      check.at('initial_date').fail('must match YYYY-MM-DD');
  },
  timepicker(check, element) {
    if (element.initial_time !== undefined && !/^\d{2}:\d{2}$/.test(String(element.initial_time)))
      check.at('initial_time').fail('must match HH:mm');
  },
  plain_text_input(check, element) {
    const most = typeof element.max_length === 'number' ? element.max_length : limits.plainTextInput.maxLength;
    if (most < 1 || most > limits.plainTextInput.maxLength) check.at('max_length').fail(`must be 1 to ${limits.plainTextInput.maxLength}`);
    checkString(check.at('initial_value'), element.initial_value, most, false);
  },
};

/** Where an element may stand (docs.slack.dev: Block elements, "Works with block types"). */
const allowed = {
  actions: new Set([
    'button',
    'static_select',
    'external_select',
    'multi_static_select',
    'overflow',
    'radio_buttons',
    'checkboxes',
    'datepicker',
    'timepicker',
  ]),
  section: new Set([
    'button',
    'static_select',
    'external_select',
    'multi_static_select',
    'overflow',
    'radio_buttons',
    'checkboxes',
    'datepicker',
    'timepicker',
  ]),
  input: new Set([
    'plain_text_input',
    'static_select',
    'external_select',
    'multi_static_select',
    'radio_buttons',
    'checkboxes',
    'datepicker',
    'timepicker',
  ]),
} as const;

/** Checks one interactive element; gives its action_id. */
export function checkElement(check: Check, value: unknown, place: keyof typeof allowed): string | undefined {
  const element = asObject(check, value);
  if (!element) return undefined;
  const type = String(element.type);
  if (!allowed[place].has(type) || !Object.hasOwn(checks, type)) {
    check.at('type').fail(`unsupported type: ${type}`);
    return undefined;
  }
  checks[type]?.(check, element);
  checkText(check.at('placeholder'), element.placeholder, limits.element.placeholder, 'plain', false);
  checkConfirm(check.at('confirm'), element.confirm);
  return checkString(check.at('action_id'), element.action_id, limits.element.actionId, false);
}
