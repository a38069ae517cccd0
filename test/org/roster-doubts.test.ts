import { expect, test } from 'vitest';
import { importedLines } from '../../src/cli/roster-import-text.js';
import { activeMembers, importRoster, syncAccounts } from '../../src/org/service.js';
import { account, csv, edited, HEADINGS, LINES, office, operator, without } from './bureau.js';

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

test('one account that passes to another is asked about, also where that is somebody new and its holder stays; a few who are left without one, or a leaver’s that passes to somebody new, are not', async () => {
  const { apply } = await atWork();
  expect(await apply(edited('102', 'ding@bureau.example', '', edited('202', 'ji@', 'ding@')))).toMatchObject({
    takenAccounts: [{ userId: 'U3' }],
  });
  const taking = '203,辛八,科员,局/乙处,,,,,ji@bureau.example,';
  expect(await apply([...edited('202', 'ji@bureau.example', ''), taking])).toMatchObject({ takenAccounts: [{ from: { id: '202' } }] });
  const successor = [...without('202'), taking];
  expect(await apply(edited('211', 'geng@', 'g@', successor))).toMatchObject({ ok: true, applied: true, takenAccounts: [] });
});

test('an id that is asked about as another person’s is asked about once, whatever account goes with it', async () => {
  const { apply } = await atWork();
  const swapped = edited('#', '#', '202', edited('202', '202', '102', edited('102', '102', '#')));
  expect(await apply(swapped, { confirmedSame: 2 })).toMatchObject({ ok: true, applied: true, otherPeople: { length: 2 } });
});

const leftOut = (line: string, ...columns: number[]) =>
  line
    .split(',')
    .filter((_, n) => !columns.includes(n))
    .join(',');
test('columns that the file lacks, or in which many have nothing any more, are named, and nobody loses what they had', async () => {
  const { deps, accounts, preview } = await atWork();
  const before = await accounts();
  const [lines, headings] = [LINES.map((line) => leftOut(line, 4, 8, 9)), leftOut(HEADINGS, 4, 8, 9)];
  const shown = importedLines(await preview(lines, headings), 'zh-CN').join('\n');
  expect(shown).toContain('  「部门职能」文件中没有这一列，1 个部门将清空\n  「邮箱」文件中没有这一列，7 人将清空\n');
  expect(shown).toContain('--apply --confirm-accounts 7 --confirm-emptied 2');
  const apply = (more: object) => importRoster(deps, { actor: operator, content: csv(lines, headings), apply: true, ...more });
  expect(await apply({ confirmedAccounts: 7 })).toMatchObject({ ok: false, refusal: 'columns-emptied' });
  expect(await accounts()).toEqual(before);
  const blank = LINES.map((line) => line.replace(/[a-z]+@bureau.example/, ''));
  expect(await preview(blank)).toMatchObject({ emptied: [{ column: 'email', count: 7, missing: false }] });
  expect(await preview(blank.with(0, LINES[0] ?? '').with(1, LINES[1] ?? ''))).toMatchObject({ emptied: [] });
  expect(await apply({ confirmedAccounts: 7, confirmedEmptied: 2 })).toMatchObject({ ok: true, applied: true });
});

test('a function that no department would have any more is named, though it is a matter of one cell', async () => {
  const { apply, preview } = await atWork();
  const successor = edited('102', '局/甲处,,', '局/甲处,,是', without('101'));
  expect(importedLines(await preview(successor), 'zh-CN').join('\n')).toContain('「部门职能」今后没有部门承担：办公室');
  expect(await apply(successor)).toMatchObject({ ok: false, refusal: 'columns-emptied' });
  expect(await apply(edited('102', '局/甲处,,', '局/甲处,办公室,是', without('101')))).toMatchObject({
    ok: true,
    applied: true,
    emptied: [],
  });
});

