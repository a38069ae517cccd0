import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError, type Environment, publicUrlOf, readConfig, readEnvironment, variableNames } from '../src/config.js';
import { refusalOf } from './db/scratch.js';

const bot = 'xoxb-1-not-a-token';
const app = 'xapp-1-not-a-token';
const signing = '0123456789abcdef0123456789abcdef';

function mistakesIn(environment: Environment): { variables: string[]; message: string } {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return { variables: error.problems.map(({ variable }) => variable), message: error.message };
    throw error;
  }
  return { variables: [], message: '' };
}

test('without any variable siwen opens its own workspace, on this machine only', () => {
  expect(readConfig({})).toEqual({
    chat: { kind: 'local' },
    dataDir: 'data',
    port: 3210,
    host: '127.0.0.1',
    publicUrl: undefined,
    zone: 'Asia/Shanghai',
    key: undefined,
    locale: 'zh-CN',
    quietMs: 60_000,
    pace: 1,
    logLevel: 'info',
  });
});

test('an empty variable, as .env.example leaves it, counts as not set', () => {
  const empty = Object.fromEntries(variableNames.map((name) => [name, name.length % 2 ? '' : '  ']));
  expect(readConfig(empty)).toEqual(readConfig({}));
});

test('the tokens decide how Slack is reached', () => {
  expect(readConfig({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app }).chat).toEqual({ kind: 'slack-socket', botToken: bot, appToken: app });
  expect(readConfig({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: signing }).chat).toEqual({
    kind: 'slack-http',
    botToken: bot,
    signingSecret: signing,
  });
  expect(readConfig({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: signing }).chat.kind).toBe('slack-socket');
});

test('another server may give out tokens of its own shape', () => {
  const environment = { SLACK_BOT_TOKEN: 'anything', SLACK_APP_TOKEN: 'else', SLACK_API_URL: 'http://chat.example:8080/api' };
  expect(readConfig(environment).chat).toEqual({
    kind: 'slack-socket',
    botToken: 'anything',
    appToken: 'else',
    apiUrl: 'http://chat.example:8080/api/',
  });
  expect(mistakesIn({ ...environment, SLACK_API_URL: 'https://slack.com/api/' }).variables).toEqual(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']);
});

test.each([
  ['a bot token alone', { SLACK_BOT_TOKEN: bot }, ['SLACK_APP_TOKEN'], 'SLACK_SIGNING_SECRET'],
  ['an app token alone', { SLACK_APP_TOKEN: app }, ['SLACK_BOT_TOKEN'], 'local workspace'],
  ['a signing secret alone', { SLACK_SIGNING_SECRET: signing }, ['SLACK_BOT_TOKEN'], 'bot token'],
  ['a server alone', { SLACK_API_URL: 'https://slack.com/api/' }, ['SLACK_BOT_TOKEN'], 'not set'],
])('half a set-up says what is missing: %s', (_what, environment, variables, hint) => {
  const found = mistakesIn({ ...environment, SIWEN_LOCALE: 'en' });
  expect(found.variables).toEqual(variables);
  expect(found.message).toContain(hint);
});

test('all mistakes come in one message, each with what was found and what is expected', () => {
  const { variables, message } = mistakesIn({
    SLACK_BOT_TOKEN: 'xoxp-personal',
    SLACK_API_URL: 'slack.com',
    SIWEN_PORT: '65536',
    SIWEN_HOST: 'my host',
    SIWEN_TIME_ZONE: 'Asia/Peking',
    SIWEN_KEY: 'short',
    SIWEN_LOCALE: 'fr',
    LOG_LEVEL: 'loud',
  });
  expect(variables).toEqual([
    'SIWEN_LOCALE',
    'SLACK_API_URL',
    'SLACK_BOT_TOKEN',
    'SIWEN_PORT',
    'SIWEN_HOST',
    'SIWEN_TIME_ZONE',
    'SIWEN_KEY',
    'LOG_LEVEL',
  ]);
  expect(message).toContain('“Asia/Peking”');
  expect(message).toContain('0 到 65535');
  expect(message).toContain('a value of 13 characters that begins with xoxp-');
  // Who has not chosen a language can read one of the two.
  expect(message.indexOf('设置有 8 处错误')).toBeLessThan(message.indexOf('8 settings are wrong'));
});

test('each mistake reads as a sentence, also one of what is missing', () => {
  const zh = (environment: Environment) =>
    mistakesIn({ ...environment, SIWEN_LOCALE: 'zh-CN' })
      .message.split('\n')
      .slice(1);
  const en = (environment: Environment) =>
    mistakesIn({ ...environment, SIWEN_LOCALE: 'en' })
      .message.split('\n')
      .slice(1);
  expect(zh({ SLACK_APP_TOKEN: app })).toEqual([
    '  SLACK_BOT_TOKEN：没有设置；连接 Slack 需要机器人令牌；若只想使用本地工作区，请清空所有 SLACK_ 变量',
  ]);
  expect(en({ SLACK_APP_TOKEN: app })).toEqual([
    '  SLACK_BOT_TOKEN: not set; Slack cannot be reached without the bot token; for the local workspace leave every SLACK_ variable empty',
  ]);
  expect(zh({ SIWEN_KEY: 'x', SIWEN_PORT: 'y' })).toEqual([
    '  SIWEN_PORT：现为“y”；应为 0 到 65535 之间的整数（0 表示任一空闲端口）',
    '  SIWEN_KEY：现为 1 个字符的内容；应为 32 字节的密钥：64 位十六进制，或 44 个字符的 base64（可用 openssl rand -base64 32 生成）',
  ]);
  expect(en({ SIWEN_KEY: 'x' })[0]).toContain('found a value of 1 character; expected a key');
});

test('a file that begins with a byte order mark is read from its first line on', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'siwen-config-')), '.env');
  writeFileSync(file, '\uFEFFSIWEN_PORT=4000\nSIWEN_LOCALE=en\n');
  expect(readEnvironment(file, {})).toMatchObject({ SIWEN_PORT: '4000', SIWEN_LOCALE: 'en' });
});

