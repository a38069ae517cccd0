import type { Instant } from '../calendar/instant.js';
import type { Card } from '../chat/card.js';
import type { MemberId } from '../org/member.js';

/** A member's chat account is looked up when the message is sent: one that appears later still gets it. */
export type Recipient = { readonly member: MemberId } | { readonly chatUser: string } | { readonly channel: string };

/** Order in the outbox. Urgent before routine. */
export type Urgency = 'urgent' | 'routine';
/** Of updates and Home tabs: somebody has pressed and is looking, unless it says routine; then it is for everybody, and comes after all messages. */
type Refresh = { readonly urgency?: Urgency };

type Message = {
  /** `<room>.<what>:<ids>`; the second row with a key is not written. */
  readonly key: string;
  readonly to: Recipient;
  /** Not sent from this instant on. */
  readonly expiresAt?: Instant;
  /** The instant from which on it might have been written, where it may have had to wait since (restored.ts). */
  readonly since?: Instant | undefined;
  /**
   * What its key leaves open, where something else may be said under the same key after a restoration: of the first change of a meeting that was
   * changed in the time that was lost, of a request that is decided once more.
   */
  readonly says?: string;
};

/**
 * What a use case asks the outbox to do.
 * Nothing a member wrote may stand in a card here: the outbox is stored in clear.
 */
export type Outgoing =
  | (Message & { readonly kind: 'post'; readonly card: Card; readonly urgency: Urgency })
  /** Replaces the card posted under key `of`, even if that is still on its way; the newest update wins. `expiresAt`: also that of a post still to be sent. */
  | (Refresh & { readonly kind: 'update'; readonly of: string; readonly card: Card; readonly expiresAt?: Instant })
  /** Renders the member's Home tab afresh, if they may be looking at it; several in a row become one. */
  | (Refresh & { readonly kind: 'home'; readonly member: MemberId })
  /** A file made at the moment of sending by the room named in `source` (`<room>.<what>`), so that its content is never stored here. */
  | (Message & { readonly kind: 'file'; readonly source: string; readonly args: Readonly<Record<string, string>> });
