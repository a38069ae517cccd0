import { AsyncLocalStorage } from 'node:async_hooks';
import { nanoid } from 'nanoid';

const current = new AsyncLocalStorage<string>();

/** Short enough to be read out on the telephone: a person who is told that something failed is given it. */
export const newRequestId = (): string => nanoid(8);

/**
 * Everything logged and written to the outbox by `work` carries this id: one for each envelope of the chat, handed on to what it causes.
 * Undefined: of its own accord, as what becomes due.
 */
export function duringRequest<T>(id: string | undefined, work: () => T): T {
  return id === undefined ? work() : current.run(id, work);
}

export const requestId = (): string | undefined => current.getStore();
