import { type Instant, plus } from '../../calendar/instant.js';
import { when } from '../../calendar/reader.js';
import { sentenceCard } from '../../chat/cards.js';
import { say } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { waitsUntil } from '../../meeting/service.js';
import { tellAdministrators } from '../../org/service.js';
import { type Due, findDue, type Missed, type Occurrence } from '../../schedule/due.js';
import type { ReflectionDeps } from '../deps.js';
import type { PromptSet } from '../prompt-sets.js';
import { goesOutAt, leastOpenMs } from '../rules.js';
import type { Schedule } from '../schedule/schedule.js';
import { findSchedule, loadSchedules, raiseHandledThrough } from '../schedule/store.js';
import { sentences } from '../text.js';
import { tellLeftOut } from './audience-service.js';
import { type GivenUpReason, missedText, type NotSentReason } from './missed-text.js';
import { audienceNow, idsOf, occurrenceId, openRound, reader } from './service.js';
import { insertRound } from './store.js';

/** One schedule's turn: sends what is due, records what was missed. Again at the same instant it does nothing. */
export async function runSchedule(deps: ReflectionDeps, id: string): Promise<void> {
  await deps.transact(async (tx) => {
    const schedule = await findSchedule(tx, id);
    if (!schedule || schedule.paused) return;
    const now = deps.clock.now();
    const found = findDue(scheduled(schedule), deps.calendar, deps.zone, now);
    if (found.due.length === 0 && found.missed.length === 0) return;
    const set = deps.promptSets.get(schedule.spec.promptSet);
    // Administrators hear of it at once, while there is time to see to it.
    if (!set) return recordMissed(tx, deps, schedule, notSent(found, 'prompts-gone'));
    const { due, missed } = found;
    await recordMissed(tx, deps, schedule, missed);
    if (due.length === 0) return;
    const audience = await audienceNow(tx, deps, schedule.spec.audience);
    // A department that is no more, or has none of its people left: nobody would notice that it is not asked any more.
    if (audience.asked.length + audience.onLeave.length === 0)
      return recordMissed(tx, deps, schedule, notSent({ due, missed: [] }, 'audience-empty'));
    // The bot's own activities give way too (domain.md §1): what is due stays so until the meeting ends.
    if ((await waitsUntil(tx, now, idsOf(audience.asked))) !== undefined) return;
    // Late, after a meeting in the evening or a night without the program, it comes in the morning, if that is soon enough.
    for (const occurrence of due) if ((await lateOneWaits(tx, deps, occurrence, idsOf(audience.asked), now)) !== undefined) return;
    if (due.some(({ closesAt }) => closesAt < plus(now, leastOpenMs(audience.asked.length))))
      return recordMissed(tx, deps, schedule, notSent({ due, missed: [] }, 'closes-too-early'));
    const nudges = schedule.spec.nudges.map((nudge) => nudge.hoursBefore);
    for (const { opensAt: occurrenceAt, closesAt } of due)
      await openRound(tx, deps, set, audience, { scheduleId: schedule.id, occurrenceAt, opensAt: now, closesAt, nudges, trial: false });
    for (const { opensAt } of due.slice(-1)) await tellLeftOut(tx, deps, set, schedule.spec.audience, occurrenceId(schedule.id, opensAt));
    await handled(tx, schedule, due);
  });
}

/**
 * When an occurrence, which is late already, goes out that is put off at `now`: in the morning, or when the meetings of that morning are over.
 * Undefined: it goes out at once, since nobody could answer by then, or nobody is disturbed.
 */
export async function lateOneWaits(
  tx: Tx,
  { workingHours, calendar, zone }: ReflectionDeps,
  { opensAt, closesAt }: Occurrence,
  people: ReadonlySet<string>,
  now: Instant,
): Promise<Instant | undefined> {
  const from = (instant: Instant) => goesOutAt(opensAt, instant, workingHours, calendar, zone);
  let at = from(now);
  if (at <= now) return undefined;
  for (let end = await waitsUntil(tx, at, people); end !== undefined && at < closesAt; end = await waitsUntil(tx, at, people))
    at = from(end);
  return plus(at, leastOpenMs(people.size)) <= closesAt ? at : undefined;
}

