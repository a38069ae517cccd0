import { Hono } from 'hono';
import { z } from 'zod';
import type { ClockControl } from './clock-control.js';
import { type ClockNews, moveClock } from './clock-news.js';
import { type Desk, SlackError } from './desk.js';
import { closeView, command, press, shortcut, submit, suggest, tellEvent } from './interactivity.js';
import { conversationsOf, mayRead, pageMessage, post } from './messages.js';
import { snapshotFor } from './snapshot.js';
import type { User } from './store.js';

const id = z.string().max(64);
const State = z.record(z.string(), z.record(z.string(), z.looseObject({ type: z.string() })));
const Container = z.union([
  z.object({ type: z.literal('message'), channel: id, ts: id }),
  z.object({ type: z.literal('view'), viewId: id }),
]);
const Requests = {
  messages: z.object({ user: id, channel: id, before: id.optional() }),
  send: z.object({ user: id, channel: id, text: z.string().trim().min(1).max(40_000) }),
  read: z.object({ user: id, channel: id }),
  openHome: z.object({ user: id, tab: z.enum(['home', 'messages']) }),
  action: z.object({
    user: id,
    container: Container,
    blockId: z.string(),
    actionId: z.string(),
    element: z.looseObject({ type: z.string() }),
    state: State,
  }),
  submit: z.object({ user: id, viewId: id, state: State }),
  close: z.object({ user: id, viewId: id, all: z.boolean() }),
  options: z.object({ user: id, viewId: id, blockId: z.string(), actionId: z.string(), query: z.string().max(200) }),
  shortcut: z.object({ user: id, callbackId: z.string() }),
  clock: z.object({ user: id, to: z.union([z.literal('next'), z.number()]) }),
};

const PAGE_OF_MESSAGES = 50;

/** The page's own routes (protocol.ts). */
export function pageRoutes(desk: Desk, clock: ClockControl | undefined, news: ClockNews | undefined): Hono {
  const app = new Hono();
  const viewer = (userId: string): User => {
    const user = desk.store.user(userId);
    if (!user || user.bot) throw new SlackError('user_not_found');
    return user;
  };
  const readable = (user: User, channelId: string) => {
    const channel = desk.store.conversation(channelId);
    if (!channel || !mayRead(channel, user.id)) throw new SlackError('channel_not_found');
    return channel;
  };
  /** A route: what it takes, and what it does for a person who may still act. */
  const on = <S extends z.ZodType<{ user: string }>>(
    path: string,
    schema: S,
    work: (user: User, request: z.output<S>) => Promise<object | void> | object | void,
  ) =>
    app.post(path, async (c) => {
      const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
      if (!parsed.success) throw new SlackError('invalid_arguments');
      const user = viewer(parsed.data.user);
      if (user.deleted) throw new SlackError('account_inactive');
      return c.json({ ok: true, ...(await work(user, parsed.data)) });
    });

  app.get('/local/snapshot', (c) => {
    const wanted = c.req.query('user');
    const user = wanted ? desk.store.user(wanted) : desk.store.users().find((one) => !one.bot && !one.deleted);
    if (!user || user.bot) throw new SlackError('user_not_found');
    return c.json({ ok: true, snapshot: snapshotFor(desk, user, news?.current() ?? null) });
  });
  app.get('/local/messages', (c) => {
    const parsed = Requests.messages.safeParse(c.req.query());
    if (!parsed.success) throw new SlackError('invalid_arguments');
    const channel = readable(viewer(parsed.data.user), parsed.data.channel);
    const found = desk.store.history(channel.id, '0', parsed.data.before ?? '9999999999.999999', PAGE_OF_MESSAGES + 1);
    const messages = found.slice(0, PAGE_OF_MESSAGES).reverse().map(pageMessage);
    return c.json({ ok: true, messages, more: found.length > PAGE_OF_MESSAGES });
  });
  app.get('/local/file/:id', (c) => {
    const file = desk.store.file(c.req.param('id'));
    if (!file?.content || !file.channel) return c.notFound();
    const name = encodeURIComponent(file.name);
    return c.body(new Uint8Array(file.content), 200, {
      'content-type': file.mimetype,
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    });
  });

  on('/local/send', Requests.send, async (user, { channel: channelId, text }) => {
    const channel = readable(user, channelId);
    const [word = '', ...rest] = text.split(/\s+/);
    if (desk.commands.some((one) => one.command === word)) {
      await command(desk, user, channel.id, word, rest.join(' '));
      return;
    }
    const message = post(desk, channel, user.id, { text });
    if (channel.kind === 'im') {
      if (!desk.app.connected()) desk.pages.send(user.id, { type: 'warning', code: 'no_app', where: 'command' });
      tellEvent(desk, {
        type: 'message',
        channel: channel.id,
        channel_type: 'im',
        user: user.id,
        text,
        ts: message.ts,
        team: desk.team.id,
      });
    }
  });
  on('/local/read', Requests.read, (user, { channel }) => {
    desk.store.markRead(user.id, readable(user, channel).id, desk.store.lastTs());
    desk.pages.send(user.id, { type: 'conversations', conversations: conversationsOf(desk, user.id) });
  });
  on('/local/open-home', Requests.openHome, (user, { tab }) => {
    const channel = desk.store.imOf(user.id)?.id ?? '';
    tellEvent(desk, { type: 'app_home_opened', user: user.id, channel, tab });
  });
  on('/local/action', Requests.action, (user, request) => press(desk, user, request as Parameters<typeof press>[2]));
  on('/local/submit', Requests.submit, (user, { viewId, state }) => submit(desk, user, viewId, state as Parameters<typeof submit>[3]));
  on('/local/close-view', Requests.close, (user, { viewId, all }) => closeView(desk, user, viewId, all));
  on('/local/options', Requests.options, async (user, request) => ({ options: await suggest(desk, user, request) }));
  on('/local/shortcut', Requests.shortcut, (user, { callbackId }) => shortcut(desk, user, callbackId));
  on('/local/clock', Requests.clock, (_user, { to }) => {
    if (!clock || !news) throw new SlackError('not_allowed');
    return moveClock(clock, news, to);
  });
  return app;
}
