import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateBlocks, validateView } from '../../src/block-kit/validate.js';
import type { Card, CardBlock } from '../../src/chat/card.js';
import { Refused } from '../../src/chat/errors.js';
import type { Form, Input } from '../../src/chat/form.js';
import { handlerOf, renderBlocks } from '../../src/slack/blocks.js';
import { cardAsForm, renderForm, renderHome } from '../../src/slack/modal.js';
import { wordsIn } from '../support/elements.js';
import { wordsOf } from '../support/person.js';
import { aDesk } from './desk.js';
import { hostile } from './hostile.js';

const option = (label: string, value = 'v') => ({ label, value, description: label });

/** Every block there is, with `name` wherever somebody's name or words can stand. */
const every = (name: string): readonly CardBlock[] => [
  { kind: 'heading', text: name },
  {
    kind: 'text',
    text: [name, { text: name, bold: true, italic: true, strike: true, code: true }, { link: 'https://office.example', text: name }],
  },
  { kind: 'quote', text: [name] },
  { kind: 'list', items: [[name], [{ text: name, bold: true }]], ordered: true },
  {
    kind: 'facts',
    facts: [
      { label: name, value: name },
      { label: name, value: name },
    ],
  },
  { kind: 'note', text: [name] },
  { kind: 'divider' },
  {
    kind: 'table',
    columns: [{ title: name }, { title: name, align: 'right' }],
    rows: [
      [name, ''],
      ['', name],
    ],
  },
  {
    kind: 'actions',
    elements: [
      {
        kind: 'button',
        id: 'a.b',
        label: name,
        value: name,
        style: 'primary',
        description: name,
        confirm: { title: name, text: name, yes: '是', no: '否', danger: true },
      },
      { kind: 'menu', id: 'a.b', placeholder: name, options: [option(name, '1'), option(name, '2')] },
    ],
  },
  {
    kind: 'chart',
    look: 'bar',
    title: name,
    categories: [name],
    series: [{ name, values: [1] }],
    unit: 'number',
    alternative: name,
  },
];

const inputs = (name: string): readonly Input[] => [
  { kind: 'text', multiline: true, initial: name, placeholder: name, maxLength: 3_000 },
  { kind: 'text' },
  { kind: 'choice', look: 'radio', options: [option(name, '1'), option(name, '2')], initial: '2' },
  { kind: 'choice', look: 'select', options: [option(name)], initial: 'not there any more' },
  { kind: 'choices', look: 'checkbox', options: [option(name, '1'), option(name, '2')], initial: ['1', '2'] },
  { kind: 'choices', look: 'select', options: [option(name)] },
  { kind: 'search', source: 'a.search', initial: option(name), placeholder: name },
  { kind: 'date', initial: '2026-11-24' },
  { kind: 'date' },
  { kind: 'time', initial: '09:30' },
  { kind: 'time' },
];

const form = (name: string): Form => ({
  id: 'a.submit',
  title: '四问',
  submit: '提交',
  close: '关闭',
  context: 'r1',
  blocks: [
    ...every(name),
    ...inputs(name).map((input, n) => ({ kind: 'field' as const, name: `f${n}`, label: name, hint: name, optional: n % 2 === 0, input })),
  ],
});

test.each(hostile)('«%s» is shown as it is, in every block, form and Home', (name) => {
  const message = renderBlocks(every(name), 'message');
  expect(validateBlocks(message, 'message')).toEqual([]);
  const view = renderForm(form(name));
  const home = renderHome({ blocks: every(name) });
  for (const blocks of [message, view.blocks, home.blocks]) {
    const shown = wordsIn(blocks as never);
    expect(shown.split(name).length).toBeGreaterThan(15);
    // Nothing is of a kind that Slack interprets.
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
    expect(JSON.stringify(blocks)).not.toContain('"emoji":true');
  }
});

test('whatever somebody wrote, no text of it is interpreted, cut or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (written) => {
      const blocks = renderBlocks(
        [
          { kind: 'quote', text: [written] },
          { kind: 'text', text: [{ text: written, bold: true }] },
        ],
        'message',
      );
      expect(validateBlocks(blocks, 'message')).toEqual([]);
      expect(wordsIn(blocks as never)).toBe(`${written}\n${written}`);
    }),
  );
});

