import { describe, expect, test } from 'vitest';
import { type Instant, plus } from '../../src/calendar/instant.js';
import type { Form, FormValues } from '../../src/chat/form.js';
import { conflictsOf, eraseWritten, expireWritten } from '../../src/meeting/give-way/service.js';
import { findCase, saveCase } from '../../src/meeting/give-way/store.js';
import type { MemberId } from '../../src/org/member.js';
import { auditEntries } from '../../src/org/service.js';
import { at, type Office, testOffice } from '../support/office.js';
import { button, formIn, pressable, talk, wordsOf } from '../support/talk.js';
import { activityRow, announced, cases, changed, giveAccounts, meetingOf, registered, tick, times, wordsUnder } from './scene.js';

/** 规划处 holds a training on 3 December, 10:00 to 12:00; its head answers for it. */
async function inTheWay(values: FormValues = {}, owner = '601') {
  const office = await testOffice();
  await giveAccounts(office);
  const activityId = await registered(office, owner, values);
  return { office, activityId };
}

const cardOf = async (office: Office, member: string) => {
  const cards = await office.outbox('meeting.giveWay:');
  return JSON.parse(cards.filter(({ member_id }) => member_id === member).at(-1)?.content ?? '{"blocks":[]}');
};
const stateOf = async (office: Office) => (await cases(office)).map(({ state }) => state);
const board = async (office: Office) => (await wordsUnder(office, 'meeting.cases:'))[0]?.words ?? '';
const slotsIn = (form: Form) =>
  form.blocks.flatMap((block) => (block.kind === 'field' && block.input.kind === 'choice' ? block.input.options : []));

describe('a meeting is announced', () => {
  test('whoever is in its way is asked once, with what to do and until when; the preview had said so', async () => {
    const { office, activityId } = await inTheWay();
    const meeting = await meetingOf(office);
    const expected = new Set(['601', '602', '701'] as MemberId[]);
    expect(await office.transact((tx) => conflictsOf(tx, office.meeting, meeting, expected))).toMatchObject([
      { activityId, title: '业务培训', owner: '高思衡', department: '规划处', together: 2, obligation: 'must' },
    ]);
    await changed(office, meeting, { title: '全局大会' });
    const asked = await wordsUnder(office, 'meeting.giveWay:');
    expect(asked.map(({ member }) => member)).toEqual(['601']);
    for (const said of [
      '“业务培训”须为“全局大会”让路',
      '12月3日（周四） 09:00–11:00',
      '12月2日（周三） 17:30',
      '改期',
      '取消活动',
      '申请不让路',
      '暂停举行',
    ])
      expect(asked[0]?.words).toContain(said);
    expect(await board(office)).toContain('共 1 项，还有 1 项待处理');
  });

  test('late: whoever is in its way is asked, not told', async () => {
    const { office } = await inTheWay();
    await announced(office, { inAdvance: false });
    expect((await wordsUnder(office, 'meeting.giveWay:'))[0]?.words).toContain('请“业务培训”为“机关干部大会”让路');
  });

  test('nobody is asked of an activity at another time, of other people, or cancelled', async () => {
    const { office } = await inTheWay({ start: '11:00' });
    const excluded = await registered(office, '601', { title: '甲', excluded: ['601'] });
    const cancelled = await registered(office, '601', { title: '乙' });
    await talk(office, '601').press('meeting.activityCancel', `${cancelled}:0`);
    await announced(office, {}, ['601']);
    expect(await cases(office)).toEqual([]);
    expect(excluded).not.toBe('');
    expect(await office.outbox('meeting.cases:')).toEqual([]);
  });

  test('an activity that is registered onto an announced meeting has its case at once', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    await announced(office);
    expect(await office.outbox('meeting.cases:')).toEqual([]);
    await registered(office, '601');
    expect(await stateOf(office)).toEqual(['open']);
    expect(await board(office)).toContain('还有 1 项');
  });
});

