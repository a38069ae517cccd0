import WebSocket from 'ws';
import type {
  Block,
  Json,
  PageConversation,
  PageEvent,
  PageFile,
  PageMessage,
  PageRequests,
  PageUser,
  PageView,
  Snapshot,
  StateValue,
  StateValues,
} from '../../src/workspace/protocol.js';
import { elementsIn, find, initialValue, type JsonObject, valueFor, wordsIn } from './elements.js';

const PATIENCE_MS = 10_000;

type Warning = Extract<PageEvent, { type: 'warning' }>;
type Entry = string | readonly string[];

/** What came of a submitted form. */
export type Submitted =
  | { readonly kind: 'closed' }
  /** Another form is on top now, or this one with other content. */
  | { readonly kind: 'form'; readonly form: PageView }
  /** Label of the field → sentence. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'warning'; readonly warning: Warning };

/** Somebody at the workspace's page, without a browser: the page's own routes, and nothing else. Waits for events, never for time. */
export type Person = Awaited<ReturnType<typeof personAt>>;

/** Opens the page as the person of this name. `workspace`: whatever has the page's address. */
export async function personAt(workspace: { readonly url: string }, name: string) {
  const someone = await snapshotOf(workspace.url, undefined);
  const me = someone.people.find((user) => user.name === name && !user.bot);
  if (!me) throw new Error(`nobody here is called ${name}`);

  const messages = new Map<string, PageMessage>();
  const entered = new Map<string, StateValues>();
  const events: PageEvent[] = [];
  const watchers = new Set<() => void>();
  let page: Snapshot | undefined;

  const socket = new WebSocket(`${workspace.url.replace(/^http/, 'ws')}/local/socket?user=${me.id}`);
  socket.on('message', (data) => {
    const event: PageEvent = JSON.parse(String(data));
    events.push(event);
    take(event);
    for (const look of [...watchers]) look();
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const early = [...events];
  page = await snapshotOf(workspace.url, me.id);
  for (const event of early) take(event);
  const dm = page.conversations.find((conversation) => conversation.withBot);
  if (!dm) throw new Error(`${name} has no conversation with the bot`);
  for (const message of await history(dm.id)) keep(message);

  function keep(message: PageMessage) {
    messages.set(`${message.channel}/${message.ts}`, message);
  }
  function take(event: PageEvent) {
    if (event.type === 'message' || event.type === 'message-changed') keep(event.message);
    else if (event.type === 'message-deleted') messages.delete(`${event.channel}/${event.ts}`);
    if (!page) return;
    if (event.type === 'modals') page = { ...page, modals: event.modals };
    else if (event.type === 'home') page = { ...page, home: event.view };
    else if (event.type === 'people') page = { ...page, people: event.people };
    else if (event.type === 'conversations') page = { ...page, conversations: event.conversations };
    else if (event.type === 'connected') page = { ...page, connected: event.connected };
    else if (event.type === 'clock') page = { ...page, clock: event.clock };
  }
  async function history(channel: string): Promise<PageMessage[]> {
    const answer = await fetch(`${workspace.url}/local/messages?${new URLSearchParams({ user: me?.id ?? '', channel })}`);
    return (await answer.json()).messages;
  }
  /** Everything the server sent before it answered has been read: a pong comes after what was written before. */
  function caughtUp(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) reject(new Error(`${name}'s page has lost its connection`));
      socket.once('pong', () => resolve());
      socket.ping();
    });
  }
  async function ask<Route extends keyof PageRequests>(route: Route, body: Omit<PageRequests[Route], 'user'>): Promise<JsonObject> {
    const response = await fetch(workspace.url + route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-siwen-page': '1' },
      body: JSON.stringify({ ...body, user: me?.id }),
    });
    const answer: JsonObject = await response.json();
    if (answer.ok !== true) throw new Error(`${route}: ${String(answer.error)}`);
    await caughtUp();
    return answer;
  }

  /** Resolves with what `look` finds, now or after some later event; rejects after ten seconds with `what` and what there is instead. */
  function until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      const giveUp = () => {
        watchers.delete(check);
        reject(new Error(`${name} waited in vain for ${what}; there is: ${describe()}`));
      };
      const check = () => {
        const found = look();
        if (found === undefined) return;
        watchers.delete(check);
        patience.removeEventListener('abort', giveUp);
        resolve(found);
      };
      patience.addEventListener('abort', giveUp);
      watchers.add(check);
      check();
    });
  }
  const describe = () =>
    JSON.stringify({
      messages: inOrder().map((m) => wordsOf(m)),
      home: page?.home && wordsIn(page.home.blocks),
      form: page?.modals.at(-1)?.title,
    });

  const inOrder = (channel = dm.id) =>
    [...messages.values()].filter((message) => message.channel === channel).sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const top = () => page?.modals.at(-1);
  const stateOf = (view: PageView): StateValues => withInitial(view.blocks, entered.get(view.id) ?? {});

  async function act(
    container: PageRequests['/local/action']['container'],
    blocks: readonly Block[],
    label: string,
    choose?: string,
  ): Promise<void> {
    const { block, element } = find(blocks, label, `${name} sees`);
    const type = String(element.type);
    const blockId = block.block_id ?? '';
    const actionId = String(element.action_id);
    const pressed: StateValue =
      choose === undefined
        ? { type, ...(element.value === undefined ? {} : { value: element.value }), text: element.text }
        : valueFor(element, choose);
    const view = container.type === 'view' ? page?.modals.find(({ id }) => id === container.viewId) : undefined;
    const state = view ? stateOf(view) : withInitial(blocks, {});
    if (choose !== undefined && type !== 'overflow') state[blockId] = { ...state[blockId], [actionId]: pressed };
    if (view && choose !== undefined) entered.set(view.id, state);
    await ask('/local/action', { container, blockId, actionId, element: pressed, state });
  }

  function sourceOf(where: PageMessage | PageView) {
    return 'ts' in where
      ? ({ type: 'message', channel: where.channel, ts: where.ts } as const)
      : ({ type: 'view', viewId: where.id } as const);
  }
  /** The newest thing that has such a button: the open form, else the newest message. */
  function somewhere(label: string): PageMessage | PageView {
    const form = top();
    if (form) return form;
    const message = inOrder().findLast(({ blocks }) => elementsIn(blocks).some(({ words }) => words === label));
    if (!message) throw new Error(`${name} sees no button ${label}; there is: ${describe()}`);
    return message;
  }

  return {
    me: me satisfies PageUser,
    /** The direct conversation with the bot. */
    dm: dm satisfies PageConversation,
    /** Messages of that conversation (or another), oldest first, as they stand now. */
    messages: inOrder,
    /** Everything that arrived since the page was opened. */
    events: events as readonly PageEvent[],
    warnings: () => events.filter((event): event is Warning => event.type === 'warning'),
    home: () => page?.home ?? undefined,
    forms: () => page?.modals ?? [],
    unread: (channel = dm.id) => page?.conversations.find(({ id }) => id === channel)?.unread ?? 0,
    connected: () => page?.connected ?? false,
    conversations: () => page?.conversations ?? [],
    people: () => page?.people ?? [],
    until,

    /** A message whose words contain `what`, or that fits; present or to come. */
    message: (what: string | ((message: PageMessage) => boolean)): Promise<PageMessage> =>
      until(typeof what === 'string' ? `a message with ${what}` : 'a message', () =>
        inOrder().findLast((message) => (typeof what === 'string' ? wordsOf(message).includes(what) : what(message))),
      ),
    /** The message with this time stamp once it fits. */
    changed: (before: PageMessage, fits: (message: PageMessage) => boolean): Promise<PageMessage> =>
      until('a changed message', () => {
        const now = messages.get(`${before.channel}/${before.ts}`);
        return now && fits(now) ? now : undefined;
      }),
    /** A form with this title (part of it is enough), on top, now or later. */
    form: (title = ''): Promise<PageView> =>
      until(`a form ${title}`, () => {
        const form = top();
        return form?.title.includes(title) ? form : undefined;
      }),
    warning: (): Promise<Warning> => until('a warning', () => events.findLast((event): event is Warning => event.type === 'warning')),
    /** The Home tab once its words contain `what`. */
    homeWith: (what: string): Promise<PageView> =>
      until(`a Home tab with ${what}`, () => (page?.home && wordsIn(page.home.blocks).includes(what) ? page.home : undefined)),

    /** Text, or a slash command. Resolves when the server has taken it and, for a command, when the app has answered. */
    say: (text: string, channel = dm.id) => ask('/local/send', { channel, text }),
    read: (channel = dm.id) => ask('/local/read', { channel }),
    openHome: () => ask('/local/open-home', { tab: 'home' }),
    openMessages: () => ask('/local/open-home', { tab: 'messages' }),
    shortcut: (callbackId: string) => ask('/local/shortcut', { callbackId }),
    advanceClock: (to: 'next' | number) => ask('/local/clock', { to }),
    /** Presses the button with this label: in the open form, else in the newest message that has it, else where it is told. */
    press: (label: string, where: PageMessage | PageView = somewhere(label)) => act(sourceOf(where), where.blocks, label),
    /** Picks an option of a menu, radio group or overflow outside an input, named by label or placeholder. */
    choose: (label: string, option: string, where: PageMessage | PageView = somewhere(label)) =>
      act(sourceOf(where), where.blocks, label, option),

    /** Fills fields of the open form: label → text, option label (or several), date or time. Nothing is sent yet. */
    async fill(fields: Readonly<Record<string, Entry>>): Promise<void> {
      const view = top();
      if (!view) throw new Error(`${name} has no form open`);
      const state = stateOf(view);
      for (const [label, entry] of Object.entries(fields)) {
        const { block, element } = find(view.blocks, label, `the form ${view.title} has`);
        const blockId = block.block_id ?? '';
        const actionId = String(element.action_id);
        const value = isExternal(element) ? await searched(view, blockId, actionId, element, String(entry)) : valueFor(element, entry);
        state[blockId] = { ...state[blockId], [actionId]: value };
      }
      entered.set(view.id, state);
    },
    /** What the form would send: the field's value in Slack's shape. */
    entered(label: string): StateValue | undefined {
      const view = top();
      if (!view) return undefined;
      const { block, element } = find(view.blocks, label, `the form ${view.title} has`);
      return stateOf(view)[block.block_id ?? '']?.[String(element.action_id)];
    },
    /** Options the app suggests while one types into a search field. */
    async search(label: string, query: string): Promise<{ text: string; value: string }[]> {
      const view = top();
      if (!view) throw new Error(`${name} has no form open`);
      const { block, element } = find(view.blocks, label, `the form ${view.title} has`);
      return options(view, block.block_id ?? '', String(element.action_id), query);
    },
    /** Submits the open form and says what came of it. */
    async submit(): Promise<Submitted> {
      const view = top();
      if (!view) throw new Error(`${name} has no form to submit`);
      const from = events.length;
      await ask('/local/submit', { viewId: view.id, state: stateOf(view) });
      const since = events.slice(from);
      const errors = since.findLast((event) => event.type === 'modal-errors');
      const warning = since.findLast((event): event is Warning => event.type === 'warning');
      if (warning) return { kind: 'warning', warning };
      if (errors?.type === 'modal-errors') return { kind: 'errors', errors: byLabel(view, errors.errors) };
      const next = top();
      return next ? { kind: 'form', form: next } : { kind: 'closed' };
    },
    closeForm: (all = false) => {
      const view = top();
      if (!view) throw new Error(`${name} has no form to close`);
      return ask('/local/close-view', { viewId: view.id, all });
    },
    async download(file: PageFile): Promise<Uint8Array> {
      const response = await fetch(workspace.url + file.href);
      if (!response.ok) throw new Error(`${file.name}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    /** Leaves the page. */
    close: () => {
      socket.terminate();
    },
  };

  async function options(view: PageView, blockId: string, actionId: string, query: string): Promise<{ text: string; value: string }[]> {
    const { options: found } = await ask('/local/options', { viewId: view.id, blockId, actionId, query });
    return Array.isArray(found) ? found.map((one) => ({ text: field(one, 'text'), value: field(one, 'value') })) : [];
  }
  async function searched(view: PageView, blockId: string, actionId: string, element: JsonObject, query: string): Promise<StateValue> {
    const [first] = await options(view, blockId, actionId, query);
    if (!first) throw new Error(`the search for ${query} found nothing`);
    const option = { text: { type: 'plain_text', text: first.text }, value: first.value };
    const type = String(element.type);
    return type.startsWith('multi_') ? { type, selected_options: [option] } : { type, selected_option: option };
  }
}

async function snapshotOf(url: string, user: string | undefined): Promise<Snapshot> {
  const response = await fetch(`${url}/local/snapshot${user ? `?user=${user}` : ''}`);
  const body = await response.json();
  if (body.ok !== true) throw new Error(`no snapshot: ${body.error}`);
  return body.snapshot;
}

/** All that stands in a message: its blocks' words, or its text where it has no blocks. */
export function wordsOf({ blocks, text }: PageMessage): string {
  return blocks.length > 0 ? wordsIn(blocks) : text;
}

const isExternal = (element: JsonObject) => String(element.type).endsWith('external_select');

const field = (json: Json, name: string): string => {
  const value = typeof json === 'object' && json !== null && !Array.isArray(json) ? json[name] : undefined;
  return typeof value === 'string' ? value : '';
};

/** What was entered, else what each element came with. */
function withInitial(blocks: readonly Block[], entered: StateValues): StateValues {
  const state: StateValues = {};
  for (const { block, element } of elementsIn(blocks)) {
    const blockId = block.block_id ?? '';
    const actionId = String(element.action_id);
    const value = entered[blockId]?.[actionId] ?? initialValue(element);
    if (value) state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return state;
}

function byLabel(view: PageView, errors: Readonly<Record<string, string>>): Record<string, string> {
  const labels = new Map(elementsIn(view.blocks).map(({ block, words }) => [block.block_id, words]));
  return Object.fromEntries(Object.entries(errors).map(([blockId, sentence]) => [labels.get(blockId) ?? blockId, sentence]));
}
