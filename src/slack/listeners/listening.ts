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
  readonly log: SlackLog;
};

/** A payload we can't read is acknowledged by the caller and noted by its kind alone: its content may be private. */
export function unreadable(log: SlackLog, kind: string): void {
  log.warn({ payload: kind }, 'a payload was not understood and left alone');
}

/** The answer could not be shown, e.g. because its trigger had expired; the work behind it is done and stored. */
export function notShown(log: SlackLog, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown';
  log.warn({ code }, 'an answer could not be shown to the person');
}
