import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { personAt, wordsOf } from '../support/person.js';
import { freePort } from '../support/running.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
const blocksIn = (text: string): string[] =>
  [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block.replace(/^ {3}/gm, '').trim());

/** What the page has one type before any of its commands, for folders of the test. */
function shell(folders: Readonly<Record<string, string>>): string {
  const [, text = ''] = page.split('Commands run as the same user');
  const [block = ''] = blocksIn(text);
  expect(block).toMatch(/^siwen\(\)/m);
  return Object.entries(folders).reduce((typed, [path, own]) => {
    expect(typed).toContain(path);
    return typed.replaceAll(path, own);
  }, block);
}

/** The numbered commands of the drill, as the page has them. */
function commandsOf(part: 'Practice' | 'For real'): string[] {
  const [, drill = ''] = page.split('## Recovery drill\n');
  const [own = ''] = drill.split('\n## ');
  const [, text = ''] = own.split(`**${part}**`);
  return blocksIn(text.split('\n**')[0] ?? '');
}

/** Where the test may, the bot is another user than root, as on a real machine. */
const BOT = 65_534;
const AS_BOT = `setpriv --reuid=${BOT} --regid=${BOT} --clear-groups`;
const mayBeBot = process.getuid?.() === 0 && spawnSync('sh', ['-c', `${AS_BOT} test -r "${root}dist/main.js"`]).status === 0;
const asBot = mayBeBot ? AS_BOT : '';

/** A machine with siwen on it as a service: its folder, its settings, and `sudo`, `chown` and `systemctl` on the path. */
async function machine() {
  const dir = mkdtempSync(join(tmpdir(), 'siwen-drill-'));
  const dataDir = join(dir, 'data');
  mkdirSync(join(dir, 'bin'));
  mkdirSync(dataDir, { mode: 0o700 });
  if (mayBeBot) {
    chmodSync(dir, 0o755);
    chownSync(dataDir, BOT, BOT);
  }
  const port = String(await freePort());
  const env = {
    PATH: `${join(dir, 'bin')}:${process.env.PATH}`,
    DRILL: dir,
    DATA: dataDir,
    TZ: 'America/Los_Angeles',
  };
  writeFileSync(join(dir, 'siwen.env'), `SIWEN_PORT=${port}\n`, { mode: 0o600 });
  const program = (name: string, script: string) => {
    writeFileSync(join(dir, 'bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(dir, 'bin', name), 0o755);
  };
  program(
    'sudo',
    `[ "$1 $2" = "-u siwen" ] || exit 1
shift 2
[ "$1" = --preserve-env ] || exec ${asBot} env -i PATH="$PATH" "$@"
shift
exec ${asBot} env "$@"`,
  );
  program('chown', `[ "$1 $2" = "-R siwen:" ] || exit 1\n${mayBeBot ? `exec /bin/chown -R ${BOT}:${BOT} "$3"` : 'exit 0'}`);
  program(
    'systemctl',
    `case "$1" in
start) cd "$DRILL" && : > log || exit 1
  SIWEN_DATA_DIR="$DATA" SIWEN_PORT=${port} sudo -u siwen --preserve-env "${process.execPath}" "${root}dist/main.js" >> log 2>&1 & echo $! > pid
  while ! grep -q 四问已启动 "$DRILL/log"; do kill -0 "$(cat "$DRILL/pid")" 2>/dev/null || exit 1; sleep 0.1; done ;;
stop) kill "$(cat "$DRILL/pid")" 2>/dev/null; while kill -0 "$(cat "$DRILL/pid")" 2>/dev/null; do sleep 0.1; done ;;
esac
exit 0`,
  );
  const typed = shell({ '/opt/siwen': root.replace(/\/$/, ''), '/etc/siwen.env': join(dir, 'siwen.env'), '/var/lib/siwen': dataDir });
  const run = (command: string) =>
    new Promise<{ status: number; out: string }>((resolve) => {
      execFile('sh', ['-c', `${typed}\n${command}`], { cwd: dir, env, timeout: 60_000 }, (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code ?? -1) : 0, out: `${stdout}${stderr}` }),
      );
    });
  onTestFinished(async () => void (await run('systemctl stop siwen')));
  return { dir, dataDir, run, url: `http://127.0.0.1:${port}`, log: () => readFileSync(join(dir, 'log'), 'utf8') };
}

