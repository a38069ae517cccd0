import { readFileSync } from 'node:fs';
import { importRoster } from '../../src/org/service.js';
import type { Office } from './office.js';

/** The demo roster once more, in which a department has another name and everything else is as it was. */
export async function rename({ ground }: Office, from: string, to: string): Promise<void> {
  const content = Buffer.from(readFileSync('data/roster.csv', 'utf8').replaceAll(from, to));
  const imported = await importRoster({ ...ground, ranks: ground.policy.org.ranks }, { actor: { operator: 'test' }, content, apply: true });
  if (!imported.ok) throw new Error('the roster was not imported');
}
