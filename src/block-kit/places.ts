/** Where an element may stand (docs.slack.dev: Block elements, each page's "Works with block types"). Several-choice menus stand in no actions block there. */
const choices = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'radio_buttons',
  'checkboxes',
];
const severals = ['multi_static_select', 'multi_external_select', 'multi_users_select'];
const moments = ['datepicker', 'timepicker'];
const written = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input'];

export const elementsIn = {
  actions: new Set(['button', 'overflow', 'datetimepicker', ...choices, ...moments]),
  section: new Set(['button', 'overflow', 'image', ...choices, ...severals, ...moments]),
  input: new Set(['datetimepicker', ...choices, ...severals, ...moments, ...written]),
} as const;

export type Place = keyof typeof elementsIn;
