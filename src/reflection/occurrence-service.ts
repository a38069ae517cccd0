import { when } from '../calendar/reader.js';
import { sentenceCard } from '../chat/cards.js';
import { say } from '../chat/text.js';
import type { Tx } from '../db/transact.js';
import { waitsUntil } from '../meeting/service.js';
import { tellAdministrators } from '../org/service.js';
import { type Due, findDue, type Missed } from '../schedule/due.js';
import type { ReflectionDeps } from './deps.js';
import type { PromptSet } from './prompt-sets.js';
import { audienceNow, idsOf, occurrenceId, openRound, reader } from './round-service.js';
import { insertRound } from './round-store.js';
import type { Schedule } from './schedule.js';
import { loadSchedules, raiseHandledThrough } from './schedule-store.js';
import { missedText, type NotSentReason, sentences } from './text.js';

/** One schedule's turn: sends what is due, records what was missed. Again at the same instant it does nothing. */
export async function runSchedule(deps: ReflectionDeps, schedule: Schedule): Promise<void> {
  const { promptSet } = schedule.spec;
  const set = deps.promptSets.get(promptSet) ?? namedOnly(promptSet);
  await deps.transact(async (tx) => {
    const now = deps.clock.now();
    const found = findDue(scheduled(schedule), deps.calendar, deps.zone, now);
    const { due, missed } = deps.promptSets.has(promptSet) ? found : withoutPrompts(found);
    if (due.length === 0 && missed.length === 0) return;
    const audience = await audienceNow(tx, deps, schedule.spec.audience);
    // The bot's own activities give way too (domain.md §1): what is due stays so until the meeting ends.
    const waits = due.length > 0 && (await waitsUntil(tx, now, idsOf(audience.asked))) !== undefined;
    const handled = [...(waits ? [] : due), ...missed.map((one) => one.occurrence)];
    const through = handled.map((one) => one.opensAt).sort((a, b) => b - a)[0];
    if (through === undefined) return;
    for (const one of missed) await recordMissed(tx, deps, schedule, set, one);
    const nudges = schedule.spec.nudges.map((nudge) => nudge.hoursBefore);
    for (const { opensAt: occurrenceAt, closesAt } of waits ? [] : due)
      await openRound(tx, deps, set, audience, { scheduleId: schedule.id, occurrenceAt, opensAt: now, closesAt, nudges, trial: false });
    await raiseHandledThrough(tx, schedule.id, through);
  });
}

type NotSent = Pick<Missed, 'occurrence'> & { readonly reason: NotSentReason };

/** Nobody can be asked what is not there any more: administrators hear of it at once, while there is time to see to it. */
const withoutPrompts = ({ due, missed }: Due): { readonly due: Due['due']; readonly missed: readonly NotSent[] } => ({
  due: [],
  missed: [...missed, ...due.map((occurrence) => ({ occurrence, reason: 'prompts-gone' as const }))],
});

/** A round keeps what it would have asked. Of prompts that are gone only their name is known. */
function namedOnly(id: string): PromptSet {
  const [title, words] = [
    { zh: id.slice(0, 12), en: id.slice(0, 20) },
    { zh: id, en: id },
  ];
  return { id, title, introduction: words, prompts: [{ id: 'gone', kind: 'acknowledge', ...words, optional: false }] };
}

export const scheduled = ({ spec, since, handledThrough }: Schedule) => ({ spec, window: spec.window, since, handledThrough });

async function recordMissed(
  tx: Tx,
  deps: ReflectionDeps,
  schedule: Schedule,
  set: PromptSet,
  { occurrence, reason }: NotSent,
): Promise<void> {
  const { opensAt, closesAt } = occurrence;
  const id = occurrenceId(schedule.id, opensAt);
  const fresh = await insertRound(
    tx,
    { id, scheduleId: schedule.id, occurrenceAt: opensAt, set, opensAt, closesAt, state: 'missed', trial: false },
    reason,
  );
  if (!fresh) return;
  const now = deps.clock.now();
  const title = deps.promptSets.get(set.id)?.title ?? { zh: set.id, en: set.id };
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