describe('the owner moves it', () => {
  test('to a time that is offered: clear of bureau meetings, as long, in working hours; those who take part are told once, and the list shrinks to none', async () => {
    const { office, activityId } = await inTheWay();
    await announced(office);
    await announced(office, { title: '安全生产大会', startsAt: at('2026-12-04', '09:00'), endsAt: at('2026-12-04', '11:00') });
    const person = talk(office, '601');
    const move = button((await cardOf(office, '601')).blocks, '改期');
    const form = formIn(await person.press(move.id, move.value));
    const slots = slotsIn(form);

    for (const { label } of slots) expect(label).not.toMatch(/12月[34]日.* (09|10):/);
    const [first] = slots;
    const answers = await Promise.all([0, 1].map(() => person.submit(form, { slot: first?.value })));
    for (const answer of [...answers, await person.submit(form, { slot: first?.value })])
      expect(wordsOf(formIn(answer).blocks)).toContain('已改期');
    const row = await activityRow(office, activityId);
    expect(row).toMatchObject({ state: 'planned', sequence: 1 });
    expect(row.ends_at - row.starts_at).toBe(2 * 60 * 60 * 1_000);
    const told = await wordsUnder(office, 'meeting.activityChanged:');
    expect(told.map(({ member }) => member)).toEqual(['602', '603']);
    for (const said of ['原时间 12月3日（周四） 10:00–12:00', '新时间', '为“机关干部大会”让路']) expect(told[0]?.words).toContain(said);
    expect(await stateOf(office)).toEqual(['moved']);
    expect(await board(office)).toContain('已全部处理');
    expect(pressable((await cardOf(office, '601')).blocks).map(({ label }) => label)).toEqual(['查看']);
  });

  test('to another bureau meeting: refused with its name, and nothing is moved', async () => {
    const { office, activityId } = await inTheWay();
    await announced(office);
    await announced(office, { title: '安全生产大会', startsAt: at('2026-12-04', '09:00'), endsAt: at('2026-12-04', '11:00') });
    const person = talk(office, '601');
    const move = button((await cardOf(office, '601')).blocks, '改期');
    const form = formIn(await person.press(move.id, move.value));
    const values = { slot: 'other', date: '2026-12-04', start: '10:00', end: '12:00' };
    expect(await person.submit(form, values)).toMatchObject({ do: 'errors', errors: { slot: expect.stringContaining('“安全生产大会”') } });
    // A time beside the chosen slot could mean either.
    expect(await person.submit(form, { ...values, slot: slotsIn(form)[0]?.value })).toMatchObject({
      do: 'errors',
      errors: { slot: expect.stringContaining('另选时间') },
    });
    expect(times(await activityRow(office, activityId))[0]).toBe(at('2026-12-03', '10:00'));
    expect(wordsOf(formIn(await person.submit(form, { ...values, start: '13:00', end: '14:00' })).blocks)).toContain('已改期');
  });

  test('under 活动 as well: the case is settled all the same', async () => {
    const { office, activityId } = await inTheWay();
    await announced(office);
    const person = talk(office, '601');
    const form = formIn(await person.press('meeting.activityMove', activityId));
    const check = formIn(await person.submit(form, { date: '2026-12-08', start: '10:00', end: '12:00' }));
    await person.submit(check, {});
    expect(await stateOf(office)).toEqual(['moved']);
  });

  test('a form left open while somebody else cancelled it says so', async () => {
    const { office, activityId } = await inTheWay();
    await announced(office);
    const person = talk(office, '601');
    const move = button((await cardOf(office, '601')).blocks, '改期');
    const form = formIn(await person.press(move.id, move.value));
    await talk(office, '102').press('meeting.activityCancel', `${activityId}:0`);
    expect(wordsOf(formIn(await person.submit(form, { slot: slotsIn(form)[0]?.value })).blocks)).toContain('处理完毕');
    expect(await stateOf(office)).toEqual(['cancelled']);
  });
});

test('a cancellation pressed twice is one, and told once', async () => {
  const { office } = await inTheWay();
  await announced(office);
  const cancel = button((await cardOf(office, '601')).blocks, '取消活动');
  const person = talk(office, '601');
  await Promise.all([person.press(cancel.id, cancel.value), person.press(cancel.id, cancel.value)]);
  expect(await stateOf(office)).toEqual(['cancelled']);
  expect((await wordsUnder(office, 'meeting.activityChanged:')).map(({ member }) => member)).toEqual(['602', '603']);
});

