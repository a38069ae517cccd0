import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { MemberId } from '../../../src/org/member.js';
import { summaryFile } from '../../../src/participation/export/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { type Office, testOffice } from '../../support/office.js';
import { alike, reimport } from '../../support/roster.js';
import { cardIn, talk } from '../../support/talk.js';

const FIRST = '综合科（第一工程管理所）';
const SECOND = '综合科（第二工程管理所）';

/** Both 工程管理所 have a 综合科, in which everybody of them sits and has been asked. */
async function asked(): Promise<Office> {
  const office = await testOffice();
  await reimport(office, alike);
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  expect(sent).toMatchObject({ ok: true });
  return office;
}

test('departments that share a name stand with the unit above them: in the table, the names and the menu', async () => {
  const office = await asked();
  const { blocks } = cardIn(await talk(office, '001').say('汇总 本月 作答'));
  const rows = blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map(([name]) => name) : []));
  const names = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts.map(({ label }) => label) : []));
  const menus = JSON.stringify(blocks.filter(({ kind }) => kind === 'actions'));
  for (const name of [FIRST, SECOND]) {
    expect(rows.filter((row) => row === name)).toHaveLength(1);
    expect(names.filter((label) => label === name)).toHaveLength(1);
    expect(menus).toContain(`"label":"${name}"`);
  }
  expect(rows).toContain('规划处');
  expect([...rows, ...names]).not.toContain('综合科');
});

test('whoever types the name that they share is told how to write it, and that is understood', async () => {
  const office = await asked();
  const summary = async (words: string) => cardIn(await talk(office, '001').say(`汇总 本月 ${words}`)).summary;
  expect(await summary('综合科')).toContain('同名的部门连同上级单位一起写');
  expect(await summary(FIRST)).toContain(`· ${FIRST} ·`);
  expect(await summary('综合科(第二工程管理所)')).toContain(`· ${SECOND} ·`);
});

test('a part of a name that one unit alone has is understood, though the departments below it are called after it', async () => {
  const office = await asked();
  const summary = async (words: string) => cardIn(await talk(office, '001').say(`汇总 本月 ${words}`)).summary;
  expect(await summary('第一工程')).toContain('· 第一工程管理所 ·');
  expect(await summary('科(第一')).toContain(`· ${FIRST} ·`);
});

test('a department that was dissolved is told apart as well', async () => {
  const office = await asked();
  await reimport(office, (csv) => csv);
  const { blocks } = cardIn(await talk(office, '001').say('汇总 本月 作答'));
  const rows = blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map(([name]) => name) : []));
  for (const name of [FIRST, SECOND]) expect(rows).toContain(`${name}（已撤销）`);
});

test('who is missing from a dissolved department does not stand under the one of its name that is left', async () => {
  const office = await asked();
  // 综合科 of the first unit is dissolved.
  await reimport(office, (csv) => alike(csv).replaceAll('第一工程管理所/综合科', '第一工程管理所'));
  const { blocks } = cardIn(await talk(office, '001').say('汇总 本月 作答'));
  const facts = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
  const listed = new Map(facts.map(({ label, value }) => [label, value]));
  expect(listed.get('综合科（已撤销）')).toContain('孟小川');
  expect(listed.get('综合科')).not.toContain('孟小川');
  const file = await summaryFile(office.participation, { view: '2026-11|prompts|', format: 'xlsx' }, '001' as MemberId);
  const sheets = await readWorkbook(Buffer.from(file?.content ?? []));
  const names = sheets.find(({ sheet }) => sheet === '未作答、缺席人员')?.data;
  expect(names?.find((row) => row.includes('孟小川'))?.[0]).toBe('综合科（已撤销）');
});
