import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../calendar/instant.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { Activity, ActivityId } from '../activity/activity.js';
import { timeOf } from '../activity/cards.js';
import { activityOfMeeting, cancelActivity, findActivity, followSource, insertActivity, restoreActivity } from '../activity/changes.js';
import { loadStaff, participantsOf, type Staff } from '../activity/participants.js';
import { takesPlace } from '../activity/takes-place.js';
import type { MeetingDeps } from '../deps.js';
import { intervalOf, type Meeting } from '../meeting.js';
import { sameFacts } from '../notice/news.js';
import { versionsOf } from '../notice/told-store.js';
import { overlaps, settleBy } from '../precedence.js';
import { findMeeting, meetingsIn } from '../store.js';
import type { Situation } from './addressees.js';
import type { GiveWay } from './case.js';
import { activitiesInTheWay } from './conflicts.js';
import { meetingsAgainst } from './meetings-against.js';
import {
  askedAnew,
  deadlineFor,
  inTheWay,
  isSettled,
  isUnsettled,
  type Obligation,
  outOfTheWay,
  type Step,
  type Terms,
  unchanged,
  type Why,
} from './rules.js';
import { takeStep } from './steps.js';
import { casesOfActivity, casesOfMeeting } from './store.js';
import { showBoard } from './tell.js';

export { type Conflict, conflictsOf } from './conflicts.js';
export { keptBackBy, takenBy } from './meetings-against.js';
export { eraseWritten } from './reading.js';
export { expireWritten } from './store.js';
export { countWritten, oldestWritten } from './words-store.js';

/*
 * The cases of a meeting or of an activity are computed from what is there now: the same however often, and whatever happened in between.
 */

/**
 * As long as nobody at all takes part, as when a department was left out of a roster by mistake: what was granted or suspended stays until it is known
 * who does. Nobody is kept from the meeting by it meanwhile.
 */
const rests = (activity: Activity, meeting: Meeting, staff: Staff): boolean =>
  activity.state !== 'cancelled' &&
  meeting.state === 'announced' &&
  meeting.scope === 'bureau' &&
  overlaps(intervalOf(meeting), timeOf(activity)) &&
  participantsOf(activity, staff).length === 0;

/**
 * A meeting has been announced, changed or cancelled: what is in its way is asked, what no longer is, is released; a departments' meeting is an
 * activity itself. `expected`: nobody, once it is cancelled.
 */
export async function followMeeting(tx: Tx, deps: MeetingDeps, meeting: Meeting, expected: ReadonlySet<MemberId>): Promise<void> {
  await mirror(tx, deps, meeting, expected);
  if (meeting.endsAt <= deps.clock.now()) return;
  const staff = await loadStaff(tx, deps.ranks);
  const known = new Map((await casesOfMeeting(tx, meeting.id)).map((one) => [one.activityId, one]));
  const inItsWay = meeting.state === 'announced' ? await activitiesInTheWay(tx, deps, meeting, expected, staff) : [];
  const found = new Map(inItsWay.map((one) => [one.activity.id, one]));
  let steps = 0;
  for (const one of known.values()) {
    const activity = found.has(one.activityId) ? undefined : await findActivity(tx, one.activityId);
    if (activity && rests(activity, meeting, staff)) continue;
    const step = outOfTheWay(one, activity?.state === 'cancelled' ? 'cancelled' : 'released');
    if (activity && step && (await takeStep(tx, deps, { meeting, activity, staff }, one, step))) steps += 1;
  }
  for (const { activity, together, obligation } of found.values()) {
    const [situation, before] = [{ meeting, activity, staff }, known.get(activity.id)];
    if (await ask(tx, deps, situation, before, { together, obligation })) steps += 1;
    else if (before && before.together !== together) await showAnew(tx, deps, situation, before, together);
  }
  if (steps > 0) await showBoard(tx, deps, meeting);
}

/** An activity has been registered, moved or cancelled, here or in its calendar. */
export async function followActivity(
  tx: Tx,
  deps: MeetingDeps,
  activity: Activity,
  why: Extract<Why, 'moved' | 'cancelled'>,
): Promise<void> {
  const known = await casesOfActivity(tx, activity.id);
  // Thousands come out of a calendar, most of them at a time when there is no meeting.
  if (known.length === 0 && (await meetingsIn(tx, timeOf(activity))).length === 0) return;
  const staff = await loadStaff(tx, deps.ranks);
  const found = activity.state === 'planned' ? await meetingsAgainst(tx, deps, activity, staff) : [];
  await nextTurn();
  const now = deps.clock.now();
  const touched = new Map<string, Meeting>();
  for (const one of known) {
    const meeting = await findMeeting(tx, one.meetingId);
    const step = outOfTheWay(one, why);
    // What a meeting that is over came to is history.
    if (!meeting || !step || meeting.endsAt <= now || found.some((other) => other.meeting.id === meeting.id)) continue;
    if (await takeStep(tx, deps, { meeting, activity, staff }, one, step)) touched.set(meeting.id, meeting);
  }
  for (const { meeting, obligation, together } of found.filter((one) => one.meeting.endsAt > now)) {
    const before = known.find(({ meetingId }) => meetingId === meeting.id);
    const situation = { meeting, activity, staff };
    if (await ask(tx, deps, situation, before, { together, obligation })) touched.set(meeting.id, meeting);
    else if (before) await showAnew(tx, deps, situation, before, together);
  }
  for (const meeting of touched.values()) await showBoard(tx, deps, meeting);
}