test('the language of the message is the one that was chosen', () => {
  expect(mistakesIn({ SIWEN_PORT: 'x', SIWEN_LOCALE: 'en' }).message).not.toMatch(/[一-鿿]/);
  expect(mistakesIn({ SIWEN_PORT: 'x', SIWEN_LOCALE: 'zh-CN' }).message).not.toContain('expected');
});

test('no secret is ever repeated, wherever it was put', () => {
  const names = fc.constantFrom('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SIWEN_KEY', 'SIWEN_PORT', 'LOG_LEVEL');
  const secret = fc.stringMatching(/^[a-z0-9]{12,40}$/);
  const beginning = fc.constantFrom('xoxb-', 'xapp-', 'xoxp-');
  fc.assert(
    fc.property(names, beginning, secret, (name, start, rest) => {
      expect(mistakesIn({ [name]: `${start}${rest}` }).message).not.toContain(rest);
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SIWEN_KEY'), secret, (name, value) => {
      const { message } = mistakesIn({ [name]: value });
      expect(message).not.toBe('');
      expect(message).not.toContain(value);
    }),
  );
});

test.each([
  ['0', 0],
  ['65535', 65_535],
])('port %s is taken', (text, port) => {
  expect(readConfig({ SIWEN_PORT: text }).port).toBe(port);
});

test.each(['-1', '1.5', '0x10', '65536', '999999'])('port %s is refused', (text) => {
  expect(mistakesIn({ SIWEN_PORT: text }).variables).toEqual(['SIWEN_PORT']);
});

