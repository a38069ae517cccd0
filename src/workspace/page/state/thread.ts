import type { PageMessage } from '../../protocol.js';
import type { Thread } from './state.js';

/** Messages stand in the order of their ts; Slack's ts has a fixed number of digits, so text order is time order. */
function inOrder(messages: readonly PageMessage[]): PageMessage[] {
  return messages.toSorted((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
}

function touch(thread: Thread, ts: string): readonly string[] {
  return thread.loading ? [...thread.touched, ts] : thread.touched;
}

export function receiveMessage(thread: Thread, message: PageMessage): Thread {
  const others = thread.messages.filter(({ ts }) => ts !== message.ts);
  return { ...thread, messages: inOrder([...others, message]), touched: touch(thread, message.ts) };
}

/** A change to a message that is not on the page (further up in the history) is left to the history. */
export function changeMessage(thread: Thread, message: PageMessage): Thread {
  const messages = thread.messages.map((old) => (old.ts === message.ts ? message : old));
  if (thread.loading && !messages.includes(message)) messages.push(message);
  return { ...thread, messages: inOrder(messages), touched: touch(thread, message.ts) };
}

export function deleteMessage(thread: Thread, deletedTs: string): Thread {
  return { ...thread, messages: thread.messages.filter(({ ts }) => ts !== deletedTs), touched: touch(thread, deletedTs) };
}

/**
 * A page of history arrived. `older`: it goes above what is there; otherwise it is the newest page and replaces what is there,
 * except for what only this page has: messages only this person saw, and whatever events changed while it was on its way.
 */
export function mergePage(thread: Thread, page: readonly PageMessage[], more: boolean, older: boolean): Thread {
  const touched = new Set(thread.touched);
  const arrived = page.filter(({ ts }) => !touched.has(ts));
  const oldest = page[0]?.ts ?? '';
  const kept = thread.messages.filter((message) => older || touched.has(message.ts) || (message.ephemeral && message.ts >= oldest));
  const known = new Set(kept.map(({ ts }) => ts));
  const messages = inOrder([...kept, ...arrived.filter(({ ts }) => !known.has(ts))]);
  return { messages, more, loading: false, touched: [] };
}
