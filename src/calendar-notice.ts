import { addDays, yearOf } from './calendar/plain-date.js';
import { dateOf } from './calendar/zone.js';
import { type Locale, say, type Text } from './chat/text.js';
import type { Ground } from './ground.js';
import { tellAdministrators } from './org/service.js';
import type { Job } from './schedule/job.js';

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
      if (years.length > 0) await ground.transact((tx) => Promise.all(years.map((year) => tellAdministrators(tx, now, notice(year)))));
      toldOn = today;
    },
  };
}

const notice = (year: number) => ({
  key: `calendar.missing:${year}`,
  card({ locale }: { readonly locale: Locale }) {
    const sentence = say(missingYear(year), locale);
    return { summary: sentence, blocks: [{ kind: 'text' as const, text: [sentence] }] };
  },
});
