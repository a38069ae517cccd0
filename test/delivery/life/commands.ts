import fc from 'fast-check';
import { expect } from 'vitest';
import { type Instant, minuteMs } from '../../../src/calendar/instant.js';
import { withdraw } from '../../../src/delivery/outbox.js';
import { dropMessages, retryMessages } from '../../../src/delivery/undelivered.js';
import type { Fault, Method } from '../fake-chat.js';
import { card, member, post } from '../world.js';
import type { Model } from './model.js';
import type { Reality } from './reality.js';

type Step = fc.AsyncCommand<Model, Reality>;

function step(name: string, run: (model: Model, real: Reality) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, real) {
      await run(model, real);
      expect(real.doubled(), 'messages that are there twice').toBe(0);
    },
    toString: () => name,
  };
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
/** M1 may lose the account; U2 has none to lose. */
const person = fc.constantFrom('M1', 'U2');
const METHODS: readonly Method[] = ['post', 'update', 'find'];
const FAULTS: readonly Fault[] = [
  { kind: 'reply-lost' },
  { kind: 'request-lost' },
  { kind: 'slow', ms: 61_000 },
  { kind: 'rate-limited', ms: 30_000 },
  { kind: 'refused', meaning: 'content', code: 'invalid_blocks' },
  { kind: 'refused', meaning: 'other' },
];

const sending = fc
  .record({ key, person, urgent: fc.boolean(), minutes: fc.constantFrom(undefined, undefined, 1, 10) })
  .map(({ key: name, person: who, urgent, minutes }) =>
    step(`send ${name} to ${who}${urgent ? ', urgent' : ''}${minutes ? `, for ${minutes} min` : ''}`, async (model, real) => {
      const bot = real.bot();
      const [accepted] = await bot.send(
        post(name, who, {
          ...(who === 'M1' ? { to: { member: member(who) } } : {}),
          card: card(`${name}0`),
          urgency: urgent ? 'urgent' : 'routine',
          ...(minutes ? { expiresAt: (bot.now() + minutes * minuteMs) as Instant } : {}),
        }),
      );
      expect(accepted, 'a key is accepted once').toBe(!model.messages.has(name));
      if (accepted) model.messages.set(name, { key: name, to: who, urgent, mayExpire: minutes !== undefined, card: `${name}0` });
    }),
  );

const updating = fc.tuple(key, fc.nat(9)).map(([name, version]) =>
  step(`update ${name} to ${version}`, async (model, real) => {
    const newer = `${name}${version}`;
    const [taken] = await real.bot().send({ kind: 'update', of: name, card: card(newer) });
    const known = model.messages.get(name);
    // Not taken, it may still be seen: of a message that was refused and is tried again.
    if (known) known.card = newer;
    expect(taken && !known, 'there is nothing to update').toBeFalsy();
  }),
);

const withdrawing = key.map((name) =>
  step(`withdraw ${name}`, async (model, real) => {
    await real.transact((tx) => withdraw(tx, real.bot().now(), name));
    const known = model.messages.get(name);
    if (known) known.mayExpire = true;
  }),
);

const breaking = fc.tuple(fc.constantFrom(...METHODS), fc.constantFrom(...FAULTS)).map(([method, fault]) =>
  step(`the next ${method}: ${Object.values(fault).join(' ')}`, async (model, real) => {
    real.breakNext(method, fault);
    if (fault.kind === 'refused' && method === 'update') model.updateRefused = true;
    else if (fault.kind === 'refused') model.refused = true;
  }),
);

const passing = fc
  .constantFrom(5, 500, 5_000, minuteMs, 5 * minuteMs)
  .map((ms) => step(`${ms} ms pass`, (_model, real) => real.timer.advance(ms)));

const killing = fc
  .boolean()
  .map((happens) => step(`killed; its calls ${happens ? 'happen' : 'are lost'}`, (_model, real) => real.kill(happens)));

const movingTheClock = fc
  .constantFrom(-48, -1, 1, 48)
  .map((hours) => step(`office time moves by ${hours} h`, async (_model, real) => real.bot().moveOfficeTime(hours * 60 * minuteMs)));

const account = fc.boolean().map((there) =>
  step(`M1 ${there ? 'has' : 'has lost'} the account`, async (_model, real) => {
    if (there) real.bot().accounts.set('M1', 'U1');
    else real.bot().accounts.delete('M1');
  }),
);

const caring = fc.constantFrom(retryMessages, dropMessages).map((care) =>
  step(care === retryMessages ? 'outbox retry' : 'outbox drop', async (model, real) => {
    const deps = { transact: real.transact, clock: { now: real.bot().now } };
    const { done } = await care(deps, { operator: 'test' }, { all: ['refused', 'unknown'] });
    if (done.length > 0) model.caredFor = true;
  }),
);

export const steps = (most: number) =>
  fc.commands(
    [sending, sending, sending, updating, withdrawing, breaking, breaking, passing, passing, killing, movingTheClock, account, caring],
    {
      maxCommands: most,
      size: 'max',
    },
  );
