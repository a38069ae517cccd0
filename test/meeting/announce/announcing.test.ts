import { expect, test } from 'vitest';
import type { FormValues } from '../../../src/chat/form.js';
import { inviteesOf } from '../../../src/meeting/invitee-store.js';
import type { MeetingId } from '../../../src/meeting/meeting.js';
import { findMeeting } from '../../../src/meeting/store.js';
import { activeMembers, auditEntries } from '../../../src/org/service.js';
import { deliver } from '../../support/announced.js';
import { initialValues } from '../../support/initial-values.js';
import { FILLED } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, idIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { giveAccounts } from '../scene.js';
import { announced, filled, NOBODY, newForm, OFFICE, type Person, PLANNING, previewedChange } from './organizing.js';

const fill = async (person: Person, values: FormValues) => filled(person, await newForm(person), values);
const meetingIn = (office: Office, id: string) => office.transact((tx) => findMeeting(tx, id));
const expectedIn = async (office: Office, id: MeetingId) =>
  new Set((await office.transact((tx) => inviteesOf(tx, id))).map(({ memberId }) => memberId));

test('an organizer announces a bureau-wide meeting: form, preview with the number of people, one press', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const members = await office.transact(activeMembers);
  const preview = formIn(await fill(organizer, { ...FILLED, excluded: [NOBODY] }));
  // Not a number that ends like it.
  expect(wordsOf(preview.blocks)).toContain(`（${members.length - 1} 人）`);
  expect(wordsOf(preview.blocks)).toContain('12月2日');
  expect(await meetingIn(office, idIn(preview.context))).toBeUndefined();
  await organizer.submit(preview, {});
  const meeting = await meetingIn(office, idIn(preview.context));
  expect(meeting).toMatchObject({
    title: '机关干部大会',
    scope: 'bureau',
    organizerId: OFFICE,
    inAdvance: true,
    sequence: 0,
    state: 'announced',
  });
  expect((await expectedIn(office, idIn(preview.context) as MeetingId)).has(NOBODY as never)).toBe(false);
  const entries = await office.transact((tx) => auditEntries(tx, { limit: 10 }));
  expect(entries[0]).toMatchObject({ action: 'meeting.announced', subject: idIn(preview.context), actor: { member: OFFICE } });
});

test('a second press of the same form announces nothing, and says so', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const preview = formIn(await fill(organizer, FILLED));
  const [one, other] = await Promise.all([organizer.submit(preview, {}), organizer.submit(preview, {})]);
  const said = [one, other].map((answer) => wordsOf(formIn(answer).blocks)).join('\n');
  expect(said).toContain('已发布。');
  expect(said).toContain('没有重复发布');
  expect(await office.transact((tx) => tx.selectFrom('meeting_meeting').select('id').execute())).toHaveLength(1);
});

test('mistakes are said at their fields, and the form keeps what was typed', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const answer = await fill(organizer, { ...FILLED, end: '08:00', place: '' });
  expect(answer).toMatchObject({
    do: 'errors',
    errors: { end: expect.stringContaining('晚于开始'), place: expect.stringContaining('填写') },
  });
  const english = await fill(talk(office, OFFICE, 'en'), { ...FILLED, end: '08:00' });
  expect(english).toMatchObject({ errors: { end: expect.stringContaining('after the start') } });
});

test('going back from the preview shows everything as it was filled in', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const values = {
    ...FILLED,
    audience: 'departments',
    departments: [(await departmentOf(office, PLANNING)) ?? ''],
    agenda: '一、学习',
    options: ['substitutes'],
  };
  const preview = formIn(await fill(organizer, values));
  const again = formIn(await organizer.press('meeting.back', button(preview.blocks, '返回修改').value, { form: preview }));
  expect(initialValues(again)).toMatchObject(values);
});

test('who organizes nothing can neither announce nor change nor call off, whatever they send', async () => {
  const office = await testOffice();
  const id = await announced(talk(office, OFFICE), FILLED);
  const draft = formIn(await fill(talk(office, OFFICE), { ...FILLED, date: '2026-12-09' }));
  const nobody = talk(office, NOBODY);
  expect(wordsOf(cardIn(await nobody.say('会议')).blocks)).not.toContain('发布会议');
  expect(wordsOf(formIn(await nobody.press('meeting.new')).blocks)).toContain('没有组织会议的权限');
  expect(wordsOf(formIn(await nobody.press('meeting.change', id)).blocks)).toContain('没有组织会议的权限');
  expect(wordsOf(cardIn(await nobody.press('meeting.cancel', `${id}:0`)).blocks)).toContain('没有组织会议的权限');
  expect(wordsOf(formIn(await nobody.submit(draft, {})).blocks)).toContain('过期');
  expect(await nobody.search('meeting.members', '周')).toMatchObject({ options: [] });
  expect((await meetingIn(office, id))?.state).toBe('announced');
  expect(await meetingIn(office, idIn(draft.context))).toBeUndefined();
});

