import { parseArgs } from 'node:util';
import { type Figure, head, line } from './figure.js';
import { machine } from './machine.js';
import { NO_LIMIT, SLACK } from './program.js';
import { announce } from './rows/announce.js';
import { answer } from './rows/answer.js';
import { fanOut } from './rows/fan-out.js';
import { footprint } from './rows/footprint.js';
import { limits } from './rows/limits.js';
import { meanwhile } from './rows/meanwhile.js';
import { restart } from './rows/restart.js';
import { storm } from './rows/storm.js';
import { summary } from './rows/summary.js';
import { type Options, openStage, type Stage } from './stage.js';

/** `pace`: how fast siwen may call the chat in this row; without one, the row needs no chat. */
type Row =
  | { readonly pace: number; readonly run: (stage: Stage) => Promise<Figure[]> }
  | { readonly pace?: never; readonly run: (options: Options) => Promise<Figure[]> };
const ROWS: Readonly<Record<string, Row>> = {
  'fan-out': { pace: NO_LIMIT, run: fanOut },
  announce: { pace: NO_LIMIT, run: announce },
  answer: { pace: SLACK, run: answer },
  meanwhile: { pace: NO_LIMIT, run: meanwhile },
  limits: { pace: SLACK, run: limits },
  summary: { run: summary },
  footprint: { pace: NO_LIMIT, run: footprint },
};
/** Not in the table of speed, so only when named. */
const MORE: Readonly<Record<string, Row>> = { storm: { pace: NO_LIMIT, run: storm }, restart: { pace: SLACK, run: restart } };

const { values } = parseArgs({
  options: {
    row: { type: 'string', multiple: true },
    members: { type: 'string', default: '3000' },
    pairs: { type: 'string', default: '5' },
    restarts: { type: 'string', default: '100' },
  },
});
const all = { ...ROWS, ...MORE };
const wanted = values.row ?? Object.keys(ROWS);
if (!wanted.every((name) => Object.hasOwn(all, name))) throw new Error(`--row ${Object.keys(all).join(' | ')}`);
const options = { members: Number(values.members), pairs: Number(values.pairs), restarts: Number(values.restarts) };
process.stdout.write(`${machine()}\n\n${head}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
let stage: Stage | undefined;
async function stageAt(pace: number): Promise<Stage> {
  stage ??= await openStage(options);
  await stage.at(pace);
  return stage;
}
try {
  for (const [name, row] of Object.entries(all)) {
    if (!wanted.includes(name)) continue;
    const since = performance.now();
    for (const figure of row.pace === undefined ? await row.run(options) : await row.run(await stageAt(row.pace)))
      process.stdout.write(line(figure));
    process.stderr.write(`${name}: ${Math.round((performance.now() - since) / 1_000)} s\n`);
  }
} finally {
  await stage?.close();
}
process.exit(0);
