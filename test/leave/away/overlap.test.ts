import { expect, test, vi } from 'vitest';
import { dayMs, minuteMs, plus } from '../../../src/calendar/instant.js';
import type { Card } from '../../../src/chat/card.js';
import { forgetMessages } from '../../../src/delivery/forget.js';
import { decideAbsence } from '../../../src/leave/absence/decision-service.js';
import { writtenIn } from '../../../src/leave/absence/reasons.js';
import { withdrawAbsence } from '../../../src/leave/absence/request-service.js';
import { absencesOf } from '../../../src/leave/absence/store.js';
import { leaveApproved, leaveOver } from '../../../src/leave/away/follow-service.js';
import { meetingMoved } from '../../../src/leave/away/overlap/service.js';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import type { Leave, LeaveKind } from '../../../src/leave/leave.js';
import { moveLeave } from '../../../src/leave/store.js';
import type { MeetingId } from '../../../src/meeting/meeting.js';
import Database from '../../../src/sqlite.js';
import { announced, OFFICE, previewed, previewedChange } from '../../meeting/announce/organizing.js';
import { departmentId } from '../../meeting/scene.js';
import { deliver, announce as noted, tick } from '../../support/announced.js';
import { FILLED } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { reimport } from '../../support/roster.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { requested } from '../decide/world.js';
import { days, leaveOf, reportBack } from './world.js';

const ME = '603';
/** FILLED is a meeting of the whole bureau on the second of December, in the morning. */
const trip = days('2026-12-01 am', '2026-12-03 pm');

const cards = async (office: Office) =>
  (await office.outbox('leave.overlap:')).map(({ member_id, content }) => ({
    to: member_id as string,
    card: JSON.parse(content ?? '') as Card,
  }));
const only = async (office: Office): Promise<Card> => {
  const [first, ...rest] = await cards(office);
  if (!first || rest.length > 0) throw new Error(`${rest.length + 1} cards`);
  return first.card;
};
const announce = (office: Office) => announced(talk(office, OFFICE), FILLED);
const tap = async (office: Office, memberId: string, card: Card) => {
  const { id, value } = button(card.blocks, '提交会议请假');
  return talk(office, memberId).press(id, value);
};
const absences = (office: Office, id: MeetingId) => office.transact((tx) => absencesOf(tx, id));
const approved = async (office: Office, leave: Leave) => {
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['pending'], 'approved');
    await leaveApproved(tx, office.leave, leave);
  });
};

test('who comes to be expected by a new roster, and is on leave then, has a request prepared as well', async () => {
  const office = await testOffice();
  const departments = [await departmentId(office, '办公室')];
  await approved(office, await leaveOf(office, ME, trip));
  await announced(talk(office, OFFICE), { ...FILLED, audience: 'departments', departments });
  expect(await cards(office)).toEqual([]);
  await reimport(office, (csv) => csv.replace(/^603(.*)规划处,/m, '603$1办公室,'));
  await tick(office);
  expect((await cards(office)).map(({ to }) => to)).toEqual([ME]);
});

test('the organizer’s preview says how many are on leave then', async () => {
  const office = await testOffice();
  expect(wordsOf((await previewed(talk(office, OFFICE), FILLED)).blocks)).not.toContain('届时请假');
  await leaveOf(office, ME, trip);
  await leaveOf(office, '602', days('2026-12-02 pm', '2026-12-03 pm'));
  // Nobody expects them anyway.
  await leaveOf(office, '601', trip);
  expect(wordsOf((await previewed(talk(office, OFFICE), { ...FILLED, excluded: ['601'] })).blocks)).toContain('其中 1 人届时请假');
});

