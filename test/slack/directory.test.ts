import { expect, test } from 'vitest';
import type { Fault } from '../../src/workspace/faults.js';
import { aDesk, anAdapter, connected } from './desk.js';
import { sparseServer } from './sparse-server.js';

test('every account with its team, address, language and whether it is active; through several pages', async () => {
  const many = Array.from({ length: 450 }, (_, n) => ({
    name: `人${n}`,
    email: `p${n}@bureau.example`,
    locale: n % 2 ? 'en-US' : 'zh-CN',
    active: n !== 7,
  }));
  const { slack, teamId, calls } = await aDesk({ workspace: { people: many }, name: '人1' });
  const users = await slack.chat.users();
  const people = users.filter((user) => !user.bot);
  expect(people).toHaveLength(450);
  expect(people.find(({ name }) => name === '人1')).toMatchObject({ teamId, email: 'p1@bureau.example', locale: 'en-US', active: true });
  expect(people.filter(({ active }) => !active).map(({ name }) => name)).toEqual(['人7']);
  expect(users.filter((user) => user.bot).map(({ name }) => name)).toContain('四问');
  expect(calls.filter((method) => method === 'users.list')).toHaveLength(3);
});

test('a list that Slack interrupts goes on from there when it is asked for again; any other failure begins it anew', async () => {
  const many = Array.from({ length: 450 }, (_, n) => ({ name: `人${n}`, email: `p${n}@bureau.example` }));
  const { slack, workspace, calls } = await aDesk({ workspace: { people: many }, name: '人1' });
  const pages = () => calls.splice(0).filter((method) => method === 'users.list').length;
  const { faults } = workspace;
  const third = (fault: Fault) => {
    let page = 0;
    faults.choose = (method) => (method === 'users.list' && ++page === 3 ? fault : undefined);
  };
  third({ kind: 'ratelimited', retryAfterS: 7 });
  await expect(slack.chat.users()).rejects.toMatchObject({ name: 'RateLimited', retryAfterMs: 7_000 });
  const users = await slack.chat.users();
  expect([new Set(users.map(({ userId }) => userId)).size, users.length, pages()]).toEqual([452, 452, 4]);
  third({ kind: 'cut', effect: false });
  await expect(slack.chat.users()).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  expect([(await slack.chat.users()).length, pages()]).toEqual([452, 6]);
});

test('from a server that says next to nothing: an id, a name, no address, and the bot is known for one', async () => {
  const server = await sparseServer({
    users: [
      { id: 'UBOT', name: 'bot' },
      { id: 'U1', name: 'one' },
      { id: 'U2', name: 'two', email: 'two@bureau.example' },
    ],
  });
  const { slack } = anAdapter(server);
  const nobody = { teamId: '', email: undefined, locale: undefined, active: true, bot: false };
  expect(await slack.chat.users()).toEqual([
    { ...nobody, userId: 'UBOT', name: 'bot', bot: true },
    { ...nobody, userId: 'U1', name: 'one' },
    { ...nobody, userId: 'U2', name: 'two', email: 'two@bureau.example' },
  ]);
});

test('whoever is listed for sharing a channel with this workspace is nobody of it, whatever address their own gave them', async () => {
  const listed = (id: string, more: Record<string, unknown>) => ({ id, name: id, email: 'one@bureau.example', more });
  const server = await sparseServer({
    bot: { team_id: 'T1', enterprise_id: 'E1' },
    users: [
      listed('Uours', { team_id: 'T1' }),
      listed('Uunsaid', {}),
      listed('Uconnect', { team_id: 'T2', is_stranger: false }),
      listed('Ustranger', { is_stranger: true }),
      // An Enterprise Grid: one account, several workspaces.
      listed('Ugrid', { team_id: 'T3', enterprise_user: { enterprise_id: 'E1', teams: ['T3', 'T1'] } }),
      listed('Uorg', { team_id: 'E1' }),
      listed('Usibling', { team_id: 'T3', enterprise_user: { enterprise_id: 'E1', teams: ['T3'] } }),
    ],
  });
  const users = await anAdapter(server).slack.chat.users();
  expect(users.map(({ userId, teamId, bot }) => [userId, teamId, bot])).toEqual([
    ['Uours', 'T1', false],
    ['Uunsaid', 'T1', false],
    ['Uconnect', 'T2', true],
    ['Ustranger', '', true],
    ['Ugrid', 'T1', false],
    ['Uorg', 'T1', false],
    ['Usibling', 'T3', true],
  ]);
});

test('where the server does not say which team is the bot’s, everybody is of it', async () => {
  const server = await sparseServer({ users: [{ id: 'U1', name: 'one', more: { team_id: 'T2' } }] });
  expect(await anAdapter(server).slack.chat.users()).toMatchObject([{ userId: 'U1', teamId: 'T2', bot: false }]);
});

test('siwen does not answer itself where a server tells it of its own messages as if somebody had typed them', async () => {
  const server = await sparseServer({ users: [{ id: 'U1', name: 'one' }], echo: true });
  const { slack, stored } = anAdapter(server);
  await slack.start();
  await connected(slack);
  await slack.chat.users();
  await slack.chat.post('U1', { summary: '四问', blocks: [{ kind: 'divider' }] }, 'n');
  await server.type('U1', '汇总'); // comes after the echo
  expect(stored.map(({ text }) => text)).toEqual(['汇总']);
});

test('where only ids of conversations are taken, the conversation is opened and the message goes there, once', async () => {
  const server = await sparseServer({ users: [{ id: 'U1', name: 'one' }], conversationsOnly: true });
  const { slack } = anAdapter(server);
  const card = { summary: '四问', blocks: [{ kind: 'divider' as const }] };
  const ref = await slack.chat.post('U1', card, 'n');
  expect([ref.channel, server.messages.length]).toEqual(['D-U1', 1]);
  await slack.chat.update(ref, { ...card, summary: '已作答' });
  expect(server.messages[0]?.text).toBe('已作答');
  await expect(slack.chat.post('U-gone', card, 'n')).rejects.toMatchObject({ name: 'Refused', meaning: 'person-gone' });
});

test('a message whose conversation the server does not name can be changed all the same', async () => {
  const server = await sparseServer({ users: [{ id: 'U1', name: 'one' }] });
  const { slack } = anAdapter(server);
  const card = { summary: '四问', blocks: [{ kind: 'divider' as const }] };
  const ref = await slack.chat.post('U1', card, 'n');
  await slack.chat.update(ref, { ...card, summary: '已作答' });
  expect(server.messages.map(({ text }) => text)).toEqual(['已作答']);
});

test('a method the server lacks is a no, and a look into a history without metadata finds nothing', async () => {
  const server = await sparseServer({ users: [{ id: 'U1', name: 'one' }], without: ['views.publish'] });
  const { slack } = anAdapter(server);
  await slack.chat.post('U1', { summary: '四问', blocks: [{ kind: 'divider' }] }, 'n');
  expect(await slack.chat.find('U1', 'n', 0)).toBeUndefined();
  await expect(slack.chat.publishHome('U1', { blocks: [] })).rejects.toMatchObject({ name: 'Refused', code: 'unknown_method' });
  const file = { filename: 'a.csv', title: 'a', content: new Uint8Array([1]) };
  await expect(slack.chat.upload('U1', file, 'n')).rejects.toMatchObject({ name: 'Refused', code: 'unknown_method' });
});