/** The heads of both departments change places, and nothing else is touched. */
const rotated = edited('101', '局/甲处', '局/乙处', edited('201', '局/乙处', '局/甲处'));
test('a function that goes along with somebody into another department is named, as in a rotation of heads', async () => {
  const { apply, preview } = await atWork();
  const words = importedLines(await preview(rotated), 'zh-CN').join('\n');
  expect(words).toContain('并从下列人员的行上删去：\n  办公室  局/甲处 → 局/乙处  101 丙三\n');
  expect(words).toContain('--apply --confirm-functions 1');
  expect(await apply(rotated)).toMatchObject({ ok: false, refusal: 'functions-moved' });
  expect(await apply(rotated, { confirmedFunctions: 1 })).toMatchObject({ ok: true, applied: true });
});

test('it is asked about as well where the former department keeps it, but not where nobody takes it along', async () => {
  const { apply, preview } = await atWork();
  const everyRow = edited('102', '局/甲处,', '局/甲处,办公室');
  expect(await apply(everyRow)).toMatchObject({ ok: true, applied: true });
  expect(await preview(edited('102', '局/甲处', '局/乙处', everyRow))).toMatchObject({ movedFunctions: [{ from: '局/甲处' }] });
  const halfDone = importedLines(await preview(edited('102', '局/甲处,', '局/甲处,办公室', rotated)), 'zh-CN').join('\n');
  expect(halfDone).toContain('  办公室  局/甲处 → 局/乙处（原部门仍承担）  101 丙三\n');
  const back = edited('101', '局/乙处,办公室', '局/乙处,', edited('201', '局/甲处,', '局/甲处,办公室', rotated));
  expect(await preview(back)).toMatchObject({ movedFunctions: [] });
  const given = edited('101', '办公室', '', edited('201', '局/乙处,', '局/乙处,办公室'));
  expect(await preview(given)).toMatchObject({ movedFunctions: [] });
});

/** 甲处, which is the office, is divided into sections. */
const section = edited('102', '局/甲处,,', '局/甲处/秘书科,,是');
const sections = edited('101', '局/甲处,办公室,是', '局/甲处/文电科,办公室,甲处、文电科', section);
const said = (shown: Awaited<ReturnType<typeof importRoster>>) => importedLines(shown, 'zh-CN').join('\n');

test('whoever is entered in a section of a department with a function is named as losing it, unless the section has it as well', async () => {
  const { apply, preview } = await atWork();
  expect(said(await preview(section))).toContain('局/甲处 的 1 人列入其下级 局/甲处/秘书科，该部门不承担「办公室」职能');
  expect(said(await preview(edited('102', '秘书科,', '秘书科,办公室', section)))).not.toContain('不承担');
  expect(await apply(section)).toMatchObject({ ok: true, applied: true });
  expect(said(await preview(section))).not.toContain('不承担');
});

test('where all of a department are entered in sections, its function goes with them unasked, and the sections without it are named', async () => {
  const { apply, preview } = await atWork();
  const words = said(await preview(sections));
  expect(words).toContain('局/甲处 的 1 人列入其下级 局/甲处/秘书科');
  expect(words).not.toContain('写在原部门');
  expect(await apply(sections)).toMatchObject({ ok: true, applied: true });
});

test('whoever is back under the id they had is not taken for somebody of their name who left under another', async () => {
  const { deps } = await office();
  const content = (lines: readonly string[]) =>
    csv(
      lines.map((line) => `${line},2010-07-01`),
      `${HEADINGS},入职日期`,
    );
  const apply = (lines: readonly string[], more = {}) =>
    importRoster(deps, { actor: operator, content: content(lines), apply: true, ...more });
  await apply([...LINES, '302,丁四,科员,局/乙处,,,,,other@bureau.example,']);
  await apply(LINES);
  const leftOut = edited('201', ',,,wu', ',,管理员,wu', without('102'));
  expect(await apply(leftOut)).toMatchObject({ ok: true, applied: true });
  expect(await apply(LINES)).toMatchObject({ ok: true, applied: true, renumbered: [] });
  const another = edited('102', '102', '402', leftOut.concat(LINES.filter((line) => line.startsWith('102,'))));
  expect(await apply(another)).toMatchObject({ ok: false, renumbered: [{ from: '102', to: '402' }] });
});
