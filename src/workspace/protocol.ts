/**
 * What the local workspace's page and its server say to each other, on the page's own routes (`/local/…`).
 * Blocks and views are Slack's JSON, as the bot sent them.
 *
 * Requests are POST with JSON and answer `{ ok: true, … }` or `{ ok: false, error }`; every one names the viewer (`user`).
 * What happens then (messages, forms, Home) arrives as PageEvents over the WebSocket `/local/socket?user=U…`.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
export type Block = { type: string; block_id?: string; [key: string]: Json | undefined };

export type PageUser = {
  id: string;
  name: string;
  /** Department and rank, e.g. 办公室 · 正处级. */
  title: string;
  /** As in Slack: 'zh-CN', 'en-US'. */
  locale: string;
  deleted: boolean;
  bot: boolean;
};

export type PageConversation = {
  id: string;
  kind: 'channel' | 'im';
  /** For an im: the other side's name. */
  name: string;
  topic: string;
  unread: number;
  /** The im with the bot has the Home tab. */
  withBot: boolean;
};

export type PageFile = {
  id: string;
  name: string;
  title: string;
  size: number;
  mimetype: string;
  alt?: string /** `/local/file/…` */;
  href: string;
};

export type PageMessage = {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks: Block[];
  files: PageFile[];
  edited: boolean;
  /** Only the viewer sees it; gone after a reload, as in Slack. */
  ephemeral: boolean;
};

export type StateValue = { type: string; [key: string]: Json | undefined };
/** Slack's view.state.values: block_id → action_id → value. */
export type StateValues = Record<string, Record<string, StateValue>>;

export type PageView = {
  id: string;
  type: 'modal' | 'home';
  hash: string;
  title: string;
  submit: string | null;
  close: string;
  blocks: Block[];
  /** Of a form: what brings it back after a restart of the server; only the server reads it. */
  kept?: string;
};

export type ClockState = {
  /** Office time, epoch ms, at the moment of sending; it goes on at normal speed. */
  now: number;
  zone: string;
  /** The next thing that is due, if anything is. */
  next: { at: number; what: { zh: string; en: string } } | null;
  /** A jump under way: from when to when, epoch ms of office time. */
  move: { from: number; to: number } | null;
  /** The last jump broke off before its end. */
  broken: boolean;
};

export type Snapshot = {
  /** Another one after every start of the server. */
  server: string;
  me: PageUser;
  people: PageUser[];
  team: { id: string; name: string };
  bot: { id: string; name: string };
  conversations: PageConversation[];
  home: PageView | null;
  /** Open forms, the topmost last. */
  modals: PageView[];
  commands: { command: string; usage: string; description: string }[];
  shortcuts: { callback_id: string; name: string }[];
  /** Absent where the clock can't be moved. */
  clock: ClockState | null;
  /** False while no bot is connected. */
  connected: boolean;
};

export type PageEvent =
  | { type: 'message'; message: PageMessage }
  | { type: 'message-changed'; message: PageMessage }
  | { type: 'message-deleted'; channel: string; ts: string }
  | { type: 'conversations'; conversations: PageConversation[] }
  | { type: 'home'; view: PageView }
  /** The viewer's open forms, topmost last; an empty list closes all. */
  | { type: 'modals'; modals: PageView[] }
  | { type: 'modal-errors'; viewId: string; errors: Record<string, string> }
  | { type: 'people'; people: PageUser[] }
  | { type: 'clock'; clock: ClockState }
  | { type: 'connected'; connected: boolean }
  /** What Slack itself would tell the person, e.g. that the app did not answer in time. */
  | {
      type: 'warning';
      code: 'operation_timeout' | 'dispatch_failed' | 'no_app' | 'trigger_expired' | 'messaging_not_allowed';
      where: 'command' | 'action' | 'modal' | 'home';
    };

/** Route → request body. All POST, except where it says GET. */
export type PageRequests = {
  /** GET ?user= ; without user: a cadre. → { ok, snapshot } */
  '/local/snapshot': { user?: string };
  /** GET ?user=&channel=&before=ts? → { ok, messages: PageMessage[] (oldest first, ≤ 50), more: boolean } */
  '/local/messages': { user: string; channel: string; before?: string };
  /** Text that starts with a registered command is run as one. */
  '/local/send': { user: string; channel: string; text: string };
  '/local/read': { user: string; channel: string };
  /** The viewer opened the Home tab or the Messages tab. */
  '/local/open-home': { user: string; tab: 'home' | 'messages' };
  /** A button, menu, overflow, radio… outside or inside a form. `state`: values of every input in that container. */
  '/local/action': {
    user: string;
    container: { type: 'message'; channel: string; ts: string } | { type: 'view'; viewId: string };
    blockId: string;
    actionId: string;
    /** The element's value in Slack's shape: { type, value | selected_option | … } */
    element: StateValue;
    state: StateValues;
  };
  '/local/submit': { user: string; viewId: string; state: StateValues };
  '/local/close-view': { user: string; viewId: string; all: boolean };
  /** The forms that were open before the server was started anew (PageView.kept), lowest first. */
  '/local/reopen': { user: string; kept: string[] };
  /** The language the person wants to be spoken to in. */
  '/local/language': { user: string; locale: 'zh-CN' | 'en-US' };
  /** → { ok, options: {text, value}[] } */
  '/local/options': { user: string; viewId: string; blockId: string; actionId: string; query: string };
  '/local/shortcut': { user: string; callbackId: string };
  /** Office time, forward only. `next`: to the next thing due; `halt`: a jump under way ends where it is. Answers at once; progress comes as clock events. */
  '/local/clock': { user: string; to: 'next' | 'halt' | number };
};
