import { readFileSync } from 'node:fs';
import { importRoster } from '../../src/org/service.js';
import type { Office } from './office.js';

/** The demo roster once more, as it is after `edit`. `leaving`: how many are left out of it, where that has to be confirmed. */
export async function reimport({ ground }: Pick<Office, 'ground'>, edit: (csv: string) => string, leaving?: number): Promise<void> {
  const content = Buffer.from(edit(readFileSync('data/roster.csv', 'utf8')));
  const given = { actor: { operator: 'test' }, content, apply: true, ...(leaving === undefined ? {} : { confirmedLeaving: leaving }) };
  const deps = { ...ground, ranks: ground.policy.org.ranks };
  const first = await importRoster(deps, given);
  // A function that nobody has any more is meant.
  const isEmptied = !first.ok && first.refusal === 'columns-emptied';
  const imported = isEmptied ? await importRoster(deps, { ...given, confirmedEmptied: first.emptied.length }) : first;
  if (!imported.ok) throw new Error(JSON.stringify(imported));
}

/** A department is no more: its people and some of others found another, which does what it did. */
export const refound = (office: Pick<Office, 'ground'>, from: string, to: string): Promise<void> =>
  reimport(office, (csv) =>
    csv.replace(/^\d.*$/gm, (line) => {
      const cells = line.split(',');
      const own = cells[4]?.endsWith(`/${from}`) || JOINING.some((id) => id === cells[0]);
      if (own) cells[4] = `四问示范局/${to}`;
      cells[7] = (cells[7] ?? '')
        .split('、')
        .map((name) => (name === from ? to : name))
        .join('、');
      return cells.join(',');
    }),
  );
const JOINING = ['202', '302', '402'];

/** Both 工程管理所 have a 综合科, in which everybody of them sits. */
export const alike = (csv: string): string =>
  ['第一工程管理所', '第二工程管理所'].reduce(
    (text, unit) => text.replaceAll(`四问示范局/${unit}`, `四问示范局/${unit}/综合科`).replaceAll(`${unit},`, `四问示范局/${unit}/综合科,`),
    csv,
  );
