import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { validateBlocks } from '../../src/block-kit/validate.js';
import type { Card, CardBlock, Chart } from '../../src/chat/card.js';
import { makeClients } from '../../src/slack/clients.js';
import { type MessageBlock, renderMessage } from '../../src/slack/message.js';
import { personAt, wordsOf } from '../support/person.js';
import { aDesk, anAdapter, aWorkspace, callsOf } from './desk.js';
import { hostile } from './hostile.js';
import { sparseServer } from './sparse-server.js';
import { steppedTimer } from './stepped-timer.js';

const chart = (more: Partial<Chart> = {}): Chart => ({
  kind: 'chart',
  look: 'line',
  title: '到会率',
  categories: ['9月', '10月', '11月'],
  series: [{ name: '到会率', values: [91.5, 88, 95] }],
  unit: 'percent',
  alternative: '到会率：9月 91.5%，10月 88%，11月 95%',
  ...more,
});
const cardOf = (...blocks: CardBlock[]): Card => ({ summary: '汇总', blocks });
const typesOf = (blocks: readonly { type: string }[]) => blocks.map(({ type }) => type);
const drawn = (blocks: readonly MessageBlock[]) => blocks.flatMap((block) => (block.type === 'data_visualization' ? [block] : []));
const one = (more: Partial<Chart>) => {
  const blocks = renderMessage([chart(more)]);
  expect(validateBlocks(blocks, 'message')).toEqual([]);
  const [block] = drawn(blocks);
  return { types: typesOf(blocks), title: block?.title, ...block?.chart };
};

describe('a chart as Slack draws it', () => {
  test('one line of several is headed by its name, since it has no legend', () => {
    const series = [
      { name: '作答率', values: [80, 85, 90] },
      { name: '到会率', values: [91.5, null, 95] },
    ];
    expect(one({ title: '作答率和到会率', series }).title).toBe('作答率');
    expect(one({ title: '作答率和到会率', series: series.map(({ name }) => ({ name, values: [1, 2, 3] })) }).title).toBe('作答率和到会率');
  });

  test('every figure stands under its category, in percent where it is one', () => {
    expect(one({})).toEqual({
      types: ['data_visualization'],
      title: '到会率',
      type: 'line',
      series: [
        {
          name: '到会率',
          data: [
            { label: '9月', value: 91.5 },
            { label: '10月', value: 88 },
            { label: '11月', value: 95 },
          ],
        },
      ],
      axis_config: { categories: ['9月', '10月', '11月'], y_label: '%' },
    });
    expect(one({ unit: 'number', look: 'bar' })).toMatchObject({ type: 'bar', axis_config: { categories: ['9月', '10月', '11月'] } });
  });

  test('no number is made up for a gap: the category without any figure is left out, and the sentence stands below', () => {
    const { types, series, axis_config } = one({ series: [{ name: '到会率', values: [91.5, null, 95] }] });
    expect(types).toEqual(['data_visualization', 'context']);
    expect(axis_config?.categories).toEqual(['9月', '11月']);
    expect(series?.[0]?.data.map(({ value }) => value)).toEqual([91.5, 95]);
  });

  test('a series with a gap where others have figures is left out, and the sentence stands below', () => {
    const { types, series } = one({
      series: [
        { name: '作答率', values: [90, 91, 92] },
        { name: '到会率', values: [91.5, null, 95] },
      ],
    });
    expect(types).toEqual(['data_visualization', 'context']);
    expect(series?.map(({ name }) => name)).toEqual(['作答率']);
  });

  test.each([
    ['no figure at all', { series: [{ name: '到会率', values: [null, null, null] }] }],
    [
      'a gap in every series',
      {
        series: [
          [1, null, 1],
          [null, 1, 1],
        ].map((values, n) => ({ name: `${n}`, values })),
      },
    ],
    ['figures that are none', { series: [{ name: '到会率', values: [Number.NaN, Number.POSITIVE_INFINITY] }] }],
    ['no series', { series: [] }],
    [
      'more categories than can be drawn',
      { categories: Array.from({ length: 21 }, (_, n) => `${n}`), series: [{ name: '甲', values: Array(21).fill(1) }] },
    ],
  ])('%s: the sentence alone', (_what, more) => {
    expect(renderMessage([chart(more)])).toEqual([
      { type: 'context', elements: [{ type: 'plain_text', text: chart().alternative, emoji: false }] },
    ]);
  });

  test('names that are too long are seen to be shortened, and stay apart', () => {
    const name = '直属机关基层党组织建设工作领导小组办公室';
    const { title, series, axis_config } = one({
      title: name.repeat(3),
      categories: [`${name}甲`, `${name}乙`, '办公室\n（一）'],
      series: [{ name: `${name}甲`, values: [1, 2, 3] }],
    });
    expect(title).toBe(`${name.repeat(3).slice(0, 49)}…`);
    expect(series?.[0]?.name).toBe(`${name.slice(0, 19)}…`);
    expect(axis_config?.categories).toEqual([`${name.slice(0, 19)}…`, `${name.slice(0, 18)}…2`, '办公室 （一）']);
  });

  test('half of a character is never left over', () => {
    const { title } = one({ title: '👨'.repeat(40) });
    expect(title).toBe(`${'👨'.repeat(24)}…`);
  });

  test('the third chart of a message is put in words', () => {
    const blocks = renderMessage([chart(), chart(), chart()]);
    expect(typesOf(blocks)).toEqual(['data_visualization', 'data_visualization', 'context']);
    expect(validateBlocks(blocks, 'message')).toEqual([]);
  });

  test('whatever is in it, Slack takes it', () => {
    const words = fc.oneof(fc.constantFrom('', ' ', '\n', '–', ...hostile), fc.string({ unit: 'binary', maxLength: 90 }));
    const value = fc.oneof(fc.constant(null), fc.double(), fc.integer());
    const any: fc.Arbitrary<Chart> = fc.record({
      kind: fc.constant('chart' as const),
      look: fc.constantFrom('line' as const, 'bar' as const),
      title: words,
      categories: fc.array(words, { maxLength: 22 }),
      series: fc.array(fc.record({ name: words, values: fc.array(value, { maxLength: 22 }) }), { maxLength: 8 }),
      unit: fc.constantFrom('percent' as const, 'number' as const),
      alternative: fc.oneof(words, fc.constant('长'.repeat(4_000))),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 3 }), (charts) => {
        expect(validateBlocks(JSON.parse(JSON.stringify(renderMessage(charts))), 'message')).toEqual([]);
      }),
    );
  });
});

