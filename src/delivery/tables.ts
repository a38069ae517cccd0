import { type Generated, type SqlBool, sql } from 'kysely';
import type { Instant } from '../calendar/instant.js';

/** pending, sending: still to do. The other four are final; what they mean stands in outbox.ts. */
export type OutboxState = 'pending' | 'sending' | 'sent' | 'refused' | 'expired' | 'unknown';

/** In the words of the index delivery_outbox_unsent: where a value takes the place of one, SQLite can't tell that it may use it. */
export const notSent = sql<SqlBool>`state <> 'sent'`;

/** What was withdrawn is over as well, but nobody misses it: its reader has done, or been told, something else. */
export const notWithdrawn = sql<SqlBool>`not (state in ('refused', 'expired', 'unknown') and ifnull(expires_at, 1) = 0)`;

/** A time that is past however the clock is set. That nobody has to be told is noted with it. */
export const withdrawn = (now: Instant) => ({ expires_at: 0, told_at: now });

/** It waits for somebody who has left, and is kept for a time in case that was a mistake (leavers.ts): nobody can do anything about it. */
export const isForLeaver = sql<SqlBool>`(state = 'pending' and ifnull(member_id in (select id from org_member where active = 0), 0))`;
export const notForLeaver = sql<SqlBool>`not ${isForLeaver}`;

export type OutboxRow = {
  id: Generated<number>;
  key: string;
  kind: 'post' | 'file';
  member_id: string | null;
  chat_user: string | null;
  channel: string | null;
  urgent: number;
  /** Where it says what it says (content.ts); gone once it is sent or expired. */
  content_id: number | null;
  /** What it says, sealed, where it may hold what the reader wrote (answers to typed words). */
  sealed: Uint8Array | null;
  /** Opaque; travels hidden in the message and is all that other apps could read there. */
  nonce: string;
  enqueued_at: number;
  /** 0: withdrawn. */
  expires_at: number | null;
  state: Generated<OutboxState>;
  attempts: Generated<number>;
  /** The chat address of the last attempt: the place to look, even if the member's account has changed since. */
  sent_to: string | null;
  /** Chat server's epoch ms of the first attempt. */
  look_since: number | null;
  message_channel: string | null;
  message_id: string | null;
  refusal_code: string | null;
  settled_at: number | null;
  /** When the administrators were told that it was refused or expired, or needed not be told; held ones are told of at once. */
  told_at: number | null;
  /** When somebody gave up a refused or held one; its content is gone. */
  dropped_at: number | null;
  /** 1: it may have been sent in a time that this database doesn't know (restored.ts). */
  look_first: Generated<number>;
  /** What in the chat caused it (chat/request.ts); for the log. */
  request: string | null;
};

export type InboxRow = {
  id: Generated<number>;
  key: string;
  user_id: string;
  team_id: string;
  /** Gone once processed. */
  sealed_text: Uint8Array | null;
  received_at: number;
  processed_at: number | null;
  request: string | null;
};

declare module '../db/schema.js' {
  interface Schema {
    delivery_outbox: OutboxRow;
    /** A post's card or a file's `{ source, args }`. */
    delivery_content: { id: Generated<number>; json: string };
    /** The newest card for a message whose post is on its way or sent. */
    delivery_update: { id: Generated<number>; outbox_id: number; card: string; routine: number; request: string | null };
    /** Old rows that are to be tried once more and are not in the dispatcher's queue yet. */
    delivery_retry: { outbox_id: number };
    delivery_home: { id: Generated<number>; member_id: string; routine: number; request: string | null };
    /** Who may be looking at their Home tab (homes.ts). */
    delivery_home_opened: { chat_user: string; member_id: string | null; opened_at: number };
    delivery_inbox: InboxRow;
    delivery_seen: { key: string; seen_at: number };
  }
}
