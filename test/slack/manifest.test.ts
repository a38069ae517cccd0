import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { show } from '../../src/chat/reply.js';
import { wireConversations } from '../../src/wire.js';
import { testOffice } from '../support/office.js';
import { anAdapter, connected } from './desk.js';
import { sparseServer } from './sparse-server.js';

const root = new URL('../../', import.meta.url);
const source = readFileSync(new URL('slack-app-manifest.yaml', root), 'utf8');
/** Strict: a field of another name is a mistake that Slack would find only when somebody pastes the file. Lengths: docs.slack.dev, App manifest reference. */
const Manifest = z.strictObject({
  display_information: z.strictObject({
    name: z.string().max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    slash_commands: z.array(
      z.strictObject({
        command: z.string().regex(/^\/[a-z]{1,31}$/),
        description: z.string().max(2_000),
        usage_hint: z.string().max(1_000),
        should_escape: z.literal(false),
      }),
    ),
    shortcuts: z.array(
      z.strictObject({
        name: z.string().max(24),
        type: z.literal('global'),
        callback_id: z.string().max(255),
        description: z.string().max(150),
      }),
    ),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.literal(false),
  }),
});
const manifest = Manifest.parse(parse(source));
const { features, settings } = manifest;
const scopes = manifest.oauth_config.scopes.bot;
const events = settings.event_subscriptions.bot_events;

/** What each method of the adapter needs of a bot token, in a direct conversation (docs.slack.dev: the page of each method, "Scopes"). */
const neededBy: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'blocks.validate': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['im:history', 'channels:history'],
  'conversations.list': ['channels:read'],
  'conversations.open': ['im:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  // The address, which accounts are matched by, has a scope of its own.
  'users.list': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};
/** docs.slack.dev: the page of each event. */
const neededByEvent: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  'message.im': ['im:history'],
  team_join: ['users:read'],
  user_change: ['users:read'],
};

/** Every Web API method that the adapter's source calls; the bytes of a file go to an address of their own. */
function methodsCalled(): string[] {
  const folder = new URL('src/slack/', root);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const code = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const named = [...code.matchAll(/attempt\(\s*'([\w.]+)'/g)].map(([, method = '']) => method);
  return [...new Set(named)].filter((method) => method !== 'files.upload').sort();
}

test('the scopes are those that the methods and events need, and no others', () => {
  const methods = methodsCalled();
  expect(methods).toEqual(Object.keys(neededBy).sort());
  expect(events.toSorted()).toEqual(Object.keys(neededByEvent).sort());
  // Commands and shortcuts need one that no method does.
  const needed = new Set(['commands', ...Object.values(neededBy).flat(), ...Object.values(neededByEvent).flat()]);
  expect(scopes.toSorted()).toEqual([...needed].sort());
});

test('every scope and event says what it is for', () => {
  for (const name of [...scopes, ...events]) expect(source).toMatch(new RegExp(`^ +- ${name.replace('.', '\\.')} # \\S.+$`, 'm'));
});

test('every shortcut has a handler, and the command understands the words it hints at', async () => {
  const rooms = wireConversations((await testOffice()).ground);
  const shortcuts = rooms.flatMap((room) => Object.keys(room.shortcuts ?? {}));
  expect(shortcuts.sort()).toEqual(features.shortcuts.map((shortcut) => shortcut.callback_id).sort());
  const words = new Set(rooms.flatMap((room) => room.commands ?? []).flatMap((command) => command.names));
  for (const { usage_hint: hint } of features.slash_commands)
    for (const word of hint.replace(/[[\]]/g, '').split('|')) expect([...words, '帮助']).toContain(word.trim());
});

test.each(events)('the event %s is listened to', async (name) => {
  const server = await sparseServer({ users: [{ id: 'U1', name: 'x', email: 'x@bureau.example' }] });
  const { slack, events: seen, stored, usersChanged } = anAdapter(server);
  await slack.start();
  await connected(slack);
  const [type = '', kind] = name.split('.');
  const event = {
    type,
    user: type.startsWith('user') || type.startsWith('team') ? { id: 'U1' } : 'U1',
    channel: 'D1',
    text: '汇总',
    ts: '1.1',
  };
  await server.deliver('events_api', { event: kind ? { ...event, channel_type: kind } : event });
  await expect.poll(() => seen.length + stored.length + usersChanged()).toBe(1);
});

test('every command is listened to', async () => {
  const server = await sparseServer({ users: [{ id: 'U1', name: 'x' }] });
  const { slack, answerWith } = anAdapter(server);
  answerWith((event) => show({ summary: event.kind === 'command' ? `re: ${event.text}` : '', blocks: [{ kind: 'divider' }] }));
  await slack.start();
  await connected(slack);
  for (const { command } of features.slash_commands)
    expect(await server.deliver('slash_commands', { command, text: '汇总', user_id: 'U1' })).toMatchObject({ text: 're: 汇总' });
});
