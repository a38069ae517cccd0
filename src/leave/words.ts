import { z } from 'zod';
import type { Vault } from '../db/encrypt.js';
import type { Tx } from '../db/transact.js';

/** A key of its own for what somebody writes in this room: what they answered to 四问 is erased apart from it. */
export const ownerOf = (memberId: string): string => `leave/${memberId}`;

const Written = z.object({
  reason: z.string(),
  /** Where to, on a trip; '' where none was asked for. */
  destination: z.string(),
  phone: z.string(),
  attachments: z.array(z.object({ title: z.string(), url: z.string() })),
});
/** What a member writes with a request. It stands in forms, which go, and never on cards, which stay in the chat. */
export type Written = z.output<typeof Written>;

type WithVault = { readonly vault: Vault };

export const sealWritten = (tx: Tx, { vault }: WithVault, memberId: string, written: Written): Promise<Uint8Array> =>
  vault.seal(tx, ownerOf(memberId), JSON.stringify(written));

/** Undefined once it was erased or its time was over. */
export async function unsealWritten(
  tx: Tx,
  { vault }: WithVault,
  memberId: string,
  sealed: Uint8Array | null,
): Promise<Written | undefined> {
  const text = sealed ? await vault.unseal(tx, ownerOf(memberId), sealed) : undefined;
  return text === undefined ? undefined : Written.parse(JSON.parse(text));
}
