import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { plus } from '../../src/calendar/instant.js';
import { backupCommand } from '../../src/cli/backup.js';
import type { Finding } from '../../src/cli/doctor/finding.js';
import { doctorCommand } from '../../src/cli/doctor.js';
import { outboxCommand } from '../../src/cli/outbox.js';
import { readConfig } from '../../src/config.js';
import { takeLock } from '../../src/db/lock.js';
import { masterKeyId, parseKey } from '../../src/db/master-key.js';
import { openGround } from '../../src/ground.js';
import { activeMembers, importRoster, syncAccounts } from '../../src/org/service.js';
import { pauseSchedule, seedSchedules } from '../../src/reflection/schedule/service.js';
import { systemClock } from '../../src/schedule/clock.js';
import Database from '../../src/sqlite.js';
import { scratch } from '../db/scratch.js';
import { testOffice, zone } from '../support/office.js';
import { KEY, run } from './command-line.js';

async function bureau() {
  const office = await testOffice();
  const dataDir = dirname(office.path);
  const doctor = (...words: string[]) => run(doctorCommand, dataDir, words, KEY);
  const finding = async (check: string): Promise<Finding | undefined> =>
    (await doctor('--json')).json().find((one: Finding) => one.check === check);
  return { office, dataDir, doctor, finding };
}

test('doctor ends with 1 and says what to do while something is amiss; the line goes away with it', async () => {
  const { office, doctor } = await bureau();
  const before = await doctor();
  expect(before.code).toBe(1);
  expect(before.text).toContain('✓ 花名册 26 人');
  expect(before.text).toContain('✗ 还没有连接过聊天服务，谁有账号还不知道\n  → 请启动四问，连上之后再看');
  const members = await office.transact(activeMembers);
  const accounts = members.map(({ id, name, email }) => ({
    userId: `U${id}`,
    teamId: 'T',
    name,
    email,
    locale: 'zh-CN',
    active: true,
    bot: false,
  }));
  await syncAccounts(office.ground, accounts.slice(0, 1));
  expect((await doctor()).text).toContain('✗ 25 人没有对应的聊天账号\n  → 请用 siwen roster check 逐一列出');
  await syncAccounts(office.ground, accounts);
  expect((await doctor()).text).toContain('✓ 人人都有对应的聊天账号');
  const stranger = { userId: 'U9', teamId: 'T', name: '路过', email: undefined, locale: 'zh-CN', active: true, bot: false };
  await syncAccounts(office.ground, [...accounts.map((one, index) => ({ ...one, active: index > 0 })), stranger]);
  const { text } = await doctor();
  expect(text).toContain('✗ 1 个聊天账号不在花名册上');
  expect(text).toContain('✗ 1 人的聊天账号已停用');
});

test('for scripts each finding has a name and both languages; what is amiss has a next step', async () => {
  const { doctor } = await bureau();
  const findings: Finding[] = (await doctor('--json')).json();
  for (const { check, ok, what, next } of findings) {
    expect(
      [check, what.zh, what.en].every((part) => part.length > 0),
      check,
    ).toBe(true);
    expect(next !== undefined, check).toBe(!ok);
  }
  expect(findings.map(({ check }) => check)).toEqual(
    expect.arrayContaining([
      'node',
      'lock',
      'disk',
      'permissions',
      'settings',
      'key',
      'database',
      'calendar',
      'roster',
      'outbox',
      'backup',
      'cards',
    ]),
  );
});

test('files that others could read are named, also those that doctor hides from them by opening the office', async () => {
  const { finding, dataDir } = await bureau();
  for (const name of ['siwen.db', 'keys.db']) chmodSync(join(dataDir, name), 0o644);
  expect(await finding('permissions')).toMatchObject({ ok: false, what: { zh: '别人也能读这些文件：keys.db、siwen.db' } });
  expect(await finding('permissions')).toMatchObject({ ok: true });
});

