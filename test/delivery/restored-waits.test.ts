import { expect, test } from 'vitest';
import { hourMs, plus } from '../../src/calendar/instant.js';
import { markRestored, restoredJob } from '../../src/delivery/restored.js';
import { leaveJobs } from '../../src/leave/jobs.js';
import type { MeetingId } from '../../src/meeting/meeting.js';
import { findMeeting } from '../../src/meeting/store.js';
import { days, leaveOf } from '../leave/away/world.js';
import { announce, tick } from '../support/announced.js';
import { meetingAt, noteMeeting } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { copiedOffice, people, SETTLES_MS } from './copied-office.js';

const day = (time: string) => at('2026-11-24', time);
const next = (time: string) => at('2026-11-25', time);

/*
 * What was sent in the time that was lost, and has to wait once more in the restored database: longer than new rows are looked for.
 */

test('a round that was asked before a bureau meeting, which is on when the copy takes its place, is not asked again when it ends', {
  timeout: 60_000,
}, async () => {
  const { leapTo, copy, chatNow, chat, restored, doubled, ...office } = await copiedOffice();
  await noteMeeting(office, meetingAt(day('16:00')));
  await leapTo(day('14:50'));
  const [copied, takenAt] = [copy(), chatNow()];
  await leapTo(day('16:30'));
  expect(chat.messages).toHaveLength(people);
  const other = await restored(copied, takenAt);
  await other.liveFor(SETTLES_MS);
  await other.leapTo(day('18:30'));
  await other.liveFor(SETTLES_MS);
  expect(doubled()).toEqual([]);
  expect((await other.states()).filter(({ state }) => state !== 'sent')).toEqual([]);
});

test('nor is its nudge', { timeout: 60_000 }, async () => {
  const { leapTo, copy, chatNow, chat, restored, doubled, ...office } = await copiedOffice();
  await noteMeeting(office, meetingAt(next('13:30'), { endsAt: next('14:30') }));
  await leapTo(next('12:50'));
  const [copied, takenAt] = [copy(), chatNow()];
  await leapTo(next('13:45'));
  expect(chat.messages).toHaveLength(2 * people);
  const other = await restored(copied, takenAt);
  await other.liveFor(SETTLES_MS);
  await other.leapTo(next('14:45'));
  await other.liveFor(SETTLES_MS);
  expect(doubled()).toEqual([]);
});

test('a notice that waited for the morning in the copy, went out then, and waits for the next one, is not sent again, nor is its nudge', {
  timeout: 60_000,
}, async () => {
  const { leapTo, copy, chatNow, chat, restored, doubled, ...office } = await copiedOffice();
  office.moveTo(day('20:00'));
  await announce(office, { startsAt: at('2026-11-30', '09:00') });
  await leapTo(next('02:30'));
  const [copied, takenAt] = [copy(), chatNow()];
  await leapTo(next('19:00'));
  expect(chat.messages.length).toBeGreaterThan(people);
  const other = await restored(copied, takenAt);
  await other.liveFor(SETTLES_MS);
  await other.leapTo(at('2026-11-26', '09:30'));
  await other.liveFor(SETTLES_MS);
  expect(doubled()).toEqual([]);
});

/** Restored an hour later from a copy that was taken just now; what was overdue has had its turn. */
async function restoredLater(office: Office) {
  office.pass(1);
  await office.transact((tx) => markRestored(tx, plus(office.now(), -hourMs), office.now()));
  await restoredJob(office).run(office.now());
}
const looked = (office: Office, prefix: string) =>
  office.transact((tx) =>
    tx
      .selectFrom('delivery_outbox')
      .select((row) => [row.fn.countAll<number>().as('rows'), row.fn.sum<number>('look_first').as('looked')])
      .where('key', 'like', `${prefix}%`)
      .executeTakeFirstOrThrow(),
  );

test('a notice that waits is looked for with its calendar file; one of a meeting that is announced afterwards is not', async () => {
  const office = await testOffice(day('20:00'));
  const policy = { ...office.meeting.policy, calendarFiles: 'with-notice' as const };
  const bureau = { ...office, meeting: { ...office.meeting, policy } };
  await announce(bureau, { startsAt: at('2026-11-30', '09:00') });
  await restoredLater(office);
  office.moveTo(day('21:30'));
  await announce(bureau, { id: 'M2' as MeetingId, startsAt: at('2026-12-01', '09:00') });
  await tick(bureau, next('08:30'));
  for (const of of ['notice', 'calendarFile']) {
    expect(await looked(office, `meeting.${of}:M1:`)).toEqual({ rows: people, looked: people });
    expect(await looked(office, `meeting.${of}:M2:`)).toEqual({ rows: people, looked: 0 });
  }
});

test('so is the word of a leave that a meeting lies in', async () => {
  const office = await testOffice(day('20:00'));
  await leaveOf(office, '603', days('2026-11-30 am', '2026-12-01 pm'));
  await announce(office, { startsAt: at('2026-11-30', '09:00') });
  const meeting = await office.transact((tx) => findMeeting(tx, 'M1'));
  if (!meeting) throw new Error('no meeting');
  await office.transact((tx) => office.meeting.meetingAnnounced(tx, meeting));
  await restoredLater(office);
  office.moveTo(next('08:30'));
  for (const job of leaveJobs(office.leave)) await job.run(office.now());
  expect(await looked(office, 'leave.overlap:')).toEqual({ rows: 1, looked: 1 });
});
