import type { Instant, Zone } from '../../calendar/instant.js';
import { intervalOf, monthPeriod, type Period, yearPeriod } from '../../calendar/period.js';
import { dateIn, yearOf } from '../../calendar/plain-date.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { dateOf } from '../../calendar/zone.js';
import { halfDaysIn, NONE, plus as plusDays, type Taken } from '../../leave/away/report/rules.js';
import type { OwnOutcome } from '../../meeting/attendance/attendance.js';
import type { OwnAsk } from '../../reflection/round/round.js';
import type { Figures } from '../figures/figures.js';
import { isCounted, NOTHING, plus } from '../figures/rules.js';
import type { OwnYear } from './own.js';

/** All that there is of one member. */
export type Own = { readonly asks: readonly OwnAsk[]; readonly outcomes: readonly OwnOutcome[]; readonly leave: readonly Taken[] };
type Office = { readonly zone: Zone; readonly calendar: WorkCalendar };

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** Each month and the year by themselves, as summaries of them are: days of leave are counted by the period that is looked at. */
export function ownYearOf(own: Own, year: number, office: Office, now: Instant): OwnYear {
  const months = MONTHS.map((month) => ({ month, figures: figuresIn(own, monthPeriod(dateIn(year, month, 1)), office) }));
  return {
    year,
    total: figuresIn(own, yearPeriod(year), office),
    open: own.asks.filter(({ opensAt, closesAt, answered }) => !answered && now < closesAt && yearOf(dateOf(opensAt, office.zone)) === year)
      .length,
    months: months.filter(({ figures }) => isCounted(figures, 'all')),
    years: yearsOf(own, office),
  };
}

function figuresIn({ asks, outcomes, leave }: Own, period: Period, { zone, calendar }: Office): Figures {
  const { start, end } = intervalOf(period, zone);
  const isIn = (at: Instant) => start <= at && at < end;
  const asked = asks.filter(({ opensAt }) => isIn(opensAt)).map(askedOnce);
  const invited = outcomes.filter(({ startsAt }) => isIn(startsAt)).map(invitedOnce);
  const days = leave.map((one) => ({ ...NONE, [one.kind]: halfDaysIn(one, period, calendar) })).reduce(plusDays, NONE);
  const people = Object.values(days).some((halfDays) => halfDays > 0) ? 1 : 0;
  return [...asked, ...invited, { ...NOTHING, leave: { days, people } }].reduce(plus, NOTHING);
}

const askedOnce = ({ answered, late }: OwnAsk): Figures => ({
  ...NOTHING,
  prompts: { asked: 1, answered: answered ? 1 : 0, late: late ? 1 : 0, missing: answered ? 0 : 1 },
});

function invitedOnce({ status }: OwnOutcome): Figures {
  const present = status === 'present' || status === 'late' ? 1 : 0;
  const [excused, late, absent] = (['excused', 'late', 'absent'] as const).map((one) => (one === status ? 1 : 0));
  return { ...NOTHING, meetings: { expected: 1, present, excused: excused ?? 0, late: late ?? 0, absent: absent ?? 0 } };
}

/** Those in which anything counts, the newest first. Leave that was given back whole counts nowhere. */
function yearsOf(own: Own, office: Office): number[] {
  const at = [...own.asks.map(({ opensAt }) => opensAt), ...own.outcomes.map(({ startsAt }) => startsAt)].sort((a, b) => a - b);
  const [first, last] = [at[0], at.at(-1)].map((one) => one && yearOf(dateOf(one, office.zone)));
  const all = [first, last, ...own.leave.flatMap(({ years }) => years.map(({ year }) => year))].filter((year) => year !== undefined);
  const found: number[] = [];
  for (let year = Math.max(...all); year >= Math.min(...all); year--)
    if (isCounted(figuresIn(own, yearPeriod(year), office), 'all')) found.push(year);
  return found;
}
