import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { findMember, hasRight } from '../../org/service.js';
import type { ParticipationDeps } from '../deps.js';
import { type Bulletin, type Found, isRefused, type Refused, type View, type Who } from './bulletin.js';
import { monthIn } from './month.js';
import { asItIs } from './post.js';
import { findBulletin } from './store.js';

export type Key = { readonly month: string; readonly memberId: string };

/** A bulletin as one of the office has it before them, by the database at the moment of the press: people leave the office while cards wait. */
export async function forOffice(tx: Tx, deps: ParticipationDeps, key: Key): Promise<Found | Refused> {
  if (!(await hasRight(tx, key.memberId, 'participation.bulletin'))) return { ok: false, refusal: 'right-missing' };
  const month = monthIn(key.month);
  const bulletin = month && (await findBulletin(tx, month));
  return bulletin ? { ok: true, view: await viewOf(tx, deps, bulletin) } : { ok: false, refusal: 'bulletin-unknown' };
}

export async function viewOf(tx: Tx, { channel }: ParticipationDeps, bulletin: Bulletin): Promise<View> {
  const { month, settled, writtenBy, writtenAt } = bulletin;
  const published = bulletin.published && (await asItIs(tx, month, bulletin.published));
  return {
    ...bulletin,
    published,
    settledWho: settled && (await whoOf(tx, settled.by, settled.at)),
    writer: writtenBy && (await whoOf(tx, writtenBy, writtenAt)),
    channel: isRefused({ published }) ? channel : (published?.channel ?? channel),
  };
}

const whoOf = async (tx: Tx, id: MemberId, at: Who['at']): Promise<Who> => ({ name: (await findMember(tx, id))?.name ?? '—', at });
