import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a helper process can be asked. */
type Calls = { readonly [name: string]: (input: never) => unknown };
type Question = { readonly id: number; readonly name: string; readonly input: unknown };
type Reply = { readonly id: number; readonly value?: unknown; readonly error?: string };

export type Helper<C extends Calls> = {
  readonly pid: number;
  readonly startedAt: number;
  ask<N extends keyof C & string>(name: N, input: Parameters<C[N]>[0]): Promise<Awaited<ReturnType<C[N]>>>;
  stop(): Promise<void>;
};

/** In the helper process: answers the questions of the process that started it. */
export function answer(calls: Calls): void {
  process.on('message', (question: Question) => {
    void Promise.resolve()
      .then(() => calls[question.name]?.(question.input as never))
      .then(
        (value): Reply => ({ id: question.id, value }),
        (error: unknown): Reply => ({ id: question.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      )
      .then((reply) => process.send?.(reply));
  });
  process.on('disconnect', () => process.exit(0));
}

/** A process of its own for each part, so that none is measured with another's work on its loop. */
export function startHelper<C extends Calls>(name: 'server' | 'bare'): Helper<C> {
  const startedAt = Date.now();
  const child = fork(fileURLToPath(new URL(`${name}.mjs`, import.meta.url)), { serialization: 'advanced', execArgv: [] });
  const waiting = new Map<number, (reply: Reply) => void>();
  let id = 0;
  child.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  child.on('exit', () => {
    for (const reply of waiting.values()) reply({ id: 0, error: `the helper ${name} has ended` });
  });
  return {
    pid: child.pid ?? 0,
    startedAt,
    ask: (asked, input) =>
      new Promise((resolve, reject) => {
        waiting.set(++id, ({ value, error }) => (error === undefined ? resolve(value as never) : reject(new Error(error))));
        child.send({ id, name: asked, input });
      }),
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}
