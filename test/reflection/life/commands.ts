import fc from 'fast-check';
import { expect } from 'vitest';
import { minuteMs, plus } from '../../../src/calendar/instant.js';
import { erase } from '../../../src/reflection/own/service.js';
import { saveDraft, submit } from '../../../src/reflection/response/service.js';
import { share, unshare } from '../../../src/reflection/response/share-service.js';
import { closeRounds } from '../../../src/reflection/round/close-service.js';
import { withdrawSent } from '../../../src/reflection/schedule/service.js';
import * as model from './model.js';
import { LEADERS, type Leader, type Model, type ModelRound, type Words, WRITERS, type Writer } from './model.js';
import { answers, compare, member, moveTo, openRound, type Reality } from './reality.js';

type Step = fc.AsyncCommand<Model, Reality>;
type Where = { readonly round: ModelRound; readonly roundId: string };

/** A step that can always be taken; afterwards all is compared. */
function step(name: string, run: (model: Model, real: Reality) => Promise<void>): Step {
  return {
    check: () => true,
    async run(expected, real) {
      await run(expected, real);
      await compare(expected, real);
    },
    toString: () => name,
  };
}

/** One of the rounds that there are; `nth` is taken modulo their number. */
function inRound(name: string, nth: number, run: (model: Model, real: Reality, where: Where) => Promise<void>): Step {
  const one = step(name, async (expected, real) => {
    const index = nth % expected.rounds.length;
    const round = expected.rounds[index];
    if (round) await run(expected, real, { round, roundId: real.rounds[index] ?? '' });
  });
  return { ...one, check: ({ rounds }) => rounds.length > 0 };
}

const said = (result: { readonly ok: true } | { readonly ok: false; readonly refusal: string }) => (result.ok ? 'ok' : result.refusal);

const MOST_ROUNDS = 3;
const writer = fc.constantFrom<Writer>(...WRITERS);
const leader = fc.constantFrom<Leader>(...LEADERS);
const nth = fc.nat(MOST_ROUNDS - 1);
const words = fc.constantFrom<Words>('甲', '乙', '丙', '');
/** Few enough that the same press comes again, later, elsewhere, and with other words. */
const press = fc.constantFrom('V1', 'V2', 'V3', 'V4', 'V5');
/** Rounds last one or two hours: just before, at and after their end. */
const minutes = fc.constantFrom(1, 59, 60, 61);

const sending = fc.tuple(fc.subarray([...WRITERS], { minLength: 1 }), fc.constantFrom(1, 2)).map(
  ([asked, hours]): Step => ({
    ...step(`send to ${asked.join()} for ${hours} h`, async (expected, real) => {
      model.sendRound(expected, asked, hours);
      await openRound(real, asked, hours);
    }),
    check: ({ rounds }) => rounds.length < MOST_ROUNDS,
  }),
);

/** One press, or several that arrive together: up to five times each, in any order. */
const submitting = fc.tuple(nth, writer, fc.array(fc.tuple(press, words), { minLength: 1, maxLength: 5 })).map(([which, who, presses]) =>
  inRound(
    `${who} submits in ${which}: ${presses.map(String).join(' ')}`,
    which,
    async (expected, { office, prefix }, { round, roundId }) => {
      const results = await Promise.all(
        presses.map(([name, text]) =>
          submit(office.reflection, { roundId, memberId: member(who), submission: prefix + name, answers: answers(text) }),
        ),
      );
      expect(results.map(said)).toEqual(presses.map(([name, text]) => model.submit(expected, round, who, name, text)));
    },
  ),
);

const drafting = fc.tuple(nth, writer, words).map(([which, who, text]) =>
  inRound(`${who} keeps a draft in ${which}: ${text}`, which, async (expected, { office }, { round, roundId }) => {
    const kept = await saveDraft(office.reflection, { roundId, memberId: member(who), answers: answers(text) });
    expect(said(kept)).toBe(model.keepDraft(expected, round, who, text));
  }),
);

const erasing = fc.tuple(nth, writer).map(([which, who]) =>
  inRound(`${who} erases ${which}`, which, async (_expected, { office }, { round, roundId }) => {
    model.erase([round], who);
    await erase(office.reflection, member(who), { roundId });
  }),
);

const erasingEverything = writer.map((who) =>
  step(`${who} erases everything`, async (expected, { office }) => {
    model.erase(expected.rounds, who);
    await erase(office.reflection, member(who), 'everything');
  }),
);

const sharing = fc.tuple(nth, writer, leader).map(([which, who, whom]) =>
  inRound(`${who} shares ${which} with ${whom}`, which, async (_expected, { office }, { round, roundId }) => {
    const shared = await share(office.reflection, { roundId, memberId: member(who), leaderId: member(whom) });
    expect(said(shared)).toBe(model.share(round, who, whom));
  }),
);

const takingBack = fc.tuple(nth, writer, leader).map(([which, who, whom]) =>
  inRound(`${who} takes ${which} back from ${whom}`, which, async (_expected, { office }, { round, roundId }) => {
    round.papers.get(who)?.sharedWith.delete(whom);
    await unshare(office.reflection, { roundId, memberId: member(who), leaderId: member(whom) });
  }),
);

const withdrawing = nth.map((which) =>
  inRound(`${which} is taken back`, which, async (expected, { office }, { round, roundId }) => {
    expect(said(await withdrawSent(office.reflection, { operator: 'test' }, roundId))).toBe(model.withdraw(expected, round));
  }),
);

const passing = minutes.map((count) =>
  step(`${count} minutes pass`, async (expected, real) => {
    expected.now = plus(expected.now, count * minuteMs);
    moveTo(real, expected.now);
  }),
);

/** The tick may come late, or twice. */
const closing = fc.constant(
  step('rounds are closed', async (expected, { office }) => {
    model.closeRounds(expected);
    await closeRounds(office.reflection);
  }),
);

export const steps = (most: number) =>
  fc.commands(
    [sending, submitting, submitting, submitting, drafting, erasing, erasingEverything, sharing, takingBack, withdrawing, passing, closing],
    {
      maxCommands: most,
      size: 'max',
    },
  );
