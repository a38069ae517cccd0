import type { Instant } from '../calendar/instant.js';
import type { Card } from '../chat/card.js';
import type { Tx } from '../db/transact.js';
import { enqueue } from '../delivery/outbox.js';
import type { Urgency } from '../delivery/outgoing.js';
import type { Member } from './member.js';
import { loadAdministrators } from './store.js';

export type Notice = {
  /** `<room>.<what>:<ids>`; each administrator gets it once, whatever happens. */
  readonly key: string;
  /** In the language and for the eyes of one administrator. */
  readonly card: (administrator: Member) => Card;
  readonly urgency?: Urgency;
};

/** Tells every administrator something, in the caller's transaction. */
export async function tellAdministrators(tx: Tx, now: Instant, { key, card, urgency = 'routine' }: Notice): Promise<void> {
  for (const administrator of await loadAdministrators(tx)) {
    const to = { member: administrator.id };
    await enqueue(tx, now, { kind: 'post', key: `${key}:${administrator.id}`, to, card: card(administrator), urgency });
  }
}
