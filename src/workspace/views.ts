import { randomBytes } from 'node:crypto';
import { limits } from '../block-kit/limits.js';
import { type ViewContent, withIds } from './content.js';
import { newId } from './ids.js';
import type { Block, PageView } from './protocol.js';

/** A view as Slack keeps it. Only in memory: what somebody is writing in a form is not the workspace's to store. */
export type View = {
  readonly id: string;
  readonly userId: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly externalId: string;
  readonly rootId: string;
  readonly previousId: string | null;
  readonly title: string;
  readonly submit: string | null;
  readonly close: string | null;
  readonly notifyOnClose: boolean;
  readonly clearOnClose: boolean;
  readonly blocks: Block[];
};

export type Views = {
  /** A person's open forms, the topmost last. */
  stack(userId: string): readonly View[];
  home(userId: string): View | undefined;
  find(id: string): View | undefined;
  byExternalId(externalId: string): View | undefined;
  /** Puts a new form on top; undefined: as many are open as may be. */
  push(userId: string, content: ViewContent): View | undefined;
  replace(view: View, content: ViewContent): View;
  publish(userId: string, content: ViewContent): View;
  /** Takes a form and everything above it away. */
  pop(view: View): void;
  clear(userId: string): void;
  /** Forms that were open before a restart. */
  restore(userId: string, views: readonly View[]): void;
};

export function createViews(): Views {
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  /** All of them, by their ids: an office has thousands open, and every press asks for one. */
  const byId = new Map<string, View>();
  const stackOf = (userId: string) => stacks.get(userId) ?? [];
  function stand(userId: string, stack: readonly View[]): void {
    for (const { id } of stackOf(userId)) byId.delete(id);
    for (const view of stack) byId.set(view.id, view);
    stacks.set(userId, stack);
  }
  function hang(home: View): void {
    byId.set(home.id, home);
    homes.set(home.userId, home);
  }
  return {
    stack: stackOf,
    home: (userId) => homes.get(userId),
    find: (id) => byId.get(id),
    byExternalId: (externalId) => [...byId.values()].find((view) => view.externalId === externalId),
    push(userId, content) {
      const stack = stackOf(userId);
      if (stack.length >= limits.viewStack.views) return undefined;
      const id = newId('V');
      const view = viewOf(content, { id, userId, type: 'modal', rootId: stack[0]?.id ?? id, previousId: stack.at(-1)?.id ?? null });
      stand(userId, [...stack, view]);
      return view;
    },
    replace(view, content) {
      const next = viewOf(content, view);
      const put = (one: View) => (one.id === view.id ? next : one);
      if (view.type === 'home') hang(next);
      else stand(view.userId, stackOf(view.userId).map(put));
      return next;
    },
    publish(userId, content) {
      const id = homes.get(userId)?.id ?? newId('V');
      const view = viewOf(content, { id, userId, type: 'home', rootId: id, previousId: null });
      hang(view);
      return view;
    },
    pop(view) {
      const stack = stackOf(view.userId);
      const index = stack.findIndex((one) => one.id === view.id);
      if (index >= 0) stand(view.userId, stack.slice(0, index));
    },
    clear: (userId) => stand(userId, []),
    restore: stand,
  };
}

type Identity = Pick<View, 'id' | 'userId' | 'type' | 'rootId' | 'previousId'>;

function viewOf(content: ViewContent, { id, userId, type, rootId, previousId }: Identity): View {
  return {
    id,
    userId,
    type,
    rootId,
    previousId,
    hash: `${Math.floor(performance.now())}.${randomBytes(4).toString('hex')}`,
    callbackId: content.callback_id ?? '',
    privateMetadata: content.private_metadata ?? '',
    externalId: content.external_id ?? '',
    title: content.title?.text ?? '',
    submit: content.submit?.text ?? null,
    close: content.close?.text ?? null,
    notifyOnClose: content.notify_on_close === true,
    clearOnClose: content.clear_on_close === true,
    blocks: withIds(content.blocks),
  };
}

/** As the person's page gets it. Slack's own word for closing stands where the app gave none. */
export function pageView(view: View, locale: string): PageView {
  const { id, type, hash, title, submit, blocks } = view;
  return { id, type, hash, title, submit, close: view.close ?? (locale.toLowerCase().startsWith('en') ? 'Cancel' : '取消'), blocks };
}
