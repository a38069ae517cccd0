import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Instant } from '../../../src/calendar/instant.js';
import { chatFindings } from '../../../src/cli/doctor/chat.js';
import type { Finding } from '../../../src/cli/doctor/finding.js';
import type { ChatConfig } from '../../../src/config.js';
import type { Sample } from '../../../src/slack/diagnosis.js';
import { rawServer } from '../../slack/raw-server.js';
import { testWorkspace } from '../../support/workspace.js';

const SCOPES: string[] = parse(readFileSync(new URL('../../../slack-app-manifest.yaml', import.meta.url), 'utf8')).oauth_config.scopes.bot;
const NOW = Date.UTC(2026, 10, 24, 2) as Instant;
const sample = (name: string, text = '四问'): Sample => ({ name, card: { summary: text, blocks: [{ kind: 'heading', text }] } });
const two = [sample('askCard'), sample('closedCard')];

const socket = (apiUrl: string): ChatConfig => ({ kind: 'slack-socket', botToken: 'b', appToken: 'a', apiUrl });

async function looked(chat: ChatConfig, { shown = two, now = NOW, signal = AbortSignal.timeout(8_000) } = {}) {
  const findings = await chatFindings(chat, { shown, all: shown }, { clock: { now: () => now }, signal });
  return new Map(findings.map((finding) => [finding.check, finding]));
}

type Answer = { readonly body: unknown; readonly status?: number; readonly headers?: Record<string, string> };
const yes = (more: object = {}, headers: Record<string, string> = {}): Answer => ({ body: { ok: true, ...more }, headers });
const no = (error: string, more: object = {}): Answer => ({ body: { ok: false, error, ...more } });

