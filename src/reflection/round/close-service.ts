import type { Instant } from '../../calendar/instant.js';
import { inEachLanguage } from '../../chat/cards.js';
import { inChunks, nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueueAll, unexpired, withdraw } from '../../delivery/outbox.js';
import type { Outgoing } from '../../delivery/outgoing.js';
import { grouped } from '../../org/grouped.js';
import { allMembers } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { newestIn } from '../response/store.js';
import { answeredCard, closedCard, settledReminderCard, withdrawnCard, withdrawnReminderCard } from './cards.js';
import type { Round } from './round.js';
import { askKey, reader, remindersOf } from './service.js';
import * as store from './store.js';

/** Closes every round whose window has ended, and says so on each card that was not answered. */
export async function closeRounds(deps: ReflectionDeps): Promise<void> {
  const now = deps.clock.now();
  for (const round of await deps.transact((tx) => store.roundsToClose(tx, now))) {
    await deps.transact(async (tx) => {
      if (await store.closeRound(tx, round.id)) await showOver(tx, deps, { ...round, state: 'closed' }, now);
    });
  }
}

/**
 * 撤回推送: whom it has not reached is not asked any more, and whoever has it reads that there is nothing to answer. What was written stays its
 * writer's. Undefined: it is over, or there is none.
 */
export async function withdrawRound(tx: Tx, deps: ReflectionDeps, id: string): Promise<Round | undefined> {
  const now = deps.clock.now();
  const round = await store.findRound(tx, id);
  if (!round || !(await store.withdrawRound(tx, id, now))) return undefined;
  const withdrawn: Round = { ...round, state: 'withdrawn' };
  await showOver(tx, deps, withdrawn, now);
  await withdraw(tx, now, askKey(id, ''));
  await withdraw(tx, now, remindersOf(id));
  return withdrawn;
}

/** On each card, on the reminders of those who have not answered, and on everybody's Home. */
async function showOver(tx: Tx, deps: ReflectionDeps, round: Round, now: Instant): Promise<void> {
  const members = new Map((await allMembers(tx)).map((member) => [member.id, member]));
  await nextTurn();
  const reminded = grouped(
    [...(await unexpired(tx, remindersOf(round.id)))],
    (key) => key.slice(remindersOf(round.id).length).split(':')[0],
  );
  await nextTurn();
  const newest = await newestIn(tx, round.id);
  await nextTurn();
  const isWithdrawn = round.state === 'withdrawn';
  const inLanguages = (card: (of: Round, by: ReturnType<typeof reader>) => ReturnType<typeof closedCard>) =>
    inEachLanguage((locale) => card(round, reader(deps, { locale }, now)));
  const unanswered = inLanguages(isWithdrawn ? (of, by) => withdrawnCard(of, false, by) : closedCard);
  const reminder = inLanguages(isWithdrawn ? withdrawnReminderCard : (of, by) => settledReminderCard(of, false, by));
  const needless = inLanguages((of, by) => withdrawnCard(of, true, by));
  await inChunks(await store.asksOf(tx, round.id), (some) => {
    const outgoing = some.flatMap((ask): Outgoing[] => {
      const member = members.get(ask.memberId);
      if (!member) return [];
      // An edit was received as well, and its card said when.
      const receivedAt = ask.answeredAt && (newest.get(ask.memberId) ?? ask.answeredAt);
      const answered = (at: Instant) => (isWithdrawn ? needless(member) : answeredCard(round, at, ask.late, reader(deps, member, now)));
      const card = receivedAt === undefined ? unanswered(member) : answered(receivedAt);
      const reminders = receivedAt === undefined ? (reminded.get(ask.memberId) ?? []) : [];
      return [
        { kind: 'update', of: askKey(round.id, ask.memberId), card, urgency: 'routine' },
        ...reminders.map((of): Outgoing => ({ kind: 'update', of, card: reminder(member), urgency: 'routine' })),
        { kind: 'home', member: ask.memberId, urgency: 'routine' },
      ];
    });
    return enqueueAll(tx, now, outgoing);
  });
}