test('a backup is missed until there is one, and again when it is gone', async () => {
  const { finding, dataDir } = await bureau();
  expect(await finding('backup')).toMatchObject({ ok: false, what: { zh: '还没有备份' } });
  await run(backupCommand, dataDir, [], KEY);
  expect(await finding('backup')).toMatchObject({ ok: true });
  const sqlite = new Database(join(dataDir, 'siwen.db'));
  sqlite.prepare('UPDATE backup_taken SET taken_at = taken_at - ? WHERE name IS NOT NULL').run(3 * 86_400_000);
  sqlite.close();
  expect(await finding('backup')).toMatchObject({ ok: false, what: { zh: expect.stringContaining('最近的备份：') } });
});

test('a copy of the keys that still has what was erased is told, with its folder; one that only lacks a new key is not', async () => {
  const { office, finding, dataDir } = await bureau();
  office.ground.vault.prepare(['302']);
  await run(backupCommand, dataDir, [], KEY);
  office.ground.vault.prepare(['603']);
  expect(await finding('key-copies')).toBeUndefined();
  const copy = join(dataDir, 'backups', 'keys.db');
  const former = readFileSync(copy);
  await office.transact((tx) => office.ground.vault.replaceKey(tx, '302'));
  await office.ground.vault.destroyReplaced();
  expect(await finding('key-copies')).toBeUndefined();
  writeFileSync(copy, former);
  expect(await finding('key-copies')).toMatchObject({ ok: false, what: { zh: expect.stringContaining(join(dataDir, 'backups')) } });
});

test('a database that was put back and knows of no backup yet: the copies in the folder count, those of another office do not', async () => {
  const { finding, dataDir } = await bureau();
  await run(backupCommand, dataDir, [], KEY);
  const edit = (sql: string) => {
    const sqlite = new Database(join(dataDir, 'siwen.db'));
    sqlite.exec(sql);
    sqlite.close();
  };
  edit('DELETE FROM backup_taken');
  expect(await finding('backup')).toMatchObject({ ok: true, what: { zh: expect.stringContaining('最近的备份：') } });
  edit('UPDATE delivery_salt SET salt = randomblob(32)');
  expect(await finding('backup')).toMatchObject({ ok: false, what: { zh: '还没有备份' } });
});

test('what did not arrive, and what has waited for hours, is told', async () => {
  const { office, finding } = await bureau();
  expect([(await finding('outbox'))?.ok, (await finding('waiting'))?.ok]).toEqual([true, true]);
  const sqlite = new Database(office.path);
  sqlite.exec("INSERT INTO delivery_content (id, json) VALUES (1, '{}')");
  const add = sqlite.prepare(
    "INSERT INTO delivery_outbox (key, kind, chat_user, urgent, content_id, nonce, enqueued_at, state, settled_at) VALUES (?, 'post', 'U', 0, 1, ?, ?, ?, ?)",
  );
  const earlier = Date.now() - 5 * 3_600_000;
  add.run('a', 'a', earlier, 'refused', earlier);
  add.run('b', 'b', earlier, 'pending', null);
  sqlite.close();
  expect(await finding('outbox')).toMatchObject({ ok: false, what: { zh: '1 条消息被拒收，0 条不明而暂停' } });
  expect(await finding('waiting')).toMatchObject({ ok: false, what: { zh: expect.stringContaining('待发 1 条，最早的从') } });
});

test('rows that point nowhere are damage, too', async () => {
  const { office, finding } = await bureau();
  const sqlite = new Database(office.path);
  sqlite.pragma('foreign_keys = OFF');
  sqlite.exec('INSERT INTO delivery_retry VALUES (4711)');
  sqlite.close();
  expect(await finding('database')).toMatchObject({ ok: false, what: { zh: expect.stringContaining('1 处指向不存在的行') } });
});

test('the master key is named by the number that a restoration asks for', async () => {
  const { finding } = await bureau();
  const number = masterKeyId(parseKey(KEY.SIWEN_KEY, 'SIWEN_KEY'));
  expect(await finding('key')).toMatchObject({ ok: true, what: { zh: `主密钥（编号 ${number}）来自 SIWEN_KEY` } });
});