test('a meeting announced onto approved leave: the member alone is told, and one tap asks to be excused with the leave as the reason', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  await leaveOf(office, '602', days('2026-12-02 pm', '2026-12-03 pm'));
  await leaveOf(office, '601', trip, { state: 'pending' });
  const id = await announce(office);
  expect((await cards(office)).map(({ to }) => to)).toEqual([ME]);
  const card = await only(office);
  expect(wordsOf(card.blocks)).toContain('因公出差');
  expect(await tap(office, ME, card)).toMatchObject({ do: 'nothing' });
  const [absence, ...rest] = await absences(office, id);
  expect(rest).toEqual([]);
  expect(absence).toMatchObject({ memberId: ME, state: 'pending', late: false });
  const written = absence && (await office.transact((tx) => writtenIn(tx, office.leave, absence)));
  expect(written?.reason).toMatchObject({ kind: 'business-trip' });
  expect(written?.reason?.detail).toContain('12月1日');
  // The card shows that it is done, and a second tap on the old one asks for nothing more.
  expect(wordsOf((await only(office)).blocks)).toContain('已经提交');
  expect(wordsOf(cardIn(await tap(office, ME, card)).blocks)).toContain('已经提出过请假');
  expect(await absences(office, id)).toHaveLength(1);
});

test.each<[LeaveKind, string]>([
  ['business-trip', 'business-trip'],
  ['annual-leave', 'other'],
  ['sick-leave', 'illness'],
  ['personal-leave', 'personal'],
])('%s becomes the reason %s', async (kind, expected) => {
  const office = await testOffice();
  await leaveOf(office, ME, trip, { kind });
  const id = await announce(office);
  expect(await tap(office, ME, await only(office))).toMatchObject({ do: 'nothing' });
  const [absence] = await absences(office, id);
  const written = absence && (await office.transact((tx) => writtenIn(tx, office.leave, absence)));
  expect(written?.reason?.kind).toBe(expected);
});

test('leave approved onto an announced meeting is told as well, once for that meeting and leave', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip, { state: 'pending' });
  await announce(office);
  expect(await cards(office)).toEqual([]);
  await approved(office, leave);
  expect(await cards(office)).toHaveLength(1);
  await office.transact((tx) => leaveApproved(tx, office.leave, leave));
  expect(await cards(office)).toHaveLength(1);
});

async function moved(office: Office, id: MeetingId, values: Record<string, string>): Promise<void> {
  const organizer = talk(office, OFFICE);
  const said = wordsOf(formIn(await organizer.submit(await previewedChange(organizer, id, values), {})).blocks);
  if (!said.includes('已变更')) throw new Error(said);
}

test('a meeting that is moved onto leave is told then, one that is moved off it needs nothing any more', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, days('2026-12-03 am', '2026-12-03 pm'));
  const id = await announce(office);
  expect(await cards(office)).toEqual([]);
  await moved(office, id, { date: '2026-12-03' });
  const card = await only(office);
  expect(wordsOf(card.blocks)).toContain('12月3日');
  await moved(office, id, { date: '2026-12-04' });
  expect(wordsOf((await only(office)).blocks)).toContain('已不冲突');
  // On the card as it was.
  expect(wordsOf(cardIn(await tap(office, ME, card)).blocks)).toContain('没有提交');
  expect(await absences(office, id)).toEqual([]);
});

test('moved within the leave, the same card shows the new time, and nobody is told twice', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  const id = await announce(office);
  await moved(office, id, { date: '2026-12-03' });
  const card = await only(office);
  expect(wordsOf(card.blocks)).toContain('12月3日（周四） 09:00');
  expect(await tap(office, ME, card)).toMatchObject({ do: 'nothing' });
});

test('nobody is told twice either once what they were told is not kept any more', async () => {
  const office = await testOffice();
  const in7Weeks = { startsAt: at('2027-01-20', '09:00'), endsAt: at('2027-01-20', '11:00') };
  const meeting = await noted(office, in7Weeks, [ME]);
  await approved(office, await leaveOf(office, ME, days('2027-01-18 am', '2027-01-22 pm')));
  expect((await cards(office)).map(({ to }) => to)).toEqual([ME]);
  await deliver(office);
  office.moveTo(plus(office.now(), 31 * dayMs));
  await office.transact((tx) => forgetMessages(tx, plus(office.now(), -30 * dayMs), 1000));
  expect(await cards(office)).toEqual([]);
  await office.transact((tx) => meetingMoved(tx, office.leave, meeting, { ...meeting, place: '五楼会议室' }));
  expect(await cards(office)).toEqual([]);
});

