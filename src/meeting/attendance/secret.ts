import { createHash, createHmac } from 'node:crypto';
import type { Tx } from '../../db/transact.js';
import type { MeetingDeps } from '../deps.js';
import type { CheckIn } from './attendance.js';

/*
 * Who knows the secret of a check-in could check in from anywhere, so whoever reads the database doesn't find it there: it is sealed, and of the
 * address, which is made of it, there is a hash to look it up by.
 */

/** No member's, so nobody's erasure takes it. */
const OWNER = 'meeting check-in';

export const sealSecret = (tx: Tx, { vault }: Pick<MeetingDeps, 'vault'>, secret: string): Promise<Uint8Array> =>
  vault.seal(tx, OWNER, secret);

export async function secretOf(tx: Tx, { vault }: Pick<MeetingDeps, 'vault'>, { meetingId, sealed }: CheckIn): Promise<string> {
  const secret = await vault.unseal(tx, OWNER, sealed);
  if (secret === undefined) throw new Error(`the secret of the check-in of ${meetingId} cannot be read any more`);
  return secret;
}

/** Names the big-screen page. Codes are made of numbers, never of a word. */
export const tokenOf = (secret: string): string => createHmac('sha256', secret).update('screen').digest('base64url');
export const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest();
