import { describe, expect, test } from 'vitest';
import { type Problem, validateBlocks, validateMessage, validateView } from '../../src/block-kit/validate.js';
import * as a from './build.js';

type Json = Readonly<Record<string, unknown>>;

const message = (...blocks: unknown[]) => validateBlocks(blocks, 'message');
const form = (...blocks: unknown[]) => validateView(a.modal(blocks));
const metadata = (value: unknown) => validateMessage({ text: '通知', metadata: value });
const section = (accessory: Json) => message(a.section({ accessory }));
const list = (more: Json) => message(a.richText({ type: 'rich_text_list', elements: [a.paragraph()], ...more }));
const withValue = (value: unknown, more: Json = {}) =>
  a.chart(['甲'], ['一月'], { series: [{ name: '甲', data: [{ label: '一月', value, ...more }] }] });
const run = (more: Json) => message(a.richText(a.paragraph({ type: 'text', text: '甲', ...more })));

/** What is sent, and Slack's word for what is wrong with it. */
const refused: readonly (readonly [string, () => Problem[], string])[] = [
  ['a message of nothing', () => validateMessage({}), 'missing required field: text'],
  ['blocks that are no list', () => validateBlocks('[]', 'message'), 'must provide an array'],
  ['a block that is no object', () => message('section'), 'must provide an object'],
  ['a block of an unknown type', () => message({ type: 'toString' }), 'unsupported type: toString'],
  ['a block without a type', () => message({}), 'unsupported type: undefined'],
  ['a property Slack does not know', () => message(a.divider({ colour: 'red' })), 'invalid additional property: colour'],
  ['the same in an element', () => section(a.button({ title: '甲' })), 'invalid additional property: title'],
  ['the same in a text', () => message(a.section({ text: { ...a.mrkdwn('甲'), emoji: true } })), 'invalid additional property: emoji'],
  ['the same in an option', () => section(a.select({ options: [a.option(0, { label: '甲' })] })), 'invalid additional property: label'],
  ['the same in a confirmation', () => section(a.button({ confirm: a.confirm({ cancel: '否' }) })), 'invalid additional property: cancel'],
  [
    'the same in a group',
    () => section({ type: 'static_select', option_groups: [{ label: a.plain('组'), options: a.options(1), value: '' }] }),
    'invalid additional property: value',
  ],
  ['the same in rich text', () => run({ bold: true }), 'invalid additional property: bold'],
  ['the same in a view', () => validateView(a.home([], { title: a.plain('四问') })), 'invalid additional property: title'],
  ['two blocks of one id', () => message(a.divider({ block_id: 'x' }), a.divider({ block_id: 'x' })), 'block_id already exists: x'],
  [
    'two elements of one id',
    () => message(a.actions(a.button({ action_id: 'x' }), a.button({ action_id: 'x' }))),
    'action_id already exists: x',
  ],
  ['two options of one value', () => section(a.select({ options: [a.option(1), a.option(1)] })), 'option value already exists: v1'],
  ['a section without text or fields', () => message({ type: 'section' }), 'missing required field: text'],
  ['an empty text', () => message(a.section({ text: a.plain('') })), 'must be more than 0 characters'],
  ['a text that is a bare string', () => message(a.section({ text: '甲' })), 'must provide an object'],
  ['a number as text', () => message(a.section({ text: { type: 'plain_text', text: 1 } })), 'must provide a string'],
  ['markdown where only plain text may stand', () => message({ type: 'header', text: a.mrkdwn('甲') }), 'unsupported type: mrkdwn'],
  ['no element at all', () => message(a.actions()), 'no fewer than 1 items required'],
  ['a field to type in among buttons', () => message(a.actions(a.textInput())), 'unsupported type: plain_text_input'],
  ['a button as a field', () => form(a.input(a.button())), 'unsupported type: button'],
  [
    'a picture without a description',
    () => message({ type: 'image', image_url: 'https://example.cn/a.png' }),
    'missing required field: alt_text',
  ],
  ['a pie, which siwen draws none of', () => message(a.chart(['甲'], ['一月'], { type: 'pie' })), 'must be one of: line, bar'],
  ['a chart of no kind', () => message(a.chart(['甲'], ['一月'], { type: undefined })), 'missing required field: type'],
  ['a chart without a title', () => message({ ...a.chart(['甲'], ['一月']), title: undefined }), 'missing required field: title'],
  ['a block of figures without a chart', () => message({ type: 'data_visualization', title: '甲' }), 'missing required field: chart'],
  ['a chart of nothing', () => message(a.chart([], ['一月'])), 'no fewer than 1 items required'],
  ['two series of one name', () => message(a.chart(['甲', '甲'], ['一月'])), 'name already exists: 甲'],
  [
    'a series with a gap',
    () => message(a.chart(['甲'], ['一月', '二月'], { axis_config: { categories: ['一月'] } })),
    'one point for each',
  ],
  ['a figure that is none', () => message(withValue(null)), 'must provide a number'],
  ['a property of a point that Slack does not know', () => message(withValue(1, { color: 'red' })), 'invalid additional property: color'],
  ['a chart in a form', () => form(a.chart(['甲'], ['一月'])), 'unsupported type: data_visualization'],
  ['a style of no meaning', () => section(a.button({ style: 'green' })), 'must be one of: primary, danger'],
  [
    'options and groups at once',
    () => section(a.select({ option_groups: [{ label: a.plain('组'), options: a.options(1) }] })),
    'must not both be given',
  ],
  ['a first choice that is none of the options', () => section(a.select({ initial_option: a.option(9) })), 'must be one of the options'],
  [
    'the same among several',
    () => form(a.input({ type: 'checkboxes', options: a.options(2), initial_options: [a.option(9)] })),
    'must be one of the options',
  ],
  [
    'a menu that takes none',
    () => form(a.input({ type: 'multi_static_select', options: a.options(1), max_selected_items: 0 })),
    'must be a whole number',
  ],
  ['a date in another form', () => section({ type: 'datepicker', initial_date: '24.11.2026' }), 'must match YYYY-MM-DD'],
  ['an hour that is none', () => section({ type: 'timepicker', initial_time: '24:00' }), 'must match HH:mm'],
  [
    'a moment in milliseconds',
    () => form(a.input({ type: 'datetimepicker', initial_date_time: 1_790_000_000_000 })),
    'must be a whole number',
  ],
  ['a least length above the most', () => form(a.input(a.textInput({ min_length: 5, max_length: 4 }))), 'must not be above max_length'],
  [
    'a number field that does not say whether it takes fractions',
    () => form(a.input({ type: 'number_input' })),
    'missing required field: is_decimal_allowed',
  ],
  ['a list of no style', () => list({}), 'missing required field: style'],
  ['a list of an unknown style', () => list({ style: 'roman' }), 'must be one of: bullet, ordered'],
  ['a style that is no switch', () => run({ style: { bold: 'yes' } }), 'must provide a boolean'],
  ['a style Slack does not know', () => run({ style: { blink: true } }), 'invalid additional property: blink'],
  ['a link without an address', () => message(a.richText(a.paragraph({ type: 'link', text: '甲' }))), 'missing required field: url'],
  [
    'bold text in a preformatted one',
    () => message(a.richText({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] })),
    'unsupported type: user',
  ],
  [
    'a mention of nobody in particular',
    () => message(a.richText(a.paragraph({ type: 'broadcast', range: 'all' }))),
    'must be one of: here, channel, everyone',
  ],
  ['a table in a form', () => form(a.table([[a.cell('甲')]])), 'unsupported type: table'],
  ['a cell of no text', () => message(a.table([[a.cell('')]])), 'must be more than 0 characters'],
  ['a cell of an unknown type', () => message(a.table([[{ type: 'raw_date', text: '甲' }]])), 'unsupported type: raw_date'],
  ['a number cell without its number', () => message(a.table([[{ type: 'raw_number', text: '1' }]])), 'must provide a number'],
  [
    'fields without a button to submit them',
    () => validateView({ ...a.modal([a.input(a.textInput())]), submit: undefined }),
    'missing required field: submit',
  ],
  ['a form without a title', () => validateView({ ...a.modal([]), title: undefined }), 'missing required field: title'],
  ['a view without blocks', () => validateView(a.modal(undefined)), 'missing required field: blocks'],
  ['a view of an unknown type', () => validateView({ type: 'dialog' }), 'must be modal or home'],
  ['no view', () => validateView(undefined), 'missing required field: view'],
  ['metadata that is no object', () => metadata('nonce'), 'must provide an object'],
  ['metadata without a type', () => metadata({ event_payload: {} }), 'missing required field: event_type'],
  ['metadata without a payload', () => metadata({ event_type: 'x' }), 'missing required field: event_payload'],
  [
    'metadata two levels deep',
    () => metadata({ event_type: 'x', event_payload: { a: { b: { c: 1 } } } }),
    'must provide a string, number, boolean',
  ],
  [
    'a picture among context without its address',
    () => message({ type: 'context', elements: [{ type: 'image', alt_text: '图' }] }),
    'missing required field: image_url',
  ],
  [
    'a property too many there',
    () => message({ type: 'context', elements: [a.image({ width: 1 })] }),
    'invalid additional property: width',
  ],
  ['a menu of several without options', () => section({ type: 'multi_static_select' }), 'missing required field: options'],
  [
    'a search that starts with half an option',
    () => section({ type: 'external_select', initial_option: { value: 'x' } }),
    'missing required field: text',
  ],
  ['a search from minus one letter on', () => section({ type: 'external_select', min_query_length: -1 }), 'must be a whole number from 0'],
  ['a least length below nothing', () => form(a.input(a.textInput({ min_length: -1 }))), 'must be a whole number from 0'],
  ['a most length of nothing', () => form(a.input(a.textInput({ max_length: 0 }))), 'must be a whole number from 1'],
  [
    'a number field with an empty number',
    () => form(a.input({ type: 'number_input', is_decimal_allowed: true, initial_value: '' })),
    'must be more than 0 characters',
  ],
  ['a confirmation of no meaning', () => section(a.button({ confirm: a.confirm({ style: 'green' }) })), 'must be one of: primary, danger'],
  ['a paragraph with a border', () => message(a.richText({ ...a.paragraph(), border: 1 })), 'invalid additional property: border'],
  [
    'an item with a border',
    () => list({ style: 'bullet', elements: [{ ...a.paragraph(), border: 1 }] }),
    'invalid additional property: border',
  ],
  [
    'a date that is a word',
    () => message(a.richText(a.paragraph({ type: 'date', timestamp: 'now', format: '{date}' }))),
    'must provide a number',
  ],
  ['rich text of nothing', () => message({ type: 'rich_text' }), 'missing required field: elements'],
  [
    'a column set to the middle',
    () => message(a.table([[a.cell('甲')]], { column_settings: [{ align: 'middle' }] })),
    'must be one of: left, center, right',
  ],
  ['a cell with a property too many', () => message(a.table([[{ ...a.cell('甲'), bold: true }]])), 'invalid additional property: bold'],
];