type Found = { readonly together: number; readonly obligation: Obligation };

async function ask(tx: Tx, deps: MeetingDeps, situation: Situation, known: GiveWay | undefined, found: Found): Promise<boolean> {
  const step = stepFor(deps, situation, known, found.obligation);
  return step !== undefined && (await takeStep(tx, deps, situation, known, step, { together: found.together })) !== undefined;
}

/** As it was, of an activity or of people that have changed: its cards say so. */
const showAnew = (tx: Tx, deps: MeetingDeps, situation: Situation, known: GiveWay, together: number) =>
  takeStep(tx, deps, situation, known, unchanged(known), { together });

function stepFor(
  deps: MeetingDeps,
  { meeting, activity }: Situation,
  known: GiveWay | undefined,
  obligation: Obligation,
): Step | undefined {
  const now = deps.clock.now();
  // It takes place again, and is still in the way.
  if (known?.state === 'suspended' && activity.state === 'planned') return askedAnew(known, termsOf(deps, meeting, obligation, now));
  const step = inTheWay(known, termsOf(deps, meeting, obligation, known && !isSettled(known) ? known.openedAt : now));
  // Asked anew after its deadline: it gets a new one, counted from now.
  return step?.ask && known && !isUnsettled(known) ? inTheWay(known, termsOf(deps, meeting, obligation, now)) : step;
}

/** `since`: since when its owner has known. When the meeting is moved, everybody's time begins anew. */
function termsOf(deps: MeetingDeps, meeting: Meeting, obligation: Obligation, since: Instant): Terms {
  const { startsAt, endsAt, announcedAt } = meeting;
  const by = settleBy(startsAt, deps.policy, deps);
  return { obligation, startsAt, endsAt, deadlineAt: deadlineFor(startsAt, by, Math.max(since, announcedAt) as Instant) };
}

/** A departments' meeting gives way as the activity of the same id; its own people are told by the meeting's notice, not by this. */
async function mirror(tx: Tx, deps: MeetingDeps, meeting: Meeting, expected: ReadonlySet<MemberId>): Promise<void> {
  const known = await activityOfMeeting(tx, meeting.id);
  const isActivity = meeting.scope === 'departments' && meeting.state === 'announced' && expected.size > 0;
  if (!isActivity) {
    const last = known && ((await resumed(tx, deps, known, meeting)) ?? known);
    const cancelled = last && last.state !== 'cancelled' && (await cancelActivity(tx, deps, last, { by: undefined, quiet: true }));
    if (cancelled) await followActivity(tx, deps, cancelled, 'cancelled');
    return;
  }
  const { title, startsAt, endsAt, place, departmentId, organizerId: ownerId } = meeting;
  // Whom it expects is decided when it is announced, by rules of its own; so it names them.
  const audience = { kind: 'members' as const, members: [...expected] };
  const details = { title, startsAt, endsAt, place, departmentId, audience, excluded: [], ownerId };
  if (!known) {
    const origin = { source: 'meeting', meetingId: meeting.id } as const;
    const activity: Activity = { ...details, id: meeting.id as string as ActivityId, origin, state: 'planned', sequence: 0 };
    if (await insertActivity(tx, activity)) await followActivity(tx, deps, activity, 'moved');
    return;
  }
  const moved = known.startsAt !== startsAt || known.endsAt !== endsAt || known.state === 'cancelled';
  if (!moved && isDeepStrictEqual({ ...known, ...details }, known)) return;
  const after = await followSource(
    tx,
    deps,
    known,
    { ...known, ...details, state: moved ? 'planned' : known.state },
    { by: undefined, quiet: true },
  );
  if (after?.state === 'planned') await followActivity(tx, deps, after, 'moved');
  if (after?.state === 'suspended') await releaseFrom(tx, deps, after);
}

/** Suspended, and bureau-wide now, it takes place where and when it was to: whoever is expected is told so by the meeting's news, whoever goes in their place by leave. */
async function resumed(tx: Tx, deps: MeetingDeps, known: Activity, meeting: Meeting): Promise<Activity | undefined> {
  const before = (await versionsOf(tx, meeting.id)).get(meeting.sequence - 1);
  const same = before !== undefined && sameFacts(before, meeting);
  if (known.state !== 'suspended' || !same || !(await takesPlace(tx, meeting))) return undefined;
  return restoreActivity(tx, deps, known, { by: undefined, quiet: true });
}

/** A suspended meeting expects others now: it gives way no longer to what expects none of them. */
async function releaseFrom(tx: Tx, deps: MeetingDeps, activity: Activity): Promise<void> {
  const staff = await loadStaff(tx, deps.ranks);
  const against = new Set((await meetingsAgainst(tx, deps, activity, staff)).map(({ meeting }) => meeting.id));
  for (const one of await casesOfActivity(tx, activity.id)) {
    const meeting = against.has(one.meetingId) ? undefined : await findMeeting(tx, one.meetingId);
    const step = outOfTheWay(one, 'released');
    if (!meeting || !step || meeting.endsAt <= deps.clock.now()) continue;
    if (await takeStep(tx, deps, { meeting, activity, staff }, one, step)) await showBoard(tx, deps, meeting);
  }
}
