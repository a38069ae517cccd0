import { type Instant, plus } from '../calendar/instant.js';
import { nextTurn } from '../db/in-chunks.js';
import type { Tx } from '../db/transact.js';
import type { Member } from '../org/member.js';
import { activeIds, loadOrg, recordAudit, rosterChanges } from '../org/service.js';
import type { Job } from '../schedule/job.js';
import { countedAt } from './announce/expected.js';
import { newcomersTo } from './announce/newcomers.js';
import type { MeetingDeps } from './deps.js';
import { followMeeting } from './give-way/service.js';
import { tellSuccessors } from './give-way/tell.js';
import { insertInvitees, inviteesOf, removeInvitees } from './invitee-store.js';
import type { Meeting, MeetingId } from './meeting.js';
import { markStale } from './notice/board/store.js';
import { changedKey } from './notice/keys.js';
import { tellChanged } from './notice/service.js';
import { knowledge } from './notice/told-store.js';
import { type Following, followingRoster, markFollowed, saveMeeting } from './store.js';

/**
 * Who is expected follows the roster until the meeting begins. Whoever has come to belong to its audience, as somebody new in the office, gets
 * the notice like everybody else. Whoever has left is expected no more once it begins, and not before: who is left out of a roster by mistake is
 * in the next one, and so is all that they asked for. Nobody else is taken off: that is for the organizer to do.
 */
export const rosterJob = (deps: MeetingDeps): Job => ({
  name: 'meeting.roster',
  async nextDueAt(tx, after) {
    const [all, changes] = [await followingRoster(tx), await rosterChanges(tx)];
    if (all.some((one) => isBehind(one, changes) || isOver(one, after))) return plus(after, 1);
    return all[0]?.meeting.startsAt;
  },
  async run(now) {
    // Whoever belongs to two bureau-wide ones at the same time is expected at the one that was announced first.
    const all = (await deps.transact(followingRoster)).toSorted((one, other) => one.meeting.announcedAt - other.meeting.announcedAt);
    for (const { meeting } of all) {
      await deps.transact((tx) => look(tx, deps, meeting.id, now));
      await nextTurn();
    }
  },
});

async function look(tx: Tx, deps: MeetingDeps, id: MeetingId, now: Instant): Promise<void> {
  const [one, changes] = [(await followingRoster(tx)).find(({ meeting }) => meeting.id === id), await rosterChanges(tx)];
  if (one && isOver(one, now)) await settle(tx, deps, one.meeting);
  else if (one && isBehind(one, changes)) await follow(tx, deps, one.meeting, changes);
}

const isBehind = ({ changes: followed }: Following, changes: number): boolean => followed !== changes;
const isOver = ({ meeting }: Following, now: Instant): boolean => meeting.state === 'cancelled' || meeting.startsAt <= now;

async function follow(tx: Tx, deps: MeetingDeps, meeting: Meeting, changes: number): Promise<void> {
  await markFollowed(tx, meeting.id, changes);
  const invitees = new Set((await inviteesOf(tx, meeting.id)).map(({ memberId }) => memberId));
  const added = await newcomersTo(tx, deps, meeting, invitees);
  // Whose activities are in its way the roster has changed as well, and who answers for them.
  if (added.length === 0) {
    await followMeeting(tx, deps, meeting, invitees);
    await markStale(tx, meeting.id);
    return tellSuccessors(tx, deps, meeting);
  }
  const after = await asTold(tx, meeting, added);
  await insertInvitees(tx, meeting.id, countedAt(meeting, added, await loadOrg(tx)), deps.clock.now());
  await tellChanged(tx, deps, meeting, after, { stay: [], added, removed: [] });
  await followMeeting(tx, deps, after, new Set([...invitees, ...added.map(({ id }) => id)]));
  await tellSuccessors(tx, deps, after);
  await deps.meetingChanged(tx, meeting, after);
  await audit(tx, deps, meeting, `added=${added.length}`);
}

/** A message's key is used once: whoever was told at this very version that they need not come is told of another. */
async function asTold(tx: Tx, meeting: Meeting, added: readonly Member[]): Promise<Meeting> {
  const known = await knowledge(tx, meeting.id);
  if (!added.some(({ id }) => known.get(id)?.lastKey === changedKey(meeting, id))) return meeting;
  const next = { ...meeting, sequence: meeting.sequence + 1 };
  await saveMeeting(tx, next, meeting.sequence);
  return next;
}

async function settle(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  await markFollowed(tx, meeting.id, undefined);
  if (meeting.state === 'cancelled') return;
  const active = new Set(await activeIds(tx));
  const left = (await inviteesOf(tx, meeting.id)).map(({ memberId }) => memberId).filter((id) => !active.has(id));
  if (left.length === 0) return;
  await removeInvitees(tx, meeting.id, left);
  await markStale(tx, meeting.id);
  await audit(tx, deps, meeting, `left=${left.length}`);
}

const audit = (tx: Tx, deps: MeetingDeps, { id }: Meeting, detail: string): Promise<void> =>
  recordAudit(tx, { at: deps.clock.now(), actor: { operator: 'siwen' }, action: 'meeting.rosterFollowed', subject: id, detail });
