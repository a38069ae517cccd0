import { type Instant, minuteMs, plus } from '../../src/calendar/instant.js';
import { timeOf } from '../../src/calendar/zone.js';
import type { Config } from '../../src/config.js';
import { openGround } from '../../src/ground.js';
import { canBeAsked } from '../../src/org/service.js';
import { openRound } from '../../src/reflection/round/service.js';
import { addSchedule, sendRound } from '../../src/reflection/schedule/service.js';
import { systemClock } from '../../src/schedule/clock.js';
import { wireRooms } from '../../src/wire.js';

const SETS = ['four-questions', 'four-reminders'] as const;
const KINDS = ['closing', 'scheduled', 'sent'] as const;
const OPERATOR = { operator: 'crash' } as const;

/** How the rounds came about; the tables and the audit log have to say the same. `dueAt`: by then the last of them has opened or closed. */
export type Opened = { sent: number; scheduled: number; closing: number; dueAt: Instant };

/**
 * Opens rounds beside the running program, on the same file and through the same services as the command line: one that closes soon, one that
 * the program has to open itself at the next full minute, one that stays open.
 */
export type Rounds = Awaited<ReturnType<typeof openRounds>>;

export async function openRounds(config: Config) {
  const { ground, database } = await openGround(config, systemClock);
  const { reflection } = wireRooms(ground);
  const opened: Opened = { sent: 0, scheduled: 0, closing: 0, dueAt: ground.clock.now() };
  let count = 0;

  async function open(closesAfterMs: number): Promise<void> {
    const kind = KINDS[count % KINDS.length];
    const promptSet = SETS[count % SETS.length] ?? SETS[0];
    const set = ground.promptSets.get(promptSet);
    count += 1;
    if (!set) throw new Error(`there is no ${promptSet}`);
    const now = ground.clock.now();
    const audience = { kind: 'bureau' } as const;
    if (kind === 'closing') {
      const closesAt = plus(now, closesAfterMs);
      const opening = { scheduleId: undefined, occurrenceAt: now, opensAt: now, closesAt, nudges: [], trial: false };
      await ground.transact(async (tx) => openRound(tx, reflection, set, { asked: await canBeAsked(tx), onLeave: [] }, opening));
      opened.closing += 1;
      opened.dueAt = closesAt;
    } else if (kind === 'scheduled') {
      const time = timeOf(plus(now, minuteMs), ground.zone);
      const spec = {
        promptSet,
        audience,
        recurrence: { freq: 'daily' as const, days: 'all' as const, everyDays: 1 },
        time,
        window: { days: 1 },
        nudges: [],
        workdayRule: 'next' as const,
      };
      await addSchedule(reflection, OPERATOR, `crash-${count}`, spec);
      opened.scheduled += 1;
      opened.dueAt = plus(now, minuteMs);
    } else {
      await sendRound(reflection, OPERATOR, { promptSet, audience, closes: { days: 3 } });
      opened.sent += 1;
    }
  }

  return { open, opened, ground, close: () => database.close() };
}
