import type { PageEvent, PageRequests, Snapshot, StateValue, StateValues } from '../protocol.js';
import { readAddress, writeAddress } from './address.js';
import { type JsonObject, objectsOf, wordsOf } from './json.js';
import { type Locale, localeOf, type Text } from './language.js';
import { type Answer, getMessages, getSnapshot, type Post, post } from './server/requests.js';
import { keepSocket } from './server/socket.js';
import type { PageAction } from './state/reduce.js';
import type { PageState, Place } from './state/state.js';
import type { Store } from './state/store.js';
import { texts } from './text.js';

export type Container = PageRequests['/local/action']['container'];
export type Press = { container: Container; blockId: string; actionId: string; element: StateValue; state: StateValues };

/** The server's errors that a person can do something about; the rest are told with their code. */
const failures: Readonly<Record<string, Text>> = {
  unreachable: texts.unreachable,
  account_inactive: texts.meDeactivated,
  view_not_found: texts.formGone,
  clock_is_moving: texts.stillMoving,
  not_in_the_future: texts.jumpPast,
  nothing_is_due: texts.nothingDue,
};

/** What the page does for its viewer: talks to the server, and tells the store what came of it. */
export type Session = ReturnType<typeof startSession>;

export function startSession(store: Store<PageState, PageAction>, drafts = new Map<string, string>()) {
  let user = '';
  let socket: { close(): void } | undefined;
  /** Events that came while a snapshot was on its way: they are applied after it, so that none is lost. */
  let waiting: PageEvent[] | undefined;

  const failed = (error: string) => store.dispatch({ type: 'toast', text: failures[error] ?? texts.failed(error) });

  async function ask<Route extends Post>(route: Route, body: PageRequests[Route]): Promise<Answer> {
    const answer = await post(route, body);
    if (!answer.ok) failed(answer.error);
    return answer;
  }

  function receive(event: PageEvent) {
    if (waiting) {
      waiting.push(event);
      return;
    }
    const { world, place } = store.get();
    store.dispatch({ type: 'event', event, at: performance.now() });
    const arrived = event.type === 'clock' && event.clock.move === null && world?.clock?.move;
    // Days went by in a second: for the bot it is that long ago that this Home tab was opened.
    if (arrived && place?.tab === 'home') void show(place);
  }

  async function refresh(asUser: string) {
    waiting = [];
    try {
      const snapshot = await withForms(await getSnapshot(asUser));
      if (user !== asUser) return;
      store.dispatch({ type: 'snapshot', snapshot, at: performance.now() });
      store.dispatch({ type: 'link', link: 'open' });
      const missed = waiting;
      waiting = undefined;
      for (const event of missed) receive(event);
      settle();
      speakChosen();
    } catch {
      if (user === asUser) store.dispatch({ type: 'link', link: 'lost' });
    } finally {
      if (user === asUser) waiting = undefined;
    }
  }

  /** A server that was started anew has forgotten the forms that are open here: they go back before anything typed in them is lost. */
  async function withForms(snapshot: Snapshot): Promise<Snapshot> {
    const { world } = store.get();
    const kept = world?.me.id === snapshot.me.id && world.server !== snapshot.server ? world.modals.flatMap((view) => view.kept ?? []) : [];
    if (kept.length === 0) return snapshot;
    const answer = await post('/local/reopen', { user: snapshot.me.id, kept });
    return answer.ok ? getSnapshot(snapshot.me.id) : snapshot;
  }

  /** The language chosen here goes with the visitor, whoever they are: the bot speaks to that person in it, too. */
  function speakChosen() {
    const { world, language } = store.get();
    if (!world || world.me.deleted || language === null || localeOf(world.me.locale) === language) return;
    void post('/local/language', { user, locale: language === 'en' ? 'en-US' : 'zh-CN' });
  }

  /** After a snapshot: go where the address says, or to the bot, which is what the visitor came for. */
  function settle() {
    const { world } = store.get();
    if (!world) return;
    const known = new Set(world.conversations.map(({ id }) => id));
    const wanted = readAddress(location.search).place;
    const bot = world.conversations.find(({ withBot }) => withBot);
    const place: Place =
      wanted === null || (wanted && known.has(wanted.channel)) ? wanted : bot ? { channel: bot.id, tab: wanted?.tab ?? 'messages' } : null;
    history.replaceState(null, '', writeAddress(user, place));
    void show(place);
  }

  async function show(place: Place) {
    store.dispatch({ type: 'place', place });
    if (!place) return;
    const conversation = store.get().world?.conversations.find(({ id }) => id === place.channel);
    if (conversation?.withBot) void post('/local/open-home', { user, tab: place.tab });
    if (place.tab === 'messages') await Promise.all([loadMessages(place.channel), markRead(place.channel)]);
  }

  async function loadMessages(channel: string, before?: string) {
    const asked = user;
    if (before && store.get().threads[channel]?.loading) return;
    store.dispatch({ type: 'thread-loading', channel });
    try {
      const page = await getMessages({ user: asked, channel, ...(before ? { before } : {}) });
      if (asked === user)
        store.dispatch({ type: 'thread-loaded', channel, messages: page.messages, more: page.more, older: before !== undefined });
    } catch (error) {
      if (asked !== user) return;
      store.dispatch({ type: 'thread-failed', channel });
      failed(error instanceof Error ? error.message : 'unreachable');
    }
  }

  async function markRead(channel: string) {
    await post('/local/read', { user, channel });
  }

  function become(nextUser: string) {
    socket?.close();
    user = nextUser;
    localStorage.setItem('siwen.person', user);
    store.dispatch({ type: 'link', link: 'starting' });
    socket = keepSocket(user, {
      onOpen: () => void refresh(nextUser),
      onEvent: receive,
      onLost: () => store.dispatch({ type: 'link', link: 'lost' }),
    });
  }

  return {
    drafts,
    markRead,
    /** As the person in the address, else as whoever the visitor was last, else as whom the server proposes. */
    async start() {
      const wanted = readAddress(location.search).user ?? localStorage.getItem('siwen.person') ?? undefined;
      try {
        become((await getSnapshot(wanted).catch((error) => (wanted ? getSnapshot(undefined) : Promise.reject(error)))).me.id);
      } catch {
        store.dispatch({ type: 'link', link: 'lost' });
      }
    },
    /** The back and forward buttons. */
    async returned() {
      const address = readAddress(location.search);
      if (address.user && address.user !== user) become(address.user);
      else if (address.place !== undefined) await show(address.place);
    },
    switchTo(nextUser: string) {
      if (nextUser === user) return;
      // The next person's own conversation with the bot takes the place of this one's: `settle` sees to it.
      history.pushState(null, '', writeAddress(nextUser, store.get().place));
      become(nextUser);
    },
    go(place: Place) {
      history.pushState(null, '', writeAddress(user, place));
      return show(place);
    },
    async older(channel: string) {
      const oldest = store.get().threads[channel]?.messages.find(({ ephemeral }) => !ephemeral);
      if (oldest) await loadMessages(channel, oldest.ts);
    },
    /** False: it did not go out; the writer gets the text back. */
    async send(channel: string, text: string): Promise<boolean> {
      const answer = await post('/local/send', { user, channel, text });
      if (!answer.ok) store.dispatch({ type: 'toast', text: texts.notSent });
      return answer.ok;
    },
    async press(press: Press): Promise<void> {
      await ask('/local/action', { user, ...press });
    },
    async submit(viewId: string, state: StateValues): Promise<void> {
      // Also guards against a second press before the first one is drawn.
      if (store.get().submitting.includes(viewId)) return;
      store.dispatch({ type: 'submitting', viewId, on: true });
      const answer = await ask('/local/submit', { user, viewId, state });
      if (!answer.ok) store.dispatch({ type: 'submitting', viewId, on: false });
    },
    async closeView(viewId: string, all: boolean): Promise<void> {
      await ask('/local/close-view', { user, viewId, all });
    },
    /** Options in Slack's shape, for menus that ask while one types. */
    async options(viewId: string, blockId: string, actionId: string, query: string): Promise<JsonObject[]> {
      const answer = await post('/local/options', { user, viewId, blockId, actionId, query });
      if (!answer.ok) return [];
      return objectsOf(answer.body.options).map((option) => ({ ...option, text: { type: 'plain_text', text: wordsOf(option.text) } }));
    },
    async shortcut(callbackId: string): Promise<void> {
      await ask('/local/shortcut', { user, callbackId });
    },
    async moveClock(to: 'next' | 'halt' | number): Promise<boolean> {
      return (await ask('/local/clock', { user, to })).ok;
    },
    dismissToast(id: number) {
      store.dispatch({ type: 'toast-gone', id });
    },
    speak(language: Locale) {
      localStorage.setItem('siwen.language', language);
      store.dispatch({ type: 'language', language });
      speakChosen();
    },
  };
}