test('whoever asked already is not asked again, and whoever is not expected is not told', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  await leaveOf(office, '602', trip);
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, { ...FILLED, excluded: ['602'] });
  const person = talk(office, ME);
  const form = formIn(await person.press('leave.absence', id));
  await person.submit(form, { kind: 'illness', detail: '' });
  await moved(office, id, { place: '三楼会议室' });
  const card = await only(office);
  expect(pressable(card.blocks)).toEqual([]);
  expect(wordsOf(card.blocks)).toContain('已经提交');
});

test.each([
  ['withdrawn', (office: Office, leave: Leave) => office.transact((tx) => moveLeave(tx, leave.id, ['approved'], 'withdrawn'))],
  ['replaced', (office: Office, leave: Leave) => office.transact((tx) => moveLeave(tx, leave.id, ['approved'], 'replaced'))],
  ['over early', (office: Office, leave: Leave) => reportBack(office, leave, '2026-12-02 am')],
])('of leave that is %s, the prepared request goes', async (_what, end) => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip);
  const id = await announce(office);
  const card = await only(office);
  await end(office, leave);
  await office.transact((tx) => leaveOver(tx, office.leave, leave));
  expect(wordsOf((await only(office)).blocks)).toContain('已不冲突');
  expect(wordsOf(cardIn(await tap(office, ME, card)).blocks)).toContain('没有提交');
  expect(await absences(office, id)).toEqual([]);
});

/** As the approval of a change does it. */
async function changed(office: Office, before: Leave, after: Leave): Promise<void> {
  await office.transact(async (tx) => {
    await moveLeave(tx, before.id, ['approved'], 'replaced');
    await leaveOver(tx, office.leave, before);
  });
  await approved(office, after);
}

test('leave that is extended over the same meeting: the card that is there stays true, and no other comes', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip);
  const id = await announce(office);
  const card = await only(office);
  const more = { state: 'pending', replaces: leave.id } as const;
  await changed(office, leave, await leaveOf(office, ME, days('2026-12-01 am', '2026-12-07 pm'), more));
  expect(wordsOf((await only(office)).blocks)).toContain('12月7日');
  expect(wordsOf((await only(office)).blocks)).not.toContain('已不冲突');
  // On the card as it was.
  expect(await tap(office, ME, card)).toMatchObject({ do: 'nothing' });
  const [absence] = await absences(office, id);
  expect((absence && (await office.transact((tx) => writtenIn(tx, office.leave, absence))))?.reason?.detail).toContain('12月7日');
});

test('leave that is changed off the meeting settles the card, and a change that is withdrawn leaves it as it is', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip);
  await announce(office);
  const off = days('2026-12-08 am', '2026-12-09 pm');
  const change = await leaveOf(office, ME, off, { state: 'withdrawn', replaces: leave.id });
  await office.transact((tx) => leaveOver(tx, office.leave, change));
  expect(pressable((await only(office)).blocks)).toContainEqual(expect.objectContaining({ label: '提交会议请假' }));
  await changed(office, leave, await leaveOf(office, ME, off, { state: 'pending', replaces: leave.id }));
  expect(wordsOf((await only(office)).blocks)).toContain('已不冲突');
});

test('what comes at night of leave that is changed before the morning comes once', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip, { state: 'pending' });
  await announce(office);
  office.moveTo(at('2026-11-27', '20:00'));
  await approved(office, leave);
  await changed(office, leave, await leaveOf(office, ME, days('2026-12-01 am', '2026-12-07 pm'), { state: 'pending', replaces: leave.id }));
  office.moveTo(at('2026-11-30', '08:30'));
  await leaveJobs(office.leave)
    .find(({ name }) => name === 'leave.overlap')
    ?.run(office.now());
  expect(wordsOf((await only(office)).blocks)).toContain('12月7日');
});

