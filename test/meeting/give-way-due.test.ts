import { describe, expect, test } from 'vitest';
import { meetingJobs } from '../../src/meeting/jobs.js';
import { FILLED as MEETING } from '../support/meeting.js';
import { at, type Office, testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { button, formIn, pressable, talk, wordsOf } from '../support/talk.js';
import { announced as announcedBy } from './announce/organizing.js';
import {
  activityRow,
  announced,
  cases,
  changed,
  departmentId,
  giveAccounts,
  meetingOf,
  registered,
  tick,
  times,
  wordsUnder,
} from './scene.js';

async function inTheWay({ but = [] as string[], more = {}, owner = '601' } = {}) {
  const office = await testOffice();
  await giveAccounts(office, but);
  const activityId = await registered(office, owner);
  const meeting = await announced(office, more);
  return { office, activityId, meeting };
}
const stateOf = async (office: Office) => (await cases(office)).map(({ state }) => state);
const keys = async (office: Office) => (await office.outbox('')).map(({ key }) => key);

describe('the deadline passes', () => {
  test('what must give way is suspended: those who take part and the organizer are told once, however often it ticks and wherever the clock goes', async () => {
    const { office, activityId } = await inTheWay();
    await tick(office, '2026-12-02', '17:29');
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'planned' });
    for (const time of ['17:30', '17:31', '10:00', '17:30', '23:00']) await tick(office, '2026-12-02', time);
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'suspended', sequence: 1 });
    const told = await wordsUnder(office, 'meeting.activityChanged:');
    expect(told.map(({ member }) => member)).toEqual(['601', '602', '603']);
    for (const said of ['暂停举行', '为“机关干部大会”让路']) expect(told[0]?.words).toContain(said);
    const due = await wordsUnder(office, 'meeting.due:');
    expect(due.map(({ member }) => member)).toEqual(['101']);
    expect(due[0]?.words).toContain('“业务培训”（规划处）未处理，已暂停举行');
    expect(await stateOf(office)).toEqual(['suspended']);
  });

  test('three cases of one meeting are one message to its organizer', async () => {
    const { office } = await inTheWay();
    await registered(office, '701', { title: '现场检查' });
    await registered(office, '801', { title: '设备检修' });
    await tick(office, '2026-12-02', '17:30');
    const due = await wordsUnder(office, 'meeting.due:');
    expect(due).toHaveLength(1);
    for (const title of ['业务培训', '现场检查', '设备检修']) expect(due[0]?.words).toContain(title);
  });

  test('whoever announced the meeting and no longer organizes it hears no more of it; the others do, or the head where there is none', async () => {
    const lose = (office: Office, id: string) =>
      office.transact((tx) => tx.updateTable('org_member').set({ organizer: 0 }).where('id', '=', id).execute());
    const told = async (office: Office) => {
      await tick(office, '2026-12-02', '17:30');
      return wordsUnder(office, 'meeting.due:');
    };
    const { office, meeting } = await inTheWay({ more: { organizerId: '102' as never } });
    const board = () => wordsUnder(office, `meeting.cases:${meeting.id}`);
    const before = await board();
    await lose(office, '102');
    expect((await told(office)).map(({ member }) => member)).toEqual(['101']);
    expect((await board()).filter(({ member }) => member === '102')).toEqual(before);
    const { office: nobody } = await inTheWay({ more: { organizerId: '102' as never } });
    await lose(nobody, '101');
    await lose(nobody, '102');
    const due = await told(nobody);
    expect(due.map(({ member }) => member)).toEqual(['101']);
    expect(due[0]?.words).toContain('没有组织者');
    expect(due[0]?.words).not.toContain('查看名单');
  });

  test('what was only asked to give way takes place, and the organizer knows', async () => {
    const { office, activityId } = await inTheWay({ more: { inAdvance: false } });
    await tick(office, '2026-12-02', '17:30');
    await tick(office, '2026-12-02', '17:31');
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'planned' });
    expect(await stateOf(office)).toEqual(['passed']);
    expect((await wordsUnder(office, 'meeting.due:')).map(({ words }) => words)).toEqual([expect.stringContaining('仍按原时间举行')]);
  });

  test('while the program is down: it is done at the next start, late but once', async () => {
    const { office, activityId } = await inTheWay();
    await tick(office, '2026-12-03', '08:00');
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'suspended' });
    expect(await office.outbox('meeting.due:')).toHaveLength(1);
  });

  test('while the program is down until it has begun: nothing is suspended after the fact, and the organizer is told', async () => {
    const { office, activityId } = await inTheWay();
    await tick(office, '2026-12-05', '08:00');
    await tick(office, '2026-12-05', '08:01');
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'planned' });
    expect(await stateOf(office)).toEqual(['passed']);
    expect(await office.outbox('meeting.due:')).toHaveLength(1);
    expect(await office.outbox('meeting.activityChanged:')).toEqual([]);
  });

  test('a suspended activity may still be moved, and takes place then', async () => {
    const { office, activityId, meeting } = await inTheWay();
    await tick(office, '2026-12-02', '17:30');
    const person = talk(office, '601');
    const form = formIn(await person.press('meeting.giveWayMove', `${meeting.id}:${activityId}`));
    await person.submit(form, { slot: 'other', date: '2026-12-07', start: '09:00', end: '11:00' });
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'planned', starts_at: at('2026-12-07', '09:00') });
    expect(await stateOf(office)).toEqual(['moved']);
  });

  test('an activity that is registered after the deadline has until an hour before', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    await announced(office);
    office.moveTo(at('2026-12-02', '18:00'));
    await registered(office, '601');
    expect(await cases(office)).toMatchObject([{ deadline_at: at('2026-12-03', '08:00') }]);
  });
});

