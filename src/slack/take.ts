import type { App } from '@slack/bolt';
import { duringRequest, newRequestId } from '../chat/request.js';
import type { Timer } from '../schedule/clock.js';
import { isHeard } from './listeners/events.js';
import type { SlackLog } from './log.js';

export type Desk = {
  readonly app: App | undefined;
  /** Stores what has to be on disk before Slack is told that it arrived. */
  readonly store: (body: Record<string, unknown>) => Promise<void>;
  readonly timer: Timer;
  readonly acknowledged: Acknowledged;
  readonly log: SlackLog;
};

/** Slack was told that a payload of this kind had arrived, so long after it did; for the metrics. */
export type Acknowledged = (kind: string, tookMs: number) => void;

export type Arrival = {
  readonly body: Record<string, unknown>;
  readonly ack: (response?: unknown) => Promise<void>;
  readonly retryNum?: number | undefined;
  readonly retryReason?: string | undefined;
};

/**
 * One payload, whichever way it came: stored if it must be, worked on, acknowledged. What nobody handles is acknowledged too, so that
 * Slack does not repeat it. Rejects, without an acknowledgement, when it could not be stored.
 */
export function take(desk: Desk, arrival: Arrival): Promise<void> {
  const since = desk.timer.elapsed();
  const kind = kindOf(arrival.body);
  return duringRequest(newRequestId(), () =>
    takeTimed(desk, {
      ...arrival,
      async ack(response) {
        await arrival.ack(response);
        const tookMs = desk.timer.elapsed() - since;
        desk.acknowledged(kind, tookMs);
        // Events come for every message of our own as well.
        desk.log[kind === 'event_callback' ? 'debug' : 'info']({ payload: kind, tookMs: Math.round(tookMs) }, 'acknowledged');
      },
    }),
  );
}

const KINDS: ReadonlySet<unknown> = new Set([
  'block_actions',
  'view_submission',
  'view_closed',
  'block_suggestion',
  'shortcut',
  'event_callback',
]);

/** A word from here, whatever came. */
function kindOf(body: Record<string, unknown>): string {
  if (KINDS.has(body.type)) return String(body.type);
  return typeof body.command === 'string' ? 'command' : 'other';
}

async function takeTimed({ app, store, log }: Desk, { body, ack, retryNum, retryReason }: Arrival): Promise<void> {
  await store(body);
  if (!isHeard(body)) return ack();
  let answered = false;
  const answer = async (response?: unknown) => {
    answered = true;
    await ack(response);
  };
  const retry = { ...(retryNum === undefined ? {} : { retryNum }), ...(retryReason === undefined ? {} : { retryReason }) };
  // To Bolt a field that is null is one that is there.
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  try {
    await app?.processEvent({ body: given, ack: answer, ...retry });
  } catch (error) {
    if (answered) throw error; // the acknowledgement did not get through
    // Bolt stumbles over payloads of a shape it does not know; our listeners' mishaps don't come here.
    log.warn({ payload: kindOf(body) }, 'a payload was not understood and left alone');
    return ack();
  }
  if (answered) return;
  log.info({ payload: kindOf(body) }, 'a payload nobody handles was acknowledged');
  await ack();
}
