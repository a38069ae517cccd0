import type { Instant } from '../../calendar/instant.js';
import type { Text } from '../../chat/text.js';
import type { ReflectionDeps } from '../deps.js';
import { dropChosen, insertReminder } from '../round/reminder-store.js';
import { findAsk, findRound } from '../round/store.js';
import { isPast, type Snooze, snoozeUntil } from '../rules.js';
import { ownRefusalText, refusalText, text } from '../text.js';
import type { Key } from './service.js';

/** 稍后提醒: one reminder at the time chosen, never past the window. */
export function snooze(
  deps: ReflectionDeps,
  input: Key & { readonly snooze: Snooze },
): Promise<{ readonly ok: true; readonly at: Instant } | { readonly ok: false; readonly text: Text }> {
  return deps.transact(async (tx) => {
    const round = await findRound(tx, input.roundId);
    const ask = round && (await findAsk(tx, input.roundId, input.memberId));
    if (!round || !ask) return { ok: false, text: refusalText['not-asked'] };
    if (ask.answeredAt !== undefined) return { ok: false, text: ownRefusalText['already-answered'] };
    if (round.state === 'withdrawn') return { ok: false, text: text.needless };
    const now = deps.clock.now();
    const isOpen = round.state === 'open' && now < round.closesAt;
    const at = isOpen ? snoozeUntil(input.snooze, round.closesAt, now, deps.zone, deps.calendar) : undefined;
    const refusal = isOpen && isPast(input.snooze, now, deps.zone, deps.calendar) ? 'snooze-past' : 'snooze-too-late';
    if (at === undefined) return { ok: false, text: ownRefusalText[refusal] };
    await dropChosen(tx, round.id, input.memberId);
    await insertReminder(tx, { roundId: round.id, memberId: input.memberId, dueAt: at });
    return { ok: true, at };
  });
}
