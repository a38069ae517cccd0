import { randomBytes } from 'node:crypto';
import { limits } from '../block-kit/limits.js';
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
  readonly blocks: Block[];
};

export type Views = {
  /** A person's open forms, the topmost last. */
  stack(userId: string): readonly View[];
  home(userId: string): View | undefined;
  find(id: string): View | undefined;
  byExternalId(externalId: string): View | undefined;
  /** Puts a new form on top; undefined: three are open already. */
  push(userId: string, content: unknown): View | undefined;
  replace(view: View, content: unknown): View;
  publish(userId: string, content: unknown): View;
  pop(view: View): void;
  clear(userId: string): void;
};

export function createViews(): Views {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const stackOf = (userId: string) => stacks.get(userId) ?? [];
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];
  return {
    stack: stackOf,
    home: (userId) => homes.get(userId),
    find: (id) => all().find((view) => view.id === id),
    byExternalId: (externalId) => all().find((view) => view.externalId === externalId),
    push(userId, content) {
      const stack = stackOf(userId);
      if (stack.length >= limits.view.stack) return undefined;
      const id = `V${randomBytes(6).toString('hex').toUpperCase()}`;
      const view = viewOf(content, { id, userId, type: 'modal', rootId: stack[0]?.id ?? id, previousId: stack.at(-1)?.id ?? null });
      stacks.set(userId, [...stack, view]);
      return view;
    },
    replace(view, content) {
      const next = viewOf(content, view);
      if (view.type === 'home') homes.set(view.userId, next);
      else
        stacks.set(
          view.userId,
          stackOf(view.userId).map((one) => (one.id === view.id ? next : one)),
        );
      return next;
    },
    publish(userId, content) {
      const before = homes.get(userId);
      const id = before?.id ?? `V${randomBytes(6).toString('hex').toUpperCase()}`;
      const view = viewOf(content, { id, userId, type: 'home', rootId: id, previousId: null });
      homes.set(userId, view);
      return view;
    },
    pop(view) {
      const stack = stackOf(view.userId);
      const index = stack.findIndex((one) => one.id === view.id);
      if (index >= 0) stacks.set(view.userId, stack.slice(0, index));
    },
    clear: (userId) => void stacks.delete(userId),
  };
}

type Identity = Pick<View, 'id' | 'userId' | 'type' | 'rootId' | 'previousId'>;

/** `content` has been validated by block-kit/validate.ts. */
function viewOf(content: unknown, identity: Identity): View {
  const view = typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};
  const text = (value: unknown) => (typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : null);
  return {
    id: identity.id,
    userId: identity.userId,
    type: identity.type,
    rootId: identity.rootId,
    previousId: identity.previousId,
    hash: `${performance.now()}.${randomBytes(4).toString('hex')}`,
    callbackId: String(view.callback_id ?? ''),
    privateMetadata: String(view.private_metadata ?? ''),
    externalId: String(view.external_id ?? ''),
    title: text(view.title) ?? '',
    submit: text(view.submit),
    close: text(view.close),
    notifyOnClose: view.notify_on_close === true,
    blocks: withIds(view.blocks),
  };
}

/** Slack names blocks and elements that the app did not name. */
export function withIds(blocks: unknown): Block[] {
  const name = () => randomBytes(3).toString('hex');
  const element = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'type' in value && !('action_id' in value) ? { ...value, action_id: name() } : value;
  return (Array.isArray(blocks) ? blocks : []).map((block: Block) => ({
    ...block,
    block_id: block.block_id ?? name(),
    ...(block.type === 'actions' && Array.isArray(block.elements) ? { elements: block.elements.map(element) as Block[] } : {}),
    ...(block.type === 'input' ? { element: element(block.element) as Block } : {}),
    ...(block.type === 'section' && block.accessory ? { accessory: element(block.accessory) as Block } : {}),
  }));
}

export function pageView(view: View): PageView {
  const { id, type, hash, title, submit, close, blocks } = view;
  return { id, type, hash, title, submit, close: close ?? '关闭', blocks };
}
