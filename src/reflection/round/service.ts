import { createHash } from 'node:crypto';
import { type Instant, plus } from '../../calendar/instant.js';
import type { Reader } from '../../calendar/reader.js';
import { dateOf } from '../../calendar/zone.js';
import { inEachLanguage } from '../../chat/cards.js';
import { inChunks, nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueueAll, unexpired, unsent, withdraw } from '../../delivery/outbox.js';
import type { Outgoing } from '../../delivery/outgoing.js';
import { awayAt, isAwayDuring } from '../../leave/away/service.js';
import { inMeetings } from '../../meeting/service.js';
import { type Audience, membersIn } from '../../org/audience.js';
import type { Member } from '../../org/member.js';
import { canBeAsked, findMember, loadOrg } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { noteNudges } from '../nudge/store.js';
import type { PromptSet } from '../prompt-sets.js';
import { goesOutAt, nudgeTimes, snoozesNow, undisturbing } from '../rules.js';
import { askCard, reminderCard } from './cards.js';
import { insertLeftOut } from './left-out-store.js';
import * as reminders from './reminder-store.js';
import type { Round } from './round.js';
import * as store from './store.js';

export const askKey = (roundId: string, memberId: string): string => `reflection.ask:${roundId}:${memberId}`;
/** Nudges and 稍后提醒 of one round to one member; the instant they were first due at follows. */
export const remindersOf = (roundId: string): string => `reflection.remind:${roundId}:`;
export const remindKey = (roundId: string, memberId: string): string => `${remindersOf(roundId)}${memberId}:`;

/** Whose question still waits to be sent, as while the chat is away, or for those who have no account yet. A reminder would come with it. */
export async function notYetAsked(tx: Tx, roundId: string, memberId?: string): Promise<ReadonlySet<string>> {
  const start = askKey(roundId, '');
  const keys = [...(await unsent(tx, `${start}${memberId ?? ''}`))].map((key) => key.slice(start.length));
  return new Set(keys.filter((id) => memberId === undefined || id === memberId));
}

export const reader = (deps: ReflectionDeps, member: Pick<Member, 'locale'>, now: Instant): Reader => ({
  locale: member.locale,
  zone: deps.zone,
  now,
});

/** The same for the same occurrence, whichever database asks: a restored one finds what was sent in the time it doesn't know (delivery/restored.ts). */
export const occurrenceId = (scheduleId: string, occurrenceAt: Instant): string =>
  createHash('sha256').update(`reflection.round:${scheduleId}:${occurrenceAt}`).digest('base64url').slice(0, 21);

/** Those who would be asked now, in the roster's order, and those who are left out since they are on approved leave (domain.md §1). */
export type Asked = { readonly asked: readonly Member[]; readonly onLeave: readonly Member[] };

export async function audienceNow(tx: Tx, deps: ReflectionDeps, audience: Audience): Promise<Asked> {
  const members = membersIn(audience, await canBeAsked(tx), await loadOrg(tx), deps.ranks);
  const away = await awayAt(tx, deps, deps.clock.now());
  return { asked: members.filter(({ id }) => !away.has(id)), onLeave: members.filter(({ id }) => away.has(id)) };
}

export const idsOf = (members: readonly Member[]): ReadonlySet<string> => new Set(members.map(({ id }) => id));

type Opening = {
  readonly scheduleId: string | undefined;
  readonly occurrenceAt: Instant;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly nudges: readonly number[];
  readonly trial: boolean;
};

/** Opens a round and asks each of `asked` once; undefined: this occurrence has its round already. */
export async function openRound(
  tx: Tx,
  deps: ReflectionDeps,
  set: PromptSet,
  { asked, onLeave }: Asked,
  opening: Opening,
): Promise<Round | undefined> {
  const { scheduleId, occurrenceAt, opensAt: now, closesAt, trial } = opening;
  const id = scheduleId === undefined ? deps.newId() : occurrenceId(scheduleId, occurrenceAt);
  const round = { id, scheduleId, occurrenceAt, set, opensAt: now, closesAt, state: 'open', trial } as const;
  if (!(await store.insertRound(tx, round, null))) return undefined;
  await nextTurn();
  await store.insertAsks(tx, round.id, asked);
  await insertLeftOut(tx, round.id, onLeave);
  for (const dueAt of nudgeTimes(round, opening.nudges, deps.workingHours, deps.calendar, deps.zone))
    await reminders.insertReminder(tx, { roundId: round.id, memberId: '', dueAt });
  const snoozes = snoozesNow(round.closesAt, now, deps.zone, deps.calendar);
  const card = inEachLanguage((locale) => askCard(round, reader(deps, { locale }, now), snoozes));
  const outgoing = asked.flatMap((member): Outgoing[] => [
    {
      kind: 'post',
      key: askKey(round.id, member.id),
      to: { member: member.id },
      card: card(member),
      urgency: 'routine',
      expiresAt: closesAt,
      since: occurrenceAt,
    },
    { kind: 'home', member: member.id, urgency: 'routine' },
  ]);
  await enqueueAll(tx, now, outgoing);
  return round;
}

