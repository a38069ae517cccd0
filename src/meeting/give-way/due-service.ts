import type { Instant } from '../../calendar/instant.js';
import { readerOf, when } from '../../calendar/reader.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { findActivity } from '../activity/changes.js';
import { loadStaff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import type { MeetingId } from '../meeting.js';
import { findMeeting } from '../store.js';
import type { Situation } from './addressees.js';
import { askAddressees } from './asking.js';
import type { Outcome } from './cards.js';
import type { GiveWay } from './case.js';
import { atDeadline, dueAt, nextReminder } from './rules.js';
import { takeStep } from './steps.js';
import * as store from './store.js';
import { showBoard, subjectOf, tellDue, tellOwner } from './tell.js';
import { sentences } from './text.js';

/** What becomes due: reminders, and the deadline. Nothing passes it silently. */

/** Too late to suspend anything. */
export const isLate = ({ activity, meeting }: Pick<Situation, 'activity' | 'meeting'>, now: Instant): boolean =>
  activity.startsAt <= now || meeting.endsAt <= now;

export async function settleDue(deps: MeetingDeps): Promise<void> {
  const now = deps.clock.now();
  for (const meetingId of await deps.transact((tx) => store.meetingsDue(tx, now))) {
    await deps.transact((tx) => settle(tx, deps, meetingId, now));
    await nextTurn();
  }
}

/** All of one meeting in one transaction, so that its organizer is told of them in one message, once. */
async function settle(tx: Tx, deps: MeetingDeps, meetingId: MeetingId, now: Instant): Promise<void> {
  const meeting = await findMeeting(tx, meetingId);
  if (!meeting) return;
  const staff = await loadStaff(tx, deps.ranks);
  const outcomes: Outcome[] = [];
  let last: GiveWay | undefined;
  for (const giveWay of await store.casesOfMeeting(tx, meetingId)) {
    const activity = await findActivity(tx, giveWay.activityId);
    if (!activity) continue;
    const situation = { meeting, activity, staff };
    const step = atDeadline(giveWay, now, isLate(situation, now));
    const after = step && (await takeStep(tx, deps, situation, giveWay, step));
    if (!after) continue;
    if (!last || dueAt(giveWay) >= dueAt(last)) last = giveWay;
    const { state } = after;
    const department = staff.names.get(activity.departmentId) ?? '';
    if (state === 'suspended' || state === 'passed' || state === 'exemption-asked')
      outcomes.push({ state, title: activity.title, department });
  }
  if (!last || outcomes.length === 0) return;
  await tellDue(tx, deps, { meeting, staff }, outcomes, last);
  await showBoard(tx, deps, meeting);
}

export async function sendReminders(deps: MeetingDeps): Promise<void> {
  const now = deps.clock.now();
  for (const giveWay of await deps.transact((tx) => store.remindersDue(tx, now))) {
    await deps.transact((tx) => remind(tx, deps, giveWay, now));
    await nextTurn();
  }
}

async function remind(tx: Tx, deps: MeetingDeps, giveWay: GiveWay, now: Instant): Promise<void> {
  const { terms, openedAt, remindAt } = giveWay;
  const next = { ...giveWay, remindAt: nextReminder(terms, openedAt, now, deps), version: giveWay.version + 1 };
  if (remindAt === undefined || !(await store.saveCase(tx, next, giveWay.version))) return;
  const meeting = await findMeeting(tx, giveWay.meetingId);
  const activity = await findActivity(tx, giveWay.activityId);
  if (!meeting || !activity || giveWay.state !== 'open' || now >= terms.deadlineAt) return;
  const situation = { meeting, activity, staff: await loadStaff(tx, deps.ranks) };
  // Who could not be disturbed when it was opened is asked now, and reminded later.
  if ((await askAddressees(tx, deps, situation, await subjectOf(tx, situation, giveWay), true)) > 0) return;
  const until = (locale: 'zh-CN' | 'en') => when(terms.deadlineAt, readerOf(deps, { locale }));
  const sentence = {
    zh: sentences.remind(activity.title, until('zh-CN')).zh,
    en: sentences.remind(activity.title, until('en')).en,
  };
  await tellOwner(tx, deps, situation, giveWay, { what: `meeting.giveWayRemind:${remindAt}`, sentence, expiresAt: terms.deadlineAt });
}
