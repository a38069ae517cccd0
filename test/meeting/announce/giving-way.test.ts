import { expect, test } from 'vitest';
import type { FormValues } from '../../../src/chat/form.js';
import { activeMembers } from '../../../src/org/service.js';
import { cardNow, deliver } from '../../support/announced.js';
import { initialValues } from '../../support/initial-values.js';
import { FILLED } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, idIn, talk, wordsOf } from '../../support/talk.js';
import { activityRow, departmentId, giveAccounts, registered, tick, wordsUnder } from '../scene.js';
import { announced, OFFICE, PLANNING, previewed, previewedChange } from './organizing.js';

const cases = (office: Office) => office.transact((tx) => tx.selectFrom('meeting_give_way').selectAll().execute());
const planning = { ...FILLED, title: '规划处例会', scope: 'departments', start: '10:00', end: '11:30' };

test('the preview lists what must give way; announcing asks its owner, moving the meeting away releases it, calling it off as well', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const [organizer, other] = [talk(office, OFFICE), talk(office, PLANNING)];
  await announced(other, planning);
  const sure = await previewed(organizer, FILLED);
  expect(wordsOf(sure.blocks)).toMatch(/规划处例会[\s\S]*应当让路/);
  await organizer.submit(sure, {});
  const id = idIn(sure.context);
  expect(await cases(office)).toMatchObject([{ state: 'open', obligation: 'must' }]);
  expect((await office.outbox('meeting.giveWay:')).map((row) => row.member_id)).toEqual([PLANNING]);
  const moved = await previewedChange(organizer, id, { start: '14:00', end: '16:00' });
  expect(wordsOf(moved.blocks)).toContain('没有冲突');
  await organizer.submit(moved, {});
  expect(await cases(office)).toMatchObject([{ state: 'released' }]);
  await organizer.submit(await previewedChange(organizer, id, { start: '09:00', end: '11:00' }), {});
  expect((await cases(office)).filter(({ state }) => state === 'open')).toHaveLength(1);
  await organizer.press('meeting.cancel', `${id}:2`);
  expect((await cases(office)).filter(({ state }) => state === 'open')).toEqual([]);
});

test('a department that announces its meeting onto a bureau-wide one is told before, and has to give way', async () => {
  const office = await testOffice();
  await announced(talk(office, OFFICE), FILLED);
  const other = talk(office, PLANNING);
  const sure = await previewed(other, planning);
  expect(wordsOf(sure.blocks)).toMatch(/与全局性会议冲突：机关干部大会/);
  await other.submit(sure, {});
  expect(await cases(office)).toMatchObject([{ state: 'open', obligation: 'must' }]);
});

test('onto a bureau-wide one that was announced at short notice, it is only asked to give way, and is told so before', async () => {
  const office = await testOffice(at('2026-12-01', '16:00'));
  await announced(talk(office, OFFICE), FILLED);
  const other = talk(office, PLANNING);
  const sure = await previewed(other, planning);
  expect(wordsOf(sure.blocks)).toMatch(/机关干部大会（.*临时通知，发布后会请部门会议让路/);
  expect(wordsOf(sure.blocks)).not.toContain('应当让路');
  await other.submit(sure, {});
  expect(await cases(office)).toMatchObject([{ obligation: 'asked' }]);
});

test('a suspended meeting of a department from which whoever has to be elsewhere is taken off is offered back', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const other = talk(office, PLANNING);
  const id = await announced(other, planning);
  await announced(talk(office, OFFICE), { ...FILLED, audience: 'members', members: ['602', '101'] });
  await tick(office, '2026-12-01', '17:30');
  expect(await cases(office)).toMatchObject([{ state: 'suspended' }]);
  await other.submit(await previewedChange(other, id, { excluded: ['602'] }), {});
  expect(await cases(office)).toMatchObject([{ state: 'released' }]);
  expect((await office.outbox('meeting.offer')).map((row) => row.member_id)).toEqual([PLANNING]);
});

test('a suspended meeting that is given another time in the way is asked to give way anew, and suspended once more', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const other = talk(office, PLANNING);
  const id = await announced(other, planning);
  await announced(talk(office, OFFICE), FILLED);
  await tick(office, '2026-12-01', '17:30');
  await other.submit(await previewedChange(other, id, { start: '10:15' }), {});
  expect(await cases(office)).toMatchObject([{ state: 'open', notice: 2, deadline_at: at('2026-12-02', '08:00') }]);
  await tick(office, '2026-12-02', '08:00');
  expect(await cases(office)).toMatchObject([{ state: 'suspended' }]);
  expect(await activityRow(office, id)).toMatchObject({ state: 'suspended', starts_at: at('2026-12-02', '10:15') });
});

test('a case shows the time of what has to give way, and how many are expected at both, as they are now', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const [organizer, other] = [talk(office, OFFICE), talk(office, PLANNING)];
  const id = await announced(other, planning);
  const bureau = await announced(organizer, FILLED);
  await deliver(office);
  const [before] = await cases(office);
  const card = () => cardNow(office, `meeting.giveWay:${bureau}:${id}:1:${PLANNING}`);
  await other.submit(await previewedChange(other, id, { start: '09:30', end: '10:45' }), {});
  expect(await card()).toContain('09:30–10:45');
  await organizer.submit(await previewedChange(organizer, bureau, { excluded: ['602', '603'] }), {});
  expect(await card()).toContain('1 人');
  expect(await cases(office)).toMatchObject([{ state: 'open', notice: 1, together: 1, remind_at: before?.remind_at }]);
});

