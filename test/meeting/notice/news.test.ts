import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/calendar/instant.js';
import { type Facts, newsFor, sameFacts, tellBy } from '../../../src/meeting/notice/news.js';

const facts: Facts = { startsAt: 10 as Instant, endsAt: 20 as Instant, place: '三楼', link: undefined };
const other: Facts = { ...facts, place: '四楼' };

const table = [
  // told              now: expected, cancelled, facts     news
  ['nothing', true, false, facts, 'notice'],
  ['nothing', false, false, facts, 'none'],
  ['nothing', true, true, facts, 'none'],
  ['nothing', false, true, facts, 'none'],
  ['to come', true, false, facts, 'none'],
  ['to come', true, false, other, 'changed'],
  ['to come', false, false, facts, 'removed'],
  ['to come', false, false, other, 'removed'],
  ['to come', true, true, facts, 'cancelled'],
  ['to come', true, true, other, 'cancelled'],
  ['to come', false, true, facts, 'cancelled'],
  ['not to come', true, false, facts, 'again'],
  ['not to come', true, false, other, 'again'],
  ['not to come', false, false, other, 'none'],
  ['not to come', true, true, facts, 'none'],
  ['not to come', false, true, facts, 'none'],
] as const;

test.each(table)('told %s; expected %s, cancelled %s', (told, expected, cancelled, now, news) => {
  const known = told === 'nothing' ? undefined : { facts, expected: told === 'to come' };
  expect(newsFor(known, { facts: now, expected, cancelled })).toBe(news);
});

describe('what people have to know', () => {
  test.each([
    ['start', { startsAt: 11 as Instant }],
    ['end', { endsAt: 21 as Instant }],
    ['place', { place: '四楼' }],
    ['link', { link: 'https://m.example' }],
  ])('another %s is another meeting to them', (_name, change) => {
    expect(sameFacts(facts, { ...facts, ...change })).toBe(false);
    expect(sameFacts(facts, { ...facts })).toBe(true);
  });

  test('is told before the earlier of the two starts', () => {
    const later = { ...facts, startsAt: 15 as Instant };
    const told = { facts, expected: true };
    expect(tellBy(told, { facts: later, expected: true, cancelled: false })).toBe(10);
    expect(tellBy({ facts: later, expected: true }, { facts, expected: true, cancelled: false })).toBe(10);
    expect(tellBy(told, { facts: later, expected: true, cancelled: true })).toBe(10);
    expect(tellBy(undefined, { facts: later, expected: true, cancelled: false })).toBe(15);
    expect(tellBy({ facts, expected: false }, { facts: later, expected: true, cancelled: false })).toBe(15);
  });
});
