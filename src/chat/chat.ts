import type { Card } from './card.js';
import type { Home } from './home.js';

/** Where a sent message is. Opaque to everybody but the adapter. */
export type MessageRef = { readonly channel: string; readonly id: string };

/** An account in the chat. `locale` is the chat's tag, e.g. "zh-CN". `bot`: a program's, or of somebody outside this chat; no member's. */
export type ChatUser = {
  readonly userId: string;
  readonly teamId: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly locale: string | undefined;
  readonly active: boolean;
  readonly bot: boolean;
};

/** `alt`: of a picture, what it shows, for who can't see it. */
export type Upload = { readonly filename: string; readonly title: string; readonly content: Uint8Array; readonly alt?: string };

/**
 * The port every chat implements (test/chat/contract.ts). Each call is one attempt: no retries inside.
 * All throw Refused, RateLimited or OutcomeUnknown (errors.ts), and nothing else for what the chat did.
 */
export interface Chat {
  /** Posts to a person's direct conversation (user id) or a channel id. `nonce` travels hidden in the message and is what `find` looks for. */
  post(to: string, card: Card, nonce: string): Promise<MessageRef>;
  /** Replaces a message's content. Idempotent. */
  update(ref: MessageRef, card: Card): Promise<void>;
  /** Replaces a person's Home tab. Idempotent. */
  publishHome(userId: string, home: Home): Promise<void>;
  /** Puts a file into a person's direct conversation. `nonce` is found again by `find`. */
  upload(to: string, file: Upload, nonce: string): Promise<MessageRef>;
  /** The message or upload that carries `nonce`, if the conversation's history since `sinceMs` (chat server's epoch ms) has it; looks through every page. */
  find(to: string, nonce: string, sinceMs: number): Promise<MessageRef | undefined>;
  /** Every account, deactivated ones included: all of them, or it throws. Whoever isn't among them is no longer there. */
  users(): Promise<ChatUser[]>;
}
