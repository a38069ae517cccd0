import { randomBytes } from 'node:crypto';

/** A trigger opens one form within three seconds (docs.slack.dev: Handling user interaction, "Trigger IDs"). */
const TRIGGER_LIVES_MS = 3_000;
/** A response_url: five answers within half an hour (docs.slack.dev: Handling user interaction, "Message responses"). */
const RESPONSE_URL_LIVES_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;
/** docs.slack.dev: apps.connections.open: each URL is good for one connection, for a short time. */
const CONNECTION_LIVES_MS = 30_000;

/** What a response_url belongs to; `ts`: the message whose button was pressed. */
export type Origin = { readonly userId: string; readonly channel: string; readonly ts?: string };

/** Short-lived permissions handed to the app. `elapsed`: monotonic milliseconds; office time has no part in it. */
export type Tickets = {
  trigger(userId: string): string;
  /** Who a form may be opened for; each trigger is good once. */
  redeem(trigger: string): { readonly userId: string } | 'invalid' | 'expired' | 'exchanged';
  responseId(origin: Origin): string;
  respond(id: string): Origin | 'expired' | 'used';
  connection(): string;
  connect(id: string | null): boolean;
};

export function createTickets(elapsed: () => number): Tickets {
  const triggers = new Map<string, { readonly userId: string; readonly madeAt: number; used: boolean }>();
  const responses = new Map<string, { readonly origin: Origin; readonly madeAt: number; uses: number }>();
  const connections = new Map<string, { readonly madeAt: number }>();
  const token = () => randomBytes(16).toString('hex');
  /** The oldest come first, so nobody looks through the thousands of an office's half hour. */
  const forget = (map: Map<string, { readonly madeAt: number }>, olderThanMs: number) => {
    const now = elapsed();
    for (const [key, { madeAt }] of map) {
      if (now - madeAt <= olderThanMs) return;
      map.delete(key);
    }
  };
  return {
    trigger(userId) {
      forget(triggers, 10 * TRIGGER_LIVES_MS);
      const id = `${Math.floor(elapsed())}.${triggers.size}.${token()}`;
      triggers.set(id, { userId, madeAt: elapsed(), used: false });
      return id;
    },
    redeem(id) {
      const trigger = triggers.get(id);
      if (!trigger) return 'invalid';
      if (trigger.used) return 'exchanged';
      if (elapsed() - trigger.madeAt > TRIGGER_LIVES_MS) return 'expired';
      trigger.used = true;
      return { userId: trigger.userId };
    },
    responseId(origin) {
      forget(responses, RESPONSE_URL_LIVES_MS);
      const id = token();
      responses.set(id, { origin, madeAt: elapsed(), uses: 0 });
      return id;
    },
    respond(id) {
      const response = responses.get(id);
      if (!response || elapsed() - response.madeAt > RESPONSE_URL_LIVES_MS) return 'expired';
      if (response.uses >= RESPONSE_URL_USES) return 'used';
      response.uses += 1;
      return response.origin;
    },
    connection() {
      forget(connections, CONNECTION_LIVES_MS);
      const id = token();
      connections.set(id, { madeAt: elapsed() });
      return id;
    },
    connect(id) {
      const ticket = connections.get(id ?? '');
      connections.delete(id ?? '');
      return ticket !== undefined && elapsed() - ticket.madeAt <= CONNECTION_LIVES_MS;
    },
  };
}