const answered = async (url: string, name: string) => {
  const person = await personAt({ url }, name);
  const card = await person.message('一问');
  await person.press('作答', card);
  await person.form('四问');
  await person.fill({ 一问: `${name}的话`, 二问: '二', 三问: '三', 四问: '四' });
  expect(await person.submit()).toEqual({ kind: 'closed' });
  await person.changed(card, '已作答');
  person.close();
};

test('the recovery drill of the operation page, word for word: practice, a damaged database, a new machine, and all is well again', {
  timeout: 240_000,
}, async () => {
  const { dataDir, run, url, log } = await machine();
  expect((await run('systemctl start siwen')).status).toBe(0);
  await answered(url, '邓禾');

  const practice = commandsOf('Practice');
  expect(practice).toHaveLength(5);
  const outputs: string[] = [];
  for (const command of practice) {
    const { status, out } = await run(command);
    expect([command, status, out]).toEqual([command, 0, out]);
    outputs.push(out);
  }
  expect(outputs[0]).toMatch(/已备份到 .*siwen-\d{8}-\d{6}\.db/);
  expect(outputs[2]).toContain('换下数据库');
  expect(outputs[2]).toContain('drill/keys.db 取自备份旁边');
  expect(outputs[3]).toContain('backup.restored');
  expect(Number(/^\s*(\d+)$/m.exec(outputs[3] ?? '')?.[1])).toBe(27); // 26 people and the headings
  expect(readdirSync(dataDir)).not.toContain('drill');
  expect((await run('siwen audit --limit 50')).out).not.toContain('backup.restored'); // nothing but the new folder was touched

  // After the backup somebody answers; then the file is damaged, and the bot dies and does not come up again.
  await answered(url, '沈知微');
  const running = await run(`siwen restore "$(ls "$SIWEN_DATA_DIR"/backups/siwen-*.db | tail -n 1)"`);
  expect(running).toMatchObject({ status: 1, out: expect.stringMatching(/另一个 siwen 正在使用.*进程号 \d+/) });
  await run('kill -9 "$(cat "$DRILL/pid")"');
  const bytes = readFileSync(join(dataDir, 'siwen.db'));
  bytes.fill(0x5a, 8 * 4096);
  writeFileSync(join(dataDir, 'siwen.db'), bytes);
  await run('rm -f "$SIWEN_DATA_DIR"/siwen.db-*');
  expect((await run('systemctl start siwen')).status).toBe(1);
  expect(log()).toContain('已损坏。请停止四问，用 siwen restore 换上最近一份完好的备份');
  expect(log()).not.toMatch(/^\s+at /m);

  const real = commandsOf('For real');
  expect(real).toHaveLength(5);
  const forReal = async () => {
    for (const command of real) {
      const { status, out } = await run(command);
      expect([command, status, out]).toEqual([command, 0, out]);
    }
  };
  await forReal();
  expect(readdirSync(dataDir).filter((name) => name.includes('before'))).toEqual([]);

  // Nobody is asked twice, what was answered before the backup is there, and what was answered since is open again.
  const before = await personAt({ url }, '邓禾');
  await before.openHome();
  await before.homeWith('已作答');
  const since = await personAt({ url }, '沈知微');
  await since.openHome();
  await since.homeWith('作答');
  for (const person of [before, since])
    expect(person.messages().filter((message) => /一问/.test(wordsOf(message)) || /已作答/.test(wordsOf(message)))).toHaveLength(1);

  // The machine is lost. On the next one root puts the key and the backups into the folder.
  before.close();
  since.close();
  await run('systemctl stop siwen');
  const kept = ['siwen.key', 'backups'];
  for (const name of readdirSync(dataDir).filter((one) => !kept.includes(one))) rmSync(join(dataDir, name), { recursive: true });
  if (mayBeBot) expect(spawnSync('/bin/chown', ['-R', '0:0', dataDir]).status).toBe(0);
  await forReal();
  const again = await personAt({ url }, '邓禾');
  await again.openHome();
  await again.homeWith('已作答');
  again.close();
  if (mayBeBot)
    expect(readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(dataDir, name)).uid !== BOT)).toEqual(
      [],
    );
});
