import type { Instant } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import type { Card } from '../../chat/card.js';
import { inEachLanguage } from '../../chat/cards.js';
import type { Tx } from '../../db/transact.js';
import { enqueueAll } from '../../delivery/outbox.js';
import type { Outgoing } from '../../delivery/outgoing.js';
import { grouped } from '../../org/grouped.js';
import type { Member, MemberId } from '../../org/member.js';
import { recordAudit } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { inviteesOf } from '../invitee-store.js';
import { type Meeting, whenAndWhere } from '../meeting.js';
import { isInAdvance } from '../precedence.js';
import { heldUntil, type Occasion } from '../reachable.js';
import { againCard, cancelledCard, changedCard, noticeCard, removedCard } from './cards.js';
import { sendFiles } from './icalendar/file.js';
import { changedKey, noticeKey } from './keys.js';
import { type News, newsFor, tellBy, type Version } from './news.js';
import { shownOf } from './organizing.js';
import type { Shown } from './shown.js';
import { type Standing, standingOf, untouched } from './standing.js';
import * as store from './told-store.js';

/*
 * Whoever has something new to know of a meeting is told it once: at once, or when working hours begin. What they know is a row; what is new
 * is the difference between it and how things stand at the moment of sending (news.ts). So it doesn't matter how many changes came while
 * somebody waited, nor in which order.
 */

type Group = {
  readonly members: readonly Member[];
  readonly told: { readonly facts: Version; readonly expected: boolean } | undefined;
  readonly news: News;
  readonly occasion: Occasion;
  readonly until: Instant | undefined;
  /** A message under the notice's key has been written before; a key is used once. */
  readonly again: boolean;
  /** Whoever had to wait may have acknowledged it meanwhile, on the card they had. */
  readonly standing: Standing;
};

/**
 * Tells each of `members` what they don't know yet of the meeting as it is. Whom it expects, the list of invitees says. `since`: where they have had
 * to wait for it, at the earliest from when. How many are told, now or when working hours begin.
 */
export async function tell(tx: Tx, deps: MeetingDeps, meeting: Meeting, members: readonly Member[], since?: Instant): Promise<number> {
  const now = deps.clock.now();
  const groups = await groupsOf(tx, deps, meeting, members, now);
  const idsOf = (some: readonly Group[]) => some.flatMap((group) => group.members.map(({ id }) => id));
  const settled = idsOf(groups.filter(({ news }) => news === 'none'));
  await store.markSettled(tx, meeting.id, settled);
  await store.markShown(tx, meeting.id, settled, meeting.sequence);
  const held = groups.filter(({ news, until }) => news !== 'none' && until !== undefined);
  for (const [until, some] of grouped(held, (group) => group.until))
    if (until !== undefined) await store.markHeld(tx, meeting.id, idsOf(some), until);
  const sent = groups.filter(({ news, until }) => news !== 'none' && until === undefined);
  const shown = await shownOf(tx, meeting);
  for (const group of sent) await sendTo(tx, deps, shown, group, { now, since });
  const woken = meeting.emergency ? sent.filter((group) => wouldWait(group, deps, now)).flatMap((group) => group.members) : [];
  if (woken.length > 0)
    await recordAudit(tx, {
      at: now,
      actor: { operator: 'siwen' },
      action: 'meeting.emergencyTold',
      subject: meeting.id,
      detail: `people=${woken.length}`,
    });
  return idsOf([...held, ...sent]).length;
}

type Moment = { readonly now: Instant; readonly since: Instant | undefined };

/** Those who know the same and are of the same rank are told the same at the same time. */
async function groupsOf(tx: Tx, deps: MeetingDeps, meeting: Meeting, members: readonly Member[], now: Instant): Promise<Group[]> {
  const versions = await store.versionsOf(tx, meeting.id);
  const known = await store.knowledge(tx, meeting.id);
  const invited = new Map((await inviteesOf(tx, meeting.id)).map((invitee) => [invitee.memberId, invitee]));
  const excused = await deps.excused(tx, meeting.id);
  const standingFor = (id: MemberId): Standing => {
    const invitee = invited.get(id);
    return invitee ? standingOf(invitee, excused) : untouched;
  };
  const same = grouped(members, ({ id, rank }) => {
    const row = known.get(id);
    const knows = [row?.sequence ?? null, row?.expected ?? false, row?.lastKey !== undefined];
    return JSON.stringify([rank, invited.has(id), ...knows, standingFor(id)]);
  });
  return [...same.values()].flatMap((some): Group[] => {
    const [first] = some;
    const row = first && known.get(first.id);
    if (!first || !row) return [];
    const told = toldOf(row, versions);
    const { news, occasion } = newTo(told, deps, meeting, invited.has(first.id), now);
    const until = heldUntil(first.rank, occasion, now, { ...deps, reachableFrom: deps.policy.reachableFrom });
    return [{ members: some, told, news, occasion, until, again: row.lastKey !== undefined, standing: standingFor(first.id) }];
  });
}