describe('reminders', () => {
  test('come a day and two hours before, each once, and not once it is settled', async () => {
    const { office, activityId } = await inTheWay();
    const reminders = async () => (await office.outbox('meeting.giveWayRemind:')).length;
    const moments = ['2026-12-01 17:29', '2026-12-01 17:30', '2026-12-01 17:31', '2026-12-02 15:30', '2026-12-02 15:31'] as const;
    const counts: number[] = [];
    for (const moment of moments) {
      const [date = '', time = ''] = moment.split(' ');
      await tick(office, date, time);
      counts.push(await reminders());
    }
    expect(counts).toEqual([0, 1, 1, 2, 2]);
    expect((await wordsUnder(office, 'meeting.giveWayRemind:'))[0]?.words).toContain('12月2日（周三） 17:30');
    expect(activityId).not.toBe('');
  });

  test('that were missed while the program was down are not sent in a heap', async () => {
    const { office } = await inTheWay();
    await tick(office, '2026-12-02', '16:00');
    expect(await office.outbox('meeting.giveWayRemind:')).toHaveLength(1);
  });

  test('are not sent of a case that is settled', async () => {
    const { office, activityId } = await inTheWay();
    await talk(office, '601').press('meeting.activityCancel', `${activityId}:0`);
    await tick(office, '2026-12-02', '15:30');
    expect(await office.outbox('meeting.giveWayRemind:')).toEqual([]);
  });

  test('and the deadline are what the clock stops at', async () => {
    const { office } = await inTheWay();
    const next = () =>
      Promise.all(
        meetingJobs(office.meeting).map(async (job) => [job.name, await office.transact((tx) => job.nextDueAt(tx, office.now()))]),
      );
    expect(await next()).toEqual(
      expect.arrayContaining([
        ['meeting.giveWayDue', at('2026-12-02', '17:30')],
        ['meeting.giveWayRemind', at('2026-12-01', '17:30')],
      ]),
    );
  });
});

