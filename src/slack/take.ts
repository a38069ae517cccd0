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
 * Slack does not repeat it. Rejects, without an acknowledgement, when it could not be stored or worked on.
 */
export async function take({ app, store, log }: Desk, { body, ack, retryNum, retryReason }: Arrival): Promise<void> {
  await store(body);
  let answered = false;
  await app?.processEvent({
    body,
    ack: async (response?: unknown) => {
      answered = true;
      await ack(response);
    },
    ...(retryNum === undefined ? {} : { retryNum }),
    ...(retryReason === undefined ? {} : { retryReason }),
  });
  if (answered) return;
  log.info({ payload: String(body.type ?? 'unknown') }, 'a payload nobody handles was acknowledged');
  await ack();
}