function toldOf(row: store.Knowledge | undefined, versions: ReadonlyMap<number, Version>): Group['told'] {
  const facts = row?.sequence === undefined ? undefined : versions.get(row.sequence);
  return facts && row && { facts, expected: row.expected };
}

function newTo(
  told: Group['told'],
  deps: MeetingDeps,
  meeting: Meeting,
  expected: boolean,
  now: Instant,
): Pick<Group, 'news' | 'occasion'> {
  const present = { facts: meeting, expected, cancelled: meeting.state === 'cancelled' };
  const startsAt = tellBy(told, present);
  const urgent = !isInAdvance(now, startsAt, deps.policy, deps);
  return { news: newsFor(told, present), occasion: { urgent, emergency: meeting.emergency, startsAt } };
}

/** Whom of `members` there would be something to tell, if the meeting were as given now and expected `expected`; nothing is written. */
export async function toBeTold(
  tx: Tx,
  deps: MeetingDeps,
  meeting: Meeting,
  members: readonly Member[],
  expected: ReadonlySet<MemberId>,
): Promise<Pick<Group, 'members' | 'occasion'>[]> {
  const now = deps.clock.now();
  const versions = await store.versionsOf(tx, meeting.id);
  const known = await store.knowledge(tx, meeting.id);
  const same = grouped(members, ({ id }) => JSON.stringify([toldOf(known.get(id), versions) ?? null, expected.has(id)]));
  return [...same.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const { news, occasion } = newTo(toldOf(known.get(first.id), versions), deps, meeting, expected.has(first.id), now);
    return news === 'none' ? [] : [{ members: some, occasion }];
  });
}

async function sendTo(tx: Tx, deps: MeetingDeps, shown: Shown, group: Group, { now, since }: Moment): Promise<void> {
  const { meeting } = shown;
  const { members, news, occasion } = group;
  const keyStart = keyStartOf(meeting, group);
  const card = inEachLanguage((locale) => cardOf(shown, group, readerOf(deps, { locale })));
  const urgency = occasion.urgent || occasion.emergency ? 'urgent' : 'routine';
  const says = [news, group.told ? whenAndWhere(group.told.facts) : '', whenAndWhere(meeting)].join(' ');
  const outgoing = members.map((member): Outgoing => {
    const to = { member: member.id };
    return { kind: 'post', key: `${keyStart}${member.id}`, to, card: card(member), urgency, expiresAt: meeting.endsAt, since, says };
  });
  await enqueueAll(tx, now, outgoing);
  const told = { sequence: meeting.sequence, expected: news !== 'removed' && news !== 'cancelled', keyStart };
  const ids = members.map(({ id }) => id);
  await store.markTold(tx, meeting.id, ids, told);
  await sendFiles(tx, deps, meeting, { memberIds: ids, toCome: told.expected, since });
}

function keyStartOf(meeting: Meeting, { news, again }: Pick<Group, 'news' | 'again'>): string {
  if (news === 'notice' && !again) return noticeKey(meeting.id, '');
  return news === 'cancelled' ? `meeting.cancelled:${meeting.id}:` : changedKey(meeting, '');
}

function cardOf(shown: Shown, { news, told, standing }: Group, reader: Parameters<typeof noticeCard>[2]): Card {
  const before = told?.facts ?? shown.meeting;
  switch (news) {
    case 'changed':
      return changedCard(shown, before, standing, reader);
    case 'again':
      return againCard(shown, standing, reader);
    case 'removed':
      return removedCard(before, reader);
    case 'cancelled':
      return cancelledCard(before, reader);
    case 'notice':
    case 'none':
      return noticeCard(shown, standing, reader);
  }
}

/** Only the emergency reaches them now. */
const wouldWait = ({ members, occasion }: Group, deps: MeetingDeps, now: Instant): boolean =>
  heldUntil(members[0]?.rank ?? '', { ...occasion, emergency: false }, now, { ...deps, reachableFrom: deps.policy.reachableFrom }) !==
  undefined;
