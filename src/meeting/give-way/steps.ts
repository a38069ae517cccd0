import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { recordAudit } from '../../org/service.js';
import { suspendActivity } from '../activity/changes.js';
import type { MeetingDeps } from '../deps.js';
import { findMeeting } from '../store.js';
import type { Situation } from './addressees.js';
import { askedLaterAt } from './asking.js';
import type { GiveWay } from './case.js';
import { isUnsettled, nextReminder, ofSuspended, type Step, unchanged } from './rules.js';
import { casesOfActivity, saveCase } from './store.js';
import { showBoard, tellStep } from './tell.js';

type More = Partial<Pick<GiveWay, 'together' | 'asked' | 'decided'>>;

/** Takes one step of a case, with all that follows from it. Undefined: somebody else was first. */
export async function takeStep(
  tx: Tx,
  deps: MeetingDeps,
  situation: Situation,
  known: GiveWay | undefined,
  wanted: Step,
  more: More = {},
): Promise<GiveWay | undefined> {
  const step = situation.activity.state === 'suspended' ? ofSuspended(wanted) : wanted;
  const after = caseAfter(deps, situation, known, step, more);
  if (!(await saveCase(tx, after, known?.version))) return undefined;
  // One meeting may meet hundreds of activities: others have their turn between them.
  await nextTurn();
  await tellStep(tx, deps, await suspended(tx, deps, situation, step), after, step);
  return after;
}

function caseAfter(deps: MeetingDeps, situation: Situation, known: GiveWay | undefined, step: Step, more: More): GiveWay {
  const { meeting, activity } = situation;
  const now = deps.clock.now();
  const askedLater = step.ask && askedLaterAt(deps, situation, step.terms, now);
  const remindAt = known?.state === 'open' && !step.ask ? known.remindAt : (askedLater ?? nextReminder(step.terms, now, now, deps));
  // Asked anew about the same conflict, the owner has known of it all along.
  const goesOn = known && (!step.ask || isUnsettled(known));
  // A new conflict may be asked about anew.
  const kept = step.ask && !step.to.refused ? undefined : known;
  return {
    ...step.to,
    meetingId: meeting.id,
    activityId: activity.id,
    terms: step.terms,
    openedAt: goesOn ? known.openedAt : now,
    together: more.together ?? known?.together ?? 0,
    remindAt: step.to.state === 'open' ? remindAt : undefined,
    asked: more.asked ?? kept?.asked,
    decided: more.decided ?? kept?.decided,
    version: (known?.version ?? 0) + 1,
  };
}

/** The activity does not take place: whoever takes part is told, with the meeting's name. */
async function suspended(tx: Tx, deps: MeetingDeps, situation: Situation, step: Step): Promise<Situation> {
  const { activity, meeting } = situation;
  if (!step.suspend || activity.state !== 'planned') return situation;
  const after = await suspendActivity(tx, deps, activity, { by: undefined, meeting: meeting.title });
  if (!after) return situation;
  await recordAudit(tx, {
    at: deps.clock.now(),
    actor: { operator: 'siwen' },
    action: 'meeting.activity-suspended',
    subject: activity.id,
    detail: meeting.id,
  });
  await suspendedForOthers(tx, deps, { ...situation, activity: after });
  return { ...situation, activity: after };
}

/** Other meetings that it was only asked to give way to, and did not: it does now, as far as they can see. */
async function suspendedForOthers(tx: Tx, deps: MeetingDeps, { activity, staff }: Situation): Promise<void> {
  for (const one of await casesOfActivity(tx, activity.id)) {
    const meeting = one.state === 'passed' ? await findMeeting(tx, one.meetingId) : undefined;
    if (!meeting || meeting.endsAt <= deps.clock.now()) continue;
    if (await takeStep(tx, deps, { meeting, activity, staff }, one, unchanged(one))) await showBoard(tx, deps, meeting);
  }
}