/** A chat that answers each method as the test says, and otherwise as it should. */
async function chatWith(answers: Record<string, Answer>) {
  const good: Record<string, Answer> = {
    'auth.test': yes({ team: '测试局' }, { 'x-oauth-scopes': SCOPES.join(','), date: new Date(NOW).toUTCString() }),
    'apps.connections.open': yes({ url: 'wss://x' }),
    'blocks.validate': yes(),
  };
  const asked: string[] = [];
  const server = await rawServer((response: ServerResponse, request) => {
    const method = request.url?.split('/').at(-1) ?? '';
    asked.push(method);
    const { body, status = 200, headers = {} } = { ...good, ...answers }[method] ?? no('unknown_method');
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { chat: socket(server.apiUrl), asked };
}

const faults = (found: ReadonlyMap<string, Finding>) => [...found.values()].filter(({ ok }) => !ok).map(({ check }) => check);

test('a workspace of its own, with the scopes of the manifest, is found sound, forms and cards included', async () => {
  const workspace = await testWorkspace({ scopes: SCOPES });
  const shown: Sample[] = [
    ...two,
    { name: 'form', form: { id: 'a.b', title: '四问', close: '关闭', context: '', blocks: [{ kind: 'text', text: ['甲'] }] } },
    { name: 'home', home: { blocks: [{ kind: 'note', text: ['甲'] }] } },
  ];
  const { botToken, appToken, apiUrl } = workspace;
  const found = await looked({ kind: 'slack-socket', botToken, appToken, apiUrl }, { shown, now: Date.now() as Instant });
  expect(faults(found)).toEqual([]);
  expect(found.get('cards')?.what.zh).toBe('聊天服务接受全部 4 种卡片和表单');
  expect(found.get('scopes')?.what.zh).toBe('权限齐全');
});

test('without tokens it is said that this is the local workspace, and nobody is asked', async () => {
  const found = await looked({ kind: 'local' });
  expect(found.get('chat')?.what.zh).toContain('本地工作区');
  expect([...found.keys()]).toEqual(['chat', 'cards']);
});

test.each([
  ['invalid_auth', '重新复制'],
  ['account_inactive', '重新安装'],
  ['token_revoked', '已被撤销'],
])('a bot token that is refused with %s: what to do, and nothing more is asked', async (code, words) => {
  const { chat, asked } = await chatWith({ 'auth.test': no(code) });
  const found = await looked(chat);
  expect(found.get('bot-token')).toMatchObject({ ok: false, what: { zh: `聊天服务不接受 SLACK_BOT_TOKEN（${code}）` } });
  expect(found.get('bot-token')?.next?.zh).toContain(words);
  expect(asked).toEqual(['auth.test']);
});

test.each([
  ['not_allowed_token_type', '重新复制'],
  ['missing_scope', 'connections:write'],
])('an app token that is refused with %s is told apart from the bot’s', async (code, words) => {
  const found = await looked((await chatWith({ 'apps.connections.open': no(code) })).chat);
  expect(faults(found)).toEqual(['app-token']);
  expect(found.get('app-token')?.next?.zh).toContain(words);
});

test('scopes that are missing are named, and only those; a server that tells none is believed', async () => {
  const given = SCOPES.filter((scope) => scope !== 'files:write');
  const lacking = await chatWith({ 'auth.test': yes({}, { 'x-oauth-scopes': given.join(', ') }) });
  expect((await looked(lacking.chat)).get('scopes')).toMatchObject({ ok: false, what: { zh: '缺少权限：files:write' } });
  expect((await looked((await chatWith({ 'auth.test': yes() })).chat)).get('scopes')?.ok).toBe(true);
});

test.each([
  [0, true, '一致'],
  [60_000, true, '一致'],
  [90_000, false, '快 89 秒'],
  [-300_000, false, '慢 300 秒'],
])('a clock that is %i ms ahead: fine %s', async (off, fine, words) => {
  const found = await looked((await chatWith({})).chat, { now: (NOW + off) as Instant });
  expect(found.get('clock')?.ok).toBe(fine);
  expect(found.get('clock')?.what.zh).toContain(words);
});

test('a card that the chat would not take is named, with the place', async () => {
  const errors = [{ code: 'failed_constraint', pointer: '/0/text/text', message: 'must be less than 151 characters' }];
  const found = await looked((await chatWith({ 'blocks.validate': no('invalid_blocks', { errors }) })).chat);
  expect(found.get('cards')).toMatchObject({ ok: false, what: { zh: expect.stringContaining('askCard：invalid_blocks /0/text/text') } });
});

test('a chat that draws no charts is not at fault: the adapter puts them in words there', async () => {
  let refused = 0;
  const server = await rawServer((response, request) => {
    const ok = !request.url?.endsWith('blocks.validate') || refused++ > 0;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(ok ? { ok } : { ok, error: 'invalid_blocks', errors: [] }));
  });
  const charted: Sample = {
    name: 'summaryCard',
    card: {
      summary: '汇总',
      blocks: [
        {
          kind: 'chart',
          look: 'bar',
          title: '率',
          categories: ['一月'],
          series: [{ name: '率', values: [1] }],
          unit: 'number',
          alternative: '1',
        },
      ],
    },
  };
  const found = await looked(socket(server.apiUrl), { shown: [charted] });
  expect(found.get('cards')?.ok).toBe(true);
  expect(found.get('cards')?.what.zh).toContain('全部 1 种卡片和表单；它不画图表');
});

test('a card that our own rules refuse is not even shown to the chat', async () => {
  const { chat, asked } = await chatWith({});
  const found = await looked(chat, { shown: [sample('askCard', '长'.repeat(200))] });
  expect(found.get('cards')).toMatchObject({ ok: false, what: { en: expect.stringContaining('askCard') } });
  expect(asked).not.toContain('blocks.validate');
});

test.each([
  ['a server without the method', no('unknown_method'), '2 种卡片和表单符合规则'],
  ['a chat that limits calls', { body: no('ratelimited').body, status: 429 }, '只核对了 0 种'],
])('%s: our own rules have to do', async (_name, answer, words) => {
  const found = await looked((await chatWith({ 'blocks.validate': answer })).chat);
  expect(found.get('cards')?.ok).toBe(true);
  expect(found.get('cards')?.what.zh).toContain(words);
});

test.each([
  ['a log-in page', { body: '<html>请登录</html>' }, '应答的不是聊天服务'],
  ['a proxy’s own error', { body: 'Bad Gateway', status: 502 }, '应答的不是聊天服务'],
  ['a call too many', { body: '{}', status: 429 }, '限速'],
])('%s is no answer of the chat', async (_name, answer, words) => {
  const found = await looked((await chatWith({ 'auth.test': answer })).chat);
  expect(found.get('bot-token')).toMatchObject({ ok: false, what: { zh: expect.stringContaining(words) } });
});

test('nobody there, or somebody who never answers: one clear sentence, in time', async () => {
  const silent = await rawServer(() => undefined);
  for (const chat of [socket('http://127.0.0.1:9/api/'), socket(silent.apiUrl)]) {
    const found = await looked(chat, { signal: AbortSignal.timeout(300) });
    expect(found.get('bot-token')).toMatchObject({
      ok: false,
      what: { zh: '连不上聊天服务' },
      next: { zh: expect.stringContaining('代理') },
    });
  }
});

test('in HTTP mode the signing secret is not claimed to have been checked', async () => {
  const { chat } = await chatWith({});
  const found = await looked({ ...chat, kind: 'slack-http', signingSecret: 's'.repeat(32) } as ChatConfig);
  expect(faults(found)).toEqual([]);
  expect(found.get('signing-secret')?.what.zh).toContain('只有收到 Slack 的请求时');
});