describe('the meeting changes', () => {
  test('moved away: the case is released, its card says so, and nobody gets another message', async () => {
    const { office, meeting } = await inTheWay();
    const before = await keys(office);
    await changed(office, meeting, { startsAt: at('2026-12-04', '09:00'), endsAt: at('2026-12-04', '11:00') });
    expect(await stateOf(office)).toEqual(['released']);
    expect(await keys(office)).toEqual(before);
    expect((await wordsUnder(office, 'meeting.giveWay:'))[0]?.words).toContain('不必让路');
    expect((await wordsUnder(office, 'meeting.cases:'))[0]?.words).toContain('已全部处理');
  });

  test('moved, and still in the way: its owner is asked anew with the new time, and the older card says so', async () => {
    const { office, meeting } = await inTheWay();
    await changed(office, meeting, {
      startsAt: at('2026-12-03', '11:00'),
      endsAt: at('2026-12-03', '12:30'),
      announcedAt: at('2026-11-24', '10:00'),
    });
    const cards = await wordsUnder(office, 'meeting.giveWay:');
    expect(cards).toHaveLength(2);
    expect(cards[0]?.words).toContain('请看新的一条');
    expect(cards[1]?.words).toContain('11:00–12:30');
    expect(await cases(office)).toMatchObject([{ state: 'open', notice: 2 }]);
  });

  test('shortened, so that it ends before the activity begins: released', async () => {
    const { office, meeting } = await inTheWay();
    await changed(office, meeting, { endsAt: at('2026-12-03', '10:00') });
    expect(await stateOf(office)).toEqual(['released']);
  });

  test('lengthened onto another activity: that one is asked, the first is asked anew', async () => {
    const { office, meeting } = await inTheWay();
    await registered(office, '701', { title: '现场检查', start: '14:00', end: '15:00' });
    await changed(office, meeting, { endsAt: at('2026-12-03', '14:30') });
    expect((await wordsUnder(office, 'meeting.giveWay:')).map(({ member }) => member).sort()).toEqual(['601', '601', '701']);
  });

  test('cancelled: what was suspended is offered back to its owner, and resumed with one press', async () => {
    const { office, activityId, meeting } = await inTheWay();
    await tick(office, '2026-12-02', '17:30');
    await changed(office, meeting, { state: 'cancelled' });
    const [offer] = await office.outbox('meeting.offer:');
    expect(offer?.member_id).toBe('601');
    const restore = button(JSON.parse(offer?.content ?? '').blocks, '按原时间恢复');
    const person = talk(office, '601');
    await Promise.all([person.press(restore.id, restore.value), person.press(restore.id, restore.value)]);
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'planned', starts_at: at('2026-12-03', '10:00') });
    const told = (await wordsUnder(office, 'meeting.activityChanged:')).filter(({ words }) => words.includes('恢复举行'));
    expect(told.map(({ member }) => member)).toEqual(['602', '603']);
  });

  test('cancelled, but another meeting stands there: it is not resumed, and that meeting is named', async () => {
    const { office, activityId, meeting } = await inTheWay();
    await tick(office, '2026-12-02', '17:30');
    await changed(office, meeting, { state: 'cancelled' });
    await meetingOf(office, { title: '防汛会商' });
    const time = times(await activityRow(office, activityId)).join(':');
    const words = wordsOf(formIn(await talk(office, '601').press('meeting.activityRestore', `${activityId}:${time}`)).blocks);
    expect(words).toContain('“防汛会商”');
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'suspended' });
  });

  test('cancelled after the owner has moved: what was decided stays', async () => {
    const { office, activityId, meeting } = await inTheWay();
    const person = talk(office, '601');
    const form = formIn(await person.press('meeting.giveWayMove', `${meeting.id}:${activityId}`));
    await person.submit(form, { slot: 'other', date: '2026-12-07', start: '09:00', end: '11:00' });
    await changed(office, meeting, { state: 'cancelled' });
    expect(await stateOf(office)).toEqual(['moved']);
    expect(await office.outbox('meeting.offer:')).toEqual([]);
  });
});

