import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { Instant } from '../../../src/calendar/instant.js';
import { leaveApproved, leaveOver } from '../../../src/leave/away/follow-service.js';
import { calendarFile, leaveEntries } from '../../../src/leave/away/icalendar/service.js';
import type { Leave } from '../../../src/leave/leave.js';
import { answerAsActing, nameAnother } from '../../../src/leave/request/acting-service.js';
import { moveLeave } from '../../../src/leave/store.js';
import { makeFeed, readFeed } from '../../../src/meeting/notice/icalendar/feed-service.js';
import { findMember } from '../../../src/org/service.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, talk, wordsOf } from '../../support/talk.js';
import { acting, days, leaveOf, reportBack } from './world.js';

const ME = '603';
const trip = days('2026-12-01 am', '2026-12-03 pm');

/** What a calendar program reads. */
function read(content: Uint8Array | string | undefined) {
  const calendar = new ICAL.Component(ICAL.parse(Buffer.from(content ?? '').toString()));
  const [event] = calendar.getAllSubcomponents('vevent');
  const value = (name: string) => event?.getFirstPropertyValue(name)?.toString();
  return { method: calendar.getFirstPropertyValue('method')?.toString(), count: calendar.getAllSubcomponents('vevent').length, value };
}
const fileOf = async (office: Office, { id }: Pick<Leave, 'id'>) => {
  const found = read((await calendarFile(office.leave, id, ME as never))?.content);
  const { value } = found;
  return {
    method: found.method,
    uid: value('uid'),
    sequence: Number(value('sequence')),
    status: value('status'),
    from: value('dtstart'),
    until: value('dtend'),
    transp: value('transp'),
    description: value('description'),
  };
};
const sent = async (office: Office) =>
  (await office.outbox('leave.calendarFile:')).map(({ content }) => JSON.parse(content ?? '').args.leave as string);
const press = async (office: Office, leave: Leave, memberId = ME) =>
  wordsOf(cardIn(await talk(office, memberId).press('leave.calendar', leave.id)).blocks);
async function end(office: Office, leave: Leave, state: 'withdrawn' | 'replaced'): Promise<void> {
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['approved'], state);
    await leaveOver(tx, office.leave, leave);
  });
}

test('one press sends the file, a second says that it has been sent', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip);
  expect(await press(office, leave)).toContain('随后会发到');
  expect(await press(office, leave)).toContain('已经发出');
  expect(await sent(office)).toEqual([leave.id]);
  expect(await press(office, leave, '602')).toContain('没有找到');
  expect(await calendarFile(office.leave, leave.id, '602' as never)).toBeUndefined();
  const waiting = await leaveOf(office, ME, trip, { state: 'pending' });
  expect(await press(office, waiting)).toContain('没有批准');
  expect(await sent(office)).toHaveLength(1);
});

test.each([
  ['whole days, as days', trip, '2026-12-01', '2026-12-04'],
  ['from an afternoon, by the hour', days('2026-12-01 pm', '2026-12-03 pm'), '2026-12-01T04:00:00Z', '2026-12-03T09:30:00Z'],
  ['to a noon', days('2026-12-01 am', '2026-12-01 am'), '2026-12-01T00:30:00Z', '2026-12-01T04:00:00Z'],
])('the entry takes up its time: %s', async (_what, period, from, until) => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, period, acting('602'));
  expect(await fileOf(office, leave)).toMatchObject({ method: 'PUBLISH', from, until, transp: 'OPAQUE', status: 'CONFIRMED' });
});

test('nothing of what was written stands in it, but who is in charge', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip, acting('602'));
  const text = Buffer.from((await calendarFile(office.leave, leave.id, ME as never))?.content ?? '').toString();
  expect(text).toContain('梁思远');
  expect(text).not.toMatch(/西安|外出调研/);
});

