import type { PageMessage, Snapshot } from '../../protocol.js';
import type { Locale, Text } from '../language.js';

/** Where the viewer is; null: the list of conversations (only the phone shows it alone). */
export type Place = { readonly channel: string; readonly tab: 'home' | 'messages' } | null;

export type Thread = {
  readonly messages: readonly PageMessage[];
  readonly more: boolean;
  readonly loading: boolean;
  /** Messages that changed by an event while the history was on its way: what the event said is newer. */
  readonly touched: readonly string[];
};

export type Toast = { readonly id: number; readonly text: Text };

export type PageState = {
  /** Null until the server has told who is who. */
  readonly world: Snapshot | null;
  /** The browser's steady clock (ms) when `world.clock` came, so that office time can go on from there. */
  readonly clockCameAt: number;
  readonly place: Place;
  readonly threads: Readonly<Record<string, Thread>>;
  /** View → block → what is wrong there, as the bot said it. */
  readonly errors: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Views whose submission is under way. */
  readonly submitting: readonly string[];
  readonly toasts: readonly Toast[];
  readonly toastCount: number;
  /** The socket to the server. */
  readonly link: 'starting' | 'open' | 'lost';
  /** The last message that came into the open conversation, for screen readers. */
  readonly heard: PageMessage | null;
  /** Chosen by hand; null: as the person's own. */
  readonly language: Locale | null;
};

export const emptyThread: Thread = { messages: [], more: false, loading: false, touched: [] };

export function startState(language: Locale | null): PageState {
  return {
    world: null,
    clockCameAt: 0,
    place: null,
    threads: {},
    errors: {},
    submitting: [],
    toasts: [],
    toastCount: 0,
    link: 'starting',
    heard: null,
    language,
  };
}
