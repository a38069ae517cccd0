import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import { exportCommand } from '../../../src/cli/export.js';
import type { MemberId } from '../../../src/org/member.js';
import { summaryFile } from '../../../src/participation/export/service.js';
import { summarize } from '../../../src/participation/summary/service.js';
import { submit } from '../../../src/reflection/response/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { KEY, run } from '../../cli/command-line.js';
import { days, leaveOf } from '../../leave/away/world.js';
import { opened } from '../../meeting/attendance/opened.js';
import { button, cardIn, talk } from '../../support/talk.js';

const answers = { post: '秘密一', expectations: '秘密二', contribution: '秘密三', conscience: '秘密四' };
const november = { from: '2026-11-01' as PlainDate, to: '2026-11-30' as PlainDate };
const HOSTILE = '=HYPERLINK("x")处';

/** A round, a meeting and leave, in a department whose name is a formula. */
async function lived() {
  const world = await opened();
  const { office, meeting } = world;
  await office.transact((tx) => tx.updateTable('org_department').set({ name: HOSTILE }).where('name', '=', '规划处').execute());
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  await submit(office.reflection, { roundId: sent.round.id, memberId: '603', submission: 'a', answers });
  await leaveOf(office, '602', days('2026-11-03 am', '2026-11-03 am'));
  await world.checkIn('603');
  office.moveTo(meeting.startsAt);
  await world.close();
  return office;
}
type Office = Awaited<ReturnType<typeof lived>>;
type Sheets = Map<string, readonly (readonly unknown[])[]>;

const fileFor = (office: Office, memberId: string, format = 'xlsx', view = '2026-11-01..2026-11-30|all|') =>
  summaryFile(office.participation, { view, format }, memberId as MemberId);
const sheetsOf = async (content: Uint8Array | undefined): Promise<Sheets> =>
  new Map((await readWorkbook(Buffer.from(content ?? []))).map(({ sheet, data }) => [sheet, data]));
const summary = async (office: Office, viewer: { operator: string } | { member: MemberId } = { operator: 'test' }) => {
  const result = await summarize(office.participation, { viewer, period: november });
  if (!result.ok) throw new Error(result.refusal);
  return result;
};

test('the workbook has a sheet a subject, with the figures of the summary, and nothing that anybody wrote', async () => {
  const office = await lived();
  const file = await fileFor(office, '001');
  expect(file?.filename).toBe('参与汇总 2026年11月.xlsx');
  const sheets = await sheetsOf(file?.content);
  expect([...sheets.keys()]).toEqual(['作答', '会议', '请假', '趋势', '未作答、缺席人员']);
  const { departments, total, missing } = await summary(office);
  const rows = departments.map(({ name, prompts: { asked, answered, late, missing: none } }) => [
    name,
    asked,
    answered,
    late,
    none,
    answered / asked,
  ]);
  expect(sheets.get('作答')?.slice(1, -1)).toEqual(
    rows.filter(([, asked]) => asked !== 0).length === rows.length ? rows : expect.anything(),
  );
  expect(sheets.get('作答')?.at(-1)).toEqual([
    '合计',
    total.prompts.asked,
    total.prompts.answered,
    0,
    total.prompts.missing,
    total.prompts.answered / total.prompts.asked,
  ]);
  const { expected, present, late, excused, absent } = total.meetings;
  expect(sheets.get('会议')?.at(-1)).toEqual(['合计', expected, present, late, excused, absent, present / expected]);
  expect(sheets.get('请假')?.at(-1)).toEqual(['合计', 0.5, 0, 0, 0, 0.5, 1]);
  expect(sheets.get('趋势')).toHaveLength(13);
  expect(sheets.get('趋势')?.at(-1)?.slice(0, 2)).toEqual([new Date('2026-11-01'), new Date('2026-11-30')]);
  expect(sheets.get('未作答、缺席人员')).toHaveLength(1 + (missing?.listed.length ?? 0) + (missing?.more ?? 0));
  expect(sheets.get('作答')?.map(([name]) => name)).toContain(HOSTILE);
  expect(JSON.stringify([...sheets])).not.toContain('秘密');
});

