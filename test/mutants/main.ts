import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../simulation/office-files.js';
import { type Defect, KNOWN_DEFECTS } from './known-defects.js';

/** npm run mutants [-- --only WORDS] [--seeds 20]: each known defect in a copy of the source, and whether the simulation finds it. */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { only: { type: 'string', default: '' }, seeds: { type: 'string', default: '20' } },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
/** A program that does not come to an end is found as well. */
const MOST_MS = 10 * 60_000;

function copyWith({ edits }: Defect): string {
  const copy = mkdtempSync(join(tmpdir(), 'siwen-mutant-'));
  for (const name of ['src', 'test', 'data', 'prompts', 'package.json']) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const { file, from, to } of edits) {
    const source = readFileSync(join(copy, file), 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${file} holds ${JSON.stringify(from)} not once`);
    writeFileSync(
      join(copy, file),
      source.replace(from, () => to),
    );
  }
  return copy;
}

/** What the simulation says about the copy in `copy`; undefined: nothing amiss. */
function hunt(copy: string): Promise<string | undefined> {
  const child = spawn(process.execPath, ['test/support/run.mjs', 'test/mutants/hunt.ts', values.seeds], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (some: Buffer) => (said += some.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code === 0 ? undefined : (said.split('\n')[0] ?? '') || 'does not end'));
  });
}

const wanted = KNOWN_DEFECTS.filter(({ what }) => what.includes(values.only));
let found = 0;
// Whatever the source as it is gives cause for would be found in every copy of it.
const untouched = copyWith({ what: 'none', edits: [] });
const cause = await hunt(untouched);
rmSync(untouched, { recursive: true });
if (cause !== undefined) {
  say(`the source as it is gives cause: ${cause}`);
  process.exit(1);
}
for (const known of wanted) {
  const copy = copyWith(known);
  const seen = await hunt(copy);
  rmSync(copy, { recursive: true });
  if (seen !== undefined) found += 1;
  say(`${seen === undefined ? 'NOT FOUND' : 'found'}  ${known.what}${seen === undefined ? '' : `\n           ${seen}`}`);
}
say(`${found} of ${wanted.length} known defects found`);
if (found < wanted.length) process.exitCode = 1;