test.each(['603', '701', '101', 'nobody'])('%s, who does not answer for the activity, can do nothing about it', async (id) => {
  const { office, activityId } = await inTheWay();
  const meeting = await announced(office);
  const value = `${meeting.id}:${activityId}`;
  const person = talk(office, id);
  if (id !== '101') {
    expect(wordsOf(formIn(await person.press('meeting.giveWayMove', value)).blocks)).toMatch(/没有权限|没有找到/);
    expect(wordsOf(formIn(await person.press('meeting.giveWayCancel', `${value}:0`)).blocks)).toMatch(/没有权限|没有找到/);
    expect(wordsOf(formIn(await person.press('meeting.cases', meeting.id)).blocks)).toContain('没有权限');
  }
  expect(wordsOf(formIn(await person.press('meeting.giveWay', 'no:where')).blocks)).toContain('没有找到');
  expect(await stateOf(office)).toEqual(['open']);
});

test('a case that somebody else has changed since it was read is not written over', async () => {
  const { office, activityId } = await inTheWay();
  const meeting = await announced(office);
  await office.transact(async (tx) => {
    const read = await findCase(tx, meeting.id, activityId);
    if (!read) throw new Error('no case');
    expect(await saveCase(tx, { ...read, state: 'exempted', version: read.version + 1 }, read.version)).toBe(true);
    expect(await saveCase(tx, { ...read, state: 'released', version: read.version + 1 }, read.version)).toBe(false);
    expect(await saveCase(tx, read, undefined)).toBe(false);
  });
  expect(await stateOf(office)).toEqual(['exempted']);
});

