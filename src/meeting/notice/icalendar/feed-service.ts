import { createHash, randomBytes } from 'node:crypto';
import { type WrittenEvent, writeFeed } from '../../../calendar/icalendar/write.js';
import { dayMs, type Instant, plus } from '../../../calendar/instant.js';
import { type Locale, say } from '../../../chat/text.js';
import type { Tx } from '../../../db/transact.js';
import { seen } from '../../../delivery/inbox.js';
import type { Member, MemberId } from '../../../org/member.js';
import { departmentsToldApart } from '../../../org/scope.js';
import { type AuditAction, findMember, recordAudit } from '../../../org/service.js';
import { isSuspended } from '../../activity/takes-place.js';
import type { MeetingDeps } from '../../deps.js';
import type { Meeting } from '../../meeting.js';
import { fileSequence, findMeeting, meetingsOfMember } from '../../store.js';
import * as store from './feed-store.js';
import { excusedFrom, type FeedRefusal, feedText, standsInFor } from './feed-text.js';
import { eventOf } from './file.js';

/*
 * 日历订阅: an address of one's own, by which a calendar program reads one's meetings and leave. Nobody can guess it, the database doesn't know it, and
 * its owner takes it back whenever they like.
 */

/** 256 bits. */
const TOKEN_BYTES = 32;
/** Meetings that are over stay in the calendar for so long. */
const PAST_MS = 90 * dayMs;
/** How often calendar programs are asked to look. */
const REFRESH_MINUTES = 60;

const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest();

type Refused = { readonly ok: false; readonly refusal: FeedRefusal };

/** A new address, shown this once; the former one ends. `press`: the same one delivered again makes none. */
export async function makeFeed(
  deps: MeetingDeps,
  memberId: string,
  press: string,
): Promise<{ readonly ok: true; readonly url: string } | Refused> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const made = await deps.transact(async (tx) => {
    const now = deps.clock.now();
    if (deps.publicUrl === undefined) return { ok: false, refusal: 'no-public-url' } as const;
    if (await seen(tx, `meeting.feedMake:${memberId}:${press}`, now)) return { ok: false, refusal: 'shown-already' } as const;
    await end(tx, deps, memberId);
    await store.saveFeed(tx, memberId as MemberId, hashOf(token), now);
    await record(tx, 'meeting.feedMade', memberId, now);
    return { ok: true, url: `${deps.publicUrl}/calendar/${token}.ics` } as const;
  });
  await deps.vault.destroyReplaced();
  return made;
}

export async function revokeFeed(deps: MeetingDeps, memberId: string): Promise<{ readonly ok: true } | Refused> {
  const revoked = await deps.transact(async (tx) => {
    if (!(await end(tx, deps, memberId))) return { ok: false, refusal: 'no-feed' } as const;
    await record(tx, 'meeting.feedRevoked', memberId, deps.clock.now());
    return { ok: true } as const;
  });
  await deps.vault.destroyReplaced();
  return revoked;
}

/** For good: a backup that is restored later does not bring the address back either. False: there was none. */
async function end(tx: Tx, { vault }: MeetingDeps, memberId: string): Promise<boolean> {
  const madeAt = await store.removeFeed(tx, memberId);
  if (madeAt === undefined) return false;
  await vault.noteGone(tx, store.goneName(memberId), madeAt);
  return true;
}

const record = (tx: Tx, action: AuditAction, memberId: string, at: Instant): Promise<void> =>
  recordAudit(tx, { at, actor: { member: memberId as MemberId }, action, subject: memberId });

export type FeedState = { readonly available: boolean; readonly madeAt: Instant | undefined };

export function feedState(deps: MeetingDeps, memberId: string): Promise<FeedState> {
  return deps.transact(async (tx) => ({ available: deps.publicUrl !== undefined, madeAt: await store.feedMadeAt(tx, memberId) }));
}

/** The calendar behind a token. A wrong one costs a hash and a look, whatever it looks like; undefined also for whoever has left. */
export function readFeed(deps: MeetingDeps, token: string): Promise<string | undefined> {
  const hash = hashOf(token);
  return deps.transact(async (tx) => {
    const memberId = await store.memberOfFeed(tx, hash);
    const member = memberId && (await findMember(tx, memberId));
    return member?.active ? calendarOf(tx, deps, member) : undefined;
  });
}

async function calendarOf(tx: Tx, deps: MeetingDeps, member: Member): Promise<string> {
  const names = await departmentsToldApart(tx);
  const organizers = new Map<MemberId, Member | undefined>();
  const since = plus(deps.clock.now(), -PAST_MS);
  const event = async (meeting: Meeting): Promise<WrittenEvent> => {
    const { organizerId, departmentId } = meeting;
    if (!organizers.has(organizerId)) organizers.set(organizerId, await findMember(tx, organizerId));
    const shown = { meeting, department: names.get(departmentId) ?? '—', suspended: await isSuspended(tx, meeting) };
    return eventOf(shown, await fileSequence(tx, meeting), organizers.get(organizerId), member.locale);
  };
  const events = [...(await deps.leaveEntries(tx, member, since))];
  for (const meeting of await meetingsOfMember(tx, member.id, since)) {
    const excused = (await deps.excused(tx, meeting.id)).has(member.id);
    events.push(excused ? withoutThem(await event(meeting), member.locale) : await event(meeting));
  }
  for (const [id, replaced] of await deps.standsInAt(tx, member.id)) {
    const meeting = await findMeeting(tx, id);
    if (meeting && meeting.endsAt > since) events.push(insteadOf(await event(meeting), await findMember(tx, replaced), member.locale));
  }
  return writeFeed({ name: say(feedText.calendarName, member.locale), events, refreshMinutes: REFRESH_MINUTES });
}

/** Kept, but its time is free. */
const withoutThem = (event: WrittenEvent, locale: Locale): WrittenEvent => ({
  ...event,
  title: say(excusedFrom(event.title), locale),
  transparent: true,
});

const insteadOf = (event: WrittenEvent, replaced: Member | undefined, locale: Locale): WrittenEvent => ({
  ...event,
  title: say(standsInFor(event.title, replaced?.name ?? '—'), locale),
});
