import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { chainNotices } from '../../src/cli/doctor/leave.js';
import { rosterCommand } from '../../src/cli/roster.js';
import { Chains } from '../../src/leave/chain/policy.js';
import { activeMembers, syncAccounts } from '../../src/org/service.js';
import { account, csv, edited, LINES, office } from './bureau.js';

/** An office with a rule for 甲处 of its own. */
const CHAINS = Chains.parse([
  { when: { kind: 'annual-leave', departments: ['甲处'] }, steps: [{ approve: 'bureauHead' }] },
  { when: { kind: 'annual-leave', exceptDepartments: ['甲处'] }, steps: [{ approve: 'departmentHead' }] },
]);

async function commandLine() {
  const { deps, transact } = await office();
  const folder = mkdtempSync(join(tmpdir(), 'siwen-roster-'));
  const file = (name: string, content: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  async function run(...words: string[]) {
    const printed: string[] = [];
    const codes: number[] = [];
    const program = new Command('siwen').addCommand(
      rosterCommand({
        open: () => Promise.resolve({ ...deps, noticesOf: (all) => chainNotices(CHAINS, all), close: () => Promise.resolve() }),
        locale: 'zh-CN',
        operator: 'tester',
        out: (text) => printed.push(text),
        exit: (code) => codes.push(code),
      }),
    );
    program.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    for (const each of program.commands.flatMap((command) => [command, ...command.commands]))
      each.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    await program.parseAsync(['roster', ...words], { from: 'user' }).catch((error: unknown) => {
      if (!(error instanceof Error && 'exitCode' in error)) throw error;
    });
    return { text: printed.join('\n'), code: codes.at(-1) };
  }
  return { deps, transact, folder, file, run };
}

test('wrong use ends with 2, of the group as of its commands', async () => {
  const { file, run } = await commandLine();
  const path = file('roster.csv', csv());
  for (const words of [[], ['foo'], ['import', path, '--confirm-leaving', 'abc'], ['import', path, '--confirm-leaving', '-1']])
    expect(await run(...words), words.join(' ')).toMatchObject({ code: 2 });
});

test('import shows first and applies only when told to', async () => {
  const { file, run, transact } = await commandLine();
  const path = file('roster.csv', csv());
  const shown = await run('import', path);
  expect(shown.code).toBe(0);
  expect(shown.text).toContain('新增人员  001 甲一');
  expect(shown.text).toContain('以上尚未写入；确认后请加 --apply。');
  expect(await transact(activeMembers)).toEqual([]);
  expect(await run('import', path, '--apply')).toMatchObject({ code: 0, text: expect.stringContaining('已写入。') });
  expect(await transact(activeMembers)).toHaveLength(7);
  const changed = await run('import', file('next.csv', csv(edited('102', '科员', '副科级'))));
  expect(changed.text.split('\n')[0]).toBe('变更人员  102 丁四  职级 科员 → 副科级');
  const handedOver = csv(edited('002', '甲处、乙处', '甲处', edited('001', ',是,,', ',是,乙处,')));
  expect((await run('import', file('over.csv', handedOver))).text.split('\n')[0]).toBe('变更部门  局/乙处  分管领导 002 乙二 → 001 甲一');
});

test('mistakes end with 1 and are listed, in English where asked, as JSON for scripts', async () => {
  const { file, run } = await commandLine();
  const path = file('wrong.csv', csv(edited('102', '科员', '七级', edited('202', 'ji@', 'ji'))));
  expect(await run('import', path, '--apply')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^花名册有 2 处需要改正，未做任何改动：\n {2}第 5 行/),
  });
  expect((await run('import', path, '--locale', 'en')).text).toContain('  row 7, column “email”, “jibureau.example”: expected an e-mail');
  const json = JSON.parse((await run('import', path, '--json')).text);
  expect(json).toMatchObject({ ok: false, refusal: 'file-wrong', problems: [{ row: 5, column: 'rank', value: '七级' }, { row: 7 }] });
});

test('a file that lets many go has to be confirmed with their number', async () => {
  const { file, run } = await commandLine();
  await run('import', file('all.csv', csv([...LINES, ...Array.from({ length: 9 }, (_, i) => `9${i},人${i},科员,局,,,,,,`)])), '--apply');
  const few = file('few.csv', csv());
  expect((await run('import', few)).text).toContain('--apply --confirm-leaving 9');
  expect(await run('import', few, '--apply')).toMatchObject({
    code: 1,
    text: expect.stringContaining('现有 16 人中将有 9 人停用，未做任何改动'),
  });
  expect(await run('import', few, '--apply', '--confirm-leaving', '9')).toMatchObject({ code: 0 });
});