test('a change of keys that was cut short is told', async () => {
  const { dataDir, finding } = await bureau();
  expect(await finding('key-change')).toBeUndefined();
  writeFileSync(join(dataDir, 'siwen.key.next'), `${'b2'.repeat(32)}\n`, { mode: 0o600 });
  expect(await finding('key-change')).toMatchObject({ ok: false, next: { zh: expect.stringContaining('siwen key rotate') } });
});

test('in a folder without a database nothing is made, and everything else is looked at', async () => {
  const dir = scratch();
  const { code, text } = await run(doctorCommand, dir, [], KEY);
  expect(code).toBe(1);
  expect(text).toContain('请检查 SIWEN_DATA_DIR');
  expect(text).toContain('本地工作区');
  expect(readdirSync(dir)).toEqual([]);
});

test('a database that is gone while its keys are there is told as lost, not as one that is still to be made', async () => {
  const { dataDir, doctor, office } = await bureau();
  office.ground.vault.prepare(['302']);
  for (const name of readdirSync(dataDir).filter((each) => each.startsWith('siwen.db'))) rmSync(join(dataDir, name));
  const { code, text } = await doctor();
  expect(code).toBe(1);
  expect(text).toMatch(/✗ .*siwen\.db 不存在或是空的.*丢失/);
  expect(text).not.toContain('请先启动四问');
  expect(readdirSync(dataDir).filter((name) => name.startsWith('siwen.db'))).toEqual([]);
});

test('a policy or a calendar that the running bot has not read yet is told, and no longer once it is started again', async () => {
  const { dataDir, finding } = await bureau();
  const path = join(dataDir, 'policy.yaml');
  const policy = () => writeFileSync(path, readFileSync('data/policy.yaml'));
  policy();
  expect(await finding('restart')).toBeUndefined(); // no bot is running
  const start = (sinceMs: number) => takeLock(join(dataDir, 'lock.db'), plus(systemClock.now(), sinceMs), zone());
  // Doctor takes its time on a busy machine.
  const lock = start(-60_000);
  expect(await finding('restart')).toMatchObject({
    ok: false,
    what: { zh: expect.stringContaining(path) },
    next: { zh: '请重新启动四问' },
  });
  lock.release();
  const again = start(1_000);
  expect(await finding('restart')).toBeUndefined();
  again.release();
});

test('a database of an older version is told and left as it is: an older bot may be running on it, and there is no way back', async () => {
  const { dataDir, doctor, office } = await bureau();
  const sqlite = new Database(office.path);
  const version = () => sqlite.pragma('user_version', { simple: true });
  const older = Number(version()) - 1;
  sqlite.pragma(`user_version = ${older}`);
  const { code, text } = await doctor();
  expect(code).toBe(1);
  expect(text).toContain(`✗ ${office.path} 是较早版本的四问写入的，还没有更新`);
  await expect(run(outboxCommand, dataDir, ['list'], KEY)).rejects.toThrow('was written by an older siwen');
  await expect(openGround(readConfig({ SIWEN_DATA_DIR: dataDir, ...KEY }), systemClock)).rejects.toThrow('was written by an older siwen');
  expect(version()).toBe(older);
  sqlite.close();
});

test('where the bot could not start, the reason is one of the findings', async () => {
  const wrongKey = await bureau();
  const { code, text } = await run(doctorCommand, wrongKey.dataDir, [], { SIWEN_KEY: 'ff'.repeat(32) });
  expect(code).toBe(1);
  expect(text).toContain('✗ SIWEN_KEY 中的密钥不是加密这个数据库所用的密钥');
  expect(text).toContain('✓ 磁盘');
  const broken = await bureau();
  writeFileSync(join(broken.dataDir, 'policy.yaml'), 'org:\n  ranks: []\n');
  expect((await broken.doctor()).text).toContain('policy.yaml:2: org.ranks: 至少要有一个职级');
  const noDatabase = scratch();
  writeFileSync(join(noDatabase, 'siwen.db'), 'somebody else’s file, and long enough to be looked at'.repeat(40));
  expect((await run(doctorCommand, noDatabase, [], KEY)).text).toContain('✗ ');
});

