import { randomBytes } from 'node:crypto';

/** A trigger opens one form within three seconds (docs.slack.dev: Handling user interaction, "Trigger IDs"). */
const TRIGGER_LIVES_MS = 3_000;
/** A response_url: five answers within half an hour (docs.slack.dev: Handling user interaction, "Message responses"). */
const RESPONSE_URL_LIVES_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

export type Origin = {
  readonly userId: string;
  readonly channel: string /** The message whose button was pressed. */;
  readonly ts?: string;
};

/** Short-lived permissions handed to the app with a payload. `elapsed`: monotonic milliseconds; office time has no part in it. */
export type Tickets = {
  trigger(userId: string): string;
  /** Who a form may be opened for; each trigger is good once. */
  redeem(trigger: unknown): { readonly userId: string } | 'invalid' | 'expired' | 'exchanged';
  responseId(origin: Origin): string;
  respond(id: string): Origin | 'expired' | 'used';
};

export function createTickets(elapsed: () => number): Tickets {
  const triggers = new Map<string, { userId: string; madeAt: number; used: boolean }>();
  const responses = new Map<string, { origin: Origin; madeAt: number; uses: number }>();
  const token = () => randomBytes(16).toString('hex');
  const forget = <V extends { madeAt: number }>(map: Map<string, V>, olderThanMs: number) => {
    for (const [key, { madeAt }] of map) if (elapsed() - madeAt > olderThanMs) map.delete(key);
  };
  return {
    trigger(userId) {
      forget(triggers, 10 * TRIGGER_LIVES_MS);
      const id = `${Math.floor(elapsed())}.${token()}`;
      triggers.set(id, { userId, madeAt: elapsed(), used: false });
      return id;
    },
    redeem(id) {
      const trigger = typeof id === 'string' ? triggers.get(id) : undefined;
      if (!trigger) return 'invalid';
      if (elapsed() - trigger.madeAt > TRIGGER_LIVES_MS) return 'expired';
      if (trigger.used) return 'exchanged';
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
  };
}
