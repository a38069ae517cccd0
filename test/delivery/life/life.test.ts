import fc from 'fast-check';
import { expect, test } from 'vitest';
import { steps } from './commands.js';
import { emptyModel, judge } from './model.js';
import { openReality } from './reality.js';

/** `SEQUENCES=100000` for as many as that. */
const SEQUENCES = Number(process.env.SEQUENCES ?? 25);
const MOST_STEPS = 40;

test('whatever happens, every message is there once or not at all for a reason, in order, with its newest card', {
  timeout: 7_200_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps(MOST_STEPS), async (all) => {
      const model = emptyModel();
      const real = await openReality();
      await fc.asyncModelRun(() => ({ model, real }), all);
      await real.comeToRest();
      expect(judge(model, await real.outcomes(), await real.received())).toEqual([]);
      await real.close();
    }),
    { numRuns: SEQUENCES },
  );
});
