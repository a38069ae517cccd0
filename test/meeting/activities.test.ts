import { describe, expect, test } from 'vitest';
import { at, type Office, testOffice } from '../support/office.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../support/talk.js';
import {
  activityRow,
  announced,
  cases,
  departmentId,
  FILLED,
  filledIn,
  giveAccounts,
  meetingOf,
  registered,
  tick,
  times,
} from './scene.js';

const activities = (office: Office) => office.transact((tx) => tx.selectFrom('meeting_activity').selectAll().execute());

/** Fills in 改期 of the activity as it stands now; gives the answer, which is the form to confirm or what is wrong. */
async function moving(office: Office, memberId: string, id: string, values: object = {}) {
  const person = talk(office, memberId);
  const form = formIn(await person.press('meeting.activityMove', id));
  const filled = { date: '2026-12-04', start: '14:00', end: '16:00', place: '二楼会议室', ...values };
  return { person, form, answer: await person.submit(form, filled) };
}

describe('registering', () => {
  test('is offered to heads, organizers and the office for their departments, and to nobody else', async () => {
    const office = await testOffice();
    expect(cardIn(await talk(office, '603').say('活动')).summary).toContain('没有为这个部门登记活动的权限');
    expect(wordsOf(formIn(await talk(office, '603').press('meeting.activityNew')).blocks)).toContain('权限');
    const departments = async (memberId: string) => wordsOf(formIn(await talk(office, memberId).press('meeting.activityNew')).blocks);
    expect(await departments('601')).toContain('规划处');
    expect(await departments('601')).not.toContain('第一工程管理所');
    expect(await departments('102')).toContain('第一工程管理所');
    expect(pressable(cardIn(await talk(office, '601', 'en').say('activities')).blocks)[0]?.label).toBe('Register an activity');
  });

  test('a department that is not theirs, put into the form by hand, is refused', async () => {
    const office = await testOffice();
    const form = await filledIn(office, '601', { department: await departmentId(office, '政工部') });
    expect(wordsOf(form.blocks)).toContain('权限');
    expect(await activities(office)).toEqual([]);
  });

  test('nothing is there before it is confirmed, and confirmed twice it is there once', async () => {
    const office = await testOffice();
    const form = await filledIn(office, '601');
    expect(wordsOf(form.blocks)).toContain('12月3日（周四） 10:00–12:00');
    expect(wordsOf(form.blocks)).toContain('3 人');
    expect(await activities(office)).toEqual([]);
    const person = talk(office, '601');
    await Promise.all([person.submit(form, {}), person.submit(form, {})]);
    expect(await activities(office)).toMatchObject([{ title: '业务培训', owner_id: '601', state: 'planned', source: 'chat' }]);
    expect(wordsOf(cardIn(await person.say('活动')).blocks)).toContain('业务培训');
  });

  test('a draft belongs to whoever filled it in', async () => {
    const office = await testOffice();
    const form = await filledIn(office, '601');
    expect(wordsOf(formIn(await talk(office, '101').submit(form, {})).blocks)).toContain('已经过期');
    expect(await activities(office)).toEqual([]);
  });

  test('the preview names the bureau meeting it overlaps with, how many people, and whether it must give way', async () => {
    const office = await testOffice();
    await meetingOf(office, {}, ['601', '602', '701']);
    const must = wordsOf((await filledIn(office, '601')).blocks);
    expect(must).toContain('“机关干部大会”（12月3日（周四） 09:00–11:00）时间冲突，2 人');
    expect(must).toContain('须让路');
    await meetingOf(office, {
      title: '紧急调度会',
      inAdvance: false,
      startsAt: at('2026-12-05', '09:00'),
      endsAt: at('2026-12-05', '10:00'),
    });
    const asked = wordsOf((await filledIn(office, '601', { date: '2026-12-05', start: '09:30', end: '10:30' })).blocks);
    expect(asked).toContain('紧急调度会');
    expect(asked).not.toContain('须让路');
  });

  test('one that begins when the meeting ends, or has nobody in common with it, shows no conflict', async () => {
    const office = await testOffice();
    await meetingOf(office, {}, ['601', '701']);
    expect(wordsOf((await filledIn(office, '601', { start: '11:00' })).blocks)).not.toContain('冲突');
    expect(wordsOf((await filledIn(office, '601', { excluded: ['601'] })).blocks)).not.toContain('冲突');
  });

  test.each([
    ['an end before the start', { end: '09:00' }, 'end', '晚于开始'],
    ['a day that has passed', { date: '2026-11-20' }, 'date', '已经过去'],
    ['no people although by name', { who: 'members' }, 'members', '选择参加的人'],
    ['no title', { title: '  ' }, 'title', '活动名称'],
    ['a year instead of a day', { endDate: '2027-12-03' }, 'endDate', '最长一个月'],
  ])('%s is said at the field', async (_what, values, name, words) => {
    const office = await testOffice();
    const person = talk(office, '601');
    const form = formIn(await person.press('meeting.activityNew'));
    const answer = await person.submit(form, { ...FILLED, department: await departmentId(office, '规划处'), ...values });
    expect(answer).toMatchObject({ do: 'errors', errors: { [name]: expect.stringContaining(words) } });
  });
});

