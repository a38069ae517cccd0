import { readerOf } from '../../calendar/reader.js';
import type { Locale } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { enqueue, enqueueAll } from '../../delivery/outbox.js';
import type { Outgoing } from '../../delivery/outgoing.js';
import type { Member, MemberId } from '../../org/member.js';
import { actingFor, findMember, hasRight } from '../../org/service.js';
import type { ParticipationDeps } from '../deps.js';
import type { Published, View } from './bulletin.js';
import { leftCard, notPostedCard, officeCard, postCard } from './cards.js';
import type { Month } from './month.js';
import { postKey } from './post.js';
import { cardsOf, noteCards } from './store.js';

const cardKey = (month: Month, memberId: MemberId): string => `participation.bulletin:${month}:${memberId}`;
/** A channel has no language of its own; the office writes Chinese. */
export const OFFICE: { readonly locale: Locale } = { locale: 'zh-CN' };

/** The right is asked of each: the head of the office may belong to another department. */
async function officeMembers(tx: Tx): Promise<Member[]> {
  const members: Member[] = [];
  for (const member of await actingFor(tx, 'office')) if (await hasRight(tx, member.id, 'participation.bulletin')) members.push(member);
  return members;
}

/** The draft, to each of the office. */
export async function tellOffice(tx: Tx, deps: ParticipationDeps, view: View): Promise<void> {
  const members = await officeMembers(tx);
  await noteCards(
    tx,
    view.month,
    members.map(({ id }) => id),
  );
  const posts = members.map(
    (member): Outgoing => ({
      kind: 'post',
      key: cardKey(view.month, member.id),
      to: { member: member.id },
      card: officeCard(view, readerOf(deps, member)),
      urgency: 'routine',
    }),
  );
  await enqueueAll(tx, deps.clock.now(), [...posts, ...homesOf(members)]);
}

const homesOf = (members: readonly Member[]): Outgoing[] => members.map(({ id }) => ({ kind: 'home', member: id, urgency: 'routine' }));

/** Every card of it says how it is now; that of whoever has left the office says only that. Whoever pressed sees theirs change first. */
export async function showAll(tx: Tx, deps: ParticipationDeps, view: View, by?: MemberId): Promise<void> {
  const updates: Outgoing[] = [];
  for (const id of await cardsOf(tx, view.month)) {
    const member = await findMember(tx, id);
    if (!member) continue;
    const draw = (await hasRight(tx, id, 'participation.bulletin')) ? officeCard : leftCard;
    const card = draw(view, readerOf(deps, member));
    updates.push({ kind: 'update', of: cardKey(view.month, id), card, ...(id === by ? {} : { urgency: 'routine' as const }) });
  }
  await enqueueAll(tx, deps.clock.now(), [...updates, ...homesOf(await officeMembers(tx))]);
}

/** One post for everybody to see. What the office writes here is for everybody, so it needs no seal. */
export async function postBulletin(tx: Tx, deps: ParticipationDeps, view: View & { readonly published: Published }): Promise<void> {
  const { channel, signed } = view.published;
  const isNew = await enqueue(tx, deps.clock.now(), {
    kind: 'post',
    key: postKey(view.month, view.published),
    to: { channel },
    card: postCard(view, signed, readerOf(deps, OFFICE)),
    urgency: 'routine',
  });
  // Nobody would ever read it, and the cards would say that they can.
  if (!isNew) throw new Error(`the bulletin of ${view.month} was posted before`);
}

/** A card that changes calls nobody: whoever published it is told that the channel did not take it. */
export async function tellNotPosted(tx: Tx, deps: ParticipationDeps, view: View): Promise<void> {
  const [by, now] = [view.settled?.by, deps.clock.now()];
  const member = by && (await findMember(tx, by));
  if (!member || !(await hasRight(tx, member.id, 'participation.bulletin'))) return;
  await enqueue(tx, now, {
    kind: 'post',
    key: `participation.notPosted:${view.month}:${view.published?.reposts ?? 0}`,
    to: { member: member.id },
    card: notPostedCard(view, readerOf(deps, member)),
    urgency: 'routine',
  });
}

/** False: there is no post to change. */
export const updatePost = (tx: Tx, deps: ParticipationDeps, view: View, published: Published): Promise<boolean> =>
  enqueue(tx, deps.clock.now(), {
    kind: 'update',
    of: postKey(view.month, published),
    card: postCard(view, published.signed, readerOf(deps, OFFICE)),
  });