/** A workspace, and how often it was asked whether it draws charts. */
async function aServer() {
  const workspace = await aWorkspace();
  const calls = callsOf(workspace);
  return { workspace, asked: () => calls.filter((method) => method === 'blocks.validate').length };
}

describe('where the server accepts it', () => {
  const sent = cardOf({ kind: 'heading', text: '汇总' }, chart());

  test('the chart arrives, as a message, as an answer, and in what is changed', async () => {
    const { slack, person, answerWith } = await aDesk();
    const ref = await slack.chat.post(person.me.id, sent, 'n');
    expect(typesOf((await person.message('汇总')).blocks)).toEqual(['header', 'data_visualization']);
    await slack.chat.update(ref, cardOf(chart({ title: '作答率' })));
    await expect.poll(() => person.messages()[0]?.blocks.map(({ title }) => title)).toEqual(['作答率']);
    answerWith(() => ({ do: 'show', card: sent }));
    await person.say('/siwen 汇总');
    await expect.poll(() => typesOf(person.messages().at(-1)?.blocks ?? [])).toEqual(['header', 'data_visualization']);
  });

  test('the server is asked once, at the start, however many are sent', async () => {
    const { slack, person, calls } = await aDesk();
    await slack.chat.post(person.me.id, sent, 'n');
    await slack.chat.post(person.me.id, { ...sent }, 'm');
    expect(calls.filter((method) => method === 'blocks.validate').length).toBeLessThanOrEqual(1);
  });

  test('a server that has never heard of it gets the sentence in its place', async () => {
    const server = await sparseServer({ users: [{ id: 'U1', name: '邓禾' }] });
    const { slack } = anAdapter(server);
    await slack.start();
    await slack.chat.post('U1', sent, 'n');
    await slack.chat.post('U1', { ...sent }, 'm');
    expect(server.messages.map(({ blocks }) => blocks.map(({ type }) => type))).toEqual(Array(2).fill(['header', 'context']));
    expect(JSON.stringify(server.messages[0]?.blocks)).toContain('11月 95%');
    expect(server.calls.filter((method) => method === 'blocks.validate')).toHaveLength(1);
  });

  test.each([
    ['is busy at the start', 'in a minute', { kind: 'ratelimited', retryAfterS: 30 }, 60_000],
    ['answers with a proxy’s page', 'in a minute', { kind: 'status', status: 502, effect: false }, 60_000],
    ['is cut off', 'in a minute', { kind: 'cut', effect: false }, 60_000],
    ['does not know the bot yet', 'in a minute', { kind: 'error', error: 'invalid_auth' }, 60_000],
    ['has never heard of charts', 'after a day', { kind: 'error', error: 'unknown_method' }, 24 * 3_600_000],
    ['knows no such block', 'after a day', { kind: 'error', error: 'invalid_blocks' }, 24 * 3_600_000],
  ] as const)('a server that %s draws no charts for now, and is asked again %s', async (_what, _when, fault, ms) => {
    const { workspace, asked } = await aServer();
    const person = await personAt(workspace, '邓禾');
    onTestFinished(person.close);
    workspace.faults.choose = (method) => (method === 'blocks.validate' ? fault : undefined);
    const timer = steppedTimer(1);
    const other = anAdapter(workspace, { timer });
    await other.slack.chat.post(person.me.id, sent, 'n');
    expect(typesOf((await person.message('95%')).blocks)).toEqual(['header', 'context']);
    workspace.faults.clear();
    timer.pass(ms - 1);
    await other.slack.chat.post(person.me.id, { ...sent }, 'm');
    expect(asked()).toBe(1);
    timer.pass(1);
    await other.slack.chat.post(person.me.id, { ...sent }, 'l');
    await expect.poll(() => typesOf(person.messages().at(-1)?.blocks ?? [])).toEqual(['header', 'data_visualization']);
    timer.pass(ms * 400);
    await other.slack.chat.post(person.me.id, { ...sent }, 'k');
    expect(asked()).toBe(2);
  });

  test('answers, which can wait for nobody, lead to the question as well, one at a time', async () => {
    const { workspace, asked } = await aServer();
    workspace.faults.choose = (method) => (method === 'blocks.validate' ? { kind: 'error', error: 'unknown_method' } : undefined);
    const timer = steppedTimer(1);
    const { charts } = makeClients(workspace.botToken, workspace.apiUrl, timer);
    expect([charts.known(), charts.known()]).toEqual([false, false]);
    expect(await charts.ask()).toBe(false);
    workspace.faults.clear();
    expect(charts.known()).toBe(false);
    expect(asked()).toBe(1);
    timer.pass(24 * 3_600_000);
    await expect.poll(() => charts.known()).toBe(true);
    expect(asked()).toBe(2);
  });

  test('a server that refuses this very chart gets the message in words, once', async () => {
    const { slack, person, workspace, calls } = await aDesk();
    workspace.faults.next('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
    await slack.chat.post(person.me.id, sent, 'n');
    expect(typesOf((await person.message('95%')).blocks)).toEqual(['header', 'context']);
    expect(calls.filter((method) => method === 'chat.postMessage')).toHaveLength(2);
    expect(person.messages()).toHaveLength(1);
  });

  test('a message that is full to the brim is sent without the sentence below the chart, not refused', async () => {
    const { slack, person } = await aDesk();
    const gap = chart({ series: [{ name: '到会率', values: [91.5, null, 95] }] });
    const full = cardOf(...Array.from({ length: 49 }, () => ({ kind: 'divider' as const })), gap);
    await slack.chat.post(person.me.id, full, 'n');
    expect(wordsOf(await person.message('95%'))).toContain('11月 95%');
  });
});