describe('moving and cancelling', () => {
  test('everybody who takes part but the mover is told once, old and new; confirmed twice it is moved once', async () => {
    const office = await testOffice();
    const id = await registered(office, '601');
    const { person, answer } = await moving(office, '601', id);
    const form = formIn(answer);
    await Promise.all([person.submit(form, {}), person.submit(form, {})]);
    expect(times(await activityRow(office, id))).toEqual([at('2026-12-04', '14:00'), at('2026-12-04', '16:00')]);
    const told = await office.outbox('meeting.activityChanged:');
    expect(told.map(({ member_id }) => member_id)).toEqual(['602', '603']);
    const words = wordsOf(JSON.parse(told[0]?.content ?? '').blocks);
    for (const said of ['改期', '原时间 12月3日（周四） 10:00–12:00', '新时间 12月4日（周五） 14:00–16:00']) expect(words).toContain(said);
  });

  test('a form that was opened before somebody else’s change is refused with a clear sentence', async () => {
    const office = await testOffice();
    const id = await registered(office, '601');
    const first = await moving(office, '601', id);
    const second = await moving(office, '102', id, { start: '15:00' });
    await second.person.submit(formIn(second.answer), {});
    expect(wordsOf(formIn(await first.person.submit(formIn(first.answer), {})).blocks)).toContain('刚刚有了变动');
    expect(times(await activityRow(office, id))[0]).toBe(at('2026-12-04', '15:00'));
  });

  test('a move onto a bureau meeting is refused with its name, even one announced while the form was open', async () => {
    const office = await testOffice();
    const id = await registered(office, '601');
    const { person, answer } = await moving(office, '601', id);
    await meetingOf(office, { title: '党风廉政大会', startsAt: at('2026-12-04', '15:00'), endsAt: at('2026-12-04', '17:00') });
    expect(wordsOf(formIn(await person.submit(formIn(answer), {})).blocks)).toContain('“党风廉政大会”');
    const again = await moving(office, '601', id);
    expect(again.answer).toMatchObject({ do: 'errors', errors: { date: expect.stringContaining('“党风廉政大会”') } });
    expect(times(await activityRow(office, id))[0]).toBe(at('2026-12-03', '10:00'));
  });

  test('is for the owner and those who answer for the department', async () => {
    const office = await testOffice();
    const id = await registered(office, '601');
    expect(wordsOf(formIn(await talk(office, '603').press('meeting.activity', id)).blocks)).toContain('权限');
    expect(wordsOf(formIn(await talk(office, '603').press('meeting.activityCancel', `${id}:0`)).blocks)).toContain('权限');
    expect(await activityRow(office, id)).toMatchObject({ state: 'planned' });
  });

  test('a cancellation is told once to whoever takes part, however often it is pressed, and it is listed no more', async () => {
    const office = await testOffice();
    const id = await registered(office, '601');
    const person = talk(office, '102');
    const cancel = button(formIn(await person.press('meeting.activity', id)).blocks, '取消活动');
    await Promise.all([person.press(cancel.id, cancel.value), person.press(cancel.id, cancel.value)]);
    expect(wordsOf(formIn(await person.press(cancel.id, cancel.value)).blocks)).toContain('已取消');
    const told = await office.outbox('meeting.activityChanged:');
    expect(told.map(({ member_id }) => member_id)).toEqual(['601', '602', '603']);
    expect(wordsOf(cardIn(await person.say('活动')).blocks)).toContain('近期没有登记的活动');
  });

  test('one that has begun is neither moved nor cancelled', async () => {
    const office = await testOffice();
    const id = await registered(office, '601');
    office.moveTo(at('2026-12-03', '10:00'));
    expect(pressable(formIn(await talk(office, '601').press('meeting.activity', id)).blocks)).toEqual([]);
    expect(wordsOf(formIn(await talk(office, '601').press('meeting.activityCancel', `${id}:0`)).blocks)).toContain('已经开始');
  });

  test('one that begins while its form is open is not moved', async () => {
    const office = await testOffice();
    const id = await registered(office, '601');
    const person = talk(office, '601');
    const form = formIn(await person.press('meeting.activityMove', id));
    const { answer } = await moving(office, '601', id);
    office.moveTo(at('2026-12-03', '10:00'));
    const values = { date: '2026-12-04', start: '14:00', end: '16:00' };
    expect(wordsOf(formIn(await person.submit(form, values)).blocks)).toContain('已经开始');
    expect(wordsOf(formIn(await person.submit(formIn(answer), {})).blocks)).toContain('已经开始');
    expect(await activityRow(office, id)).toMatchObject({ sequence: 0 });
  });

  test('what takes place beside a bureau meeting may be given another room, but no other time there', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    const id = await registered(office, '601');
    await announced(office, { inAdvance: false });
    await tick(office, '2026-12-02', '17:30');
    const here = { date: '2026-12-03', start: '10:00', end: '12:00' };
    expect((await moving(office, '601', id, { ...here, start: '10:30', place: '四楼' })).answer).toMatchObject({ do: 'errors' });
    const { person, answer } = await moving(office, '601', id, { ...here, place: '四楼' });
    expect(wordsOf(formIn(await person.submit(formIn(answer), {})).blocks)).toContain('已更改');
    expect(await activityRow(office, id)).toMatchObject({ place: '四楼', state: 'planned' });
    expect(await cases(office)).toMatchObject([{ state: 'passed' }]);
  });
});

test('only whoever may register activities can search for people', async () => {
  const office = await testOffice();
  const found = async (id: string) => {
    const answer = await talk(office, id).search('meeting.activityMembers', '高思衡');
    return answer.do === 'options' ? answer.options.map(({ value }) => value) : [];
  };
  expect(await found('601')).toEqual(['601']);
  expect(await found('603')).toEqual([]);
  expect(await found('nobody')).toEqual([]);
});

test('a long list is turned page by page, within what a chat can show', async () => {
  const office = await testOffice();
  for (let day = 1; day <= 25; day++)
    await registered(office, '601', { title: `活动${day}`, date: `2026-12-${String(day).padStart(2, '0')}` });
  const person = talk(office, '601');
  const more = button(cardIn(await person.say('活动')).blocks, '全部活动');
  const first = formIn(await person.press(more.id, more.value));
  expect(wordsOf(first.blocks)).toContain('活动20');
  const next = button(first.blocks, '下一页');
  const second = wordsOf(formIn(await person.press(next.id, next.value, { form: first })).blocks);
  expect(second).toContain('活动25');
  expect(second).not.toContain('活动20');
});
