import { simulate } from '../simulation/simulate.js';
import { Broken } from '../simulation/world.js';

/** A few rough days under one seed after the other, then a month now and then, until something is amiss; for main.ts. */
const seeds = Number(process.argv[3] ?? '20');
const ROUGH_DAYS = { days: 3, members: 28 };
const A_MONTH = { days: 30, members: 60 };
const MONTHS = Math.floor(seeds / 5);
/** Not those that the tests use. */
const FIRST_SEED = 101;

for (let n = 0; n < seeds + MONTHS; n++) {
  const seed = FIRST_SEED + n;
  try {
    await simulate({ ...(n < seeds ? ROUGH_DAYS : A_MONTH), seed });
  } catch (error) {
    process.stdout.write(error instanceof Broken ? error.message : `seed ${seed}: ${String(error)}`);
    process.exit(1);
  }
}
