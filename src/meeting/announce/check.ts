import { isDeepStrictEqual } from 'node:util';
import { one } from '../../chat/form.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import { listedIn, optionsOf } from '../../org/options.js';
import { loadStaff } from '../activity/participants.js';
import { findCheckIn } from '../attendance/store.js';
import type { MeetingDeps } from '../deps.js';
import * as invitees from '../invitee-store.js';
import { intervalOf, type Meeting, type MeetingId } from '../meeting.js';
import { waitingFor } from '../notice/service.js';
import { actsForBureau } from '../organizes.js';
import { announcedAfter, isInAdvance, keptInAdvance, precedence } from '../precedence.js';
import * as meetings from '../store.js';
import { type DraftProblem, deadlineField, type Problems, readDraft } from './draft.js';
import type { Draft } from './draft-store.js';
import { audienceOf, type Expected, expectedAt, expectedMembers, type Organizer, organizerOf } from './expected.js';
import { newcomersTo } from './newcomers.js';
import { type Refusal, refused } from './refusal.js';

/** What a draft would come to if it were announced now. */
export type Checked = {
  readonly ok: true;
  readonly meeting: Meeting;
  readonly members: readonly Member[];
  /** The meeting it changes; undefined for a new one. */
  readonly before: Meeting | undefined;
  /** Another bureau-wide meeting for some of the same people: it cannot be announced. */
  readonly clash: Meeting | undefined;
};
export type Unfit =
  | { readonly ok: false; readonly refusal: Refusal }
  | { readonly ok: false; readonly refusal: 'fields'; readonly problems: Problems };

/** Read, with every right and every clash as the database has them now. */
export async function check(tx: Tx, deps: MeetingDeps, memberId: string, draft: Draft): Promise<Checked | Unfit> {
  const organizer = await organizerOf(tx, memberId);
  if (!organizer) return refused('right-missing');
  const subject = await subjectOf(tx, deps, draft);
  if (!subject.ok) return subject;
  const { before } = subject;
  const departmentId = before?.departmentId ?? announcedFor(draft, organizer);
  if (departmentId === undefined || !organizer.departments.has(departmentId)) return refused('not-yours');
  const now = deps.clock.now();
  const read = readDraft(draft.values, now, deps.zone, before);
  if (!read.ok) return { ok: false, refusal: 'fields', problems: read.problems };
  const wanted = { ...read.details, audience: audienceOf(read.details, departmentId) };
  // What is bureau-wide stays so whatever else of it is changed, although its department has a function no more.
  if (wanted.scope === 'bureau' && before?.scope !== 'bureau') {
    if (!organizer.bureau) return wrong('scope', 'bureau-right-missing');
    if (!organizer.announcing.some((one) => one.id === departmentId && actsForBureau(one)))
      return wrong(before ? 'scope' : 'organizing', 'bureau-department');
  }
  const same = before && (await sameAudience(tx, before, wanted)) ? before : undefined;
  if (!same && before && (await isCounted(tx, before, wanted))) return wrong('audience', 'audience-counted');
  const details = same ? { ...wanted, audience: same.audience, excluded: same.excluded } : wanted;
  const announcedAt = before ? announcedAfter(before, details, now) : now;
  // What was announced late is in advance once it is left with a later start that is far enough off.
  const all = isInAdvance(now, details.startsAt, deps.policy, deps) || (announcedAt === before?.announcedAt && isWholly(before));
  const kept = all || !before ? undefined : keptInAdvance(before, details);
  const isWhole = kept !== undefined && kept.start === details.startsAt && kept.end === details.endsAt;
  const meeting: Meeting = {
    ...details,
    id: before?.id ?? (draft.id as MeetingId),
    departmentId,
    organizerId: before?.organizerId ?? (memberId as MemberId),
    announcedAt,
    inAdvance: all || kept !== undefined,
    inAdvanceHours: isWhole ? undefined : kept,
    sequence: before ? before.sequence + 1 : 0,
    state: 'announced',
  };
  const listed = before ? await expectedMembers(tx, before.id) : [];
  const expected = same
    ? await listedAndNew(tx, deps, meeting, listed)
    : expectedAt(details, departmentId, await loadStaff(tx, deps.ranks), listed);
  if (!expected.ok) return wrong(expected.field, expected.problem);
  const { members } = expected;
  if (meeting.startsAt !== before?.startsAt && (await isUntoldAt(tx, deps, meeting, members)))
    return wrong(deadlineField(draft.values), 'deadline-untold');
  return { ok: true, meeting, members, before, clash: await clashWith(tx, meeting, members) };
}

