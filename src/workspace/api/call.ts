import { type Desk, SlackError } from '../desk.js';
import type { Conversation, User } from '../store.js';

export type Args = Readonly<Record<string, unknown>>;
export type Method = (desk: Desk, args: Args) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** A method as its page describes it: what it needs, and how often it may be called. */
export type Endpoint = {
  readonly run: Method;
  readonly token: 'bot' | 'app' | 'none';
  /** Any one of these lets the app call it; absent: every app may. */
  readonly scopes?: readonly string[];
  /** Slack's tier (docs.slack.dev: Rate limits). */
  readonly perMinute: number;
};

export const text = (args: Args, name: string): string | undefined => {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
};

export const flag = (args: Args, name: string): boolean => args[name] === true || args[name] === 'true' || args[name] === '1';

export function required(args: Args, name: string, error = 'invalid_arguments'): string {
  const value = text(args, name);
  if (value === undefined) throw new SlackError(error, { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });
  return value;
}

/** JSON in a form field, or an object in a JSON body; `error` where it is neither. */
export function structure(args: Args, name: string, error: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackError(error);
  }
}

/** `limit` and `cursor` of a list (docs.slack.dev: Pagination). The cursor is the base64 of an offset or a time stamp. */
export function page<T>(args: Args, items: readonly T[], most = 1_000): { items: readonly T[]; next: string } {
  const limit = Math.min(Math.max(Number(text(args, 'limit') ?? most) || most, 1), most);
  const cursor = text(args, 'cursor');
  const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(start) || start < 0 || start > items.length) throw new SlackError('invalid_cursor');
  const end = start + limit;
  return { items: items.slice(start, end), next: end < items.length ? Buffer.from(String(end)).toString('base64') : '' };
}

export function userIn(desk: Desk, id: string | undefined, error = 'user_not_found'): User {
  const user = id === undefined ? undefined : desk.store.user(id);
  if (!user) throw new SlackError(error);
  return user;
}

/** A conversation by its id or, for a channel, its name. */
export function conversationIn(desk: Desk, id: string | undefined): Conversation {
  const named = (name: string) => desk.store.conversations().find((one) => one.kind === 'channel' && one.name === name.replace(/^#/, ''));
  const conversation = id === undefined ? undefined : (desk.store.conversation(id) ?? named(id));
  if (!conversation) throw new SlackError('channel_not_found');
  return conversation;
}