test('an organizer of another department can change nothing of it', async () => {
  const office = await testOffice();
  const id = await announced(talk(office, OFFICE), FILLED);
  const other = talk(office, PLANNING);
  expect(wordsOf(formIn(await other.press('meeting.change', id)).blocks)).toContain('其他部门组织');
  expect(wordsOf(cardIn(await other.press('meeting.cancel', `${id}:0`)).blocks)).toContain('其他部门组织');
  expect((await meetingIn(office, id))?.state).toBe('announced');
});

test('a department announces its own meeting and no bureau-wide one, and expects nobody of another', async () => {
  const office = await testOffice();
  const planning = talk(office, PLANNING);
  const form = formIn(await planning.press('meeting.new'));
  expect(wordsOf(form.blocks)).not.toContain('全局性会议');
  expect(await fill(planning, FILLED)).toMatchObject({ errors: { scope: expect.stringContaining('全局') } });
  expect(await fill(planning, { ...FILLED, scope: 'departments', audience: 'members', members: [OFFICE] })).toMatchObject({
    errors: { members: expect.stringContaining('本部门') },
  });
  const id = await announced(planning, { ...FILLED, scope: 'departments' });
  const members = await office.transact(activeMembers);
  const department = await departmentOf(office, PLANNING);
  expect(await expectedIn(office, id)).toEqual(
    new Set(members.filter(({ departmentId }) => departmentId === department).map((member) => member.id)),
  );
});

test('two bureau-wide meetings for the same people: the second is refused with the name of the first', async () => {
  const office = await testOffice();
  await announced(talk(office, OFFICE), FILLED);
  const party = talk(office, '401');
  const clash = formIn(await fill(party, { ...FILLED, title: '党建工作会', start: '10:30', end: '12:00' }));
  expect(clash.submit).toBeUndefined();
  expect(wordsOf(clash.blocks)).toContain('机关干部大会');
  expect(wordsOf(formIn(await party.submit(clash, {})).blocks)).toContain('没有发布');
  await announced(party, { ...FILLED, title: '党建工作会', start: '11:00', end: '12:00' });
});

test('of two organizers who announce clashing meetings at once, one does', async () => {
  const office = await testOffice();
  const [one, other] = [talk(office, OFFICE), talk(office, '401')];
  const [first, second] = [formIn(await fill(one, FILLED)), formIn(await fill(other, { ...FILLED, title: '党建工作会' }))];
  const answers = await Promise.all([one.submit(first, {}), other.submit(second, {})]);
  const said = answers.map((answer) => wordsOf(formIn(answer).blocks));
  expect(said.filter((words) => words.includes('已发布。'))).toHaveLength(1);
  expect(said.filter((words) => words.includes('没有发布'))).toHaveLength(1);
});

test('a change shows the old and the new, counts up, and who is expected follows', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  const form = formIn(await organizer.press('meeting.change', id));
  const preview = formIn(await organizer.submit(form, { ...initialValues(form), place: '大礼堂', audience: 'rank:正处级' }));
  expect(wordsOf(preview.blocks)).toMatch(/三楼会议室[\s\S]*大礼堂/);
  await organizer.submit(preview, {});
  expect(await meetingIn(office, id)).toMatchObject({ place: '大礼堂', sequence: 1, announcedAt: at('2026-11-24', '10:00') });
  const expected = await expectedIn(office, id);
  expect([expected.has('101' as never), expected.has('103' as never)]).toEqual([true, false]);
  expect(await audited(office, id)).toEqual([
    ['meeting.changed', OFFICE, `people=${expected.size}`],
    ['meeting.announced', OFFICE, `people=${(await office.transact(activeMembers)).length}`],
  ]);
});

test('a form of before somebody else changed the meeting changes nothing', async () => {
  const office = await testOffice();
  const [one, other] = [talk(office, OFFICE), talk(office, '102')];
  const id = await announced(one, FILLED);
  const [stale, fresh] = [formIn(await one.press('meeting.change', id)), formIn(await other.press('meeting.change', id))];
  const preview = formIn(await one.submit(stale, { ...initialValues(stale), place: '大礼堂' }));
  await other.submit(formIn(await other.submit(fresh, { ...initialValues(fresh), place: '二楼会议室' })), {});
  expect(wordsOf(formIn(await one.submit(preview, {})).blocks)).toContain('已被他人变更');
  expect(await meetingIn(office, id)).toMatchObject({ place: '二楼会议室', sequence: 1 });
});

