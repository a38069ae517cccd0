import { type Reader, readerOf } from '../calendar/reader.js';
import type { Card } from '../chat/card.js';
import type { Tx } from '../db/transact.js';
import { enqueue } from '../delivery/outbox.js';
import type { Urgency } from '../delivery/outgoing.js';
import type { MemberId } from '../org/member.js';
import { findMember } from '../org/service.js';
import { approverCard, recordCard, todoCard, type View } from './decide/cards.js';
import { facing, mayOf } from './decide/facing.js';
import { couldSettle } from './decide/handlers.js';
import { openStepOf } from './decide/open-step.js';
import { theirsOf } from './decide/theirs.js';
import type { LeaveDeps } from './deps.js';
import { cardKey } from './keys.js';
import type { Leave } from './leave.js';
import { actingCard, applicantCard } from './request/cards.js';
import { type Shown, shownOf } from './shown.js';
import { findLeave, noteTold, type Part, toldOf } from './store.js';

export type { View };

type Draw = (view: View, reader: Reader, to: MemberId) => Card;

/** The card of each part. It never expires: what a request came to matters to whoever has one. */
const CARDS: Readonly<Record<Part, Draw>> = {
  applicant: applicantCard,
  acting: actingCard,
  approve: approverCard,
  process: todoCard,
  notify: recordCard('notify'),
  file: recordCard('file'),
};

/** Read anew: what the caller has of it may be older than what they did. */
export async function viewOf(tx: Tx, deps: LeaveDeps, { id }: Pick<Leave, 'id'>): Promise<View> {
  const leave = await findLeave(tx, id);
  if (!leave) throw new Error('a request for leave that is not there');
  const shown = await shownOf(tx, leave);
  const open = openStepOf(leave, shown.steps);
  return { ...shown, may: await mayOf(tx, leave, open), facing: open ? await facing(tx, deps, leave) : undefined };
}

/** Posts the card of their part to somebody, once. False: they have it already, and it shows how things are now. */
export async function tell(
  tx: Tx,
  deps: LeaveDeps,
  leave: Pick<Leave, 'id'>,
  to: MemberId,
  part: Part,
  urgency: Urgency = 'routine',
): Promise<boolean> {
  const [now, member] = [deps.clock.now(), await findMember(tx, to)];
  if (!member?.active) return false;
  await noteTold(tx, leave.id, to, part);
  const card = CARDS[part](await viewOf(tx, deps, leave), readerOf(deps, member), to);
  const key = cardKey(leave.id, part, to);
  const isNew = await enqueue(tx, now, { kind: 'post', key, to: { member: to }, card, urgency });
  if (!isNew) await enqueue(tx, now, { kind: 'update', of: key, card });
  await enqueue(tx, now, { kind: 'home', member: to });
  return isNew;
}

/** A message besides the cards: it stays as it is. Once for each key. */
export async function inform(
  tx: Tx,
  deps: LeaveDeps,
  leave: Pick<Leave, 'id'>,
  to: MemberId,
  message: { readonly key: string; readonly draw: (shown: Shown, reader: Reader) => Card; readonly urgency?: Urgency },
): Promise<void> {
  const member = await findMember(tx, to);
  if (!member?.active) return;
  const { key, draw, urgency = 'routine' } = message;
  const card = draw(await viewOf(tx, deps, leave), readerOf(deps, member));
  await enqueue(tx, deps.clock.now(), { kind: 'post', key, to: { member: to }, card, urgency });
}

/** The card that somebody has of it, as it is now, whose part comes to an end by this: it will not follow any more. */
export async function showLast(tx: Tx, deps: LeaveDeps, leave: Pick<Leave, 'id'>, to: MemberId, part: Part): Promise<void> {
  await redraw(tx, deps, await viewOf(tx, deps, leave), to, part);
}

/** Every card of a request that is its reader's still, as it is now, and the Home tab of whoever has one, or may settle what it waits for or could. */
export async function showAll(tx: Tx, deps: LeaveDeps, leave: Pick<Leave, 'id'>): Promise<void> {
  const view = await viewOf(tx, deps, leave);
  const theirs = await theirsOf(tx, view);
  const homes = new Set(view.may);
  for (const step of view.steps) for (const id of await couldSettle(tx, step, view.leave)) homes.add(id);
  for (const { memberId, part } of await toldOf(tx, leave.id)) {
    homes.add(memberId);
    if (theirs.has(memberId)) await redraw(tx, deps, view, memberId, part);
  }
  await showHomes(tx, deps, homes);
}

export async function showHomes(tx: Tx, deps: LeaveDeps, members: Iterable<MemberId>): Promise<void> {
  for (const member of members) await enqueue(tx, deps.clock.now(), { kind: 'home', member });
}

async function redraw(tx: Tx, deps: LeaveDeps, view: View, to: MemberId, part: Part): Promise<void> {
  const member = await findMember(tx, to);
  if (!member) return;
  const card = CARDS[part](view, readerOf(deps, member), to);
  await enqueue(tx, deps.clock.now(), { kind: 'update', of: cardKey(view.leave.id, part, to), card });
}
