import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config.js';
import { StartError } from '../src/db/start-error.js';
import { firstStart, keepToChat } from '../src/first-start.js';
import { openExisting, openGround } from '../src/ground.js';
import { allMembers } from '../src/org/service.js';
import { sendFirstRound } from '../src/reflection/service.js';
import { systemClock } from '../src/schedule/clock.js';
import { noteOfficeClock } from '../src/schedule/office-clock.js';
import { wireRooms } from '../src/wire.js';

/** One start of the bot on this folder, in the local workspace unless told otherwise: what it says, who is on the roster, how many rounds there are. */
async function start(dataDir: string, chat: Record<string, string> = {}) {
  const config = readConfig({ SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32), ...chat });
  const { ground, database } = await openGround(config, systemClock);
  onTestFinished(() => database.close());
  const rooms = wireRooms(ground);
  const told = await firstStart(config, ground, rooms);
  if (config.chat.kind === 'local') await sendFirstRound(rooms.reflection, 'four-questions');
  const people = (await ground.transact(allMembers)).map(({ name }) => name);
  const rounds = (await ground.transact((tx) => tx.selectFrom('reflection_round').select('id').execute())).length;
  await database.close();
  return { told, people, rounds };
}

test('a roster with mistakes is told row by row at the start, and taken at the next one after it was corrected', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-first-'));
  const right = readFileSync(new URL('../data/roster.csv', import.meta.url), 'utf8');
  const write = (text: string) => writeFileSync(join(dataDir, 'roster.csv'), text);
  write(right.replace('正厅级', '特级').replace('科员', '小兵'));
  const refused = await start(dataDir);
  expect(refused.told[0]?.zh).toBe(`${join(dataDir, 'roster.csv')} 有 2 处需要改正，没有导入，现在花名册是空的。改正后重新启动即可：`);
  expect(refused.told.slice(1).map(({ zh }) => zh)).toEqual([
    expect.stringMatching(/^ {2}第 2 行，「职级」列，填的是「特级」：/),
    expect.stringMatching(/^ {2}第 \d+ 行，「职级」列，填的是「小兵」：/),
  ]);
  expect(refused.told[1]?.en).toContain('row 2, column “rank”');
  expect(refused).toMatchObject({ people: [], rounds: 0 });
  expect((await start(dataDir)).told).toHaveLength(3); // as long as it is wrong
  write(right);
  const taken = await start(dataDir);
  expect(taken).toMatchObject({ told: [], rounds: 1 });
  expect(taken.people).toHaveLength(26);
});

const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

test.each([
  ['Slack', TOKENS],
  ['Slack, by the address that .env.example names', { ...TOKENS, SLACK_API_URL: 'https://slack.com/api/' }],
  ['Slack, by that address without its last slash', { ...TOKENS, SLACK_API_URL: 'https://slack.com/api' }],
  ['an in-house server', { ...TOKENS, SLACK_API_URL: 'http://chat.example:8080/api/' }],
  ['Slack over HTTP', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '0a'.repeat(16), SLACK_API_URL: 'https://slack.com/api/' }],
])('invented people are asked nothing where real ones are: %s starts with an empty roster', async (_where, chat) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-first-'));
  expect(await start(dataDir, chat)).toEqual({ told: [], people: [], rounds: 0 });
  expect((await start(dataDir)).people).toHaveLength(26); // the control: the same folder without tokens
});

/** As main.ts opens the office and notes whose it is; what the person at the screen is told where it is refused. */
async function begin(dataDir: string, chat: Record<string, string> = {}): Promise<string> {
  const config = readConfig({ SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32), ...chat });
  try {
    const { ground, database } = await openGround(config, systemClock);
    try {
      await keepToChat(config, ground);
    } finally {
      await database.close();
    }
    return 'begun';
  } catch (error) {
    if (error instanceof StartError) return error.text.zh;
    throw error;
  }
}

test('an office on a real chat whose tokens are missing is not started in the local workspace', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-first-'));
  expect([await begin(dataDir, TOKENS), await begin(dataDir, TOKENS)]).toEqual(['begun', 'begun']);
  expect(await begin(dataDir)).toContain(`${dataDir} 里的数据已用于聊天服务，现在没有设置 SLACK_BOT_TOKEN`);
  expect(await begin(dataDir, TOKENS)).toBe('begun');
});

test('an office that was tried in the local workspace does not go on to a real chat, and no command brings a roster into it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-first-'));
  expect([await begin(dataDir), await begin(dataDir)]).toEqual(['begun', 'begun']);
  const refused = await begin(dataDir, TOKENS);
  expect(refused).toContain(`${dataDir} 里是在本地工作区试用的数据`);
  expect(refused).toContain('SIWEN_DATA_DIR');
  const config = readConfig({ SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32), ...TOKENS });
  await expect(openExisting(config, systemClock)).rejects.toThrow(StartError);
  expect(await begin(dataDir)).toBe('begun'); // trying it out goes on
});

test('a roster that was brought in before the first start goes on to whichever chat it is then', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-first-'));
  const { database } = await openGround(readConfig({ SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32) }), systemClock);
  await database.close();
  expect(await begin(dataDir, TOKENS)).toBe('begun');
});

test('an office that went from the local workspace to a real chat before that was refused goes on there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-first-'));
  expect(await begin(dataDir, TOKENS)).toBe('begun');
  const { ground, database } = await openGround(readConfig({ SIWEN_DATA_DIR: dataDir, SIWEN_KEY: '07'.repeat(32) }), systemClock);
  await ground.transact(noteOfficeClock);
  await database.close();
  expect(await begin(dataDir, TOKENS)).toBe('begun');
});
