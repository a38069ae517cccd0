import { Hono } from 'hono';
import type { z } from 'zod';
import { press, suggest } from './actions.js';
import type { ClockControl } from './clock-control.js';
import { type ClockNews, moveClock } from './clock-news.js';
import { runCommand, runShortcut } from './commands.js';
import { type Desk, SlackError } from './desk.js';
import { tellHomeOpened } from './events.js';
import { reopen } from './kept-forms.js';
import { conversationsOf, mayRead, pageMessage, post } from './messages.js';
import { Requests } from './page-requests.js';
import { chooseLanguage } from './people.js';
import { showModals } from './show.js';
import { snapshotFor } from './snapshot.js';
import type { Conversation, User } from './store.js';
import { closeView, submit } from './submissions.js';

const PAGE_OF_MESSAGES = 50;

/** The page's own routes (protocol.ts). */
export function pageRoutes(desk: Desk, clock: ClockControl | undefined, news: ClockNews | undefined): Hono {
  const app = new Hono();

  /** A route: what it takes, and what it does for a person who may still act. */
  const on = <S extends z.ZodType<{ user: string }>>(path: string, schema: S, work: (user: User, request: z.output<S>) => unknown) =>
    app.post(path, async (c) => {
      const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
      if (!parsed.success) throw new SlackError('invalid_arguments');
      const user = viewer(desk, parsed.data.user);
      if (user.deleted) throw new SlackError('account_inactive');
      const answer = await work(user, parsed.data);
      return c.json({ ok: true, ...(typeof answer === 'object' ? answer : {}) });
    });

  app.get('/local/snapshot', (c) => {
    // Rosters begin with the leaders; a visitor begins as the cadre that siwen asks.
    const wanted = c.req.query('user') ?? desk.store.users().findLast((one) => !one.bot && !one.deleted)?.id ?? '';
    return c.json({ ok: true, snapshot: snapshotFor(desk, viewer(desk, wanted), news?.current() ?? null) });
  });
  app.get('/local/messages', (c) => {
    const parsed = Requests.messages.safeParse(c.req.query());
    if (!parsed.success) throw new SlackError('invalid_arguments');
    const channel = readable(desk, viewer(desk, parsed.data.user), parsed.data.channel);
    const found = desk.store.pageOfMessages(channel.id, parsed.data.before ?? '9999999999.999999', PAGE_OF_MESSAGES + 1);
    const messages = found.slice(0, PAGE_OF_MESSAGES).reverse().map(pageMessage);
    return c.json({ ok: true, messages, more: found.length > PAGE_OF_MESSAGES });
  });
  app.get('/local/file/:id', (c) => {
    const file = desk.store.file(c.req.param('id'));
    if (!file?.content || !file.channel) return c.notFound();
    // Always a download: a file is never shown as a page of this origin, whatever is in it.
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
    return c.body(new Uint8Array(file.content), 200, { 'content-type': file.mimetype, 'content-disposition': disposition });
  });

  on('/local/send', Requests.send, (user, { channel, text }) => send(desk, user, readable(desk, user, channel), text));
  on('/local/read', Requests.read, (user, { channel }) => {
    desk.store.markRead(user.id, readable(desk, user, channel).id, desk.store.lastTs());
    desk.pages.send(user.id, { type: 'conversations', conversations: conversationsOf(desk, user.id) });
  });
  on('/local/open-home', Requests.openHome, (user, { tab }) => tellHomeOpened(desk, user, tab));
  on('/local/action', Requests.action, (user, request) => press(desk, user, request));
  on('/local/submit', Requests.submit, (user, { viewId, state }) => submit(desk, user, viewId, state));
  on('/local/close-view', Requests.close, (user, { viewId, all }) => closeView(desk, user, viewId, all));
  on('/local/reopen', Requests.reopen, (user, { kept }) => {
    reopen(desk, user, kept);
    showModals(desk, user.id);
  });
  on('/local/language', Requests.language, (user, { locale }) => chooseLanguage(desk, user, locale));
  on('/local/options', Requests.options, async (user, request) => ({ options: await suggest(desk, user, request) }));
  on('/local/shortcut', Requests.shortcut, (user, { callbackId }) => runShortcut(desk, user, callbackId));
  on('/local/clock', Requests.clock, (_user, { to }) => {
    if (!clock || !news) throw new SlackError('not_allowed');
    return moveClock(clock, news, to);
  });
  return app;
}

function viewer(desk: Desk, userId: string): User {
  const user = desk.store.user(userId);
  if (!user || user.bot) throw new SlackError('user_not_found');
  return user;
}

function readable(desk: Desk, user: User, channelId: string): Conversation {
  const channel = desk.store.conversation(channelId);
  if (!channel || !mayRead(channel, user.id)) throw new SlackError('channel_not_found');
  return channel;
}

/** docs.slack.dev: Formatting message text. What people type is kept and sent so; only the page shows it as it was. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Text that starts with a registered command is run as one; anything else is a message, which the app hears of in its own conversation. */
async function send(desk: Desk, user: User, channel: Conversation, text: string): Promise<void> {
  const word = /^\/\S+/.exec(text)?.[0];
  const rest = escaped(text.slice(word?.length ?? 0).trim());
  if (word !== undefined && desk.commands.some((one) => one.command === word)) {
    await runCommand(desk, user, channel, word, rest);
    return;
  }
  post(desk, channel, user.id, { text: escaped(text) });
  if (channel.kind === 'im' && !desk.app.connected()) desk.pages.send(user.id, { type: 'warning', code: 'no_app', where: 'command' });
}
