import { describe, expect, test } from 'vitest';
import { limits } from '../../src/block-kit/limits.js';
import { type Problem, validateBlocks, validateMessage, validateView } from '../../src/block-kit/validate.js';
import * as a from './build.js';

type Limits = typeof limits;
/** What is said of the thing when it has `n` of what the limit counts. */
type Probe = (n: number) => Problem[];
type Json = Readonly<Record<string, unknown>>;

const message = (...blocks: Json[]) => validateBlocks(blocks, 'message');
const form = (...blocks: Json[]) => validateView(a.modal(blocks));
const act = (element: Json) => message(a.actions(element));
const bytes = (n: number, around: string) => 'x'.repeat(n - around.length);
const metadata = (event_type: string, event_payload: Json) => validateMessage({ text: '通知', metadata: { event_type, event_payload } });
const grouped = (groups: Json[]) => a.select({ options: undefined, option_groups: groups });
const numbers = (n: number) => a.several(n, String);
const manyOf = (type: string, key: 'options') => (n: number) => act({ type, [key]: a.options(n) });

/** One probe for every number in limits.ts: a number without one doesn't compile. The depth of the stack of views is the server's to count. */
const probes: { readonly [G in Exclude<keyof Limits, 'viewStack'>]: { readonly [K in Exclude<keyof Limits[G], 'page'>]: Probe } } = {
  message: { text: (n) => validateMessage({ text: a.letters(n) }) },
  messageBlocks: { blocks: (n) => message(...a.several(n, () => a.divider())) },
  messageTotal: {
    characters: (n) =>
      message(...a.several(10, () => a.section({ text: a.plain(a.letters(1_000)) })), a.section({ text: a.plain(a.letters(n - 10_000)) })),
  },
  metadata: {
    eventType: (n) => metadata(a.letters(n), {}),
    payloadBytes: (n) => metadata('siwen_message', { nonce: bytes(n, '{"nonce":""}') }),
  },
  view: {
    blocks: (n) => form(...a.several(n, () => a.divider())),
    title: (n) => validateView(a.modal([], { title: a.plain(a.letters(n)) })),
    submit: (n) => validateView(a.modal([], { submit: a.plain(a.letters(n)) })),
    close: (n) => validateView(a.modal([], { close: a.plain(a.letters(n)) })),
    privateMetadata: (n) => validateView(a.modal([], { private_metadata: a.letters(n) })),
    callbackId: (n) => validateView(a.modal([], { callback_id: a.letters(n) })),
    externalId: (n) => validateView(a.home([], { external_id: a.letters(n) })),
  },
  viewSize: {
    bytes(n) {
      const blocks = a.several(81, () => a.section({ text: a.plain(a.letters(1_000)) }));
      const around = new TextEncoder().encode(JSON.stringify(a.home(blocks, { private_metadata: '' }))).length;
      return validateView(a.home(blocks, { private_metadata: 'x'.repeat(n - around) }));
    },
  },
  block: { blockId: (n) => message(a.divider({ block_id: a.letters(n) })) },
  richText: {
    indent: (n) =>
      message(a.richText({ type: 'rich_text_list', style: 'bullet', indent: n, elements: [a.paragraph({ type: 'text', text: '甲' })] })),
  },
  section: {
    text: (n) => message(a.section({ text: a.mrkdwn(a.letters(n)) })),
    fields: (n) => message(a.section({ fields: a.several(n, () => a.plain('甲')) })),
    field: (n) => message(a.section({ fields: [a.mrkdwn(a.letters(n))] })),
  },
  header: { text: (n) => message({ type: 'header', text: a.plain(a.letters(n)) }) },
  context: { elements: (n) => message({ type: 'context', elements: a.several(n, () => a.mrkdwn('甲')) }) },
  actions: { elements: (n) => message(a.actions(...a.several(n, () => a.button()))) },
  input: {
    label: (n) => form(a.input(a.textInput(), { label: a.plain(a.letters(n)) })),
    hint: (n) => form(a.input(a.textInput(), { hint: a.plain(a.letters(n)) })),
  },
  image: {
    url: (n) => message(a.image({ image_url: a.letters(n) })),
    altText: (n) => message(a.image({ alt_text: a.letters(n) })),
    title: (n) => message(a.image({ title: a.plain(a.letters(n)) })),
  },
  table: {
    rows: (n) => message(a.table(a.several(n, () => [a.cell('甲')]))),
    columns: (n) => message(a.table([a.several(n, () => a.cell('甲'))])),
    columnSettings: (n) => message(a.table([[a.cell('甲')]], { column_settings: a.several(n, () => ({ align: 'left' })) })),
    perMessage: (n) => message(...a.several(n, () => a.table([[a.cell('甲')]]))),
    characters: (n) => message(a.table([[a.cell(a.letters(n / 2)), a.cell(a.letters(Math.ceil(n / 2)))]])),
  },
  dataVisualization: {
    title: (n) => message(a.chart(['甲'], ['一月'], {}, a.letters(n))),
    series: (n) => message(a.chart(numbers(n), ['一月'])),
    points: (n) => message(a.chart(['甲'], numbers(n))),
    label: (n) => message(a.chart([a.letters(n)], [a.letters(n)])),
    axisLabel: (n) => message(a.chart(['甲'], ['一月'], { axis_config: { categories: ['一月'], x_label: a.letters(n) } })),
    perMessage: (n) => message(...a.several(n, () => a.chart(['甲'], ['一月']))),
  },
  text: { text: (n) => message({ type: 'context', elements: [a.mrkdwn(a.letters(n))] }) },
  element: {
    actionId: (n) => act(a.button({ action_id: a.letters(n) })),
    placeholder: (n) => act(a.select({ placeholder: a.plain(a.letters(n)) })),
    focusedPerView: (n) => form(...a.several(n, () => a.input(a.textInput({ focus_on_load: true })))),
  },
  button: {
    text: (n) => act(a.button({ text: a.plain(a.letters(n)) })),
    value: (n) => act(a.button({ value: a.letters(n) })),
    url: (n) => act(a.button({ url: a.letters(n) })),
    accessibilityLabel: (n) => act(a.button({ accessibility_label: a.letters(n) })),
  },
  plainTextInput: { length: (n) => form(a.input(a.textInput({ initial_value: a.letters(n), max_length: n, min_length: n }))) },
  select: {
    options: (n) => act(a.select({ options: a.options(n) })),
    groups: (n) => act(grouped(a.several(n, (index) => ({ label: a.plain('组'), options: [a.option(index)] })))),
  },
  radio: { options: manyOf('radio_buttons', 'options') },
  checkboxes: { options: manyOf('checkboxes', 'options') },
  overflow: { options: manyOf('overflow', 'options') },
  option: {
    text: (n) => act(a.select({ options: [a.option(0, { text: a.plain(a.letters(n)) })] })),
    value: (n) => act(a.select({ options: [a.option(0, { value: a.letters(n) })] })),
    description: (n) => act(a.select({ options: [a.option(0, { description: a.plain(a.letters(n)) })] })),
    url: (n) => act({ type: 'overflow', options: [a.option(0, { url: a.letters(n) })] }),
  },
  optionGroup: {
    label: (n) => act(grouped([{ label: a.plain(a.letters(n)), options: a.options(1) }])),
    options: (n) => act(grouped([{ label: a.plain('组'), options: a.options(n) }])),
  },
  confirm: {
    title: (n) => act(a.button({ confirm: a.confirm({ title: a.plain(a.letters(n)) }) })),
    text: (n) => act(a.button({ confirm: a.confirm({ text: a.mrkdwn(a.letters(n)) }) })),
    confirm: (n) => act(a.button({ confirm: a.confirm({ confirm: a.plain(a.letters(n)) }) })),
    deny: (n) => act(a.button({ confirm: a.confirm({ deny: a.plain(a.letters(n)) }) })),
  },
};

const cases = Object.entries(probes).flatMap(([group, one]) =>
  Object.entries<Probe>(one).map(([name, probe]) => {
    const limit = Object.entries(limits)
      .flatMap(([key, numbers]) => (key === group ? Object.entries(numbers) : []))
      .find(([key]) => key === name)?.[1];
    return { what: `${group}.${name}`, limit: Number(limit), probe };
  }),
);

describe('what Slack accepts', () => {
  test.each(cases)('$what: $limit is accepted, one more is refused', ({ limit, probe }) => {
    expect(limit).toBeGreaterThan(0);
    expect(probe(limit)).toEqual([]);
    expect(probe(limit + 1)).not.toEqual([]);
  });

  test('every limit names the page it stands on', () => {
    for (const [group, { page }] of Object.entries(limits)) {
      const elsewhere = group === 'messageTotal'; // on no page of the documentation, as limits.ts says
      expect(page, group).toMatch(elsewhere ? /^https:\/\/github\.com\/slackapi\// : /^https:\/\/docs\.slack\.dev\/reference\//);
    }
  });
});
