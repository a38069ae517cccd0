import { expect, test } from 'vitest';
import { createTickets } from '../../src/workspace/tickets.js';
import { createViews } from '../../src/workspace/views.js';
import type { JsonObject } from '../support/elements.js';
import { formOf, homeOf } from '../support/views.js';

const content = (title: string, more: JsonObject = {}) => formOf(title, undefined, more) as never;

test('a view is found by its id as long as it stands, as it is now', () => {
  const views = createViews();
  const home = views.publish('U1', homeOf('首页') as never);
  const below = views.push('U1', content('在下'));
  const above = views.push('U1', content('在上'));
  if (!below || !above) throw new Error('two forms may be open');
  expect([home, below, above].map(({ id }) => views.find(id))).toEqual([home, below, above]);
  const changed = views.replace(below, content('改过'));
  expect(views.find(below.id)).toBe(changed);
  expect(views.find(below.id)?.title).toBe('改过');
  views.pop(above);
  expect(views.find(above.id)).toBeUndefined();
  expect(views.find(below.id)).toBe(changed);
  views.clear('U1');
  expect(views.find(below.id)).toBeUndefined();
  expect(views.find(home.id)).toBe(home);
  views.restore('U1', [changed]);
  expect(views.find(below.id)).toBe(changed);
});

test('a form that was closed does not come back when it is changed afterwards', () => {
  const views = createViews();
  const form = views.push('U1', content('四问'));
  if (!form) throw new Error('a form may be open');
  views.clear('U1');
  views.replace(form, content('改过'));
  expect(views.find(form.id)).toBeUndefined();
  expect(views.stack('U1')).toEqual([]);
});

test('an external id ends with its view', () => {
  const views = createViews();
  const form = views.push('U1', content('四问', { external_id: 'ext' }));
  if (!form) throw new Error('a form may be open');
  expect(views.byExternalId('ext')).toBe(form);
  views.pop(form);
  expect(views.byExternalId('ext')).toBeUndefined();
});

test('of what has run out nothing is kept, of what has not everything', () => {
  let now = 0;
  const tickets = createTickets(() => now);
  /** How many were there before it: a trigger's id says so. */
  const kept = () => Number(tickets.trigger('U1').split('.')[1]);
  expect([kept(), kept()]).toEqual([0, 1]);
  now = 20_000;
  expect(kept()).toBe(2);
  now = 30_000;
  expect(kept()).toBe(3);
  now = 30_001;
  expect(kept()).toBe(2);
  const open = [tickets.connection(), tickets.connection()];
  expect(open.map((id) => tickets.connect(id))).toEqual([true, true]);
});
