import { nanoid } from 'nanoid';
import type { Instant } from '../calendar/instant.js';
import { say } from '../chat/text.js';
import type { Tx } from '../db/transact.js';
import { enqueue } from '../delivery/outbox.js';
import type { Member } from '../org/member.js';
import { allMembers, canBeAsked, findMember, loadOrg, tellAdministrators } from '../org/service.js';
import { findDue, type Missed } from '../schedule/due.js';
import { type Audience, membersIn } from './audience.js';
import { answeredCard, askCard, closedCard, type Reader, reminderCard, sentenceCard, when } from './cards.js';
import type { ReflectionDeps } from './deps.js';
import type { PromptSet } from './prompt-sets.js';
import type { Round } from './round.js';
import * as store from './round-store.js';
import { nudgeTimes } from './rules.js';
import type { Schedule } from './schedule.js';
import { loadSchedules, raiseHandledThrough } from './schedule-store.js';
import { missedText, sentences } from './text.js';

export const askKey = (roundId: string, memberId: string): string => `reflection.ask:${roundId}:${memberId}`;

export const reader = (deps: ReflectionDeps, member: Pick<Member, 'locale'>, now: Instant): Reader => ({
  locale: member.locale,
  zone: deps.zone,
  now,
});

/** Those who would be asked now, in the roster's order. */
export async function audienceNow(tx: Tx, deps: ReflectionDeps, audience: Audience): Promise<Member[]> {
  return membersIn(audience, await canBeAsked(tx), await loadOrg(tx), deps.ranks);
}

type Opening = {
  readonly scheduleId: string | undefined;
  readonly occurrenceAt: Instant;
  readonly closesAt: Instant;
  readonly nudges: readonly number[];
  readonly trial: boolean;
};

/** Opens a round for `members` and asks each of them once; undefined: this occurrence has its round already. */
export async function openRound(
  tx: Tx,
  deps: ReflectionDeps,
  set: PromptSet,
  members: readonly Member[],
  opening: Opening,
): Promise<Round | undefined> {
  const now = deps.clock.now();
  const { scheduleId, occurrenceAt, closesAt, trial } = opening;
  const round: Round = { id: nanoid(), scheduleId, occurrenceAt, set, opensAt: now, closesAt, state: 'open', trial };
  if (!(await store.insertRound(tx, round, null))) return undefined;
  await store.insertAsks(tx, round.id, members);
  for (const dueAt of nudgeTimes(round, opening.nudges, deps.workingHours, deps.calendar, deps.zone))
    await store.insertReminder(tx, { roundId: round.id, memberId: '', dueAt });
  for (const member of members) {
    await enqueue(tx, now, {
      kind: 'post',
      key: askKey(round.id, member.id),
      to: { member: member.id },
      card: askCard(round, reader(deps, member, now)),
      urgency: 'routine',
      expiresAt: closesAt,
    });
    await enqueue(tx, now, { kind: 'home', member: member.id });
  }
  return round;
}

/** One schedule's turn: sends what is due, records what was missed. Again at the same instant it does nothing. */
export async function runSchedule(deps: ReflectionDeps, schedule: Schedule): Promise<void> {
  const set = deps.promptSets.get(schedule.spec.promptSet);
  await deps.transact(async (tx) => {
    const { due, missed } = findDue(scheduled(schedule), deps.calendar, deps.zone, deps.clock.now());
    const through = [...due, ...missed.map((one) => one.occurrence)].map((one) => one.opensAt).sort((a, b) => b - a)[0];
    if (through === undefined || !set) return;
    for (const one of missed) await recordMissed(tx, deps, schedule, set, one);
    for (const { opensAt, closesAt } of due) {
      const members = await audienceNow(tx, deps, schedule.spec.audience);
      const nudges = schedule.spec.nudges.map((nudge) => nudge.hoursBefore);
      await openRound(tx, deps, set, members, { scheduleId: schedule.id, occurrenceAt: opensAt, closesAt, nudges, trial: false });
    }
    await raiseHandledThrough(tx, schedule.id, through);
  });
}

export const scheduled = ({ spec, since, handledThrough }: Schedule) => ({ spec, window: spec.window, since, handledThrough });

async function recordMissed(
  tx: Tx,
  deps: ReflectionDeps,
  schedule: Schedule,
  set: PromptSet,
  { occurrence, reason }: Missed,
): Promise<void> {
  const { opensAt, closesAt } = occurrence;
  const id = nanoid();
  const fresh = await store.insertRound(
    tx,
    { id, scheduleId: schedule.id, occurrenceAt: opensAt, set, opensAt, closesAt, state: 'missed', trial: false },
    reason,
  );
  if (!fresh) return;
  const now = deps.clock.now();
  await tellAdministrators(tx, now, {
    key: `reflection.missed:${id}`,
    card(admin) {
      const to = reader(deps, admin, now);
      return sentenceCard(sentences.missed(say(set.title, admin.locale), when(opensAt, to), say(missedText[reason], admin.locale)), to);
    },
  });
}

/** Closes every round whose window has ended, and says so on each card that was not answered. */
export async function closeRounds(deps: ReflectionDeps): Promise<void> {
  const now = deps.clock.now();
  for (const round of await deps.transact((tx) => store.roundsToClose(tx, now))) {
    await deps.transact(async (tx) => {
      if (!(await store.closeRound(tx, round.id))) return;
      const closed = { ...round, state: 'closed' as const };
      const members = new Map((await allMembers(tx)).map((member) => [member.id, member]));
      for (const ask of await store.asksOf(tx, round.id)) {
        const member = members.get(ask.memberId);
        if (!member) continue;
        const to = reader(deps, member, now);
        const card = ask.answeredAt === undefined ? closedCard(closed, to) : answeredCard(closed, ask.answeredAt, ask.late, to);
        await enqueue(tx, now, { kind: 'update', of: askKey(round.id, ask.memberId), card });
        await enqueue(tx, now, { kind: 'home', member: ask.memberId });
      }
    });
  }
}

/** Sends the nudges and 稍后提醒 that are due, to those who still have not answered. */
export async function sendReminders(deps: ReflectionDeps): Promise<void> {
  const now = deps.clock.now();
  for (const reminder of await deps.transact((tx) => store.dueReminders(tx, now))) {
    await deps.transact(async (tx) => {
      if (!(await store.takeReminder(tx, reminder))) return;
      const round = await store.findRound(tx, reminder.roundId);
      if (round?.state !== 'open' || now >= round.closesAt) return;
      const asks = await store.asksOf(tx, round.id);
      const waiting = asks.filter(
        (ask) => ask.answeredAt === undefined && (reminder.memberId === '' || ask.memberId === reminder.memberId),
      );
      for (const { memberId } of waiting) {
        const member = await findMember(tx, memberId);
        if (!member?.active) continue;
        await enqueue(tx, now, {
          kind: 'post',
          key: `reflection.remind:${round.id}:${memberId}:${reminder.dueAt}`,
          to: { member: memberId },
          card: reminderCard(round, reader(deps, member, now)),
          urgency: 'routine',
          expiresAt: round.closesAt,
        });
      }
    });
  }
}

export async function openSchedules(deps: ReflectionDeps): Promise<Schedule[]> {
  return (await deps.transact(loadSchedules)).filter((schedule) => !schedule.paused);
}
