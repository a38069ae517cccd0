import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { type Desk, SlackError } from './desk.js';

export type Bindings = { Bindings: HttpBindings };

/** Answers a call of `name`, unless a planned fault comes in between: before the call took effect, or after it, when only the reply is lost. */
export async function meetFault(desk: Desk, name: string, c: Context<Bindings>, work: () => Promise<Response>): Promise<Response> {
  const fault = desk.faults.take(name);
  switch (fault?.kind) {
    case undefined:
      return work();
    case 'delay':
      await desk.stopwatch.wait(fault.ms);
      return work();
    case 'ratelimited':
      throw new SlackError('ratelimited', {}, 429, { 'retry-after': String(fault.retryAfterS) });
    case 'error':
      throw new SlackError(fault.error);
    case 'status':
      if (fault.effect) await work();
      return c.text('upstream error', fault.status);
    case 'cut':
      if (fault.effect) await work();
      c.env.incoming.socket.destroy();
      return c.body(null);
  }
}

/** Slack's way of saying no. */
export function refusal(c: Context<Bindings>, { error, extra, httpStatus, headers }: SlackError): Response {
  return c.json({ ok: false, error, ...extra }, httpStatus, headers);
}
