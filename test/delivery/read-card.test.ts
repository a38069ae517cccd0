import { expect, test } from 'vitest';
import { readCard } from '../../src/delivery/read-card.js';
import { card } from './world.js';

const stored = (words: string) => JSON.stringify(card(words));

test('the same words are the same card, so that it is rendered once; others are their own', () => {
  const first = readCard(stored('四问'));
  expect(first).toEqual(card('四问'));
  expect(readCard(stored('四问'))).toBe(first);
  expect(readCard(stored('四提醒'))).toEqual(card('四提醒'));
});

test('only the last few are remembered', () => {
  const first = readCard(stored('早先'));
  for (let n = 0; n < 20; n++) readCard(stored(`${n}`));
  expect(readCard(stored('早先'))).toEqual(first);
  expect(readCard(stored('早先'))).not.toBe(first);
});
