import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { signature } from '../../src/workspace/http-link.js';
import { firstDay } from '../support/first-day.js';
import { newDataDir, type Running, startProgram } from '../support/running.js';
import { type Posted, type SparseServer, sparseServer } from './sparse-server.js';

const users = [
  { id: 'UBOT', name: 'bot' },
  { id: 'U-deng', name: 'dh', email: 'Deng.He@siwen.example' },
  { id: 'U-su', name: 'sml', email: 'su.mingli@siwen.example' },
  { id: 'U-stranger', name: 'x' },
];

type Block = { block_id?: string; elements?: { action_id: string; value?: string; text?: { text: string } }[]; element?: { type: string } };

/** The data of an office that has brought in the demo bureau's roster as its own. */
async function demoBureau(): Promise<string> {
  const dataDir = newDataDir();
  await firstDay(dataDir, join(process.cwd(), 'data/roster.csv'));
  return dataDir;
}

async function program(server: SparseServer): Promise<Running> {
  const { apiUrl, botToken, appToken } = server;
  return startProgram(await demoBureau(), { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken });
}

/** Presses the button of this name, with the fewest fields there can be. */
function press(
  server: Pick<SparseServer, 'deliver' | 'trigger'>,
  user: string,
  { channel, ts, blocks }: Pick<Posted, 'blocks'> & { channel?: string; ts?: string; id?: string },
  label: string,
) {
  const buttons = (blocks as Block[]).flatMap((block) => block.elements ?? []);
  const button = buttons.find((one) => one.text?.text === label);
  if (!button) throw new Error(`no ${label}, but ${buttons.map((one) => one.text?.text).join()}`);
  const { action_id, value } = button;
  return server.deliver('interactive', {
    type: 'block_actions',
    user: { id: user },
    trigger_id: server.trigger(),
    actions: [{ type: 'button', action_id, value }],
    ...(channel ? { channel: { id: channel }, message: { ts } } : {}),
  });
}

/** Sends a payload as a signed request, events as JSON and the rest as a form; gives what came back. */
function askOver(url: string, secret: string) {
  return async (payload: Record<string, unknown>): Promise<unknown> => {
    const isForm = payload.event === undefined && payload.type !== 'url_verification';
    const body = isForm ? new URLSearchParams({ payload: JSON.stringify(payload) }).toString() : JSON.stringify(payload);
    const seconds = Math.floor(Date.now() / 1_000);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        'x-slack-request-timestamp': String(seconds),
        'x-slack-signature': signature(secret, seconds, body),
      },
      body,
    });
    const said = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${said}`);
    return said === '' ? undefined : JSON.parse(said);
  };
}

const lastView = (server: SparseServer) =>
  server.views.at(-1) as { id: string; callback_id: string; private_metadata: string; blocks: Block[] };

function submit(server: Pick<SparseServer, 'deliver'>, user: string, view: ReturnType<typeof lastView>, text: string) {
  const fields = view.blocks.filter((block) => block.element);
  const values = Object.fromEntries(fields.map((block) => [block.block_id, { value: { value: text } }]));
  const { id, callback_id, private_metadata } = view;
  return server.deliver('interactive', {
    type: 'view_submission',
    user: { id: user },
    view: { id, callback_id, private_metadata, state: { values } },
  });
}

test.each(['in-turn', 'all', 'newest'] as const)(
  'a sparse server that is not ours (envelopes to lines: %s): ask, form, submission, changed card, typed words',
  { timeout: 60_000 },
  async (lines) => {
    const server = await sparseServer({ users, lines });
    const bot = await program(server);

    if (lines === 'newest') await vi.waitUntil(() => bot.output().includes('siwen keeps one for now'), { timeout: 10_000 });
    const card = await server.message('U-deng', '一问');
    await press(server, 'U-deng', card, '作答');
    const form = lastView(server);
    expect(form.callback_id).toBe('reflection.submit');
    expect(await submit(server, 'U-deng', form, '差距在于调研不够')).toEqual({ response_action: 'clear' });
    await server.message('U-deng', '四问已作答');
    expect(await server.message('U-deng', '✓')).toBe(card); // in place

    await server.type('U-su', '汇总');
    const summary = await server.message('U-su', '参与汇总');
    expect(JSON.stringify(summary)).not.toContain('调研');
    await server.type('U-deng', '今天天气');
    await server.message('U-deng', '四问能做这些事');

    // Home, the command and the shortcut, which this server acknowledges and shows as it likes.
    await server.deliver('events_api', { event: { type: 'app_home_opened', user: 'U-deng' } });
    await server.homeWith('U-deng', '我的作答');
    expect(await server.deliver('slash_commands', { command: '/siwen', user_id: 'U-su', text: '汇总' })).toMatchObject({
      response_type: 'ephemeral',
    });
    await server.deliver('interactive', {
      type: 'shortcut',
      callback_id: 'reflection.open',
      user: { id: 'U-deng' },
      trigger_id: server.trigger(),
    });
    expect(lastView(server).callback_id).toBe('reflection.list');

    // A stale or unknown button explains itself, in a form: this server has no other place for it.
    await press(server, 'U-deng', { ...card, blocks: [{ elements: [{ action_id: 'old.button', text: { text: '旧' } }] }] }, '旧');
    expect(JSON.stringify(lastView(server))).toContain('已经过时');

    // Each message once, although two lines may bring the same words.
    expect(server.to('U-deng').filter((one) => JSON.stringify(one).includes('四问能做这些事'))).toHaveLength(1);
    expect(server.to('U-deng').filter((one) => JSON.stringify(one).includes('一问'))).toHaveLength(0);
    expect(bot.output()).not.toMatch(/调研|bot-secret|app\/secret/);
    expect(await bot.stop()).toBe(0);
  },
);

test('the same over HTTP: signed requests in, answers out; a stranger gets a polite sentence', { timeout: 60_000 }, async () => {
  const server = await sparseServer({ users, conversationsOnly: true });
  const secret = 'another shape of secret';
  const bot = await startProgram(await demoBureau(), {
    SLACK_API_URL: server.apiUrl,
    SLACK_BOT_TOKEN: server.botToken,
    SLACK_SIGNING_SECRET: secret,
  });
  const ask = askOver(`${bot.url}/slack/events`, secret);
  expect(await ask({ type: 'url_verification', challenge: 'c-1' })).toEqual({ challenge: 'c-1' });
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);

  const card = await server.message('U-deng', '一问');
  const posts = { ...server, deliver: (_type: string, payload: Record<string, unknown>) => ask(payload) };
  await press(posts, 'U-deng', card, '作答');
  expect(await submit(posts, 'U-deng', lastView(server), '差距在于调研不够')).toEqual({ response_action: 'clear' });
  expect(await server.message('U-deng', '✓')).toBe(card);

  const typed = (user: string, text: string, ts: string) => ask({ event: { type: 'message', channel: `D-${user}`, user, text, ts } });
  await typed('U-su', '汇总', '1.1');
  await server.message('U-su', '参与汇总');
  await typed('U-stranger', '你好', '1.2');
  await server.message('U-stranger', '花名册');
  expect(bot.output()).not.toContain('调研');
  expect(await bot.stop()).toBe(0);
});
