import type {
  Block,
  PageEvent,
  PageFile,
  PageMessage,
  PageRequests,
  PageView,
  StateValue,
  StateValues,
} from '../../src/workspace/protocol.js';
import { elementsIn, find, initialValue, type JsonObject, objectOf, valueFor, wordsIn } from './elements.js';
import { openPage } from './open-page.js';

type Warning = Extract<PageEvent, { type: 'warning' }>;
type Container = PageRequests['/local/action']['container'];
/** Where a button stands. */
type Place = PageMessage | PageView;

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
  const page = await openPage(workspace.url, name);
  const { dm, events, ask } = page;
  const entered = new Map<string, StateValues>();

  const messages = (channel = dm.id) => page.messages(channel);
  const top = () => page.snapshot().modals.at(-1);
  const home = () => page.snapshot().home ?? undefined;
  const openForm = (): PageView => {
    const form = top();
    if (!form) throw new Error(`${name} has no form open; there is: ${instead()}`);
    return form;
  };
  const instead = () => JSON.stringify({ messages: messages().map(wordsOf), home: wordsIn(home()?.blocks ?? []), form: top()?.title });
  const until = <T>(what: string, look: () => T | undefined) => page.until(what, look, instead);
  const lastWarning = (list: readonly PageEvent[]) => list.findLast((event): event is Warning => event.type === 'warning');
  const stateOf = (view: PageView): StateValues => withInitial(view.blocks, entered.get(view.id) ?? {});

  /** The open form, else the newest message with such an element. */
  function somewhere(label: string): Place {
    const found = top() ?? messages().findLast(({ blocks }) => elementsIn(blocks).some(({ words }) => words === label));
    if (!found) throw new Error(`${name} sees no ${label}; there is: ${instead()}`);
    return found;
  }

  async function act(where: Place, label: string, option?: string): Promise<void> {
    const { block, element } = find(where.blocks, label, `${name} sees`);
    const { blockId, actionId } = idsOf(block, element);
    const isMessage = 'ts' in where;
    const container: Container = isMessage ? { type: 'message', channel: where.channel, ts: where.ts } : { type: 'view', viewId: where.id };
    const state = isMessage ? withInitial(where.blocks, {}) : stateOf(where);
    const value = option === undefined ? pressed(element) : valueFor(element, option);
    if (option !== undefined && element.type !== 'overflow') state[blockId] = { ...state[blockId], [actionId]: value };
    if (!isMessage) entered.set(where.id, state);
    await ask('/local/action', { container, blockId, actionId, element: value, state });
  }

  async function suggestions(view: PageView, label: string, query: string): Promise<{ text: string; value: string }[]> {
    const { block, element } = find(view.blocks, label, `the form ${view.title} has`);
    const { options } = await ask('/local/options', { viewId: view.id, ...idsOf(block, element), query });
    return (Array.isArray(options) ? options : []).map(objectOf).map(({ text, value }) => ({ text: String(text), value: String(value) }));
  }

  async function valueIn(view: PageView, label: string, element: JsonObject, entry: string | readonly string[]): Promise<StateValue> {
    const type = String(element.type);
    if (!type.endsWith('external_select')) return valueFor(element, entry);
    const [first] = await suggestions(view, label, String(entry));
    if (!first) throw new Error(`the search for ${String(entry)} found nothing`);
    const option = { text: { type: 'plain_text', text: first.text }, value: first.value };
    return type.startsWith('multi_') ? { type, selected_options: [option] } : { type, selected_option: option };
  }

  return {
    me: page.me,
    /** The direct conversation with the bot. */
    dm,
    /** Messages of that conversation (or another), oldest first, as they stand now. */
    messages,
    /** Everything that arrived since the page was opened. */
    events,
    snapshot: page.snapshot,
    home,
    forms: () => page.snapshot().modals,
    unread: (channel = dm.id) => page.snapshot().conversations.find(({ id }) => id === channel)?.unread ?? 0,

    /** Waits for whatever `look` finds: it is asked now and after every event. */
    until,
    /** The newest message whose words contain `what`, or that fits; present or to come. */
    message: (what: string | ((message: PageMessage) => boolean)): Promise<PageMessage> =>
      until(typeof what === 'string' ? `a message with ${what}` : 'a message', () =>
        messages().findLast((message) => (typeof what === 'string' ? wordsOf(message).includes(what) : what(message))),
      ),
    /** This message once its words contain `what`. */
    changed: (before: PageMessage, what: string): Promise<PageMessage> =>
      until(`a change to ${what}`, () => {
        const now = page.messageAt(before.channel, before.ts);
        return now && wordsOf(now).includes(what) ? now : undefined;
      }),
    /** The topmost form, once there is one whose title contains `title`. */
    form: (title = ''): Promise<PageView> => until(`a form ${title}`, () => (top()?.title.includes(title) ? top() : undefined)),
    /** The Home tab once its words contain `what`. */
    homeWith: (what: string): Promise<PageView> =>
      until(`a Home tab with ${what}`, () => (wordsIn(home()?.blocks ?? []).includes(what) ? home() : undefined)),
    warning: (): Promise<Warning> => until('a warning', () => lastWarning(events)),

    /** Text, or a slash command. Resolves when the server has taken it and, for a command, when the app has answered. */
    say: (text: string, channel = dm.id) => ask('/local/send', { channel, text }),
    read: (channel = dm.id) => ask('/local/read', { channel }),
    openHome: () => ask('/local/open-home', { tab: 'home' }),
    openMessages: () => ask('/local/open-home', { tab: 'messages' }),
    shortcut: (callbackId: string) => ask('/local/shortcut', { callbackId }),
    advanceClock: (to: 'next' | number) => ask('/local/clock', { to }),

    /** Presses the button with this label: in the open form, else in the newest message that has it, else where it is told (a message, the Home tab). */
    press: (label: string, where: Place = somewhere(label)) => act(where, label),
    /** Picks an option of a menu, radio group or overflow that acts at once; named by its label or placeholder. */
    choose: (label: string, option: string, where: Place = somewhere(label)) => act(where, label, option),

    /** Fills fields of the open form: label → text, option label (or several), date or time. A search field takes the first hit. Nothing is sent yet. */
    async fill(fields: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
      const view = openForm();
      const state = stateOf(view);
      for (const [label, entry] of Object.entries(fields)) {
        const { block, element } = find(view.blocks, label, `the form ${view.title} has`);
        const { blockId, actionId } = idsOf(block, element);
        state[blockId] = { ...state[blockId], [actionId]: await valueIn(view, label, element, entry) };
      }
      entered.set(view.id, state);
    },
    /** What a field of the open form holds now, in Slack's shape. */
    holds(label: string): StateValue | undefined {
      const view = openForm();
      const { block, element } = find(view.blocks, label, `the form ${view.title} has`);
      const { blockId, actionId } = idsOf(block, element);
      return stateOf(view)[blockId]?.[actionId];
    },
    /** What the app suggests while one types into a search field of the open form. */
    search: (label: string, query: string) => suggestions(openForm(), label, query),
    /** Submits the open form and says what came of it. */
    async submit(): Promise<Submitted> {
      const view = openForm();
      const from = events.length;
      await ask('/local/submit', { viewId: view.id, state: stateOf(view) });
      const since = events.slice(from);
      const warning = lastWarning(since);
      const errors = since.findLast((event) => event.type === 'modal-errors');
      if (warning) return { kind: 'warning', warning };
      if (errors?.type === 'modal-errors') return { kind: 'errors', errors: byLabel(view, errors.errors) };
      const next = top();
      return next ? { kind: 'form', form: next } : { kind: 'closed' };
    },
    closeForm: (all = false) => ask('/local/close-view', { viewId: openForm().id, all }),

    async download(file: PageFile): Promise<Uint8Array> {
      const response = await fetch(workspace.url + file.href);
      if (!response.ok) throw new Error(`${file.name}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    /** Leaves the page. */
    close: page.close,
  };
}

/** All that stands in a message: its blocks' words, or its text where it has no blocks. */
export function wordsOf({ blocks, text }: PageMessage): string {
  return blocks.length > 0 ? wordsIn(blocks) : text;
}

const idsOf = (block: Block, element: JsonObject) => ({ blockId: block.block_id ?? '', actionId: String(element.action_id) });

const pressed = ({ type, value, text }: JsonObject): StateValue => ({
  type: String(type),
  text,
  ...(value === undefined ? {} : { value }),
});

/** What was entered, else what each element came with. */
function withInitial(blocks: readonly Block[], entered: StateValues): StateValues {
  const state: StateValues = {};
  for (const { block, element } of elementsIn(blocks)) {
    const { blockId, actionId } = idsOf(block, element);
    const value = entered[blockId]?.[actionId] ?? initialValue(element);
    if (value) state[blockId] = { ...state[blockId], [actionId]: value };
  }
  return state;
}

function byLabel(view: PageView, errors: Readonly<Record<string, string>>): Record<string, string> {
  const labels = new Map(elementsIn(view.blocks).map(({ block, words }) => [block.block_id, words]));
  return Object.fromEntries(Object.entries(errors).map(([blockId, sentence]) => [labels.get(blockId) ?? blockId, sentence]));
}
