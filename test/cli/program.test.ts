import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../dist/cli/siwen.js', import.meta.url));

const roster = fileURLToPath(new URL('../../data/roster.csv', import.meta.url));

/** A folder with the data of an office that has nobody yet. */
async function newOffice(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-cli-'));
  await siwen(['roster', 'import', roster], {}, dataDir); // a look: nothing is applied
  return dataDir;
}

/** The program itself, built, in a folder of its own, as an administrator types it. */
function siwen(words: readonly string[], environment: Record<string, string> = {}, dataDir = mkdtempSync(join(tmpdir(), 'siwen-cli-'))) {
  const env = { PATH: process.env.PATH, SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32), ...environment };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [program, ...words], { env, cwd: existsSync(dataDir) ? dataDir : tmpdir() }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}
const folderWith = (name: string, content: string | Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'siwen-cli-'));
  writeFileSync(join(folder, name), content);
  return folder;
};

describe('siwen', { timeout: 60_000 }, () => {
  test('lists its commands in the office’s language', async () => {
    const [chinese, english] = await Promise.all([siwen(['--help']), siwen(['--help'], { SIWEN_LOCALE: 'en' })]);
    expect([chinese.code, english.code]).toEqual([0, 0]);
    for (const name of ['roster', 'schedule', 'round', 'summary', 'calendar', 'outbox', 'audit', 'key', 'erase', 'doctor'])
      expect(chinese.out).toMatch(new RegExp(`^ {2}${name}\\b.*\\p{Script=Han}`, 'mu'));
    expect(english.out).toContain('Commands:');
    expect(english.out).not.toMatch(/\p{Script=Han}/u);
  });

  test('a roster that makes the key says so, and that it has to be copied; beside the answer, not in it', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'siwen-cli-'));
    const first = await siwen(['roster', 'import', roster, '--json'], { SIWEN_KEY: '' }, dataDir);
    expect(first.err).toContain(`已生成密钥文件 ${join(dataDir, 'siwen.key')}。请立即将它备份到别处`);
    expect(JSON.parse(first.out)).toMatchObject({ ok: true });
    expect((await siwen(['roster', 'import', roster], { SIWEN_KEY: '' }, dataDir)).err).toBe('');
  });

  test('says its version', async () => {
    const { version } = JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'));
    expect(await siwen(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect((await siwen(['doctor'])).out).toContain(`✓ 四问 ${version}\n`);
  });

  test('wrong use ends with 2, on the error stream, without a stack', async () => {
    const wrong = await Promise.all([
      siwen(['summarise']),
      siwen(['summary', '--from', '2026-11-01']),
      siwen(['summary', '--from', 'x', '--to', 'y']),
      siwen(['roster', 'import']),
      siwen(['doctor'], { SIWEN_PORT: 'many' }),
    ]);
    for (const { code, out, err } of wrong) {
      expect(code).toBe(2);
      expect(`${out}${err}`.trim()).toMatch(/\p{Script=Han}/u);
      expect(`${out}${err}`).not.toMatch(/^\s+at /m);
    }
    expect(wrong[0]?.err.trim()).toBe('没有 summarise 这个子命令。加上 --help 可查看用法。');
    expect(wrong[4]?.err).toContain('SIWEN_PORT');
  });

  test('what makes the office unusable ends with 1 and names the file', async () => {
    const broken = await Promise.all([
      siwen(['schedule', 'list'], {}, folderWith('policy.yaml', 'org:\n  ranks: []\n')),
      siwen(['schedule', 'list'], {}, folderWith('siwen.db', 'somebody else’s file, and long enough to be looked at'.repeat(40))),
      siwen(['schedule', 'list'], { SIWEN_KEY: 'abc' }),
    ]);
    expect(broken.map(({ code }) => code)).toEqual([1, 1, expect.any(Number)]);
    expect(broken[0]?.err).toContain('policy.yaml:2: org.ranks: 至少要有一个职级');
    expect(broken[1]?.err).toContain('siwen.db');
    expect(broken[2]?.err).toContain('SIWEN_KEY');
    for (const { err } of broken) expect(err).not.toMatch(/^\s+at /m);
  });

  test('a data folder or settings that cannot be read are told in a sentence, by every command', async () => {
    const file = join(folderWith('a-file', ''), 'a-file');
    const aFile = { SIWEN_DATA_DIR: file };
    const settings = mkdtempSync(join(tmpdir(), 'siwen-cli-'));
    mkdirSync(join(settings, '.env'));
    const noCalendar = folderWith('calendar', '');
    const lock = folderWith('lock.db', '这不是数据库。'.repeat(200));
    const [outbox, doctor, restore, ...more] = await Promise.all([
      siwen(['outbox', 'list'], aFile),
      siwen(['doctor'], aFile),
      siwen(['restore', program], aFile),
      siwen(['outbox', 'list'], { SIWEN_DATA_DIR: join(file, 'below') }),
      siwen(['doctor'], { SIWEN_DATA_DIR: join(file, 'below') }),
      siwen(['doctor'], {}, settings),
      siwen(['outbox', 'list'], {}, settings),
      siwen(['outbox', 'list'], {}, noCalendar),
      siwen(['doctor'], {}, lock),
      siwen(['restore', program], {}, lock),
    ]);
    for (const { code, out, err } of [outbox, doctor, restore, ...more]) {
      expect(code).toBe(1);
      expect(`${out}${err}`).not.toMatch(/^\s+at /m);
    }
    expect(outbox.err).toMatch(/a-file.*读不到这个文件夹/);
    expect(restore.err).toMatch(/a-file 无法写入.*SIWEN_DATA_DIR/);
    expect(doctor.out).toContain(`✗ ${file} 不是文件夹，或不能读取`);
    const [, , ...rest] = more;
    expect(rest.map(({ out, err }) => `${out}${err}`)).toEqual([
      expect.stringContaining('.env 无法读取'),
      expect.stringContaining('.env 无法读取'),
      expect.stringContaining(join(noCalendar, 'calendar')),
      expect.stringContaining(`✗ ${join(lock, 'lock.db')} 已损坏`),
      expect.stringContaining(`${join(lock, 'lock.db')} 已损坏`),
    ]);
  });

  test('in a folder that was mistyped nothing is made, and it is told', async () => {
    const mistyped = join(mkdtempSync(join(tmpdir(), 'siwen-cli-')), 'nothing');
    const oldKey = { SIWEN_OLD_KEY: '08'.repeat(32) };
    const told = await Promise.all([
      siwen(['outbox'], {}, mistyped),
      siwen(['audit'], {}, mistyped),
      siwen(['backup'], {}, mistyped),
      siwen(['roster', 'export'], {}, mistyped),
      siwen(['key', 'rotate'], oldKey, mistyped),
    ]);
    for (const { code, err } of told) {
      expect(code).toBe(1);
      expect(err).toContain(`${mistyped} 中没有四问的数据，请检查 SIWEN_DATA_DIR`);
      expect(err).not.toMatch(/^\s+at /m);
    }
    expect(existsSync(mistyped)).toBe(false);
    const made = await siwen(['roster', 'import', roster], {}, mistyped); // makes sense before the first start
    expect([made.code, existsSync(join(mistyped, 'siwen.db'))]).toEqual([0, true]);
    expect((await siwen(['outbox'], {}, mistyped)).code).toBe(0);
  });

  test('a script reads JSON from the output and nothing else', async () => {
    const dataDir = await newOffice();
    const listed = await siwen(['schedule', 'list', '--json'], {}, dataDir);
    expect(JSON.parse(listed.out)).toEqual([]);
    expect(listed).toMatchObject({ code: 0, err: '' });
    const summed = await siwen(['summary', '--from', '2026-11-01', '--to', '2026-11-30', '--json'], {}, dataDir);
    expect(JSON.parse(summed.out)).toEqual({
      total: {
        prompts: { asked: 0, answered: 0, late: 0, missing: 0, rate: null },
        meetings: { expected: 0, present: 0, excused: 0, late: 0, absent: 0, rate: null },
        leave: { halfDays: { 'business-trip': 0, 'annual-leave': 0, 'personal-leave': 0, 'sick-leave': 0 }, people: 0 },
      },
      departments: [],
      onLeave: 0,
    });
  });

  test.each(['xlsx', 'csv'])('a file is there when the command that writes it is done: %s', async (format) => {
    const dataDir = await newOffice();
    const file = join(dataDir, `summary.${format}`);
    const written = await siwen(['export', '--from', '2026-11-01', '--to', '2026-11-30', '--file', file], {}, dataDir);
    expect(written).toMatchObject({ code: 0, err: '' });
    expect(written.out).toContain(file);
    expect(statSync(file).size).toBeGreaterThan(100);
  });

  test('a reader that stops before the end is no failure, whatever command it reads, and the work is done', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'siwen-cli-'));
    const env = { PATH: process.env.PATH, SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32) };
    const closed = (...words: string[]) =>
      new Promise<{ code: number | null; err: string }>((resolve) => {
        const child = spawn(process.execPath, [program, ...words], { env, cwd: dataDir });
        let err = '';
        child.stderr.on('data', (chunk) => {
          err += String(chunk);
        });
        child.stdout.destroy();
        child.on('close', (code) => resolve({ code, err }));
      });
    expect(await closed('roster', 'import', roster, '--apply')).toEqual({ code: 0, err: '' });
    expect(await Promise.all([closed('--help'), closed('schedule', 'list'), closed('roster', 'export')])).toEqual(
      Array.from({ length: 3 }, () => ({ code: 0, err: '' })),
    );
    expect((await siwen(['roster', 'export'], {}, dataDir)).out).toContain('邓禾');
  });
});
