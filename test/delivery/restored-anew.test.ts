import { expect, test } from 'vitest';
import { type Instant, minuteMs, plus } from '../../src/calendar/instant.js';
import type { MeetingId } from '../../src/meeting/meeting.js';
import { announce, change } from '../support/announced.js';
import { at, type Office } from '../support/office.js';
import { copiedOffice, SETTLES_MS } from './copied-office.js';

const day = (time: string) => at('2026-11-24', time);
const ANNOUNCED = at('2026-11-30', '09:00');
const LOST = at('2026-11-30', '14:00');
type World = Awaited<ReturnType<typeof copiedOffice>>;

/** Announced and copied, then moved to the afternoon; the copy takes its place, and the organizer moves it anew. What one of those expected has read. */
async function movedAnew(startsAt: Instant, afterMs: number, before: (world: World) => void = () => undefined) {
  const world = await copiedOffice();
  const { moveTo, leapTo, copy, chatNow, chat, restored } = world;
  moveTo(day('14:10'));
  await announce(world, { startsAt: ANNOUNCED });
  await leapTo(day('14:14'));
  const [copied, takenAt] = [copy(), chatNow()];
  moveTo(day('14:15'));
  await change(world, 'M1' as MeetingId, { startsAt: LOST });
  await leapTo(day('14:19'));
  const other = await restored(copied, takenAt);
  await other.liveFor(3_000);
  if (afterMs > 0) await other.leapTo(plus(world.now(), afterMs));
  before(world);
  const office: Office = { ...world, transact: other.on.transact, ...other.rooms };
  await change(office, 'M1' as MeetingId, { startsAt });
  await other.liveFor(SETTLES_MS);
  const rows = (await other.states()).filter(({ key }) => key.startsWith('meeting.changed:M1:1:'));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
  return chat.messages.filter(({ to, content }) => to === 'U603' && content.includes('会议有变更')).map(({ content }) => content);
}

test.each([
  ['while new messages are looked for', 0, false],
  ['later', 15 * minuteMs, false],
  ['later, and the first attempt is lost', 15 * minuteMs, true],
])(
  'a meeting that was moved in the time that was lost, and is moved to another hour %s, is told with that hour',
  {
    timeout: 60_000,
  },
  async (_when, afterMs, lost) => {
    let calls = 0;
    const told = await movedAnew(at('2026-11-30', '15:30'), afterMs, ({ chat }) => {
      if (lost)
        chat.goWrong(({ method, to }) => (method === 'post' && to === 'U603' && calls++ === 0 ? { kind: 'request-lost' } : undefined));
    });
    expect(calls > 0).toBe(lost);
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('14:00');
    expect(told[1]).toContain('15:30');
  },
);

test('moved anew to the same hour it is not told twice', { timeout: 60_000 }, async () => {
  const told = await movedAnew(LOST, 0);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('14:00');
});
