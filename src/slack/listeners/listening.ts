import type { App } from '@slack/bolt';
import type { Dispatch } from '../../chat/dispatch.js';
import type { Clients } from '../clients.js';
import type { SlackLog } from '../log.js';

/** What every listener needs: where events go, how answers get back, and where mishaps are noted. */
export type Listening = {
  readonly app: App;
  readonly clients: Clients;
  readonly dispatch: Dispatch;
  readonly onUsersChanged: () => void;
  /** What was drawn for an opening of their Home tab is not there (`retryAfterMs`: the chat takes no Home tab for so long), or nobody knows. */
  readonly onHomeNotDrawn: (userId: string, retryAfterMs?: number) => void;
  readonly log: SlackLog;
};

/** A payload we can't read is acknowledged by the caller and noted by its kind alone: its content may be private. */
export function unreadable(log: SlackLog, kind: string): void {
  log.warn({ payload: kind }, 'a payload was not understood and left alone');
}

/** What goes into the acknowledgement. The work is done and acknowledged even where what should be shown can't be. */
export function shownIfPossible<T>(log: SlackLog, render: () => T): T | undefined {
  try {
    return render();
  } catch (error) {
    notShown(log, error);
    return undefined;
  }
}

/** The answer could not be shown, e.g. because its trigger had expired; the work behind it is done and stored. */
export function notShown(log: SlackLog, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown';
  log.warn({ code }, 'an answer could not be shown to the person');
}