describe('whoever is responsible', () => {
  test('has no account: the head of the department and the organizer are told instead, and the head may settle it', async () => {
    const { office, activityId, meeting } = await inTheWay({ but: ['102'], owner: '102' });
    const cards = await wordsUnder(office, 'meeting.giveWay:');
    expect(cards.map(({ member }) => member)).toEqual(['101']);
    expect(cards[0]?.words).toContain('沈知微已离开或没有聊天账号');
    await talk(office, '101').press('meeting.giveWayCancel', `${meeting.id}:${activityId}:0`);
    expect(await stateOf(office)).toEqual(['cancelled']);
  });

  test('has left: the head is asked, the organizer only told', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    await registered(office, '102', { department: await departmentId(office, '规划处') });
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', '102').execute());
    await announced(office);
    const cards = await wordsUnder(office, 'meeting.giveWay:');
    expect(cards.map(({ member }) => member).sort()).toEqual(['101', '601']);
    expect(cards.find(({ member }) => member === '601')?.words).toContain('改期');
    expect(cards.find(({ member }) => member === '601')?.words).toContain('请代为处理');
  });
});

describe('a departments’ meeting', () => {
  test('whose announcer has left is put to the organizers of its department, who may change it, and to its head, who reads who may', async () => {
    const office = await testOffice();
    const colleague = '503,新来人,科员,办事员,四问示范局/纪监处,,,,组织者,xin.lairen@siwen.example,,2026-10-20,2020-07-01\r\n';
    await reimport(office, (csv) => csv.replace(/^(502,.*?,四问示范局\/纪监处,,,,)/m, '$1组织者') + colleague);
    await giveAccounts(office);
    const own = { ...MEETING, title: '纪监处例会', date: '2026-12-03', scope: 'departments' };
    await announcedBy(talk(office, '502'), own);
    await reimport(office, (csv) => csv.replace(/^502,.*\r\n/m, '') + colleague);
    await announced(office, { title: '机关干部大会' });
    const cards = new Map((await office.outbox('meeting.giveWay:')).map((row) => [row.member_id, JSON.parse(row.content ?? '').blocks]));
    const offered = (member: string) => pressable(cards.get(member) ?? []).map(({ label }) => label);
    expect(offered('503')).toContain('变更会议');
    expect(offered('501')).toEqual(['申请不让路', '查看']);
    expect(wordsOf(cards.get('501') ?? [])).toContain('由举办部门的组织者办理');
  });

  const departments = {
    scope: 'departments' as const,
    title: '处务会',
    organizerId: '601' as never,
    startsAt: at('2026-12-03', '10:00'),
    endsAt: at('2026-12-03', '12:00'),
  };

  test('gives way like an activity; its owner is led to the meeting, which is moved as a meeting', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    const own = await announced(office, departments, ['601', '602', '603']);
    await announced(office);
    const [card] = await office.outbox('meeting.giveWay:');
    expect(card?.member_id).toBe('601');
    expect(button(JSON.parse(card?.content ?? '').blocks, '变更会议')).toMatchObject({ id: 'meeting.change', value: own.id });
    await changed(office, own, { startsAt: at('2026-12-04', '10:00'), endsAt: at('2026-12-04', '12:00') });
    expect(await stateOf(office)).toEqual(['moved']);
    expect(await office.outbox('meeting.activityChanged:')).toEqual([]);
  });

  test('that is cancelled, or becomes one of the bureau, is in nobody’s way any more', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    const own = await announced(office, departments, ['601', '602', '603']);
    await announced(office);
    await changed(office, own, { state: 'cancelled' });
    expect(await stateOf(office)).toEqual(['cancelled']);
    const other = await announced(office, departments, ['601', '602', '603']);
    expect(await stateOf(office)).toEqual(['cancelled', 'open']);
    await changed(office, other, { scope: 'bureau' });
    expect(await stateOf(office)).toEqual(['cancelled', 'cancelled']);
  });

  test('announced onto a bureau meeting has its case at once', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    await announced(office);
    await announced(office, departments, ['601', '602', '603']);
    expect(await stateOf(office)).toEqual(['open']);
  });
});
