import type { Instant, Interval } from '../../calendar/instant.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { findMember } from '../../org/service.js';
import type { Activity, ActivityId } from '../activity/activity.js';
import { timeOf } from '../activity/cards.js';
import { activitiesIn } from '../activity/changes.js';
import { loadStaff, participantsOf, type Staff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import { invitedSince } from '../invitee-store.js';
import type { Meeting } from '../meeting.js';
import { announcedTo, precedence } from '../precedence.js';
import { obligationOf } from './meetings-against.js';
import type { Obligation } from './rules.js';
import { findCase } from './store.js';

/** A meeting, or what would be one. */
export type MeetingLike = Pick<Meeting, 'scope' | 'startsAt' | 'endsAt' | 'inAdvance' | 'inAdvanceHours'> & { readonly id?: Meeting['id'] };

/** What would have to give way, for the preview. */
export type Conflict = {
  readonly activityId: ActivityId;
  readonly title: string;
  readonly interval: Interval;
  readonly owner: string;
  readonly department: string;
  readonly together: number;
  readonly obligation: Obligation;
};

export type InTheWay = { readonly activity: Activity; readonly together: number; readonly obligation: Obligation };

/** What is suspended, for this meeting or another, is in the way as well: it would be, if it took place again. */
export async function activitiesInTheWay(
  tx: Tx,
  deps: MeetingDeps,
  meeting: MeetingLike,
  expected: ReadonlySet<MemberId>,
  staff: Staff,
): Promise<InTheWay[]> {
  if (meeting.scope !== 'bureau') return [];
  const now = deps.clock.now();
  const invited = meeting.id === undefined ? new Map<MemberId, Instant>() : await invitedSince(tx, meeting.id);
  const found: InTheWay[] = [];
  for (const activity of await activitiesIn(tx, { start: meeting.startsAt, end: meeting.endsAt })) {
    const both = participantsOf(activity, staff).filter(({ id }) => expected.has(id));
    // Who is not invited yet will be, as soon as it is announced.
    const since = Math.min(now, ...both.map(({ id }) => invited.get(id) ?? now)) as Instant;
    const [announced, together] = [announcedTo(meeting, since, deps.policy, deps), both.length];
    const obligation = obligationOf(precedence(announced, { kind: 'activity', interval: timeOf(activity), together }));
    if (obligation) found.push({ activity, together, obligation });
    await nextTurn();
  }
  return found;
}

/** Every activity that would have to give way to the meeting, in the order they begin. */
export async function conflictsOf(tx: Tx, deps: MeetingDeps, meeting: MeetingLike, expected: ReadonlySet<MemberId>): Promise<Conflict[]> {
  const staff = await loadStaff(tx, deps.ranks);
  const conflicts: Conflict[] = [];
  for (const { activity, together, obligation } of await activitiesInTheWay(tx, deps, meeting, expected, staff)) {
    // A departments' meeting that becomes one of the bureau is no longer an activity.
    if (activity.origin.source === 'meeting' && activity.origin.meetingId === meeting.id) continue;
    // It was allowed to stay, or has given way already.
    const known = meeting.id === undefined ? undefined : await findCase(tx, meeting.id, activity.id);
    if (known?.state === 'exempted' || known?.state === 'suspended') continue;
    const owner = (await findMember(tx, activity.ownerId))?.name ?? '';
    const department = staff.names.get(activity.departmentId) ?? '';
    const { id: activityId, title } = activity;
    conflicts.push({ activityId, title, interval: timeOf(activity), owner, department, together, obligation });
  }
  return conflicts;
}
