import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, plus } from '../../../src/calendar/instant.js';
import { PlainTimeText } from '../../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../../src/calendar/workdays.js';
import { figuresOf, isSilent, leastMinutes, sampled } from '../../../src/meeting/reachability/rules.js';
import { isObliged } from '../../../src/meeting/reachable.js';
import type { DepartmentId, MemberId } from '../../../src/org/member.js';
import { at, zone } from '../../support/office.js';

const office = {
  calendar: makeWorkCalendar({ workCalendar: { kind: 'china' } }, []),
  workingHours: { start: PlainTimeText.parse('08:30'), end: PlainTimeText.parse('17:30') },
  zone: zone(),
  ranks: ['正厅级', '副厅级', '正处级', '副处级', '正科级', '副科级', '科员'],
  reachableFrom: '正处级',
};

/** 正处级以上 24 小时开机，副处级以下工作时间开机. */
describe.each([
  ['a workday, as work begins', at('2026-12-01', '08:30'), true],
  ['a workday, a minute earlier', at('2026-12-01', '08:29'), false],
  ['a workday, as work ends', at('2026-12-01', '17:30'), false],
  ['a night', at('2026-12-01', '23:00'), false],
  ['a Sunday', at('2026-12-06', '10:00'), false],
  ['a Saturday that is worked (调休)', at('2026-02-14', '10:00'), true],
  ['a holiday on a Friday', at('2026-10-02', '10:00'), false],
])('on %s', (_, now, workingTime) => {
  test.each(office.ranks.map((rank, rung) => [rank, rung <= 2 || workingTime] as const))('%s: %s', (rank, obliged) =>
    expect(isObliged(rank, now, office)).toBe(obliged),
  );
});

test('a sample has the size asked for, is the same for the same check, and keeps the order of the roster', () => {
  const ids = fc
    .uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 30 })
    .map((all) => all.map((id) => ({ id: id as MemberId })));
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 40 }), fc.string(), (members, size, check) => {
      const drawn = sampled(members, size, check);
      expect(drawn).toHaveLength(Math.min(size, members.length));
      expect(sampled(members, size, check)).toEqual(drawn);
      expect(members.filter((member) => drawn.includes(member))).toEqual(drawn);
      expect(sampled(members, 'all', check)).toEqual(members);
    }),
  );
});

test('over many checks everybody is drawn about as often as anybody else', () => {
  const members = Array.from({ length: 10 }, (_, index) => ({ id: `m${index}` as MemberId }));
  const counts = new Map<string, number>();
  for (let check = 0; check < 1_000; check += 1)
    for (const { id } of sampled(members, 3, `check-${check}`)) counts.set(id, (counts.get(id) ?? 0) + 1);
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(3_000);
  for (const count of counts.values()) expect(Math.abs(count - 300)).toBeLessThan(80);
});

test('the figures: how many, the time in the middle and the longest; a clock that went back counts as at once', () => {
  const askedAt = at('2026-12-01', '10:00');
  const ask = (seconds: number | undefined) => ({
    memberId: 'm' as MemberId,
    departmentId: 'd' as DepartmentId,
    answeredAt: seconds === undefined ? undefined : plus(askedAt, seconds * 1000),
    undelivered: false,
  });
  expect(figuresOf([], askedAt)).toEqual({ asked: 0, answered: 0, undelivered: 0, medianMs: undefined, longestMs: undefined });
  expect(figuresOf([ask(undefined), ask(60)], askedAt)).toEqual({
    asked: 2,
    answered: 1,
    undelivered: 0,
    medianMs: 60_000,
    longestMs: 60_000,
  });
  const unasked = { ...ask(undefined), undelivered: true };
  expect(figuresOf([ask(undefined), unasked, ask(10)], askedAt)).toMatchObject({ asked: 3, answered: 1, undelivered: 1 });
  expect([ask(undefined), unasked, ask(10)].map(isSilent)).toEqual([true, false, false]);
  expect(figuresOf([30, 10, 50, 20].map(ask), askedAt)).toMatchObject({ answered: 4, medianMs: 25_000, longestMs: 50_000 });
  expect(figuresOf([ask(-5)], askedAt as Instant)).toMatchObject({ answered: 1, longestMs: 0 });
});

test('the time to answer is long enough for everybody to be asked', () => {
  expect([1, 299, 300, 3_000].map(leastMinutes)).toEqual([5, 5, 6, 15]);
});
