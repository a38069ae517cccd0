import { randomBytes } from 'node:crypto';
import type { Store } from './store.js';

export const APP_ID = 'A0SIWEN';

/** An id in Slack's manner: a letter that says what it names, then capitals and digits. */
export const newId = (letter: string): string => `${letter}${randomBytes(5).toString('hex').toUpperCase()}`;

/** What the bot knows the workspace by. Made at the first start and kept, so that a bot with these tokens works after a restart. */
export function identify(store: Store, given: { bot?: string; app?: string } = {}) {
  const keep = (name: string, make: () => string): string => {
    const known = store.setting(name);
    if (known) return known;
    const made = make();
    store.saveSetting(name, made);
    return made;
  };
  const token = (kind: string) => `${kind}-local-${randomBytes(16).toString('hex')}`;
  return {
    team: keep('team', () => newId('T')),
    botUser: keep('bot-user', () => newId('U')),
    bot: keep('bot', () => newId('B')),
    channel: (name: string) => keep(`channel:${name}`, () => newId('C')),
    tokens: { bot: given.bot ?? keep('bot-token', () => token('xoxb')), app: given.app ?? keep('app-token', () => token('xapp')) },
  };
}

/** Time stamps of messages: seconds with six digits, never twice, never backwards, also after a restart. `now`: epoch milliseconds. */
export function timestamps(store: Store, now: () => number): () => string {
  let last = Math.round(Number(store.lastTs()) * 1_000_000);
  return () => {
    last = Math.max(last + 1, Math.round(now() * 1_000));
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
