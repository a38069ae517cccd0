import { expect, test } from 'vitest';
import { aDesk, webApi } from './desk.js';

const card = (words: string) => ({ summary: words, blocks: [{ kind: 'text' as const, text: [words] }] });
const longAgo = 0;

test('a message is found again by its nonce through several pages of history, and another one is not', { timeout: 60_000 }, async () => {
  const { slack, person, calls } = await aDesk();
  const wanted = await slack.chat.post(person.me.id, card('要找的'), 'nonce-wanted');
  for (let n = 0; n < 450; n++) await slack.chat.post(person.me.id, card(`${n}`), `nonce-${n}`);
  calls.length = 0;
  expect(await slack.chat.find(person.me.id, 'nonce-wanted', longAgo)).toEqual(wanted);
  expect(calls.filter((method) => method === 'conversations.history')).toHaveLength(3);
  expect(await slack.chat.find(person.me.id, 'nonce-want', longAgo)).toBeUndefined();
  expect(await slack.chat.find(person.me.id, 'nonce-wanted', Date.now() + 3_600_000)).toBeUndefined();
});

test('the nonce survives a change of the message', async () => {
  const { slack, person } = await aDesk();
  const ref = await slack.chat.post(person.me.id, card('之前'), 'n-1');
  await slack.chat.update(ref, card('之后'));
  await person.message('之后');
  expect(await slack.chat.find(person.me.id, 'n-1', longAgo)).toEqual(ref);
});

test('a file is found again by the nonce in its name, which stays readable', async () => {
  const { slack, person } = await aDesk();
  const file = { filename: '我的作答.csv', title: '我的作答', content: new TextEncoder().encode('时间,作答') };
  await slack.chat.upload(person.me.id, file, 'V1StGXR8_Z5jdHi6B-myT');
  const message = await person.message((one) => one.files.length > 0);
  expect(message.files[0]?.name).toMatch(/^我的作答-[A-Za-z0-9]{10}\.csv$/);
  expect(await slack.chat.find(person.me.id, 'V1StGXR8_Z5jdHi6B-myT', longAgo)).toEqual({ channel: person.dm.id, id: message.ts });
  expect(await slack.chat.find(person.me.id, 'another-nonce-altogether', longAgo)).toBeUndefined();
});

test('a history that lags behind shows nothing yet, and the look does no harm', async () => {
  const { slack, person, workspace } = await aDesk();
  await slack.chat.post(person.me.id, card('刚发的'), 'fresh');
  workspace.faults.historyLagMs = 60_000;
  expect(await slack.chat.find(person.me.id, 'fresh', longAgo)).toBeUndefined();
  workspace.faults.clear();
  expect(await slack.chat.find(person.me.id, 'fresh', longAgo)).toBeDefined();
  expect(person.messages()).toHaveLength(1);
});

test('what hides in a message is the nonce alone', async () => {
  const { slack, person, workspace } = await aDesk();
  await slack.chat.post(person.me.id, card('四问'), 'n-1');
  const { messages } = await webApi(workspace, 'conversations.history', { channel: person.dm.id, include_all_metadata: true });
  expect(messages[0].metadata).toEqual({ event_type: 'siwen_message', event_payload: { nonce: 'n-1' } });
});
