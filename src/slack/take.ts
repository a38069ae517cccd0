import type { App } from '@slack/bolt';
import type { SlackLog } from './log.js';

export type Desk = {
  readonly app: App | undefined;
  /** Stores what has to be on disk before Slack is told that it arrived. */
  readonly store: (body: Record<string, unknown>) => Promise<void>;
  readonly log: SlackLog;
};

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
export async function take({ app, store, log }: Desk, { body, ack, retryNum, retryReason }: Arrival): Promise<void> {
  await store(body);
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
    log.warn({ payload: String(body.type ?? 'unknown') }, 'a payload was not understood and left alone');
    return ack();
  }
  if (answered) return;
  log.info({ payload: String(body.type ?? 'unknown') }, 'a payload nobody handles was acknowledged');
  await ack();
}
