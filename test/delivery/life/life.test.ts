import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { steps } from './commands.js';
import { emptyModel, judge } from './model.js';
import { openReality } from './reality.js';

/** `SEQUENCES=45000` for as many as that, which send some 100,000 messages. */
const SEQUENCES = Number(process.env.SEQUENCES ?? 25);
/** What was opened is closed after so many. */
const PER_TEST = 100;
const MOST_STEPS = 40;

let messages = 0;

for (let begun = 0; begun < SEQUENCES; begun += PER_TEST)
  test(`whatever happens, every message is there once or not at all for a reason, in order, with its newest card: from ${begun + 1}`, {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(steps(MOST_STEPS), async (all) => {
        const model = emptyModel();
        const real = await openReality();
        await fc.asyncModelRun(() => ({ model, real }), all);
        await real.comeToRest();
        expect(judge(model, await real.outcomes(), await real.received())).toEqual([]);
        messages += (await real.outcomes()).filter(({ there }) => there.length > 0).length;
        await real.close();
      }),
      { numRuns: Math.min(PER_TEST, SEQUENCES - begun) },
    );
  });

afterAll(() => {
  if (process.env.SEQUENCES) process.stdout.write(`${SEQUENCES} sequences, ${messages} messages\n`);
});
