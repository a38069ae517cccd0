import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { aWorkspace, callsOf, SECRET } from '../slack/desk.js';
import { newDataDir, startProgram } from '../support/running.js';

/** A port that another program has, on this machine. */
async function takenPort(): Promise<number> {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return (other.address() as AddressInfo).port;
}

/** What the program says where it ends by itself instead of running. */
const saidBy = (environment: Record<string, string>): Promise<string> =>
  startProgram(newDataDir(), environment).then(
    () => Promise.reject(new Error('it runs')),
    (error: Error) => error.message,
  );

async function chatOf(mode: string): Promise<{ environment: Record<string, string>; calls: string[] }> {
  if (mode === 'local') return { environment: {}, calls: [] };
  const workspace = await aWorkspace();
  const tokens = { SLACK_API_URL: workspace.apiUrl, SLACK_BOT_TOKEN: workspace.botToken };
  const more: Record<string, string> = mode === 'socket' ? { SLACK_APP_TOKEN: workspace.appToken } : { SLACK_SIGNING_SECRET: SECRET };
  return { environment: { ...tokens, ...more }, calls: callsOf(workspace) };
}

test.each(['local', 'socket', 'http'])(
  'a port that is taken is told in a sentence before the chat hears of anything: %s',
  {
    timeout: 60_000,
  },
  async (mode) => {
    const { environment, calls } = await chatOf(mode);
    const port = await takenPort();
    const said = await saidBy({ ...environment, SIWEN_PORT: String(port) });
    expect(said).toContain('ended with 1');
    expect(said).toContain(`127.0.0.1:${port} 已被别的程序占用`);
    expect(said).toMatch(/127\.0\.0\.1:\d+ is taken[^\n]*SIWEN_PORT/);
    expect(said).not.toMatch(/^\s+at /m);
    expect(said).not.toContain('四问已启动');
    expect(calls).toEqual([]);
  },
);

test.each(['local', 'socket', 'http'])(
  'an address that another machine has is told in a sentence: %s',
  { timeout: 60_000 },
  async (mode) => {
    const { environment, calls } = await chatOf(mode);
    const said = await saidBy({ ...environment, SIWEN_HOST: '192.0.2.1' });
    expect(said).toMatch(/无法使用 192\.0\.2\.1:\d+：本机没有这个地址[^\n]*SIWEN_HOST/);
    expect(said).not.toMatch(/^\s+at /m);
    expect(said).not.toContain('四问已启动');
    expect(calls).toEqual([]);
  },
);