test('the preview does not tell a meeting to give way that need not', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const [organizer, other] = [talk(office, OFFICE), talk(office, PLANNING)];
  const id = await announced(other, planning);
  const bureau = await announced(organizer, FILLED);
  await other.submit(formIn(await other.press('meeting.giveWayExempt', `${bureau}:${id}`)), { reason: '外聘专家' });
  const decision = formIn(await organizer.press('meeting.exemption', `${bureau}:${id}`));
  await organizer.submit(decision, { decision: 'grant', reason: '可以' });
  expect(wordsOf((await previewedChange(other, id, { place: '小会议室' })).blocks)).not.toContain('应当让路');
});

test('a bureau-wide meeting that becomes one of the department is not said to be in its own way', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  expect(wordsOf((await previewedChange(organizer, id, { scope: 'departments' })).blocks)).not.toContain('应当让路');
});

test('announced too late, others are asked', async () => {
  const office = await testOffice(at('2026-12-01', '10:00'));
  await announced(talk(office, PLANNING), planning);
  const sure = await previewed(talk(office, OFFICE), FILLED);
  expect(wordsOf(sure.blocks)).toMatch(/规划处例会[\s\S]*请其让路/);
});

test('an absence that was asked for is put to the member again when the meeting moves, and ends with it', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  const member = talk(office, '603');
  const form = formIn(await member.press('leave.absence', id));
  const asked = await member.submit(form, { ...initialValues(form), kind: 'illness', detail: '就诊' });
  expect(asked.do).toBe('close');
  const requests = () => office.transact((tx) => tx.selectFrom('leave_absence').selectAll().execute());
  expect(await requests()).toMatchObject([{ member_id: '603' }]);
  const told = async () => (await office.outbox('leave.')).filter((row) => row.member_id === '603').length;
  const before = await told();
  await organizer.submit(await previewedChange(organizer, id, { start: '14:00', end: '16:00' }), {});
  expect(await told()).toBeGreaterThan(before);
  await organizer.press('meeting.cancel', `${id}:1`);
  expect((await requests()).map(({ state }) => state)).toEqual(['cancelled']);
});

test('of everything that is shown on the way nothing is too large for the chat, with an activity in every department', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  for (const person of (await office.transact(activeMembers)).filter(({ roles }) => roles.includes('organizer')))
    await announced(talk(office, person.id), { ...planning, title: `${person.name}的例会` });
  const sure = await previewed(organizer, FILLED);
  await organizer.submit(sure, {});
  const list = cardIn(await organizer.say('会议'));
  expect(button(list.blocks, '变更').value).not.toBe('');
});

test('a meeting that was announced late and is left with its last day only is in advance, once that is far enough off', async () => {
  const office = await testOffice(at('2026-12-01', '10:00'));
  await giveAccounts(office);
  const organizer = talk(office, OFFICE);
  const bureau = await announced(organizer, { ...FILLED, endDate: '2026-12-04', end: '17:00' });
  await registered(office, '601', { date: '2026-12-04', start: '14:00', end: '16:00' });
  expect(await cases(office)).toMatchObject([{ obligation: 'asked' }]);
  await organizer.submit(await previewedChange(organizer, bureau, { date: '2026-12-04', endDate: '' }), {});
  expect(await cases(office)).toMatchObject([{ obligation: 'must' }]);
});

test.each([
  ['lengthened onto an activity of the afternoon', '2026-12-02', { end: '15:00' }],
  ['lengthened onto an activity of another day', '2026-12-04', { endDate: '2026-12-04', end: '17:00' }],
])('a meeting under way that is %s leaves its owner an hour to choose', async (_what, date, values) => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const organizer = talk(office, OFFICE);
  const bureau = await announced(organizer, FILLED);
  await registered(office, '601', { date, start: '14:00', end: '16:00' });
  await tick(office, '2026-12-02', '10:30');
  await organizer.submit(await previewedChange(organizer, bureau, values), {});
  await tick(office, '2026-12-02', '10:31');
  expect(await cases(office)).toMatchObject([{ state: 'open', deadline_at: at('2026-12-02', '11:30') }]);
});

test('time that was added on the eve and is taken back is spoken of no more', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, { ...FILLED, date: '2026-12-10', end: '11:00' });
  office.moveTo(at('2026-12-09', '15:00'));
  const changed = async (values: FormValues) => {
    const preview = await previewedChange(organizer, id, values);
    await organizer.submit(preview, {});
    return wordsOf(preview.blocks).includes('新增的时间');
  };
  expect([await changed({ end: '11:30' }), await changed({ end: '11:00' }), await changed({ place: '四楼会议室' })]).toEqual([
    true,
    false,
    false,
  ]);
});

test('whoever settles a case instead of its owner and asks for an exemption is named as who asks', async () => {
  const office = await testOffice();
  await giveAccounts(office, ['101']);
  const date = '2026-12-10';
  const training = await registered(office, '101', {
    department: await departmentId(office, '规划处'),
    date,
    start: '09:00',
    end: '10:00',
  });
  const id = await announced(talk(office, '102'), { ...FILLED, date });
  const head = talk(office, PLANNING);
  await head.submit(formIn(await head.press('meeting.giveWayExempt', `${id}:${training}`)), { reason: '专家已到' });
  expect((await wordsUnder(office, 'meeting.exemption:')).map(({ words }) => words).join()).toContain('高思衡申请');
});

test('what must give way says on the list of activities how its owner settles it', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const training = await registered(office, PLANNING, { date: '2026-12-10', start: '09:00', end: '10:00' });
  await announced(talk(office, OFFICE), { ...FILLED, date: '2026-12-10' });
  const words = wordsOf(formIn(await talk(office, PLANNING).press('meeting.activity', training)).blocks);
  expect(words).toContain('请负责人在让路通知上办理');
  expect(words).not.toContain('登记后');
});