test('whoever is back early has asked to be excused all the same', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip);
  const id = await announce(office);
  await tap(office, ME, await only(office));
  await reportBack(office, leave, '2026-12-02 am');
  await office.transact((tx) => leaveOver(tx, office.leave, leave));
  expect(wordsOf((await only(office)).blocks)).toContain('已经提交');
  const [absence] = await absences(office, id);
  await withdrawAbsence(office.leave, { id: absence?.id ?? '', memberId: ME });
  expect(wordsOf((await only(office)).blocks)).toContain('已不冲突');
});

test('written by hand, the absence request shows on the card at once, and so does what becomes of it', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  const id = await announce(office);
  const ask = async () => {
    const person = talk(office, ME);
    office.moveTo(plus(office.now(), minuteMs));
    await person.submit(formIn(await person.press('leave.absence', id)), { kind: 'illness', detail: '' });
    return (await absences(office, id)).find(({ state }) => state === 'pending')?.id ?? '';
  };
  const first = await ask();
  expect(wordsOf((await only(office)).blocks)).toContain('等组织部门决定');
  await withdrawAbsence(office.leave, { id: first, memberId: ME });
  expect(pressable((await only(office)).blocks)).toContainEqual(expect.objectContaining({ label: '提交会议请假' }));
  await decideAbsence(office.leave, { id: await ask(), memberId: OFFICE, verdict: 'refuse', words: '会议重要' });
  expect(wordsOf((await only(office)).blocks)).toContain('未同意');
  expect(wordsOf((await only(office)).blocks)).not.toContain('等组织部门决定');
  await decideAbsence(office.leave, { id: await ask(), memberId: OFFICE, verdict: 'approve', words: '' });
  expect(wordsOf((await only(office)).blocks)).toContain('已同意');
  await moved(office, id, { date: '2026-12-03' });
  expect(wordsOf((await only(office)).blocks)).toContain('是否仍需请假');
});

test('what was refused before the leave was asked for silences nothing: there is another reason now', async () => {
  const office = await testOffice();
  const id = await announce(office);
  const person = talk(office, ME);
  await person.submit(formIn(await person.press('leave.absence', id)), { kind: 'personal', detail: '' });
  const [absence] = await absences(office, id);
  await decideAbsence(office.leave, { id: absence?.id ?? '', memberId: OFFICE, verdict: 'refuse', words: '会议重要' });
  office.moveTo(plus(office.now(), minuteMs));
  const leave = await leaveOf(office, ME, trip, { state: 'pending' });
  office.moveTo(plus(office.now(), minuteMs));
  await approved(office, leave);
  expect(await tap(office, ME, await only(office))).toMatchObject({ do: 'nothing' });
  const again = (await absences(office, id)).find(({ state }) => state === 'pending');
  await decideAbsence(office.leave, { id: again?.id ?? '', memberId: OFFICE, verdict: 'refuse', words: '会议重要' });
  expect(wordsOf((await only(office)).blocks)).toContain('未同意');
});

test('a meeting that is moved out of the leave: whoever has asked already still has to say whether they need to, and then does not', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  const id = await announce(office);
  await tap(office, ME, await only(office));
  await moved(office, id, { date: '2026-12-08' });
  expect(wordsOf((await only(office)).blocks)).toContain('是否仍需请假');
  const [absence] = await absences(office, id);
  await withdrawAbsence(office.leave, { id: absence?.id ?? '', memberId: ME });
  expect(wordsOf((await only(office)).blocks)).toContain('已不冲突');
});

