import { parseArgs } from 'node:util';
import { crash } from './run.js';
import { STRATEGIES } from './strategy.js';
import { KINDS, tally } from './violation.js';

/** `npm run crash -- --kills 200 --members 2000 --seed 1`: one line of figures; ends with 1 when anything was violated. */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    kills: { type: 'string', default: '200' },
    members: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    strategy: { type: 'string', default: 'nonce' },
    storm: { type: 'string', default: '1' },
    quiet: { type: 'string', default: '0.8' },
  },
});
const strategy = STRATEGIES.find((name) => name === values.strategy);
if (!strategy) throw new Error(`--strategy ${STRATEGIES.join(' | ')}`);

const MOST_SHOWN = 5;
const { violations, figures, dataDir } = await crash({
  kills: Number(values.kills),
  members: Number(values.members),
  seed: Number(values.seed),
  strategy,
  quietMs: Number(values.quiet) * 1_000,
  storm: Number(values.storm),
  roundEvery: Math.max(5, Math.floor(Number(values.kills) / 4)),
  closesAfterMs: 90_000,
});
for (const kind of KINDS)
  for (const { what } of violations.filter((one) => one.kind === kind).slice(0, MOST_SHOWN)) process.stderr.write(`${kind}: ${what}\n`);
if (violations.length > 0) process.stderr.write(`${violations.length} in all; everything lies in ${dataDir}\n`);
const said = Object.entries({ ...figures, ...tally(violations) }).map(([name, number]) => `${name} ${number}`);
process.stdout.write(`crash: seed ${values.seed}, strategy ${strategy}, members ${values.members}: ${said.join(', ')}\n`);
process.exit(violations.length > 0 ? 1 : 0);
