import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { hostname, networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { isOurs } from '../../src/workspace/guard.js';
import { type TestWorkspace, testWorkspace } from '../support/workspace.js';

type Headers = Readonly<Record<string, string>>;

/** As any program can send it, Host and Origin included: fetch would not let a test lie about them. */
function send(
  workspace: TestWorkspace,
  path: string,
  headers: Headers,
  method = 'GET',
  body = '',
): Promise<{ status: number; body: string }> {
  const { hostname: name, port } = new URL(workspace.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: name, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const MB = 1024 * 1024;

/** The status a WebSocket upgrade is answered with; 101: accepted. */
async function knock(workspace: TestWorkspace, path: string, headers: Headers): Promise<number> {
  const socket = new WebSocket(workspace.url.replace('http', 'ws') + path, { headers });
  const status = await new Promise<number>((resolve) => {
    socket.once('upgrade', () => resolve(101));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => resolve(0));
  });
  socket.terminate();
  return status;
}

const hostOf = (workspace: TestWorkspace) => new URL(workspace.url).host;

test('a site whose own name points at this machine can neither read nor act', async () => {
  const workspace = await testWorkspace();
  const foreign = { host: `evil.example:${new URL(workspace.url).port}` };
  const user = await workspace.idOf('邓禾');
  expect((await send(workspace, '/local/snapshot', foreign)).status).toBe(403);
  expect((await send(workspace, '/local/snapshot', { ...foreign, origin: `http://${foreign.host}` })).status).toBe(403);
  expect(await knock(workspace, `/local/socket?user=${user}`, { ...foreign, origin: `http://${foreign.host}` })).toBe(403);
  // The control: the same two, asked by our own page.
  const own = { host: hostOf(workspace), origin: workspace.url };
  expect((await send(workspace, '/local/snapshot', own)).status).toBe(200);
  expect(await knock(workspace, `/local/socket?user=${user}`, own)).toBe(101);
});

test('a script or form of another site is refused, on HTTP and on the WebSocket', async () => {
  const workspace = await testWorkspace();
  const person = await workspace.person('邓禾');
  const host = hostOf(workspace);
  const body = JSON.stringify({ user: person.me.id, channel: person.dm.id, text: '冒充' });
  const act = (headers: Headers) => send(workspace, '/local/send', { 'content-type': 'application/json', host, ...headers }, 'POST', body);
  for (const origin of ['http://evil.example', 'null', 'http://localhost:9', `http://${host}.evil.example`])
    expect(await act({ origin, 'x-siwen-page': '1' })).toMatchObject({ status: 403 });
  // A form can send without an Origin that says much, but no header of ours.
  expect(await act({})).toMatchObject({ status: 403 });
  expect(await knock(workspace, `/local/socket?user=${person.me.id}`, { host, origin: 'http://evil.example' })).toBe(403);
  expect(person.messages()).toEqual([]);

  expect(await act({ origin: workspace.url, 'x-siwen-page': '1' })).toMatchObject({ status: 200 });
  expect((await person.message('冒充')).user).toBe(person.me.id);
});

test('another site can link here, but not embed what is here', async () => {
  const workspace = await testWorkspace();
  const host = hostOf(workspace);
  const embedded = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
  expect((await send(workspace, '/local/snapshot', embedded)).status).toBe(403);
  // Another program on this machine, on another port.
  expect((await send(workspace, '/local/snapshot', { ...embedded, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await send(workspace, '/local/snapshot', { ...embedded, 'sec-fetch-mode': 'navigate' })).status).toBe(200);
  expect((await send(workspace, '/local/snapshot', { ...embedded, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

test('who is refused reads what to do', async () => {
  const workspace = await testWorkspace();
  const { body } = await send(workspace, '/', { host: 'siwen.example' });
  expect(body).toContain('SIWEN_HOST');
  expect(body.indexOf('请用')).toBeLessThan(body.indexOf('Please'));
});

test('the page may load nothing from elsewhere, and nobody may frame it', async () => {
  const workspace = await testWorkspace();
  const { headers } = await fetch(`${workspace.url}/local/snapshot`);
  const policy = headers.get('content-security-policy');
  for (const rule of ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"])
    expect(policy).toContain(rule);
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test('without a setting no other machine reaches the page', async () => {
  const workspace = await testWorkspace();
  expect(workspace.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  const outward = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4');
  const reach = async (address: string) => {
    const socket = connect({ host: address, port: Number(new URL(workspace.url).port) });
    const outcome = await once(socket, 'connect').then(
      () => 'open',
      () => 'closed',
    );
    socket.destroy();
    return outcome;
  };
  expect(await reach('127.0.0.1')).toBe('open');
  // 127.0.0.2 is this machine too, on Linux: what listens on every address would answer there.
  for (const address of ['127.0.0.2', ...(outward ? [outward.address] : [])]) expect(await reach(address)).toBe('closed');
});

test.each([
  ['127.0.0.1', 'localhost:3210', true],
  ['127.0.0.1', 'LOCALHOST:3210', true],
  ['127.0.0.1', '[::1]:3210', true],
  ['127.0.0.1', '192.168.1.5:3210', false],
  ['127.0.0.1', '', false],
  ['siwen.office', 'siwen.office:3210', true],
  ['siwen.office', 'siwen.office.evil.example', false],
  ['192.168.1.5', '192.168.1.5:3210', true],
  ['fe80::1', '[fe80::1]:3210', true],
  // Listening everywhere: every address and the machine's own name, but no name that somebody else gives.
  ['0.0.0.0', '192.168.1.5:3210', true],
  ['0.0.0.0', '[fe80::1]:3210', true],
  ['0.0.0.0', `${hostname()}:3210`, true],
  ['0.0.0.0', 'evil.example:3210', false],
  ['::', 'evil.example', false],
])('SIWEN_HOST %s, asked for as %s: %s', (listensOn, host, ours) => {
  expect(isOurs({ host }, listensOn)).toBe(ours);
});

test('an address that is no URL, and a caller who hangs up, end nothing', async () => {
  const workspace = await testWorkspace();
  const port = Number(new URL(workspace.url).port);
  const upgrade = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
  for (const path of ['//', '//[', '/%', '*', '/link', '/local/socket?user=%']) {
    const patient = connect({ host: '127.0.0.1', port });
    patient.write(upgrade(path));
    const [answer] = await once(patient, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 40[14] /);
    const hasty = connect({ host: '127.0.0.1', port });
    await once(hasty, 'connect');
    hasty.write(upgrade(path), () => hasty.resetAndDestroy());
    await once(hasty, 'close');
  }
  expect(await workspace.call('auth.test')).toMatchObject({ ok: true });
});

test('the page’s folder is all that is served', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'siwen-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pageDir = join(folder, 'page');
  mkdirSync(pageDir);
  writeFileSync(join(folder, 'key.txt'), '机密');
  writeFileSync(join(pageDir, 'open.txt'), '公开');
  const workspace = await testWorkspace({ pageDir });
  const asked = async (path: string) => (await send(workspace, path, { host: hostOf(workspace) })).body;
  expect(await asked('/open.txt')).toBe('公开');
  for (const path of ['/../key.txt', '/%2e%2e/key.txt', '/..%2fkey.txt', '/..%5ckey.txt', '//key.txt', '/./../key.txt'])
    expect(await asked(path), path).not.toContain('机密');
});

/** Sends a body that has no end, until it is answered: the status, and how many bytes were taken before. `headers` may announce a length. */
function pour(workspace: TestWorkspace, path: string, headers: Headers): Promise<{ status: number; taken: number }> {
  const { hostname: name, port } = new URL(workspace.url);
  const chunk = 'x'.repeat(64 * 1024);
  return new Promise((resolve, reject) => {
    let taken = 0;
    const sent = request({ host: name, port, path, method: 'POST', headers });
    const more = () => {
      taken += chunk.length;
      if (taken > 64 * MB) sent.destroy(new Error('everything was taken'));
      else if (sent.write(chunk)) setImmediate(more);
      else sent.once('drain', more);
    };
    sent.on('response', ({ statusCode }) => {
      resolve({ status: statusCode ?? 0, taken });
      sent.destroy();
    });
    sent.on('error', reject);
    more();
  });
}

test.each([
  ['which says how long it is', { 'content-length': `${5 * MB}` }],
  ['which does not say how long it is', { 'transfer-encoding': 'chunked' }],
])('nobody can fill the memory with one request, %s', async (_what, length) => {
  const workspace = await testWorkspace();
  for (const path of ['/api/chat.postMessage', '/respond/nothing', '/local/send']) {
    const { status, taken } = await pour(workspace, path, { 'content-type': 'application/json', ...length });
    expect([path, status]).toEqual([path, 413]);
    expect(taken).toBeLessThan(16 * MB);
  }
});
