import type { Instant } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import { inEachLanguage } from '../../chat/cards.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueueAll } from '../../delivery/outbox.js';
import type { Outgoing } from '../../delivery/outgoing.js';
import type { MemberId } from '../../org/member.js';
import type { MeetingDeps } from '../deps.js';
import { suspensionChanged } from '../notice/service.js';
import { findMeeting } from '../store.js';
import type { Activity } from './activity.js';
import { changedCard } from './cards.js';
import type { Times } from './draft.js';
import { loadStaff, participantsOf, type Staff } from './participants.js';
import * as store from './store.js';

export { activitiesIn, activityOfMeeting, findActivity, insertActivity } from './store.js';

/*
 * What happens to an activity, in the caller's transaction. Each step is guarded by the activity's `sequence`: undefined means that somebody
 * else was first. Whoever takes part is told once of each, with what changed; not whoever did it, who sees the answer to their press.
 */

export type Cause = {
  /** Who did it, if it was somebody. */
  readonly by: MemberId | undefined;
  /** The title of the meeting it gives way to. */
  readonly meeting?: string | undefined;
  /** Calendars that people follow tell them by themselves. */
  readonly quiet?: boolean | undefined;
};

export const changedKey = ({ id, sequence }: Pick<Activity, 'id' | 'sequence'>): string => `meeting.activityChanged:${id}:${sequence}:`;

async function change(tx: Tx, deps: MeetingDeps, before: Activity, after: Activity, cause: Cause): Promise<Activity | undefined> {
  const next = { ...after, sequence: before.sequence + 1 };
  if (!(await store.saveActivity(tx, next, before.sequence))) return undefined;
  if (!cause.quiet) await tell(tx, deps, before, next, cause, await loadStaff(tx, deps.ranks));
  return next;
}

async function tell(tx: Tx, deps: MeetingDeps, before: Activity, after: Activity, cause: Cause, staff: Staff): Promise<void> {
  const now = deps.clock.now();
  const expiresAt = Math.max(before.endsAt, after.endsAt) as Instant;
  // What is over needs no news.
  if (expiresAt <= now) return;
  const owner = staff.members.filter(({ id }) => id === after.ownerId);
  const people = new Map([...participantsOf(after, staff), ...owner].map((member) => [member.id, member]));
  if (cause.by !== undefined) people.delete(cause.by);
  await nextTurn();
  const card = inEachLanguage((locale) => changedCard(before, after, cause.meeting, readerOf(deps, { locale })));
  const says = JSON.stringify([before, after]);
  const messages = [...people.values()].map(
    (member): Outgoing => ({
      kind: 'post',
      key: `${changedKey(after)}${member.id}`,
      to: { member: member.id },
      card: card(member),
      urgency: 'routine',
      expiresAt,
      says,
    }),
  );
  await enqueueAll(tx, now, messages);
}

/** Another time or place; then it takes place, whatever it was before. */
export const moveActivity = (tx: Tx, deps: MeetingDeps, activity: Activity, times: Times, cause: Cause): Promise<Activity | undefined> =>
  change(tx, deps, activity, { ...activity, ...times, state: 'planned' }, cause);

export const cancelActivity = (tx: Tx, deps: MeetingDeps, activity: Activity, cause: Cause): Promise<Activity | undefined> =>
  change(tx, deps, activity, { ...activity, state: 'cancelled' }, cause);

export const suspendActivity = (tx: Tx, deps: MeetingDeps, activity: Activity, cause: Cause): Promise<Activity | undefined> =>
  inItsPlace(tx, deps, activity, 'suspended', cause);

/** At its old time, after all. */
export const restoreActivity = (tx: Tx, deps: MeetingDeps, activity: Activity, cause: Cause): Promise<Activity | undefined> =>
  inItsPlace(tx, deps, activity, 'planned', cause);

/** Held or not, at the time that it has: every card of a departments' meeting says so, and leave hears of it. */
async function inItsPlace(
  tx: Tx,
  deps: MeetingDeps,
  activity: Activity,
  state: 'planned' | 'suspended',
  cause: Cause,
): Promise<Activity | undefined> {
  const after = await change(tx, deps, activity, { ...activity, state }, cause);
  const meeting = after?.origin.source === 'meeting' ? await findMeeting(tx, after.origin.meetingId) : undefined;
  if (!after || !meeting) return after;
  await suspensionChanged(tx, deps, meeting);
  await deps.suspensionChanged(tx, meeting, after.sequence);
  return after;
}

/** As it is where it came from: in a calendar, or as a departments' meeting. */
export const followSource = (tx: Tx, deps: MeetingDeps, before: Activity, after: Activity, cause: Cause): Promise<Activity | undefined> =>
  change(tx, deps, before, after, cause);