test('whoever has a file gets the next by themselves: the same entry with a higher number, and in the end its cancellation', async () => {
  const office = await testOffice();
  const first = await leaveOf(office, ME, trip);
  await press(office, first);
  const second = await leaveOf(office, ME, days('2026-12-02 am', '2026-12-04 pm'), { state: 'pending', replaces: first.id });
  await end(office, first, 'replaced');
  await office.transact(async (tx) => {
    await moveLeave(tx, second.id, ['pending'], 'approved');
    await leaveApproved(tx, office.leave, second);
  });
  expect(await sent(office)).toEqual([first.id, second.id]);
  const [before, after] = [await fileOf(office, first), await fileOf(office, second)];
  expect(after).toMatchObject({ method: 'PUBLISH', uid: before.uid, from: '2026-12-02', until: '2026-12-05' });
  await end(office, second, 'withdrawn');
  expect(await sent(office)).toEqual([first.id, second.id, second.id]);
  const last = await fileOf(office, second);
  expect(last).toMatchObject({ method: 'CANCEL', uid: before.uid, status: 'CANCELLED' });
  expect(last.sequence).toBeGreaterThan(after.sequence);
  expect(after.sequence).toBeGreaterThan(0);
});

test('whoever is in charge stands in the entry: when they decline, and when another is named, the file follows', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip, acting('602'));
  await press(office, leave);
  const files = [await fileOf(office, leave)];
  await answerAsActing(office.leave, { id: leave.id, memberId: '602', answer: 'declined' });
  files.push(await fileOf(office, leave));
  await nameAnother(office.leave, { id: leave.id, memberId: ME, actingId: '601' });
  files.push(await fileOf(office, leave));
  await end(office, leave, 'withdrawn');
  files.push(await fileOf(office, leave));
  expect(files.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3]);
  expect(files.map(({ description }) => description)).toEqual(['代管人：梁思远', undefined, '代管人：高思衡', '代管人：高思衡']);
  expect(await sent(office)).toHaveLength(4);
});

test('whoever comes back early has the rest of it taken out of their calendar; in time, nothing changes', async () => {
  const office = await testOffice();
  for (const [back, until] of [
    ['2026-12-02 pm', '2026-12-02T04:00:00Z'],
    ['2026-12-04 am', '2026-12-04'],
  ] as const) {
    const leave = await leaveOf(office, ME, trip);
    await press(office, leave);
    await reportBack(office, leave, back);
    await office.transact((tx) => leaveOver(tx, office.leave, leave));
    expect(await fileOf(office, leave)).toMatchObject({ method: 'PUBLISH', until });
  }
  // Two presses, and one file that followed.
  expect(await sent(office)).toHaveLength(3);
});

test('a change that is approved after what it changes was withdrawn brings the entry back', async () => {
  const office = await testOffice();
  const first = await leaveOf(office, ME, trip);
  await press(office, first);
  const second = await leaveOf(office, ME, days('2026-12-02 am', '2026-12-04 pm'), { state: 'pending', replaces: first.id });
  await end(office, first, 'withdrawn');
  const cancelled = await fileOf(office, first);
  await office.transact(async (tx) => {
    await moveLeave(tx, second.id, ['pending'], 'approved');
    await leaveApproved(tx, office.leave, second);
  });
  expect(await sent(office)).toEqual([first.id, first.id, second.id]);
  expect((await fileOf(office, second)).sequence).toBeGreaterThan(cancelled.sequence);
});

test('whoever never took a file gets none', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip, { state: 'pending' });
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['pending'], 'approved');
    await leaveApproved(tx, office.leave, leave);
  });
  await end(office, leave, 'withdrawn');
  expect(await sent(office)).toEqual([]);
});

test('one’s own feed has one’s leave, and nobody else’s, nor what is not approved', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  await leaveOf(office, '602', trip);
  await leaveOf(office, ME, days('2026-12-08 am', '2026-12-08 pm'), { state: 'pending' });
  await leaveOf(office, ME, days('2026-03-02 am', '2026-03-03 pm'));
  const meeting = { ...office.meeting, publicUrl: 'https://siwen.example' };
  const made = await makeFeed(meeting, ME, 'press');
  if (!made.ok) throw new Error(made.refusal);
  const text = await readFeed(meeting, made.url.split('/').at(-1)?.replace('.ics', '') ?? '');
  expect(read(text).count).toBe(1);
  expect(read(text).value('summary')).toBe('出差');
  const member = await office.transact((tx) => findMember(tx, ME));
  if (!member) throw new Error(ME);
  expect(await office.transact((tx) => leaveEntries(tx, office.leave, member, at('2026-01-01', '00:00') as Instant))).toHaveLength(2);
});