/** Whose meeting a new one is, as far as they may announce it. */
function announcedFor({ values }: Draft, { announcing }: Organizer): DepartmentId | undefined {
  const [first] = announcing;
  const chosen = one(values, 'organizing') ?? first?.id;
  return announcing.find(({ id }) => id === chosen)?.id;
}

const isWholly = ({ inAdvance, inAdvanceHours }: Meeting): boolean => inAdvance && inAdvanceHours === undefined;
const wrong = (field: string, problem: DraftProblem): Unfit => ({ ok: false, refusal: 'fields', problems: { [field]: problem } });

/** Whose audience stays has the same list, whoever has moved or left since, and whoever is new before it begins. */
async function listedAndNew(tx: Tx, deps: MeetingDeps, meeting: Meeting, listed: readonly Member[]): Promise<Expected> {
  const isAhead = meeting.startsAt > deps.clock.now();
  const added = isAhead ? await newcomersTo(tx, deps, meeting, new Set(listed.map(({ id }) => id))) : [];
  return { ok: true, members: [...listed, ...added] };
}

/** Whether its deadline passes before some of those who are expected are told of it: nobody could ask in time. */
async function isUntoldAt(tx: Tx, deps: MeetingDeps, meeting: Meeting, members: readonly Member[]): Promise<boolean> {
  const { heldUntil } = await waitingFor(tx, deps, meeting, members, new Set(members.map(({ id }) => id)));
  return heldUntil !== undefined && meeting.absenceDeadlineAt <= heldUntil;
}

/** Those who are there have been counted, since the check-in for this start is closed: they stay the same. */
const isCounted = async (tx: Tx, before: Meeting, { startsAt }: Pick<Meeting, 'startsAt'>): Promise<boolean> =>
  startsAt === before.startsAt && (await findCheckIn(tx, before.id))?.closedAt !== undefined;

type Wanted = Pick<Meeting, 'scope' | 'audience' | 'excluded'>;
const sameAudience = async (tx: Tx, one: Wanted, other: Wanted): Promise<boolean> =>
  isDeepStrictEqual(await inForm(tx, one), await inForm(tx, other));

/** As a form shows it: whoever has left, and departments that are no more, stand in none. */
async function inForm(tx: Tx, { scope, audience, excluded }: Wanted) {
  const { kind } = audience;
  const named = await listedIn(tx, audience);
  const leftOut = await optionsOf(tx, excluded);
  const valuesOf = (options: typeof named) => options.map(({ value }) => value).sort();
  const whom = kind === 'departments' || kind === 'members' ? { kind, named: valuesOf(named) } : audience;
  return { scope, whom, leftOut: valuesOf(leftOut) };
}

async function subjectOf(tx: Tx, deps: MeetingDeps, { of }: Draft): Promise<{ ok: true; before: Meeting | undefined } | Unfit> {
  if (!of) return { ok: true, before: undefined };
  const before = await meetings.findMeeting(tx, of.meetingId);
  const refusal = before ? whyNotChanged(before, deps.clock.now()) : 'meeting-unknown';
  if (refusal) return refused(refusal);
  return before?.sequence === of.sequence ? { ok: true, before } : refused('meeting-changed');
}

export function whyNotChanged(meeting: Pick<Meeting, 'state' | 'endsAt'>, now: number): Refusal | undefined {
  if (meeting.state === 'cancelled') return 'meeting-cancelled';
  return meeting.endsAt <= now ? 'meeting-over' : undefined;
}

/** The first bureau-wide meeting that some of the same people are expected at in that time. */
async function clashWith(tx: Tx, meeting: Meeting, members: readonly Member[]): Promise<Meeting | undefined> {
  if (meeting.scope !== 'bureau') return undefined;
  const expected = new Set(members.map(({ id }) => id));
  for (const other of await meetings.meetingsIn(tx, intervalOf(meeting))) {
    if (other.id === meeting.id || other.scope !== 'bureau') continue;
    const together = (await invitees.expectedAmong(tx, other.id, expected)).count;
    if (precedence(meeting, { kind: 'bureau-meeting', interval: intervalOf(other), together }) === 'refused') return other;
  }
  return undefined;
}
