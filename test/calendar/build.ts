import { CalendarYear } from '../../src/calendar/calendar-year.js';
import type { Instant, PlainDate, PlainTime, Zone } from '../../src/calendar/instant.js';
import { plainDate, plainTime } from '../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';

export const at = (iso: string): Instant => {
  if (!iso.endsWith('Z')) throw new Error(`${iso} has no zone`);
  return Date.parse(iso) as Instant;
};
export const date = (text: string): PlainDate => plainDate(text) ?? fail(text);
export const time = (text: string): PlainTime => plainTime(text) ?? fail(text);
export const zone = (name: string): Zone => name as Zone;
export const iso = (instants: readonly Instant[]): string[] =>
  instants.map((instant) => new Date(instant).toISOString().replace('.000Z', 'Z'));

function fail(text: string): never {
  throw new Error(`neither date nor time: ${text}`);
}

export const zones = {
  shanghai: zone('Asia/Shanghai'),
  newYork: zone('America/New_York'),
  berlin: zone('Europe/Berlin'),
  lordHowe: zone('Australia/Lord_Howe'),
};

export const china = makeWorkCalendar({ workCalendar: { kind: 'china' } }, []);
export const plainWeek = makeWorkCalendar({ workCalendar: { kind: 'monday-friday', holidays: [], workdays: [] } }, []);
export const withHolidays = (holidays: string[], workdays: string[] = []) =>
  makeWorkCalendar({ workCalendar: { kind: 'monday-friday', holidays: holidays.map(date), workdays: workdays.map(date) } }, []);

/** An invented notice for a year that nobody has announced. */
export const inventedYear = CalendarYear.parse({
  year: 2050,
  source: '虚构的通知，仅供测试',
  holidays: [{ name: '元旦', from: '2049-12-31', to: '2050-01-02' }],
  makeUpWorkdays: ['2050-01-08'],
});