test('the CSV opens in Excel in Chinese, runs nothing, and has the same figures', async () => {
  const office = await lived();
  const { content } = (await fileFor(office, '001', 'csv')) ?? { content: new Uint8Array() };
  expect([...content.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows: string[][] = parse(Buffer.from(content), { bom: true });
  expect(rows[0]?.slice(0, 6)).toEqual(['部门', '应答', '已答', '其中补答', '未答', '作答率']);
  expect(rows.flat().filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
  const { total } = await summary(office);
  expect(rows.at(-1)?.slice(0, 5)).toEqual(['合计', `${total.prompts.asked}`, '1', '0', `${total.prompts.missing}`]);
});

test('whoever asks gets what is theirs, by the database when it is made; each is put on record', async () => {
  const office = await lived();
  const sheets = await sheetsOf((await fileFor(office, '003'))?.content);
  expect(
    sheets
      .get('作答')
      ?.slice(1, -1)
      .map(([name]) => name),
  ).toEqual([HOSTILE, '第一工程管理所']);
  expect([...(await sheetsOf((await fileFor(office, '302', 'xlsx', '2026-11|leave|'))?.content)).keys()]).toEqual(['请假', '趋势']);
  // Personnel sees days of leave, and nothing else.
  for (const nobody of ['603', '402', '302', '9999']) expect(await fileFor(office, nobody)).toBeUndefined();
  const entries = await office.transact((tx) =>
    tx.selectFrom('org_audit').selectAll().where('action', '=', 'participation.export').execute(),
  );
  expect(entries.map(({ member_id }) => member_id)).toEqual(['003', '302']);
});

test('one press sends one file, however often it is delivered, and the policy keeps names out', async () => {
  const office = await lived();
  const leader = talk(office, '001');
  const { id, value } = button(cardIn(await leader.say('汇总')).blocks, '下载 Excel');
  for (let n = 0; n < 2; n++) expect(cardIn(await leader.press(id, value, 'message', 'same')).summary).toContain('正在生成文件');
  expect(await office.outbox('participation.file:001:')).toHaveLength(1);
  const quiet = { ...office.participation, policy: { ...office.participation.policy, names: false } };
  const file = await summaryFile(quiet, { view: '2026-11|all|', format: 'xlsx' }, '001' as MemberId);
  expect([...(await sheetsOf(file?.content)).keys()]).not.toContain('未作答、缺席人员');
});

test('siwen export writes the same figures, and says what is wrong with a name or a place', async () => {
  const office = await lived();
  const folder = mkdtempSync(join(tmpdir(), 'siwen-export-'));
  const siwen = (...words: string[]) =>
    run(exportCommand, dirname(office.path), ['--from', '2026-11-01', '--to', '2026-11-30', ...words], KEY);
  const file = join(folder, '十一月.xlsx');
  writeFileSync(file, '别人也能读', { mode: 0o644 });
  expect(await siwen('--file', file)).toMatchObject({ code: 0 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect([...(await sheetsOf(readFileSync(file))).entries()]).toEqual([
    ...(await sheetsOf((await fileFor(office, '001'))?.content)).entries(),
  ]);
  expect(await siwen('--file', join(folder, 'x.csv'), '--subject', 'meetings')).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'x.csv'), 'utf8')).toContain('到会率');
  expect(await siwen('--file', join(folder, 'x.pdf'))).toMatchObject({ code: 2, text: '文件名应以 .xlsx、.csv 或 .png 结尾。' });
  const nowhere = siwen('--file', join(folder, 'nowhere', 'x.csv'));
  await expect(nowhere).rejects.toMatchObject({ name: 'StartError', text: { zh: expect.stringContaining('写不了文件') } });
});
