import { addDays, yearOf } from './calendar/plain-date.js';
import { dateOf } from './calendar/zone.js';
import { type Locale, say, type Text } from './chat/text.js';
import { enqueue } from './delivery/outbox.js';
import { administrators } from './org/service.js';
import type { Job } from './schedule/job.js';
import type { Ground } from './wire.js';

/** The State Council publishes the next year's arrangement in November; a month before it is needed, somebody should have imported it. */
const WARN_DAYS_BEFORE = 31;

/** Said at start and to administrators. */
export const missingYear = (year: number): Text => ({
  zh: `还没有 ${year} 年的放假安排，工作日暂按周一至周五计算。公布后请在服务器上用 siwen calendar import 导入。`,
  en: `The holidays of ${year} are not known yet; Monday to Friday is assumed. Please import them on the server with siwen calendar import.`,
});

/** Years without holidays that matter now: this one, and from December the next. */
export function uncoveredYears({ clock, zone, calendar }: Pick<Ground, 'clock' | 'zone' | 'calendar'>): number[] {
  const today = dateOf(clock.now(), zone);
  return [...new Set([yearOf(today), yearOf(addDays(today, WARN_DAYS_BEFORE))])].filter((year) => !calendar.covers(year));
}

/** Tells administrators once of each year whose holidays are missing (domain.md §1). */
export function calendarNotice(ground: Ground): Job {
  let toldOn = '';
  return {
    name: 'calendar.notice',
    // Nothing that the local workspace's clock should stop at.
    nextDueAt: async () => undefined,
    async run(now) {
      const today = dateOf(now, ground.zone);
      if (today === toldOn) return;
      const years = uncoveredYears(ground);
      if (years.length > 0) await ground.transact((tx) => Promise.all(years.map((year) => tell(tx, now, year))));
      toldOn = today;
    },
  };
}

async function tell(tx: Parameters<typeof administrators>[0], now: Parameters<typeof enqueue>[1], year: number): Promise<void> {
  for (const admin of await administrators(tx))
    await enqueue(tx, now, {
      kind: 'post',
      key: `calendar.missing:${year}:${admin.id}`,
      to: { member: admin.id },
      card: card(year, admin.locale),
      urgency: 'routine',
    });
}

function card(year: number, locale: Locale) {
  const sentence = say(missingYear(year), locale);
  return { summary: sentence, blocks: [{ kind: 'text' as const, text: [sentence] }] };
}
