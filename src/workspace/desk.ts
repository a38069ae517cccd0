import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppLink } from './app-link.js';
import type { Arrivals } from './arrivals.js';
import type { Faults } from './faults.js';
import type { Pages } from './pages.js';
import type { PageMessage } from './protocol.js';
import type { Stopwatch } from './stopwatch.js';
import type { Store } from './store.js';
import type { Tickets } from './tickets.js';
import type { Views } from './views.js';

/** The most recent ephemeral messages: kept so that their buttons and response_urls can replace or delete them. Never on disk, as in Slack. */
export type Whispers = Map<string, { readonly userId: string; readonly message: PageMessage }>;

/** Everything the workspace consists of, handed to each of its functions first. */
export type Desk = {
  readonly store: Store;
  readonly views: Views;
  readonly whispers: Whispers;
  readonly tickets: Tickets;
  readonly arrivals: Arrivals;
  readonly pages: Pages;
  readonly app: AppLink;
  readonly faults: Faults;
  readonly team: { readonly id: string; readonly name: string };
  readonly appId: string;
  readonly bot: { readonly userId: string; readonly botId: string; readonly name: string; readonly handle: string };
  readonly tokens: { readonly bot: string; readonly app: string };
  /** What the app may do; absent: everything. */
  readonly scopes?: readonly string[];
  readonly commands: readonly { readonly command: string; readonly usage: string; readonly description: string }[];
  readonly shortcuts: readonly { readonly callback_id: string; readonly name: string }[];
  /** Epoch milliseconds for time stamps and dates: office time. */
  now(): number;
  /** For everything that expires. */
  readonly stopwatch: Stopwatch;
  /** A time stamp that no message has yet; later than all before. */
  nextTs(): string;
  /** Where the app reaches this server, e.g. http://127.0.0.1:3210. */
  url(): string;
};

/** Slack's answer `{ ok: false, error }`, with whatever else belongs to it. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  constructor(
    readonly error: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
    readonly httpStatus: ContentfulStatusCode = 200,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(error);
  }
}