test('a schedule whose prompts are gone is named, unless it is paused', async () => {
  const { finding, office } = await bureau();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  expect(await finding('schedules')).toBeUndefined();
  await office.transact((tx) =>
    tx.updateTable('reflection_schedule').set({ spec: sql`replace(spec, 'four-questions', 'former-questions')` }).execute(),
  );
  expect((await finding('schedules'))?.what.zh).toMatch(/：monthly-four-questions$/);
  await pauseSchedule(office.reflection, { operator: 'test' }, 'monthly-four-questions', true);
  expect(await finding('schedules')).toBeUndefined();
});

test('a schedule that names what the roster or the policy does not have is told, with what it names', async () => {
  const { finding, office } = await bureau();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  expect(await finding('schedule-audiences')).toBeUndefined();
  const ask = (audience: object) =>
    office.transact((tx) =>
      tx
        .updateTable('reflection_schedule')
        .set({ spec: sql`json_set(spec, '$.audience', json(${JSON.stringify(audience)}))` })
        .where('id', '=', 'monthly-four-questions')
        .execute(),
    );
  await ask({ kind: 'departments', departments: ['规划处', '已撤销处'] });
  expect((await finding('schedule-audiences'))?.what.zh).toMatch(/：monthly-four-questions（已撤销处）$/);
  await ask({ kind: 'members', members: ['302', '999'] });
  expect((await finding('schedule-audiences'))?.what.en).toMatch(/: monthly-four-questions \(999\)$/);
  await ask({ kind: 'ranks', atLeast: '司局级' });
  expect((await finding('schedule-audiences'))?.what.zh).toContain('司局级');
  await pauseSchedule(office.reflection, { operator: 'test' }, 'monthly-four-questions', true);
  expect(await finding('schedule-audiences')).toBeUndefined();
});

test('a department that the chains for leave name, or a part that they need, and the roster does not have, is told', async () => {
  const { finding, dataDir, office } = await bureau();
  expect(await finding('leave')).toMatchObject({ ok: true });
  const policy = readFileSync('data/policy.yaml', 'utf8');
  const chains = `  chains:
    - { when: { kind: annual-leave, departments: [规化处, 办公室] }, steps: [{ approve: departmentHead }] }
    - { when: { kind: annual-leave, exceptDepartments: [规化处, 办公室] }, steps: [{ approve: departmentHead }, { file: discipline }] }
`;
  writeFileSync(join(dataDir, 'policy.yaml'), policy.replace(/^ {2}chains:\n(?: {4}.*\n)+/m, chains));
  expect((await finding('leave-departments'))?.what.zh).toMatch(/部门：规化处$/);
  expect(await finding('leave-functions')).toBeUndefined();
  const content = readFileSync('data/roster.csv', 'utf8').replace(',纪监,', ',,');
  const actor = { operator: 'test' };
  const ranks = office.ground.policy.org.ranks;
  await importRoster({ ...office.ground, ranks }, { actor, content: new TextEncoder().encode(content), apply: true, confirmedEmptied: 1 });
  expect((await finding('leave-functions'))?.what.zh).toContain('要由纪监处办理');
});

test('a rank that the ladder has not is told, with how many have it', async () => {
  const { finding, office } = await bureau();
  expect(await finding('leave-ranks')).toBeUndefined();
  await office.transact((tx) => tx.updateTable('org_member').set({ rank: '一级科员' }).where('rank', '=', '科员').execute());
  expect((await finding('leave-ranks'))?.what.zh).toMatch(/org.ranks 中：一级科员 \d+ 人。/);
  expect(await finding('leave')).toBeUndefined();
});
