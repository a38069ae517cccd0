import { expect, test } from 'vitest';
import { isOfTheChat, makeRespond } from '../../src/slack/response-url.js';
import { rawServer } from './raw-server.js';

test.each<[string, string | undefined, boolean]>([
  ['https://hooks.slack.com/actions/T1/2/x', undefined, true],
  ['https://hooks.slack.com/commands/T1/2/x', 'https://slack.com/api/', true],
  ['https://hooks.slack-gov.com/actions/T1/2/x', 'https://slack-gov.com/api/', true],
  ['http://hooks.slack.com/actions/T1/2/x', undefined, false],
  ['https://hooks.slack.com.evil.example/x', undefined, false],
  ['https://evilslack.com/x', undefined, false],
  ['https://evil.example/?slack.com', undefined, false],
  ['https://slack.com@evil.example/', undefined, false],
  ['http://169.254.169.254/latest/', undefined, false],
  ['http://127.0.0.1:3210/respond/x', undefined, false],
  ['http://127.0.0.1:9999/respond/x', 'http://127.0.0.1:3210/api/', true],
  ['http://localhost:9999/respond/x', 'http://127.0.0.1:3210/api/', true],
  ['http://chat.office.example:81/respond/x', 'http://chat.office.example/api/', true],
  ['https://hooks.slack.com/actions/T1/2/x', 'http://chat.office.example/api/', false],
  ['file:///etc/passwd', 'http://chat.office.example/api/', false],
  ['not an address', undefined, false],
])('an answer to %s, with SLACK_API_URL %s, goes out: %s', (url, apiUrl, expected) => {
  expect(isOfTheChat(url, apiUrl)).toBe(expected);
});

test('an answer that is not taken says so, and one that is redirected does not follow', async () => {
  const statuses = [200, 404, 500, 302];
  const server = await rawServer((response) =>
    response.writeHead(statuses[server.requests() - 1] ?? 500, { location: '/elsewhere' }).end('ok'),
  );
  const respond = makeRespond(server.apiUrl);
  const answers: boolean[] = [];
  for (const _ of statuses) answers.push(await respond(`http://127.0.0.1:${server.port}/respond/1`, { text: '四问' }));
  expect(answers).toEqual([true, false, false, false]);
  expect(server.requests()).toBe(4);
  expect(await respond('http://127.0.0.1:1/', { text: '四问' })).toBe(false);
  expect(await makeRespond('http://chat.office.example/api/')(`http://127.0.0.1:${server.port}/`, { text: '四问' })).toBe(false);
  expect(server.requests()).toBe(4);
});