test('a change of leave looks at the meetings that it may mean something for, once, and at nobody else', async () => {
  const office = await testOffice();
  const leave = await requested(office, ME, { state: 'pending', kind: 'business-trip' }, trip);
  await announce(office);
  for (const date of ['2026-12-08', '2026-12-09', '2026-12-10', '2026-12-11']) await announced(talk(office, OFFICE), { ...FILLED, date });
  const looked = async (act: () => Promise<unknown>) => {
    const statement: { all: (this: { source: string }) => unknown } = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
    const all = vi.spyOn(statement, 'all');
    await act();
    const count = all.mock.contexts.filter(({ source }) => source.includes('leave_absence')).length;
    all.mockRestore();
    return count;
  };
  const approve = (id: string) => decide(office.leave, { id, position: 0, memberId: '601', verdict: 'approved', words: '' });
  expect(await looked(() => approve(leave.id))).toBe(1);
  const change = await requested(office, ME, { replaces: leave.id }, days('2026-12-07 am', '2026-12-08 pm'));
  expect(await looked(() => approve(change.id))).toBe(2);
  const told = (await cards(office)).map(({ card }) => wordsOf(card.blocks));
  expect([told.length, told.filter((words) => words.includes('已不冲突')).length]).toEqual([2, 1]);
});

test('a cancelled meeting leaves nothing to ask for', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  const id = await announce(office);
  const organizer = talk(office, OFFICE);
  await organizer.press('meeting.cancel', `${id}:0`);
  const found = await office.transact((tx) => tx.selectFrom('meeting_meeting').select(['state']).execute());
  if (found[0]?.state !== 'cancelled') throw new Error('not cancelled');
  expect(wordsOf((await only(office)).blocks)).toContain('已不冲突');
});

test('nobody asks for somebody else, whatever they press', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  const id = await announce(office);
  const card = await only(office);
  const answer = cardIn(await tap(office, '602', card));
  expect(wordsOf(answer.blocks)).toContain('没有要求你参加');
  for (const value of ['', ':', `${id}`, `${id}:nothing`, 'x:y:z']) await talk(office, ME).press('leave.submitPrepared', value);
  expect(await absences(office, id)).toEqual([]);
});

test('after the deadline it says that it will be late, and is', async () => {
  const office = await testOffice();
  await leaveOf(office, ME, trip);
  const id = await announced(talk(office, OFFICE), FILLED);
  await office.transact((tx) =>
    tx.updateTable('meeting_meeting').set({ absence_deadline_at: office.now() }).where('id', '=', id).execute(),
  );
  await moved(office, id, { place: '三楼会议室' });
  const card = await only(office);
  expect(wordsOf(card.blocks)).toContain('记为迟交');
  await tap(office, ME, card);
  expect(await absences(office, id)).toMatchObject([{ late: true }]);
});

test('what comes at night waits for working hours, and comes once; what is off by then does not come', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip, { state: 'pending' });
  const other = await leaveOf(office, '602', trip, { state: 'pending' });
  await announce(office);
  office.moveTo(at('2026-11-27', '20:00'));
  await approved(office, leave);
  await approved(office, other);
  const job = leaveJobs(office.leave).find(({ name }) => name === 'leave.overlap');
  if (!job) throw new Error('no job');
  expect(await cards(office)).toEqual([]);
  const morning = at('2026-11-30', '08:30');
  expect(await office.transact((tx) => job.nextDueAt(tx, office.now()))).toBe(morning);
  await office.transact((tx) => moveLeave(tx, other.id, ['approved'], 'withdrawn'));
  office.moveTo(morning);
  await job.run(morning);
  await job.run(morning);
  expect((await cards(office)).map(({ to }) => to)).toEqual([ME]);
  expect(await office.transact((tx) => job.nextDueAt(tx, at('2026-11-01', '00:00')))).toBeUndefined();
});

test('a meeting that begins before anybody is at work is told at once', async () => {
  const office = await testOffice();
  const leave = await leaveOf(office, ME, trip, { state: 'pending' });
  await announced(talk(office, OFFICE), { ...FILLED, start: '08:45' });
  office.moveTo(at('2026-12-01', '20:00'));
  await approved(office, leave);
  expect(await cards(office)).toHaveLength(1);
});