describe('an exemption', () => {
  const REASON = '外聘专家只有当天有空';

  async function requested() {
    const { office, activityId } = await inTheWay();
    const meeting = await announced(office);
    const person = talk(office, '601');
    const ask = button((await cardOf(office, '601')).blocks, '申请不让路');
    const form = formIn(await person.press(ask.id, ask.value));
    expect(await person.submit(form, { reason: ' ' })).toMatchObject({ do: 'errors' });
    await person.submit(form, { reason: REASON });
    const value = `${meeting.id}:${activityId}`;
    const decideForm = async (memberId: string) => formIn(await talk(office, memberId).press('meeting.exemption', value));
    return { office, activityId, meeting, person, value, decideForm, form };
  }

  test('is shown with its reason to the organizers of the meeting’s department, and to nobody else', async () => {
    const { office, decideForm } = await requested();
    expect((await office.outbox('meeting.exemption:')).map(({ member_id }) => member_id)).toEqual(['101', '102']);
    for (const id of ['101', '102']) expect(wordsOf((await decideForm(id)).blocks)).toContain(REASON);
    for (const id of ['201', '601', '603', '001']) expect(wordsOf((await decideForm(id)).blocks)).not.toContain(REASON);
  });

  test('its reason lies nowhere in clear: neither in the outbox, nor in the audit log, nor in the tables', async () => {
    const { office, decideForm } = await requested();
    await decideForm('101');
    const entries = await office.transact((tx) => auditEntries(tx, { limit: 100 }));
    expect(entries.map(({ action }) => action)).toContain('meeting.exemption-read');
    const rows = await office.transact((tx) => tx.selectFrom('meeting_give_way').selectAll().execute());
    const everything = JSON.stringify([entries, await office.outbox(''), rows.map(({ reason }) => Buffer.from(reason ?? '').toString())]);
    expect(everything).not.toContain(REASON);
  });

  test('its reason goes when its author has it erased, and at the end of its retention; that it was asked for stays', async () => {
    const erased = await requested();
    await eraseWritten(erased.office.meeting, '601' as MemberId);
    expect(wordsOf((await erased.decideForm('101')).blocks)).toContain('内容已清除');
    const kept = await requested();
    const expire = (before: Instant) => kept.office.transact((tx) => expireWritten(tx, before, 10));
    expect(await expire(kept.office.now())).toBe(0);
    expect(wordsOf((await kept.decideForm('101')).blocks)).toContain(REASON);
    expect(await expire(plus(kept.office.now(), 1))).toBe(1);
    expect(await expire(plus(kept.office.now(), 1))).toBe(0);
    expect(wordsOf((await kept.decideForm('101')).blocks)).toContain('内容已清除');
  });

  test('granted: it takes place, its owner is told, and reads why', async () => {
    const { office, activityId, person, value, decideForm } = await requested();
    const form = await decideForm('102');
    expect(await talk(office, '102').submit(form, { decision: 'grant' })).toMatchObject({
      do: 'errors',
      errors: { reason: expect.anything() },
    });
    await talk(office, '102').submit(form, { decision: 'grant', reason: '专家难得' });
    expect(await stateOf(office)).toEqual(['exempted']);
    expect(wordsOf(formIn(await person.press('meeting.activity', activityId)).blocks)).not.toContain('须让路');
    expect((await wordsUnder(office, 'meeting.exemptionDecided:')).map(({ member }) => member)).toEqual(['601']);
    expect(wordsOf(formIn(await person.press('meeting.giveWay', value)).blocks)).toContain('专家难得');
    await tick(office, '2026-12-03', '09:30');
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'planned' });
    for (const { words } of await wordsUnder(office, 'meeting.exemption:')) expect(words).toContain('沈知微');
  });

  test('decided by two organizers at the same instant: one wins, the other reads who decided what', async () => {
    const { office, decideForm } = await requested();
    const forms = await Promise.all(['101', '102'].map(decideForm));
    const answers = await Promise.all(
      ['101', '102'].map((id, index) =>
        talk(office, id).submit(forms[index] as Form, { decision: index === 0 ? 'grant' : 'refuse', reason: `理由${id}` }),
      ),
    );
    const words = answers.map((answer) => wordsOf(formIn(answer).blocks));
    const [first, second] = words[0]?.includes('已记录') ? [0, 1] : [1, 0];
    expect(words[first]).toContain('已记录');
    expect(words[second]).toContain(first === 0 ? '周慎行已于' : '沈知微已于');
    expect(await stateOf(office)).toEqual([first === 0 ? 'exempted' : 'open']);
    expect(await office.outbox('meeting.exemptionDecided:')).toHaveLength(1);
  });

  test('refused in time: the owner may still move or cancel, but not ask again', async () => {
    const { office, person, decideForm, form } = await requested();
    await talk(office, '101').submit(await decideForm('101'), { decision: 'refuse', reason: '全局性会议优先' });
    expect(pressable((await cardOf(office, '601')).blocks).map(({ label }) => label)).toEqual(['改期', '取消活动', '查看']);
    expect(wordsOf(formIn(await person.submit(form, { reason: '再申请' })).blocks)).toContain('第一次决定');
    expect((await wordsUnder(office, 'meeting.exemptionDecided:'))[0]?.words).toContain('未获同意');
  });

  test('undecided at the deadline: the organizers hear of it once, and when the meeting begins the rule holds', async () => {
    const { office, activityId } = await requested();
    for (const time of ['17:30', '17:31', '17:30']) await tick(office, '2026-12-02', time);
    const due = await wordsUnder(office, 'meeting.due:');
    expect(due.map(({ member }) => member).sort()).toEqual(['101', '102']);
    expect(due[0]?.words).toContain('尚未决定');
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'planned' });
    await tick(office, '2026-12-03', '09:00');
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'suspended' });
    expect(await office.outbox('meeting.due:')).toHaveLength(3);
  });

  test('refused after the deadline: it is suspended at once', async () => {
    const { office, activityId, decideForm } = await requested();
    await tick(office, '2026-12-02', '17:30');
    await talk(office, '101').submit(await decideForm('101'), { decision: 'refuse', reason: '全局性会议优先' });
    expect(await activityRow(office, activityId)).toMatchObject({ state: 'suspended' });
    expect((await wordsUnder(office, 'meeting.exemptionDecided:'))[0]?.words).toContain('已暂停');
  });

  test('of an organizer’s own is decided by somebody else', async () => {
    const { office } = await inTheWay({}, '102');
    const meeting = await announced(office);
    const value = `${meeting.id}:${(await cases(office))[0]?.activity_id}`;
    const own = talk(office, '102');
    await own.submit(formIn(await own.press('meeting.giveWayExempt', value)), { reason: REASON });
    expect(wordsOf(formIn(await own.press('meeting.exemption', value)).blocks)).toContain('其他组织者');
    expect((await office.outbox('meeting.exemption:')).map(({ member_id }) => member_id)).toEqual(['101']);
  });
});