test('a meeting is called off once, and is then no longer listed nor changed', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  expect(wordsOf(cardIn(await organizer.say('会议')).blocks)).toContain('机关干部大会');
  await organizer.press('meeting.cancel', `${id}:0`);
  expect(await meetingIn(office, id)).toMatchObject({ state: 'cancelled', sequence: 1 });
  expect(wordsOf(cardIn(await organizer.press('meeting.cancel', `${id}:0`)).blocks)).toContain('已经取消');
  expect(wordsOf(formIn(await organizer.press('meeting.change', id)).blocks)).toContain('已经取消');
  expect((await audited(office, id))[0]?.slice(0, 2)).toEqual(['meeting.cancelled', OFFICE]);
  expect(wordsOf(cardIn(await organizer.say('会议')).blocks)).not.toContain('机关干部大会');
});

test('announced too late for advance notice: the preview says that others are asked, not told', async () => {
  const office = await testOffice(at('2026-12-01', '10:00'));
  const preview = formIn(await fill(talk(office, OFFICE), FILLED));
  expect(wordsOf(preview.blocks)).toContain('不算提前通知');
});

test('everybody expected is told once, the organizer has a card, and a change or the end is told to whom it concerns', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  const members = await office.transact(activeMembers);
  const notices = await office.outbox(`meeting.notice:${id}`);
  expect(new Set(notices.map((row) => row.member_id))).toEqual(new Set(members.map((member) => member.id)));
  expect(notices).toHaveLength(members.length);
  expect(await office.outbox(`meeting.board:${id}`)).toMatchObject([{ member_id: OFFICE }]);
  await organizer.press('meeting.cancel', `${id}:0`);
  // Nobody had been told yet: nobody needs to hear of it at all.
  expect((await office.outbox(`meeting.notice:${id}`)).every((row) => row.expires_at === 0)).toBe(true);
});

test('the preview says who cannot be reached now', async () => {
  const office = await testOffice(at('2026-11-24', '22:00'));
  const without = formIn(await fill(talk(office, OFFICE), FILLED));
  const { length } = await office.transact(activeMembers);
  expect(wordsOf(without.blocks)).toContain(`${length} 人还没有聊天账号`);
  await giveAccounts(office, ['103', '603']);
  const words = wordsOf(formIn(await fill(talk(office, OFFICE), FILLED)).blocks);
  expect(words).toContain('2 人还没有聊天账号');
  expect(words).toContain(`${length - 2} 人不在规定的联系时间，通知将于 11月25日（周三） 08:30 送达`);
  const emergency = wordsOf(formIn(await fill(talk(office, OFFICE), { ...FILLED, options: ['emergency'] })).blocks);
  expect(emergency).not.toContain('不在规定的联系时间');
});

test('one line fills the form, and what it leaves open is shown, not guessed', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const card = cardIn(await organizer.say('会议 下周三上午9点 三楼会议室 机关干部大会'));
  const form = formIn(await organizer.press('meeting.back', button(card.blocks, '填写会议通知').value));
  const filled = { title: '机关干部大会', date: '2026-12-02', start: '09:00', end: '11:00', place: '三楼会议室', scope: 'bureau' };
  expect(initialValues(form)).toMatchObject(filled);
  const unclear = cardIn(await organizer.say('会议 周一3点 大礼堂 党课'));
  expect(wordsOf(unclear.blocks)).toMatch(/本周还是下周[\s\S]*上午还是下午/);
  const open = formIn(await organizer.press('meeting.back', button(unclear.blocks, '填写会议通知').value));
  expect(initialValues(open)).toMatchObject({ title: '党课', place: '大礼堂' });
  for (const name of ['date', 'start', 'end']) expect(initialValues(open)[name] ?? '').toBe('');
});

test('an office with many meetings still has a card and a Home tab that the chat takes', async () => {
  const office = await testOffice();
  const planning = talk(office, PLANNING);
  for (let day = 1; day <= 14; day += 1)
    await announced(planning, { ...FILLED, scope: 'departments', date: `2026-12-${String(day).padStart(2, '0')}` });
  const card = cardIn(await planning.say('会议'));
  expect(wordsOf(card.blocks)).toContain('还有 4 个');
  expect(pressable(card.blocks).filter(({ id }) => id === 'meeting.change')).toHaveLength(10);
  expect((await planning.home()).do).toBe('home');
});