test('over the wire: a card arrives with every name as it is, and its notification can ping nobody', async () => {
  const { slack, person } = await aDesk();
  for (const [n, name] of hostile.entries()) {
    await slack.chat.post(person.me.id, { summary: name, blocks: every(name) }, `nonce-${n}`);
    const message = await person.message((one) => one.text.length > 0 && n === person.messages().indexOf(one));
    expect(wordsOf(message).split(name).length).toBeGreaterThan(15);
    // The text is mrkdwn: its control characters are escaped, so that reading it as mrkdwn gives the name back.
    expect(message.text).not.toMatch(/[<>]/);
    expect(message.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(name);
  }
});

test.each([
  ['a heading', [{ kind: 'heading', text: '长'.repeat(151) }]],
  ['a note', [{ kind: 'note', text: ['长'.repeat(3_001)] }]],
  ['a button', [{ kind: 'actions', elements: [{ kind: 'button', id: 'a.b', label: '长'.repeat(76) }] }]],
  [
    'a menu',
    [
      {
        kind: 'actions',
        elements: [{ kind: 'menu', id: 'a.b', placeholder: '选', options: Array.from({ length: 101 }, (_, n) => option('项', `${n}`)) }],
      },
    ],
  ],
  ['a table', [{ kind: 'table', columns: [{ title: '部门' }], rows: Array.from({ length: 100 }, () => ['处']) }]],
  ['the whole', Array.from({ length: 5 }, () => ({ kind: 'text', text: ['长'.repeat(2_900)] }))],
  ['the number of blocks', Array.from({ length: 51 }, () => ({ kind: 'divider' }))],
] as const satisfies readonly (readonly [string, readonly CardBlock[]])[])(
  '%s that is too long is an error and is never cut or sent',
  async (_what, blocks) => {
    const { slack, person, calls } = await aDesk();
    await expect(slack.chat.post(person.me.id, { summary: '长', blocks }, 'n')).rejects.toMatchObject({
      name: 'Refused',
      meaning: 'content',
    });
    expect(calls).not.toContain('chat.postMessage');
  },
);

test('a form or Home that Slack would refuse is an error, and its text stands in no error message', () => {
  const secret = '不足之处'.repeat(40);
  const tooLong = (): unknown => renderForm({ ...form('名'), title: secret });
  expect(tooLong).toThrow(Refused);
  expect(tooLong).toThrow(/^(?!.*不足).*\/view\/title/);
  expect(() => renderForm({ ...form('名'), blocks: [{ kind: 'field', name: 'x', label: '', input: { kind: 'text' } }] })).toThrow(Refused);
  expect(() => renderForm({ ...form('名'), context: 'x'.repeat(3_001) })).toThrow(Refused);
  expect(() => renderHome({ blocks: Array.from({ length: 101 }, () => ({ kind: 'divider' as const })) })).toThrow(Refused);
});

test('a form that only shows has no submit button; initial values that are no option any more are left out', () => {
  const { submit: _, ...only } = form('名');
  const shows = renderForm({ ...only, blocks: every('名') });
  expect(shows.submit).toBeUndefined();
  expect(validateView(shows)).toEqual([]);
  const select = renderForm(form('名')).blocks.find((block) => 'block_id' in block && block.block_id === 'f3');
  expect(select).not.toHaveProperty('element.initial_option');
});

test('two elements with one handler in one block get ids of their own, and both lead to it', () => {
  const [, , , , , , , , actions] = renderBlocks(every('名'), 'message');
  const ids =
    actions && 'elements' in actions ? actions.elements.map((element) => ('action_id' in element ? String(element.action_id) : '')) : [];
  expect(new Set(ids).size).toBe(2);
  expect(ids.map(handlerOf)).toEqual(['a.b', 'a.b']);
});

test('outside of messages a table is set in columns, a Chinese character two wide', () => {
  const table: CardBlock = {
    kind: 'table',
    columns: [{ title: '部门' }, { title: '率', align: 'right' }],
    rows: [
      ['办公室', '100%'],
      ['A', '5%'],
    ],
  };
  expect(wordsIn(renderBlocks([table], 'home') as never)).toBe('部门      率\n办公室  100%\nA         5%');
});

test('a card shown as a form speaks its reader’s language', () => {
  const card: Card = { summary: 's', blocks: [{ kind: 'text', text: ['x'] }] };
  expect(cardAsForm(card, 'en')).toMatchObject({ title: { text: 'siwen' }, close: { text: 'Close' } });
  expect(cardAsForm(card, 'zh-CN')).toMatchObject({ title: { text: '四问' }, close: { text: '关闭' } });
});