/**
 * Before a schedule is paused, removed or given other times, which begin with what comes after: what was due and could not be sent yet
 * would be gone without a word.
 */
export async function giveUpDue(tx: Tx, deps: ReflectionDeps, schedule: Schedule, reason: GivenUpReason): Promise<void> {
  if (schedule.paused) return;
  const found = findDue(scheduled(schedule), deps.calendar, deps.zone, deps.clock.now());
  await recordMissed(tx, deps, schedule, notSent(found, reason));
}

/** Whether a bureau-wide meeting, or several in a row, left no time for it: then it was missed because of them, not of the program. */
async function wasInMeeting(tx: Tx, deps: ReflectionDeps, { spec }: Schedule, { opensAt, closesAt }: Occurrence): Promise<boolean> {
  const people = idsOf((await audienceNow(tx, deps, spec.audience)).asked);
  const end = plus(closesAt, -leastOpenMs(people.size));
  const from = (instant: Instant) => goesOutAt(opensAt, instant, deps.workingHours, deps.calendar, deps.zone);
  let free = await waitsUntil(tx, opensAt, people);
  while (free !== undefined && free <= end) free = await waitsUntil(tx, from(free), people);
  return free !== undefined;
}

type NotSent = Pick<Missed, 'occurrence'> & { readonly reason: NotSentReason };

const notSent = ({ due, missed }: Due, reason: NotSentReason): NotSent[] => [
  ...missed,
  ...due.map((occurrence) => ({ occurrence, reason })),
];

/** A round keeps what it would have asked. Of prompts that are gone only their name is known. */
function namedOnly(id: string): PromptSet {
  const [title, words] = [
    { zh: id.slice(0, 12), en: id.slice(0, 20) },
    { zh: id, en: id },
  ];
  return { id, title, introduction: words, prompts: [{ id: 'gone', kind: 'acknowledge', ...words, optional: false }] };
}

export const scheduled = ({ spec, since, handledThrough }: Schedule) => ({ spec, window: spec.window, since, handledThrough });

/** What was not sent, oldest first; administrators are told of each once. */
async function recordMissed(tx: Tx, deps: ReflectionDeps, schedule: Schedule, missed: readonly NotSent[]): Promise<void> {
  for (const one of missed) await recordOne(tx, deps, schedule, one);
  const occurrences = missed.map(({ occurrence }) => occurrence);
  await handled(tx, schedule, occurrences);
}

async function handled(tx: Tx, { id }: Schedule, occurrences: readonly Occurrence[]): Promise<void> {
  const newest = occurrences.at(-1);
  if (newest) await raiseHandledThrough(tx, id, newest.opensAt);
}

async function recordOne(tx: Tx, deps: ReflectionDeps, schedule: Schedule, { occurrence, reason: found }: NotSent): Promise<void> {
  const isLate = found === 'window-over' || found === 'closes-too-early';
  const reason = isLate && (await wasInMeeting(tx, deps, schedule, occurrence)) ? 'in-meeting' : found;
  const { promptSet } = schedule.spec;
  const set = deps.promptSets.get(promptSet) ?? namedOnly(promptSet);
  const { opensAt, closesAt } = occurrence;
  const id = occurrenceId(schedule.id, opensAt);
  const fresh = await insertRound(
    tx,
    { id, scheduleId: schedule.id, occurrenceAt: opensAt, set, opensAt, closesAt, state: 'missed', trial: false },
    reason,
  );
  if (!fresh) return;
  const now = deps.clock.now();
  const title = deps.promptSets.get(promptSet)?.title ?? { zh: promptSet, en: promptSet };
  await tellAdministrators(tx, now, {
    key: `reflection.missed:${id}`,
    card(admin) {
      const to = reader(deps, admin, now);
      return sentenceCard(sentences.missed(say(title, admin.locale), when(opensAt, to), say(missedText[reason], admin.locale)), to);
    },
  });
}

export async function openSchedules(deps: ReflectionDeps): Promise<Schedule[]> {
  return (await deps.transact(loadSchedules)).filter((schedule) => !schedule.paused);
}