/** Sends the nudges and 稍后提醒 that are due, to those who still have not answered. */
export async function sendReminders(deps: ReflectionDeps): Promise<void> {
  const now = deps.clock.now();
  const due = () => deps.transact((tx) => reminders.dueReminders(tx, now));
  // Until none is left: hundreds of people may have chosen the same morning.
  for (let some = await due(); some.length > 0; some = await due()) {
    for (const reminder of some) {
      await deps.transact((tx) => remind(tx, deps, reminder, now));
      await nextTurn();
    }
  }
}

/** Whoever is in a meeting is reminded when that is over; nobody else waits for them. */
async function remind(tx: Tx, deps: ReflectionDeps, reminder: reminders.Reminder, now: Instant): Promise<void> {
  if (!(await reminders.takeReminder(tx, reminder, now))) return;
  const round = await store.findRound(tx, reminder.roundId);
  if (round?.state !== 'open' || now >= round.closesAt) return;
  const since = reminder.firstDueAt ?? reminder.dueAt;
  const again = (dueAt: Instant) => reminders.insertReminder(tx, { ...reminder, dueAt, firstDueAt: since });
  // What somebody has chosen for themselves comes whenever it can.
  const goesOut = isChosen(reminder) ? now : goesOutAt(reminder.dueAt, now, deps.workingHours, deps.calendar, deps.zone);
  if (goesOut > now) return again(goesOut);
  const waiting = await waitingFor(tx, deps, reminder, since);
  const busy = await inMeetings(tx, now, idsOf(waiting));
  if (busy.size > 0) await again(afterMeeting(deps, reminder, round, Math.min(...busy.values()) as Instant));
  await nextTurn();
  const askedBy = reminder.askedBy && (await findMember(tx, reminder.askedBy))?.name;
  const card = inEachLanguage((locale) => reminderCard(round, reader(deps, { locale }, now), askedBy));
  const people = waiting.filter(({ id }) => !busy.has(id));
  const outgoing = people.map(
    (member): Outgoing => ({
      kind: 'post',
      key: `${remindKey(round.id, member.id)}${since}`,
      to: { member: member.id },
      card: card(member),
      urgency: 'routine',
      expiresAt: round.closesAt,
      since,
    }),
  );
  // What still waits to be sent from before says the same.
  await inChunks(people, async (some) => {
    for (const { id } of some) await withdraw(tx, now, remindKey(round.id, id));
  });
  await enqueueAll(tx, now, outgoing);
  // It may have waited since another day: it counts for the one on which people are reminded.
  const asks = people.map(({ id: memberId }) => ({ roundId: round.id, memberId }));
  if (reminder.askedBy !== undefined) await noteNudges(tx, asks, dateOf(now, deps.zone), reminder.askedBy);
}

const isChosen = ({ memberId, askedBy }: reminders.Reminder): boolean => memberId !== '' && askedBy === undefined;

/** What waited for a meeting comes when that ends, or in the morning, if that is soon enough; what somebody has chosen for themselves as soon as it can. */
function afterMeeting({ workingHours, calendar, zone }: ReflectionDeps, reminder: reminders.Reminder, round: Round, end: Instant): Instant {
  const morning = undisturbing(end, workingHours, calendar, zone);
  return isChosen(reminder) || morning >= round.closesAt ? end : morning;
}

/**
 * Whom a reminder is for: those whom the question has reached, who are still in the office and in the chat, and have not answered. Whoever has gone on leave since is left alone, but
 * for the reminder that they chose themselves; so is whoever has had this one, or a newer one of the round while it waited: they are one.
 */
async function waitingFor(tx: Tx, deps: ReflectionDeps, reminder: reminders.Reminder, since: Instant): Promise<Member[]> {
  const { roundId, memberId } = reminder;
  const prefix = remindersOf(roundId);
  const reminded = new Set<string>();
  for (const key of await unexpired(tx, memberId === '' ? prefix : remindKey(roundId, memberId))) {
    const [id = '', due] = key.slice(prefix.length).split(':');
    if (Number(due) >= since) reminded.add(id);
  }
  if (memberId !== '') {
    const ask = reminded.has(memberId) ? undefined : await store.findAsk(tx, roundId, memberId);
    const member = ask && ask.answeredAt === undefined ? await findMember(tx, memberId) : undefined;
    const now = deps.clock.now();
    const isAway = member && reminder.askedBy && (await isAwayDuring(tx, deps, member.id, { start: now, end: plus(now, 1) }));
    const isAsked = isChosen(reminder) || (await notYetAsked(tx, roundId, memberId)).size === 0;
    return member?.active && !isAway && isAsked ? [member] : [];
  }
  const unanswered = await store.unansweredIn(tx, roundId);
  const unasked = await notYetAsked(tx, roundId);
  const away = await awayAt(tx, deps, deps.clock.now());
  await nextTurn();
  return (await canBeAsked(tx)).filter(({ id }) => unanswered.has(id) && !unasked.has(id) && !away.has(id) && !reminded.has(id));
}
