import { expect, test } from 'vitest';
import { plus } from '../../../src/calendar/instant.js';
import { announce, cancel, change, deliver, tick } from '../../support/announced.js';
import { addCrowd, turnsDuring } from '../../support/crowd.js';
import { at, testOffice } from '../../support/office.js';

/** Everybody on a large roster: whatever is told to all of them, others get their turn meanwhile. */
const PEOPLE = 3_000;
const EVERYBODY = PEOPLE + 26;
const START = at('2026-11-30', '09:00');

test('3,000 people are told, told of a move, reminded and told of the end, each once, and nobody else waits for it', async () => {
  const office = await testOffice();
  await addCrowd(office, PEOPLE);
  const told = async (prefix: string) => {
    const people = (await office.outbox(prefix)).map(({ member_id }) => member_id);
    expect(new Set(people).size).toBe(people.length);
    return people.length;
  };
  expect(await turnsDuring(() => announce(office))).toBeGreaterThanOrEqual(PEOPLE / 200);
  expect(await told('meeting.notice:')).toBe(EVERYBODY);
  await deliver(office);
  const { id } = await change(office, 'M1' as never, { place: '一楼礼堂' });
  expect(await told('meeting.changed:')).toBe(EVERYBODY);
  await deliver(office);
  expect(await turnsDuring(() => tick(office, plus(START, -60 * 60_000)))).toBeGreaterThanOrEqual(PEOPLE / 200);
  expect(await told('meeting.remind:')).toBe(EVERYBODY);
  await deliver(office);
  // Before the working hours: most wait for them.
  expect(await turnsDuring(() => cancel(office, id))).toBeGreaterThanOrEqual(PEOPLE / 200);
  expect(await told('meeting.cancelled:')).toBeLessThan(26);
  expect(await turnsDuring(() => tick(office, at('2026-11-30', '08:30')))).toBeGreaterThanOrEqual(PEOPLE / 200);
  expect(await told('meeting.cancelled:')).toBe(EVERYBODY);
});