test.each([
  [
    { SIWEN_QUIET_SECONDS: '0.5', SIWEN_PACE: '40' },
    { quietMs: 500, pace: 40 },
  ],
  [
    { SIWEN_QUIET_SECONDS: '3600', SIWEN_PACE: '0.5' },
    { quietMs: 3_600_000, pace: 0.5 },
  ],
])('the quiet period and the pace may be set: %j', (environment, expected) => {
  expect(readConfig(environment)).toMatchObject(expected);
});

test.each([
  ['SIWEN_QUIET_SECONDS', '-1'],
  ['SIWEN_QUIET_SECONDS', '3601'],
  ['SIWEN_QUIET_SECONDS', '1e9'],
  ['SIWEN_PACE', '0'],
  ['SIWEN_PACE', '1001'],
])('%s %s is refused', (name, value) => {
  expect(mistakesIn({ [name]: value }).variables).toEqual([name]);
});

test.each(['a'.repeat(64), `${'A'.repeat(43)}=`, `${'A'.repeat(42)}_`])('a key of 32 bytes is taken as written: %s', (key) => {
  expect(readConfig({ SIWEN_KEY: key }).key).toBe(key);
});

test('.env fills in what the environment leaves out, and a missing .env is no mistake', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'siwen-env-')), '.env');
  expect(readEnvironment(file, { SIWEN_PORT: '1' })).toEqual({ SIWEN_PORT: '1' });
  writeFileSync(file, 'SIWEN_PORT=4000\n# a remark\nSIWEN_LOCALE="en"\n');
  expect(readConfig(readEnvironment(file, { SIWEN_PORT: '5000' }))).toMatchObject({ port: 5000, locale: 'en' });
  expect(readConfig(readEnvironment(file, { SIWEN_PORT: '', SIWEN_LOCALE: 'zh-CN' }))).toMatchObject({ port: 4000, locale: 'zh-CN' });
});

test('a .env that cannot be read is told in a sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siwen-env-'));
  expect(refusalOf(() => readEnvironment(folder, {})).zh).toContain(`${folder} 无法读取`);
  expect(refusalOf(() => readEnvironment(join(import.meta.filename, '.env'), {})).en).toContain('.env cannot be read');
});

test.each([
  ['UTF-16, as PowerShell writes it', Buffer.from('\uFEFFSLACK_BOT_TOKEN=xoxb-1\n', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('SLACK_BOT_TOKEN=xoxb-1\n', 'utf16le')],
  ['GBK', Buffer.concat([Buffer.from('SIWEN_DATA_DIR=/srv/'), Buffer.from([0xcb, 0xc4, 0xce, 0xca])])],
])('a .env in %s is told, and not taken for an empty one', (_what, content) => {
  const file = join(mkdtempSync(join(tmpdir(), 'siwen-env-')), '.env');
  writeFileSync(file, content);
  expect(refusalOf(() => readEnvironment(file, {})).zh).toContain(`${file} 不是 UTF-8 编码`);
});

test('.env.example names every variable siwen reads, with its meaning, and no other', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
  const named = lines.flatMap((line) => /^([A-Z_]+)=$/.exec(line)?.[1] ?? []);
  expect(named.toSorted()).toEqual([...variableNames].sort());
  for (const name of named) expect(lines[lines.indexOf(`${name}=`) - 1]).toMatch(/^# .*默认：/);
});

test.each([
  [{}, 'http://localhost:3210'],
  [{ SIWEN_HOST: '0.0.0.0', SIWEN_PORT: '80' }, 'http://localhost:80'],
  [{ SIWEN_HOST: '192.0.2.2' }, 'http://192.0.2.2:3210'],
  [{ SIWEN_HOST: '2001:db8::2' }, 'http://[2001:db8::2]:3210'],
  [{ SIWEN_HOST: '192.0.2.2', SIWEN_PUBLIC_URL: 'https://siwen.example' }, 'https://siwen.example'],
  [{ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app }, undefined],
])('links lead to where the local workspace listens, unless an address is given: %j', (environment, url) => {
  expect(publicUrlOf(readConfig(environment))).toBe(url);
});
