import { expect, test } from 'vitest';
import type { Chat } from '../../src/chat/chat.js';
import { OutcomeUnknown } from '../../src/chat/errors.js';
import { simulate } from './simulate.js';

/** A few rough days. Any number of seeds, whole years and larger offices: npm run simulate. */
const office = { days: 3, members: 28 };
/** Seconds on a machine that has nothing else to do. */
const PATIENCE_MS = 120_000;

test.each([3, 5, 6])(
  'whatever befalls the office, nothing is lost, doubled, late or seen by others (seed %i)',
  async (seed) => {
    const { figures } = await simulate({ ...office, seed });
    expect(figures.answered).toBeGreaterThan(10);
    expect(figures.deaths).toBeGreaterThan(0);
    expect(figures['home tabs checked']).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

test(
  'the same seed gives the same run, another seed another one',
  async () => {
    const small = { days: 1, members: 28 };
    const { hash } = await simulate({ ...small, seed: 5 });
    expect((await simulate({ ...small, seed: 5 })).hash).toBe(hash);
    expect((await simulate({ ...small, seed: 6 })).hash).not.toBe(hash);
  },
  PATIENCE_MS,
);

/** Every fifth post arrives, and nobody hears of it. */
function forgetful(chat: Chat): Chat {
  let posts = 0;
  return {
    ...chat,
    async post(...call) {
      const ref = await chat.post(...call);
      if (++posts % 5 === 0) throw new OutcomeUnknown('socket hang up');
      return ref;
    },
  };
}

test.each<[string, RegExp, (chat: Chat) => Chat]>([
  ['never finds a message again', /is there twice/, (chat) => ({ ...forgetful(chat), find: async () => undefined })],
  ['says that it has sent what it has not', /is sent as/, (chat) => ({ ...chat, post: async (to) => ({ channel: to, id: '0' }) })],
  ['forgets to change cards', /the card of/, (chat) => ({ ...chat, update: async () => undefined })],
  ['forgets to change Home tabs', /the Home tab of/, (chat) => ({ ...chat, publishHome: async () => undefined })],
])(
  'a chat that %s is noticed',
  async (_mistake, notice, spoil) => {
    await expect(simulate({ ...office, seed: 3, spoil })).rejects.toThrow(notice);
  },
  PATIENCE_MS,
);
