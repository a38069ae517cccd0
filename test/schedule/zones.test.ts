import { expect, test } from 'vitest';
import { dayMs, hourMs, type Instant } from '../../src/calendar/instant.js';
import { Recurrence, type WorkdayRule } from '../../src/calendar/recurrence.js';
import type { Window } from '../../src/calendar/window.js';
import { findDue, nextDue, type Scheduled } from '../../src/schedule/due.js';
import { plainWeek, time, zone as zoneNamed } from '../calendar/build.js';
import { randomOf } from '../crash/random.js';
import { instantsOf, type Rule, spansOf } from './plain-time.js';

/** Zones whose clocks do the oddest things: half hours, two hours, at midnight, over a whole day, in Ramadan. */
const ODD = [
  'Asia/Shanghai',
  'America/New_York',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Pacific/Chatham',
];
/** All that Intl knows, ten years ahead of us: ZONES=all npx vitest run test/schedule/zones.test.ts */
const ALL = process.env.ZONES === 'all';
const ZONES = ALL ? Intl.supportedValuesOf('timeZone') : ODD;
const FIRST_YEAR = ALL ? 2026 : 2010;
const YEARS = ALL ? 10 : 3;

const isMondayToFriday = (day: Date) => day.getUTCDay() % 6 !== 0;
const KINDS: readonly { spec: unknown; at: string; workdayRule: WorkdayRule; window: Window; rule: Rule }[] = [
  kind({ freq: 'daily', days: 'all' }, '02:30', 'keep', { hours: 24 }, () => true),
  kind({ freq: 'daily' }, '00:00', 'next', { workdays: 3 }, isMondayToFriday),
  kind({ freq: 'weekly', weekdays: ['sunday'] }, '23:59', 'keep', { days: 1 }, (day) => day.getUTCDay() === 0),
  kind({ freq: 'monthly', day: -1 }, '00:30', 'keep', { days: 10 }, (day, next) => day.getUTCMonth() !== next.getUTCMonth()),
  // On the nights on which most clocks change, before, in and after the hour.
  kind({ cron: '0,30 2,3 * * 0' }, '00:00', 'keep', { hours: 1 }, (day) => day.getUTCDay() === 0, [120, 150, 180, 210]),
];

function kind(spec: unknown, at: string, workdayRule: WorkdayRule, window: Window, on: Rule['on'], minutes?: number[]) {
  const own = [Number(at.slice(0, 2)) * 60 + Number(at.slice(3))];
  return { spec, at, workdayRule, window, rule: { on, minutes: minutes ?? own } };
}

const STEPS_HOURS = [1 / 60, 1, 12, 23, 24, 24, 25, 40] as const;
/** How far the machine's clock is off: mostly not at all. */
const OFF_HOURS = [0, 0, 0, 0, 0, 0, 1, -1, 48, -48, 47.5, -13] as const;

type Spans = ReturnType<typeof spansOf>;
const START = Date.UTC(FIRST_YEAR, 0, 1);
const END = Date.UTC(FIRST_YEAR + YEARS, 0, 1);

/** Years of ticks by a clock that is now and then wrong, and at last right. Counts against the plain computation. */
function liveThrough(name: string, spans: Spans, { spec, at, workdayRule, window, rule }: (typeof KINDS)[number]) {
  const expected = instantsOf(rule, spans, START, END + 50 * dayMs);
  const random = randomOf(FIRST_YEAR, name);
  const zone = zoneNamed(name);
  let schedule: Scheduled = {
    spec: { recurrence: Recurrence.parse(spec), time: time(at), workdayRule },
    window,
    since: START as Instant,
    handledThrough: undefined,
  };
  const handled: number[] = [];
  let latest = START;
  let wrongNext = 0;
  let off = 0;

  const tick = (now: Instant) => {
    const found = findDue(schedule, plainWeek, zone, now);
    const opened = [...found.missed.map(({ occurrence }) => occurrence.opensAt), ...found.due.map(({ opensAt }) => opensAt)];
    handled.push(...opened);
    latest = Math.max(latest, now);
    schedule = { ...schedule, handledThrough: (opened.at(-1) ?? schedule.handledThrough) as Instant };
  };
  // What fires seldom is looked at more seldom.
  const stretch = expected.length < 250 * YEARS ? 3 : 1;
  for (let at = START; at < END; at += random.one(STEPS_HOURS) * hourMs * stretch) {
    if (random.chance(0.1)) off = random.one(OFF_HOURS) * hourMs;
    tick((at + off) as Instant);
    if (!random.chance(0.02)) continue;
    const next = nextDue(schedule, plainWeek, zone, latest as Instant);
    if (next !== expected.find((instant) => instant > latest)) wrongNext += 1;
  }
  tick(END as Instant);
  const due = new Set(expected.filter((instant) => instant <= latest));
  const distinct = new Set(handled);
  return {
    due: due.size,
    missing: [...due].filter((instant) => !distinct.has(instant)).length,
    double: handled.length - distinct.size,
    wrong: [...distinct].filter((instant) => !due.has(instant)).length,
    wrongNext,
  };
}

const total = { due: 0, zones: 0 };

test.each(ZONES)(
  'in %s years bring every occurrence once, although the clock is up to 48 hours off',
  (name) => {
    total.zones += 1;
    const spans = spansOf(name, START - 3 * dayMs, END + 60 * dayMs);
    for (const each of KINDS) {
      const { due, ...wrong } = liveThrough(name, spans, each);
      expect({ ...wrong, spec: each.spec }).toEqual({ missing: 0, double: 0, wrong: 0, wrongNext: 0, spec: each.spec });
      total.due += due;
    }
  },
  60_000,
);

test('there were occurrences to count', () => {
  if (ALL) process.stdout.write(`${total.due} occurrences in ${total.zones} zones: 0 missing, 0 double\n`);
  expect(total.due).toBeGreaterThan(700 * YEARS * total.zones);
});
