import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/workspace/listen.js';
import { virtualTimer } from '../support/timer.js';
import { testWorkspace } from '../support/workspace.js';

type Request = { readonly headers: IncomingHttpHeaders; readonly body: string };
type Response = { readonly status?: number; readonly type?: string; readonly body?: string } | 'silence';

/** An app that listens at a request URL. */
async function listeningApp() {
  const requests: Request[] = [];
  const watchers: ((request: Request) => void)[] = [];
  let response: Response = {};
  const server = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      if (response !== 'silence')
        reply.writeHead(response.status ?? 200, { 'content-type': response.type ?? 'text/plain' }).end(response.body);
      watchers.shift()?.({ headers: request.headers, body });
    });
  });
  const port = await listen(server, 0, '127.0.0.1');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    requests,
    close,
    respond: (next: Response) => {
      response = next;
    },
    next: () => new Promise<Request>((resolve) => void watchers.push(resolve)),
  };
}

const signingSecret = 'geheim';

async function scene() {
  const timer = virtualTimer();
  const app = await listeningApp();
  const workspace = await testWorkspace({ requestUrl: { url: app.url, signingSecret }, stopwatch: timer });
  return { ...workspace, app, timer, person: await workspace.person('邓禾') };
}

test('events come as JSON, the rest as forms, all of them signed', async () => {
  const { app, person } = await scene();
  const [event] = [app.next()];
  await person.say('你好');
  const told = await event;
  expect(told.headers['content-type']).toBe('application/json');
  expect(JSON.parse(told.body)).toMatchObject({ type: 'event_callback', event: { text: '你好' } });

  const command = app.next();
  await person.say('/siwen 帮助');
  const asked = await command;
  expect(Object.fromEntries(new URLSearchParams(asked.body))).toMatchObject({
    command: '/siwen',
    text: '帮助',
    is_enterprise_install: 'false',
  });

  const shortcut = app.next();
  await person.shortcut('reflection.open');
  expect(JSON.parse(new URLSearchParams((await shortcut).body).get('payload') ?? '')).toMatchObject({ type: 'shortcut' });

  for (const { headers, body } of app.requests) {
    const at = String(headers['x-slack-request-timestamp']);
    expect(Math.abs(Number(at) - Date.now() / 1_000)).toBeLessThan(60);
    expect(headers['x-slack-signature']).toBe(`v0=${createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')}`);
  }
});

test('an answer may be a sentence, JSON or nothing', async () => {
  const { app, person } = await scene();
  app.respond({ body: '收到' });
  await person.say('/siwen');
  expect((await person.message('收到')).ephemeral).toBe(true);
  app.respond({ type: 'application/json; charset=utf-8', body: JSON.stringify({ text: '大家看', response_type: 'in_channel' }) });
  await person.say('/siwen');
  expect((await person.message('大家看')).ephemeral).toBe(false);
  app.respond({});
  await person.say('/siwen');
  expect(person.messages()).toHaveLength(2);
  expect(person.events.filter(({ type }) => type === 'warning')).toEqual([]);
});

test.each<[string, Response]>([
  ['an error', { status: 500 }],
  ['what says it is JSON and is not', { type: 'application/json', body: '{' }],
])('%s is no acknowledgement', async (_what, response) => {
  const { app, person } = await scene();
  app.respond(response);
  await person.say('/siwen');
  expect(await person.warning()).toMatchObject({ code: 'operation_timeout' });
});

test('three seconds of silence are no acknowledgement, and an address where nobody listens is no app', async () => {
  const { app, person, timer } = await scene();
  app.respond('silence');
  const arrived = app.next();
  const said = person.say('/siwen');
  await arrived;
  await timer.advance(3_000);
  await said;
  expect(await person.warning()).toMatchObject({ code: 'operation_timeout' });
  app.close();
  await person.say('/siwen');
  expect(await person.warning()).toMatchObject({ code: 'no_app' });
});

test('an event that is not taken comes again with its number and reason', async () => {
  const { app, person, timer } = await scene();
  app.respond({ status: 500 });
  await person.say('你好');
  for (const wait of [0, 60_000, 300_000]) {
    const again = app.next();
    await timer.until(() => app.requests.length > 0, 1);
    await timer.advance(wait);
    await again;
  }
  const numbers = app.requests.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
  expect(numbers).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ]);
  expect(new Set(app.requests.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1);
});

test('envelopes can be made to come twice here too', async () => {
  const { app, faults, person } = await scene();
  faults.deliveries = 2;
  await Promise.all([app.next(), app.next(), person.say('/siwen')]);
  expect(app.requests).toHaveLength(2);
  expect(app.requests[0]?.body).toBe(app.requests[1]?.body);
});
