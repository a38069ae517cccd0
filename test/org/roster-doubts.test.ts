import { expect, test } from 'vitest';
import { importedLines } from '../../src/cli/roster-import-text.js';
import { activeMembers, importRoster, syncAccounts } from '../../src/org/service.js';
import { account, csv, edited, LINES, office, operator, without } from './bureau.js';

/** Everybody has their account by the address: 001 has U0, 002 has U1, and so on. */
async function atWork() {
  const one = await office();
  await one.apply();
  await syncAccounts(
    one.deps,
    LINES.map((line, n) => account(`U${n}`, line.split(',')[8])),
  );
  const accounts = async () => (await one.transact(activeMembers)).map(({ id, chatUserId }) => `${id} ${chatUserId}`);
  const preview = (lines: readonly string[], headings?: string) =>
    importRoster(one.deps, { actor: operator, content: csv(lines, headings), apply: false });
  return { ...one, accounts, preview };
}

const CELLS = LINES.map((line) => line.split(','));
const next = (n: number) => (n + 1) % CELLS.length;
test.each([
  ['邮箱', CELLS.map((cells, n) => cells.with(8, CELLS[next(n)]?.[8] ?? '').join(',')), '002 乙二 → 001 甲一'],
  ['账号', CELLS.map((cells, n) => cells.with(9, `U${next(n)}`).join(',')), '002 乙二 → —'],
])('where %s has slipped by a row, the accounts taken from their people are named, and nothing is applied', async (_, slipped, named) => {
  const { apply, accounts, preview } = await atWork();
  const before = await accounts();
  const words = importedLines(await preview(slipped), 'zh-CN').join('\n');
  expect(words).toContain(`  U1  ${named}\n`);
  expect(words).toContain('--apply --confirm-accounts 7');
  expect(await apply(slipped)).toMatchObject({ ok: false, refusal: 'accounts-taken', takenAccounts: { length: 7 } });
  expect(await apply(slipped, { confirmedAccounts: 6 })).toMatchObject({ ok: false });
  expect(await accounts()).toEqual(before);
  expect(await apply(slipped, { confirmedAccounts: 7 })).toMatchObject({ ok: true, applied: true });
});

test('one account that passes to another is asked about; a few who are left without one, or a leaver’s that passes to somebody new, are not', async () => {
  const { apply } = await atWork();
  expect(await apply(edited('102', 'ding@bureau.example', '', edited('202', 'ji@', 'ding@')))).toMatchObject({
    takenAccounts: [{ userId: 'U3' }],
  });
  const successor = [...without('202'), '203,辛八,科员,局/乙处,,,,,ji@bureau.example,'];
  expect(await apply(edited('211', 'geng@', 'g@', successor))).toMatchObject({ ok: true, applied: true, takenAccounts: [] });
});

test('an id that is asked about as another person’s is asked about once, whatever account goes with it', async () => {
  const { apply } = await atWork();
  const swapped = edited('#', '#', '202', edited('202', '202', '102', edited('102', '102', '#')));
  expect(await apply(swapped, { confirmedSame: 2 })).toMatchObject({ ok: true, applied: true, otherPeople: { length: 2 } });
});
