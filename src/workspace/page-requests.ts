import { z } from 'zod';
import { limits } from '../block-kit/limits.js';

const id = z.string().max(64);
/** Slack's longest id of a block or an element. */
const name = z.string().max(255);
const StateValue = z.object({ type: z.string() }).catchall(z.json());
const State = z.record(z.string(), z.record(z.string(), StateValue));
const Container = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), channel: id, ts: id }),
  z.object({ type: z.literal('view'), viewId: id }),
]);

/** What the page's routes take (protocol.ts, PageRequests). */
export const Requests = {
  messages: z.object({ user: id, channel: id, before: id.optional() }),
  send: z.object({ user: id, channel: id, text: z.string().trim().min(1).max(40_000) }),
  read: z.object({ user: id, channel: id }),
  openHome: z.object({ user: id, tab: z.enum(['home', 'messages']) }),
  action: z.object({ user: id, container: Container, blockId: name, actionId: name, element: StateValue, state: State }),
  submit: z.object({ user: id, viewId: id, state: State }),
  reopen: z.object({ user: id, kept: z.array(z.string().max(4_000_000)).min(1).max(limits.viewStack.views) }),
  language: z.object({ user: id, locale: z.enum(['zh-CN', 'en-US']) }),
  close: z.object({ user: id, viewId: id, all: z.boolean() }),
  options: z.object({ user: id, viewId: id, blockId: name, actionId: name, query: z.string().max(200) }),
  shortcut: z.object({ user: id, callbackId: name }),
  clock: z.object({ user: id, to: z.union([z.enum(['next', 'halt']), z.number()]) }),
};