test('what changes is told to those who knew of it, who joins gets the notice, and who need not come is told so', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, { ...FILLED, audience: 'members', members: ['601', '603'] });
  await deliver(office);
  await organizer.submit(await previewedChange(organizer, id, { place: '大礼堂', audience: 'members', members: ['603', '701'] }), {});
  const told = (await office.outbox(`meeting.changed:${id}:1:`)).map(({ member_id, content }) => [member_id, content ?? '']);
  const words = new Map(told.map(([member, content]) => [member, wordsOf(JSON.parse(content ?? '').blocks)]));
  expect(new Set(words.keys())).toEqual(new Set(['601', '603']));
  expect(words.get('603')).toContain('大礼堂');
  expect(words.get('601')).toContain('不用参加');
  const noticed = (await office.outbox(`meeting.notice:${id}:`)).map(({ member_id }) => member_id);
  expect(new Set(noticed)).toEqual(new Set(['601', '603', '701']));
  expect(noticed).toHaveLength(3);
});

test('an emergency stands in the entry of whoever announced it, once', async () => {
  const office = await testOffice();
  const id = await announced(talk(office, OFFICE), { ...FILLED, options: ['emergency'] });
  const { length } = await office.transact(activeMembers);
  expect(await audited(office, id)).toEqual([['meeting.announced', OFFICE, `people=${length}; emergency`]]);
});

test('a meeting that is over, or ends while its form is open, is neither changed nor called off', async () => {
  const office = await testOffice();
  const organizer = talk(office, OFFICE);
  const id = await announced(organizer, FILLED);
  const form = formIn(await organizer.press('meeting.change', id));
  const preview = formIn(await filled(organizer, form, { place: '大礼堂' }));
  const cancel = `${id}:0`;
  office.moveTo(at('2026-12-02', '11:00'));
  expect(wordsOf(formIn(await organizer.press('meeting.change', id)).blocks)).toContain('已经结束');
  expect(wordsOf(formIn(await organizer.submit(preview, {})).blocks)).toContain('已经结束');
  expect(wordsOf(formIn(await filled(organizer, form, { place: '大礼堂' })).blocks)).toContain('已经结束');
  expect(wordsOf(cardIn(await organizer.press('meeting.cancel', cancel)).blocks)).toContain('已经结束');
  expect(await meetingIn(office, id)).toMatchObject({ state: 'announced', sequence: 0, place: '三楼会议室' });
});

test('who organizes no longer, or another department now, announces and changes nothing, though the form is open', async () => {
  for (const lost of ['role', 'department']) {
    const office = await testOffice();
    const organizer = talk(office, OFFICE);
    const id = await announced(organizer, FILLED);
    const preview = await previewedChange(organizer, id, { place: '大礼堂' });
    const department_id = (await departmentOf(office, PLANNING)) ?? ('' as never);
    const now = lost === 'department' ? { department_id } : { organizer: 0 };
    await office.transact((tx) =>
      tx
        .updateTable('org_member')
        .set(now)
        .where('id', '=', OFFICE as never)
        .execute(),
    );
    // Whoever heads a department is of it, wherever they are.
    await office.transact((tx) => tx.updateTable('org_department').set({ head_id: '102' }).where('head_id', '=', OFFICE).execute());
    expect(wordsOf(formIn(await organizer.submit(preview, {})).blocks)).toMatch(/没有组织会议的权限|其他部门组织/);
    expect(await meetingIn(office, id)).toMatchObject({ sequence: 0 });
  }
});

/** Everything in the audit log about the meeting, the newest first. */
const audited = async (office: Office, id: string) =>
  (await office.transact((tx) => auditEntries(tx, { limit: 50 })))
    .filter(({ subject, action }) => subject === id && /^meeting\.(announced|changed|cancelled|emergency)/.test(action))
    .map(({ action, actor, detail }) => [action, 'member' in actor ? actor.member : '', detail]);

async function departmentOf(office: Office, id: string) {
  return (await office.transact(activeMembers)).find((member) => member.id === id)?.departmentId;
}

test('Home shows what is organized to organizers only', async () => {
  const office = await testOffice();
  await announced(talk(office, OFFICE), FILLED);
  const homeOf = async (id: string) => {
    const answer = await talk(office, id).home();
    return answer.do === 'home' ? answer.home.blocks : [];
  };
  expect(pressable(await homeOf(OFFICE)).map(({ id }) => id)).toEqual(expect.arrayContaining(['meeting.new', 'meeting.change']));
  const others = await homeOf('603');
  expect(pressable(others).map(({ id }) => id)).toContain('leave.absence');
  expect(wordsOf(others)).not.toContain('近期没有会议');
});
