import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { PlainDate } from '../../src/calendar/instant.js';
import type { DepartmentFunction, DepartmentId, MemberId, Role } from '../../src/org/member.js';
import { readGrid } from '../../src/org/roster/file.js';
import { planImport } from '../../src/org/roster/plan.js';
import { type Roster, readRoster } from '../../src/org/roster/roster.js';
import { asWorkbook, rosterTable } from '../../src/org/roster/write.js';
import { exportRoster, importRoster } from '../../src/org/service.js';
import { unpadded } from '../../src/org/unpadded.js';
import { asCsv } from '../../src/workbook/csv.js';
import { csv, edited, LINES, OFFICE, office, operator, RANKS } from './bureau.js';

/** Text as clerks and their programs produce it: quotes, commas, formulas, markup, rare characters; trimmed, as cells are read. */
const awkward = fc
  .array(
    fc.constantFrom(
      '甲',
      '𠀀',
      '"',
      ',',
      "'",
      '=',
      '+',
      '-',
      '@',
      '＝',
      '*李*',
      '<!channel>',
      ' ',
      '1',
      '0',
      'é',
      '\\',
      '%',
      '_',
      '是',
      '|',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join('').replace(/\s+/gu, ' ').trim())
  .filter((text) => text !== '');

type Seed = {
  name: string;
  position: string | undefined;
  rank: string;
  place: number;
  roles: Role[];
  email: boolean;
  account: boolean;
  joinedOn: string | undefined;
  workedSince: string | undefined;
};
const seed: fc.Arbitrary<Seed> = fc.record({
  // As it is kept, without the spaces that clerks put between its characters.
  name: awkward.map(unpadded),
  position: fc.option(awkward, { nil: undefined }),
  rank: fc.constantFrom(...RANKS),
  place: fc.nat(),
  roles: fc.subarray<Role>(['organizer', 'administrator']),
  email: fc.boolean(),
  account: fc.boolean(),
  joinedOn: fc.constantFrom(undefined, '1999-12-31', '2024-02-29'),
  workedSince: fc.constantFrom(undefined, '1988-02-29', '1999-12-31'),
});
type Unit = { above: number; namesake: boolean; head: number; leader: number; functions: DepartmentFunction[] };
const unit: fc.Arbitrary<Unit> = fc.record({
  above: fc.nat(),
  namesake: fc.boolean(),
  head: fc.nat(),
  leader: fc.nat(),
  functions: fc.subarray<DepartmentFunction>(['office', 'political-work', 'personnel', 'party-committee', 'discipline']),
});

/** A valid office of any shape: somebody heads and supervises every department, and everybody belongs somewhere. */
function rosterFrom(units: readonly Unit[], seeds: readonly Seed[]): Roster {
  const ids = seeds.map((_, index) => `=${index}` as MemberId);
  const pick = (number: number) => ids[number % ids.length];
  const paths = ['局'];
  for (const [index, each] of units.entries()) {
    const name = each.namesake ? '办公室' : `处${index}`;
    paths.push(`${paths[each.above % paths.length]}/${name}`);
  }
  const unique = [...new Set(paths)];
  const members = seeds.map((each, index) => ({
    id: `=${index}` as MemberId,
    name: each.name,
    rank: each.rank,
    position: each.position,
    departmentPath: unique[each.place % unique.length] ?? '局',
    roles: each.roles,
    email: each.email ? `p${index}@bureau.example` : undefined,
    rosterAccount: each.account ? `U${index}` : undefined,
    joinedOn: each.joinedOn as PlainDate | undefined,
    workedSince: each.workedSince as PlainDate | undefined,
  }));
  // Departments as the members mention them: in order of first appearance, parents first.
  const mentioned = new Set(
    members.flatMap(({ departmentPath }) => departmentPath.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'))),
  );
  return {
    members,
    departments: [...mentioned].map((path) => {
      const shape = units[Math.max(0, unique.indexOf(path) - 1)];
      return {
        path,
        name: path.split('/').at(-1) ?? '',
        parentPath: path.includes('/') ? path.split('/').slice(0, -1).join('/') : undefined,
        functions: members.some((member) => member.departmentPath === path) ? (shape?.functions ?? []) : [],
        headId: pick(shape?.head ?? 0),
        supervisingLeaderId: path === '局' ? undefined : pick(shape?.leader ?? 0),
      };
    }),
  };
}

test('whatever the office looks like, its export is read back as the same office, in CSV and in XLSX', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(unit, { minLength: 1, maxLength: 8 }),
      fc.array(seed, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      async (units, seeds, workbook) => {
        const roster = rosterFrom(units, seeds);
        let next = 0;
        const plan = planImport({ departments: [], members: [] }, roster, () => `D${next++}` as DepartmentId);
        for (const locale of ['zh-CN', 'en'] as const) {
          const table = rosterTable(plan.departments, plan.members, locale);
          const read = await readRoster(workbook ? await asWorkbook(table, '花名册') : asCsv(table), OFFICE);
          expect(read).toMatchObject({ ok: true });
          expect(read.ok && read.roster).toEqual(roster);
          expect(read.ok && planImport(plan, read.roster, () => 'never')).toMatchObject({ changes: [], departments: [], members: [] });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a name that looks like a formula is harmless in Excel and comes back as it was', async () => {
  const { deps } = await office();
  const lines = edited('102', '丁四', '=HYPERLINK(1)', edited('202', '己六', '@sum', edited('201', '戊五', "'=x")));
  await importRoster(deps, { actor: operator, content: csv(lines), apply: true });
  const exported = await exportRoster(deps, { actor: operator, format: 'csv', locale: 'zh-CN' });
  const cells = new TextDecoder().decode(exported).split(/[,\r\n]+/);
  expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  expect(cells).toContain("'=HYPERLINK(1)");
  expect(await importRoster(deps, { actor: operator, content: exported, apply: false })).toMatchObject({ ok: true, changes: [] });
});

test('an exported file is for Excel in China: a byte order mark, whole paths, one row for each person', async () => {
  const { deps, apply } = await office();
  await apply();
  const exported = await exportRoster(deps, { actor: operator, format: 'csv', locale: 'zh-CN' });
  expect(Buffer.from(exported).toString('hex', 0, 3)).toBe('efbbbf');
  const file = await readGrid(exported);
  expect(file.ok && file.grid.slice(0, 4)).toEqual([
    ['工号', '姓名', '职级', '职务', '部门', '部门职能', '部门领导', '分管部门', '角色', '邮箱', '账号', '入职日期', '参加工作日期'],
    ['001', '甲一', '正厅级', '', '局', '', '是', '', '', 'jia@bureau.example', '', '', ''],
    ['002', '乙二', '副厅级', '', '局', '', '', '甲处、乙处', '', 'yi@bureau.example', '', '', ''],
    ['101', '丙三', '正处级', '', '局/甲处', '办公室', '是', '', '组织者', 'bing@bureau.example', '', '', ''],
  ]);
});

test('a workbook keeps the zeros at the start of an id, and who left is not in it', async () => {
  const { deps, apply } = await office();
  await apply();
  await apply(LINES.filter((line) => !line.startsWith('202,')));
  const sheet = await readSheet(Buffer.from(await exportRoster(deps, { actor: operator, format: 'xlsx', locale: 'en' })));
  expect(sheet.map((row) => row[0])).toEqual(['id', '001', '002', '101', '102', '201', '211']);
});
