import { describe, expect, test } from 'vitest';
import { crash } from './run.js';
import type { Strategy } from './strategy.js';
import { tally } from './violation.js';

/** A small version of `npm run crash`: the built program, killed a few times while it asks sixty people. */
const few = (strategy: Strategy, kills: number, storm: number) =>
  crash({ kills, members: 60, seed: 1, strategy, quietMs: 800, storm, roundEvery: 3, closesAfterMs: 8_000 });

describe.concurrent('a program that is killed over and over', { timeout: 300_000 }, () => {
  test('loses nothing, doubles nothing, and leaves no card in a wrong state', async () => {
    const { violations, figures } = await few('nonce', 4, 3);
    expect(violations).toEqual([]);
    expect(figures).toMatchObject({ kills: 4, rounds: 2, asks: 120 });
    expect(figures['answers seen accepted']).toBeGreaterThan(0);
    expect(figures.words).toBeGreaterThan(0);
    expect(figures.homes).toBeGreaterThan(0);
  });

  test('doubles messages when it writes down afterwards what it has sent', async () => {
    const { violations } = await few('naive-after', 2, 8);
    expect(tally(violations).doubled).toBeGreaterThan(0);
  });

  test('loses messages when it writes down beforehand what it is about to send', async () => {
    const { violations } = await few('naive-before', 2, 8);
    expect(tally(violations).lost).toBeGreaterThan(0);
  });
});