test('an id that seems to have changed hands is named with what that would open, and has to be confirmed', async () => {
  const { file, run } = await commandLine();
  await run('import', file('all.csv', csv()), '--apply');
  const other = file('other.csv', csv(edited('102', '丁四', '辛八', edited('102', 'ding@', 'xin@'))));
  const shown = await run('import', other);
  expect(shown).toMatchObject({ code: 0, text: expect.stringContaining('102  丁四 → 辛八') });
  expect(shown.text).toContain('--apply --confirm-same 1');
  const refused = await run('import', other, '--apply');
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('现在的人就会看到原来的人写的内容') });
  expect(refused.text).toContain('未做任何改动');
  expect(await run('import', other, '--apply', '--confirm-same', '1')).toMatchObject({ code: 0 });
});

test('somebody who seems to have got another id is named with what that would lose, and has to be confirmed', async () => {
  const { file, run } = await commandLine();
  await run('import', file('all.csv', csv()), '--apply');
  const other = file('other.csv', csv(edited('001', '001', '1')));
  const shown = await run('import', other);
  expect(shown).toMatchObject({ code: 0, text: expect.stringContaining('  001 → 1  甲一') });
  expect(shown.text).toContain('--apply --confirm-renumbered 1');
  const refused = await run('import', other, '--apply');
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('本人就看不到以前的内容') });
  expect(refused.text).toContain('未做任何改动');
  expect(await run('import', other, '--apply', '--confirm-renumbered', '1')).toMatchObject({ code: 0 });
});

test('wrong use ends with 2', async () => {
  const { run, folder } = await commandLine();
  expect((await run('import')).code).toBe(2);
  expect((await run('import', 'x', '--nonsense')).code).toBe(2);
  expect((await run('check', '--locale', 'fr')).code).toBe(2);
  expect(await run('import', join(folder, 'missing.csv'))).toMatchObject({ code: 2, text: expect.stringContaining('读不到文件') });
  expect((await run('import', '--help')).code).toBe(0);
});

test('export writes what import takes, to the screen or to a file only its owner can read', async () => {
  const { file, folder, run } = await commandLine();
  await run('import', file('roster.csv', csv()), '--apply');
  const screen = await run('export');
  expect(JSON.parse((await run('export', '--json')).text)).toEqual({ format: 'csv', content: screen.text });
  expect(screen.text).toContain('211,庚七,正科级,,局/乙处/丙科,,是');
  const workbook = join(folder, 'out.xlsx');
  expect(await run('export', workbook)).toMatchObject({ code: 0, text: `已写入 ${workbook}。` });
  expect([...readFileSync(workbook).subarray(0, 2)]).toEqual([0x50, 0x4b]);
  expect(await run('export', join(folder, 'out.xls'))).toMatchObject({ code: 2, text: '文件名应以 .csv 或 .xlsx 结尾。' });
  const nowhere = run('export', join(folder, 'nowhere', 'out.csv'));
  await expect(nowhere).rejects.toMatchObject({ name: 'StartError', text: { zh: expect.stringContaining('写不了文件') } });
  expect((await run('import', workbook)).text).toContain('新增 0，变更 0，停用 0，恢复 0');
});

test('before the chat was ever asked, check says that it does not know yet, and names who has nothing to be matched by', async () => {
  const { file, run } = await commandLine();
  await run('import', file('roster.csv', csv()), '--apply');
  expect(await run('check')).toMatchObject({
    code: 1,
    text: '四问还没有连接过聊天服务，7 人有没有账号还不知道。请先启动四问，连上之后再核对。',
  });
});

test('check ends with 1 while somebody has no account, and with 0 when all have', async () => {
  const { deps, file, run } = await commandLine();
  await run('import', file('roster.csv', csv()), '--apply');
  const emails = LINES.map((line) => line.split(',')[8]);
  await syncAccounts(
    deps,
    emails.slice(1).map((email, index) => account(`U${index}`, email)),
  );
  expect(await run('check')).toMatchObject({ code: 1, text: '未匹配账号的人员 1\n  001 甲一  聊天中没有对应的账号' });
  await syncAccounts(deps, [account('U99', emails[0])]);
  expect(await run('check')).toMatchObject({ code: 0, text: '人员共 7 名，均已匹配账号。' });
  expect(JSON.parse((await run('check', '--json')).text)).toMatchObject({ members: 7, unmatched: [] });
});

test('whoever brings a roster in which a department that the chains for leave name is called otherwise hears of it before it is applied', async () => {
  const { file, run } = await commandLine();
  const path = file('roster.csv', csv());
  expect((await run('import', path, '--apply')).text).not.toContain('审批链');
  const renamed = file('renamed.csv', csv(LINES.map((line) => line.replaceAll('甲处', '综合处'))));
  for (const more of [[], ['--apply'], ['--apply']])
    expect((await run('import', renamed, ...more)).text).toContain('花名册上没有请假审批链写到的部门：甲处。');
  expect((await run('import', renamed, '--locale', 'en')).text).toContain('Those chains are for nobody');
});
