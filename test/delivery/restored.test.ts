import { expect, test } from 'vitest';
import { hourMs, minuteMs, plus } from '../../src/calendar/instant.js';
import { submit } from '../../src/reflection/response/service.js';
import { requested } from '../leave/decide/world.js';
import { at } from '../support/office.js';
import { copiedOffice, OPENS, people, SETTLES_MS } from './copied-office.js';

const NEXT_DAY = at('2026-11-25', '14:00');

test.each([
  ['before the round was opened', -minuteMs],
  ['when nothing of it was sent', 200],
  ['in the middle of the fan-out', 2_500],
  ['after everybody was asked', 10 * minuteMs],
  ['when the nudges were written', 22 * hourMs + 200],
  ['after the nudges were sent', 22 * hourMs + 10 * minuteMs],
])(
  'a copy of the day before, taken %s, takes the place of the database: nobody gets anything twice',
  { timeout: 60_000 },
  async (_when, offset) => {
    const { leapTo, liveTo, copy, restored, chat, chatNow, doubled } = await copiedOffice();
    const near = offset < 0 || offset % hourMs >= minuteMs ? offset : offset - (offset % hourMs);
    await leapTo(plus(OPENS, near));
    await liveTo(plus(OPENS, offset));
    const takenAt = chatNow();
    const copied = copy();
    await leapTo(NEXT_DAY);
    expect(chat.messages).toHaveLength(2 * people); // everybody asked, everybody nudged
    const other = await restored(copied, takenAt);
    await other.liveFor(SETTLES_MS);
    expect(doubled()).toEqual([]);
    expect(chat.messages).toHaveLength(2 * people);
    expect((await other.states()).filter(({ state }) => state !== 'sent')).toEqual([]);
  },
);

test('an approver who was nudged in the time that was lost is not nudged again', { timeout: 60_000 }, async () => {
  const { leapTo, copy, chatNow, chat, restored, doubled, ...office } = await copiedOffice();
  office.moveTo(plus(OPENS, -50 * minuteMs));
  await requested(office, '603');
  await leapTo(at('2026-11-25', '02:30'));
  const [copied, takenAt] = [copy(), chatNow()];
  await leapTo(at('2026-11-25', '14:40'));
  const nudges = () => chat.messages.filter(({ to, content }) => to === 'U601' && content.includes('还在等你审批'));
  expect(nudges()).toHaveLength(1);
  const other = await restored(copied, takenAt);
  await other.liveFor(SETTLES_MS);
  expect(nudges()).toHaveLength(1);
  expect(doubled()).toEqual([]);
});

test('control: without the mark of a restoration the same copy asks everybody again', { timeout: 60_000 }, async () => {
  const { leapTo, copy, restored, chat, chatNow, doubled } = await copiedOffice();
  await leapTo(plus(OPENS, -minuteMs));
  const takenAt = chatNow();
  const copied = copy();
  await leapTo(NEXT_DAY);
  const other = await restored(copied, takenAt, false);
  await other.liveFor(SETTLES_MS);
  expect(doubled()).toHaveLength(people);
  expect(chat.messages).toHaveLength(3 * people);
});

test('what was never sent in the time that was lost is sent, and cards from that time still work', { timeout: 60_000 }, async () => {
  const { leapTo, liveTo, copy, restored, chat, chatNow, doubled, transact } = await copiedOffice();
  await leapTo(OPENS);
  await liveTo(plus(OPENS, 200));
  const takenAt = chatNow();
  const copied = copy();
  await liveTo(plus(OPENS, 2_500)); // and the disk dies, with part of the bureau asked
  const asked = chat.messages.length;
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(people);
  const lost = await transact((tx) => tx.selectFrom('reflection_round').select('id').executeTakeFirstOrThrow());
  const other = await restored(copied, takenAt);
  await other.liveFor(SETTLES_MS);
  expect(doubled()).toEqual([]);
  expect(chat.messages).toHaveLength(people);
  const answers = { post: '甲', expectations: '乙', contribution: '丙', conscience: '丁' };
  const pressed = { roundId: lost.id, memberId: '603', submission: 's', press: 's', answers };
  expect(await submit(other.rooms.reflection, pressed)).toMatchObject({ ok: true, late: false });
});

test('new messages are looked for only while what is overdue has its turn', { timeout: 60_000 }, async () => {
  const { leapTo, copy, restored, chat, chatNow } = await copiedOffice();
  await leapTo(plus(OPENS, -20 * minuteMs));
  const other = await restored(copy(), chatNow());
  await other.leapTo(plus(OPENS, 15 * minuteMs));
  expect(chat.callsOf('post')).toHaveLength(people);
  expect(chat.callsOf('find')).toEqual([]);
});
