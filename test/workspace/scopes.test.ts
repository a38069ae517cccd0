import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Card } from '../../src/chat/card.js';
import { systemTimer } from '../../src/schedule/clock.js';
import { makeClients } from '../../src/slack/clients.js';
import { slackChat } from '../../src/slack/send.js';
import { testWorkspace } from '../support/workspace.js';

const Manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });
const manifest = Manifest.parse(parse(readFileSync(new URL('../../slack-app-manifest.yaml', import.meta.url), 'utf8')));
const granted = manifest.oauth_config.scopes.bot;
const card = (summary: string): Card => ({ summary, blocks: [{ kind: 'text', text: [summary] }] });

test("with the manifest's scopes the adapter does all it can do", async () => {
  const workspace = await testWorkspace({ scopes: granted });
  const chat = slackChat(makeClients(workspace.botToken, workspace.apiUrl, systemTimer));
  const person = await workspace.person('邓禾');

  expect((await chat.users()).find(({ userId }) => userId === person.me.id)).toMatchObject({ email: 'deng@example.cn', locale: 'zh-CN' });
  const sent = await chat.post(person.me.id, card('四问'), 'nonce-1');
  await chat.update(sent, card('已作答'));
  expect(await chat.find(person.me.id, 'nonce-1', 0)).toEqual(sent);
  const posted = await chat.post('#全局通知', card('会议通知'), 'nonce-3');
  await chat.update(posted, card('会议取消'));
  expect(await chat.find('#全局通知', 'nonce-3', 0)).toEqual(posted);
  await chat.publishHome(person.me.id, { blocks: [{ kind: 'text', text: ['我的任务'] }] });
  await chat.upload(person.me.id, { filename: '我的作答.csv', title: '我的作答', content: new TextEncoder().encode('甲') }, 'nonce-2');
  expect(await chat.find(person.me.id, 'nonce-2', 0)).toBeDefined();

  await person.message('已作答');
  await person.message(({ files }) => files.length > 0);
  await person.homeWith('我的任务');
});

// Without `users:read.email` the list comes without addresses; `commands` has no method.
test.each(granted.filter((scope) => !['commands', 'users:read.email'].includes(scope)))('without %s it could not', async (scope) => {
  const workspace = await testWorkspace({ scopes: granted.filter((one) => one !== scope) });
  const chat = slackChat(makeClients(workspace.botToken, workspace.apiUrl, systemTimer));
  const { me } = await workspace.person('邓禾');
  const everything = async () => {
    await chat.users();
    await chat.post(me.id, card('四问'), 'nonce-1');
    await chat.find(me.id, 'nonce-1', 0);
    await chat.post('#全局通知', card('会议通知'), 'nonce-3');
    await chat.find('#全局通知', 'nonce-3', 0);
    await chat.upload(me.id, { filename: 'a.csv', title: '我的作答', content: new Uint8Array(1) }, 'nonce-2');
  };
  await expect(everything()).rejects.toMatchObject({ code: 'missing_scope' });
});