describe('what Slack refuses', () => {
  test.each(refused)('%s', (_what, probe, problem) => {
    expect(
      probe()
        .map((one) => one.problem)
        .join('\n'),
    ).toContain(problem);
  });

  test('a problem points at its place', () => {
    const problems = form(a.divider(), a.input(a.textInput({ action_id: '' }), { hint: a.plain('') }));
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/view/blocks/1/hint/text', '/view/blocks/1/element/action_id']);
  });

  test.each([
    ['a text that is too long', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    [
      'blocks that are too long together',
      { blocks: Array.from({ length: 5 }, () => a.section({ text: a.plain(a.letters(3_000)) })) },
      'msg_blocks_too_long',
    ],
    ['nothing to show', { text: '', blocks: [] }, 'no_text'],
    ['metadata of a wrong form', { text: '甲', metadata: [] }, 'invalid_metadata_format'],
    ['metadata without a type', { text: '甲', metadata: { event_payload: {} } }, 'invalid_metadata_schema'],
    [
      'metadata that is too large',
      { text: '甲', metadata: { event_type: 'x', event_payload: { a: 'x'.repeat(9_000) } } },
      'metadata_too_large',
    ],
  ])('%s has a code of its own', (_what, sent, code) => {
    expect(validateMessage(sent).map((problem) => problem.code)).toContain(code);
  });
});

describe('what Slack takes', () => {
  const rich = a.richText(
    a.paragraph(
      { type: 'text', text: '甲', style: { bold: true, italic: true, strike: true, code: true, underline: true } },
      { type: 'link', url: 'https://example.cn', text: '网址' },
      { type: 'emoji', name: 'wave' },
      { type: 'user', user_id: 'U1' },
      { type: 'channel', channel_id: 'C1' },
      { type: 'usergroup', usergroup_id: 'S1' },
      { type: 'team', team_id: 'T1' },
      { type: 'broadcast', range: 'here' },
      { type: 'color', value: '#ff0000' },
      { type: 'date', timestamp: 1, format: '{date}' },
    ),
    { type: 'rich_text_quote', elements: [{ type: 'text', text: '乙' }] },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '丙' }], border: 1 },
  );
  const table = a.table([[a.cell('甲'), { type: 'raw_number', text: '1', value: 1 }, rich]], {
    column_settings: [null, { align: 'right', is_wrapped: true }],
  });
  const header = { type: 'header', text: a.plain('标题'), block_id: 'h' };
  const context = { type: 'context', elements: [a.image(), a.plain('甲')] };
  const menus = ['users_select', 'conversations_select', 'channels_select', 'external_select'].map((type) => ({
    type,
    placeholder: a.plain('请选择'),
  }));
  const moments = [
    { type: 'datepicker', initial_date: '2026-11-24' },
    { type: 'timepicker', initial_time: '23:59' },
  ];
  const fields = [
    a.textInput({ multiline: true }),
    { type: 'email_text_input' },
    { type: 'url_text_input' },
    { type: 'number_input', is_decimal_allowed: false },
    { type: 'datetimepicker', initial_date_time: 1_790_000_000 },
    { type: 'radio_buttons', options: [a.option(0, { text: a.mrkdwn('*甲*') })], initial_option: a.option(0) },
    { type: 'checkboxes', options: a.options(2), initial_options: [a.option(1)] },
    { type: 'multi_static_select', options: a.options(2), max_selected_items: 1 },
    { type: 'multi_users_select' },
    { type: 'multi_external_select' },
    ...menus,
    ...moments,
  ];
  const readable = [
    rich,
    header,
    context,
    a.section({ accessory: a.image() }),
    a.section({ text: undefined, fields: [a.plain('甲')] }),
    a.image(),
    a.divider(),
  ];
  const pressable = [a.actions(a.button({ style: 'danger', confirm: a.confirm({ style: 'danger' }) }), a.select(), ...menus, ...moments)];

  test('a message with everything in it', () => {
    expect(
      validateMessage({
        text: '通知',
        blocks: [...readable, ...pressable, table],
        metadata: { event_type: 'x', event_payload: { nonce: 'n', list: [1, { a: true }] } },
      }),
    ).toEqual([]);
  });
  test('a form with everything in it', () => {
    expect(
      form(
        ...readable,
        ...pressable,
        ...fields.map((field) => a.input(field, { hint: a.plain('说明'), optional: true, dispatch_action: true })),
      ),
    ).toEqual([]);
  });
  test('a Home tab with everything in it, and an empty one', () => {
    expect(validateView(a.home([...readable, ...pressable]))).toEqual([]);
    expect(validateView(a.home([]))).toEqual([]);
  });
});
