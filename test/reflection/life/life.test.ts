import fc from 'fast-check';
import { test } from 'vitest';
import { testOffice } from '../../support/office.js';
import { steps } from './commands.js';
import { emptyModel, sendRound, WRITERS } from './model.js';
import { openRound } from './reality.js';

/** `SEQUENCES=100000` for as many as that. */
const SEQUENCES = Number(process.env.SEQUENCES ?? 60);
/** A new office after so many: what was written piles up. */
const PER_OFFICE = 100;
const MOST_STEPS = 30;

for (let begun = 0; begun < SEQUENCES; begun += PER_OFFICE)
  test(`whatever happens to rounds and answers, in whatever order and however often, all is as domain.md §1 says: from ${begun + 1}`, {
    timeout: 600_000,
  }, async () => {
    const office = await testOffice();
    let sequence = 0;
    /** Each begins with a round to everybody, so that there is something to do. */
    const begin = async () => {
      sequence += 1;
      const started = { model: emptyModel(office.now()), real: { office, rounds: [], prefix: `${sequence}:` } };
      sendRound(started.model, WRITERS, 1);
      await openRound(started.real, WRITERS, 1);
      return started;
    };
    await fc.assert(
      fc.asyncProperty(steps(MOST_STEPS), (all) => fc.asyncModelRun(begin, all)),
      { numRuns: Math.min(PER_OFFICE, SEQUENCES - begun) },
    );
  });
