import { describe, expect, test } from 'vitest';
import { approveSeveral, decide, finish } from '../../../src/leave/decide/decision-service.js';
import { lookAt } from '../../../src/leave/decide/look-service.js';
import { chainWithdrawn } from '../../../src/leave/decide/over-service.js';
import { closeStep } from '../../../src/leave/decide/store.js';
import type { Leave } from '../../../src/leave/leave.js';
import { withdrawLeave } from '../../../src/leave/request/own/service.js';
import { moveLeave } from '../../../src/leave/store.js';
import type { MemberId } from '../../../src/org/member.js';
import { auditEntries, loadOrg } from '../../../src/org/service.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { acting, days, leaveOf } from '../away/world.js';
import { cardNow, chainNow, historyNow, requested, stateNow, stepsNow, toldOf } from './world.js';

const approve = (office: Office, { id }: Leave, memberId: string, position = 0) =>
  decide(office.leave, { id, position, memberId, verdict: 'approved', words: '' });
const refusalOf = async (result: ReturnType<typeof decide>) => {
  const settled = await result;
  return settled.ok ? undefined : settled.refusal;
};

test.each(['102', '201', '602', '604', '002', '001', '603', ''])(
  '%s, whose turn it is not, decides nothing with a forged id',
  async (memberId) => {
    const office = await testOffice();
    const leave = await requested(office, '603');
    const result = await approve(office, leave, memberId);
    expect(result.ok).toBe(false);
    // Who isn't concerned learns nothing of it either.
    expect('view' in result && result.view).toBeFalsy();
    expect(await stateNow(office, leave)).toBe('pending');
    expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 601']);
  },
);

test.each(['', 'x', ':0', 'x:0', 'x:1e3', 'x:-1', '0'])('a button that says %j is answered with a sentence', async (value) => {
  const office = await testOffice();
  for (const id of ['leave.approve', 'leave.refuse', 'leave.return', 'leave.finish', 'leave.details'] as const)
    expect(cardIn(await talk(office, '601').press(id, value)).summary).toContain('没有找到');
});

test('nobody decides on their own request, as the head’s acting person neither', async () => {
  const office = await testOffice();
  await leaveOf(office, '601', days('2026-11-24 am', '2026-11-25 pm'), acting('602'));
  const leave = await requested(office, '602');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 003']);
  expect(await refusalOf(approve(office, leave, '602'))).toBe('own-request');
});

test('whoever has moved to personnel meanwhile does not process their own leave', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  await office.transact(async (tx) => {
    const personnel = (await loadOrg(tx)).departments.find(({ functions }) => functions.includes('personnel'));
    await tx
      .updateTable('org_member')
      .set({ department_id: personnel?.id ?? '' })
      .where('id', '=', '603')
      .execute();
  });
  await approve(office, leave, '003');
  expect(wordsOf(cardIn(await talk(office, '603').say('待办')).blocks)).toContain('没有要办理');
  const done = await finish(office.leave, { id: leave.id, position: 1, memberId: '603' });
  expect(done).toMatchObject({ ok: false, refusal: 'own-request' });
  expect(await chainNow(office, leave)).toContain('process personnel open');
});

test('an approve step is not settled as a process step, nor the other way round', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  expect(await finish(office.leave, { id: leave.id, position: 0, memberId: '003' })).toMatchObject({ ok: false });
  expect(await refusalOf(approve(office, leave, '301', 1))).toBe('right-missing');
  await approve(office, leave, '003');
  expect(await refusalOf(approve(office, leave, '301', 1))).toBe('right-missing');
  expect((await chainNow(office, leave))[1]).toBe('process personnel open');
});

test('of two who press at once the first settles it, and the second is told who did, and when', async () => {
  const office = await testOffice();
  const leave = await requested(office, '001');
  const key = { id: leave.id, position: 0, words: '请改期' };
  const [first, second] = await Promise.all([
    decide(office.leave, { ...key, memberId: '101', verdict: 'approved' }),
    decide(office.leave, { ...key, memberId: '102', verdict: 'refused' }),
  ]);
  expect(first.ok).toBe(true);
  expect(second).toMatchObject({ ok: false, refusal: 'done-before' });
  expect(await stateNow(office, leave)).toBe('approved');
  expect((await historyNow(office, leave)).filter((line) => line.includes('by'))).toEqual(['approved by 101']);
  const late = await talk(office, '102').press('leave.approve', `${leave.id}:0`);
  expect(cardIn(late).summary).toContain('先办的有效');
  expect(cardIn(late).summary).toContain('周慎行');
  for (const to of ['101', '102'])
    expect(wordsOf((await cardNow(office, `leave.approve:${leave.id}:${to}`)).blocks)).toContain('由周慎行于11月24日（周二） 10:00登记');
});

test('a double click approves once', async () => {
  const office = await testOffice();
  const leave = await requested(office, '601');
  await Promise.all([approve(office, leave, '003'), approve(office, leave, '003')]);
  expect(await historyNow(office, leave)).toEqual(['opened 003', 'approved by 003', 'told']);
  expect(await toldOf(office, `leave.approved:${leave.id}`)).toEqual(['601']);
});

test('whoever decides what was withdrawn is told that there is nothing to decide', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['pending'], 'withdrawn');
    await chainWithdrawn(tx, office.leave, leave);
  });
  expect(await refusalOf(approve(office, leave, '601'))).toBe('closed-before');
  expect(await stateNow(office, leave)).toBe('withdrawn');
});

test('personnel does not process leave that was withdrawn after it was approved, and is told', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  await approve(office, leave, '003');
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['approved'], 'withdrawn');
    await chainWithdrawn(tx, office.leave, { ...leave, state: 'approved' });
  });
  expect(await toldOf(office, `leave.withdrawn:${leave.id}`)).toEqual(['301']);
  expect(await finish(office.leave, { id: leave.id, position: 1, memberId: '301' })).toMatchObject({ ok: false, refusal: 'closed-before' });
  expect(wordsOf(cardIn(await talk(office, '301').say('待办')).blocks)).toContain('没有要办理');
});

test('a request that changes another takes its place once it is approved, not before', async () => {
  const office = await testOffice();
  const before = await requested(office, '603');
  await approve(office, before, '601');
  const after = await requested(office, '603', { replaces: before.id }, days('2026-12-01 am', '2026-12-04 pm'));
  expect(await stateNow(office, before)).toBe('approved');
  await approve(office, after, '601');
  expect(await stateNow(office, before)).toBe('replaced');
  expect(await historyNow(office, before)).toContain('replaced');
});

test('what was written is for whoever decides; each look is audited', async () => {
  const office = await testOffice();
  const leave = await requested(office, '601');
  expect(wordsOf(formIn(await talk(office, '003').press('leave.details', leave.id)).blocks)).toContain('西安');
  await approve(office, leave, '003');
  const told = wordsOf(formIn(await talk(office, '101').press('leave.details', leave.id)).blocks);
  expect(told).not.toContain('西安');
  expect(told).not.toContain('外出调研');
  expect(await lookAt(office.leave, { id: leave.id, memberId: '602' })).toEqual({ ok: false, refusal: 'request-unknown' });
  const entries = await office.transact((tx) => auditEntries(tx, { limit: 100 }));
  const looks = entries.filter(({ action }) => action.startsWith('leave.'));
  expect(looks.map(({ action }) => action).sort()).toEqual(['leave.approved', 'leave.looked', 'leave.viewed']);
});

test.each([
  ['who heads the department no more', '601', '602', '2026-11-25 10:00'],
  ['whose time in charge is over', '602', '601', '2026-11-27 00:00'],
])('nor is it, from that moment on and before any tick, for whoever decided until then: %s', async (_, former, present, moment) => {
  const office = await testOffice();
  if (former === '602') await leaveOf(office, '601', days('2026-11-24 am', '2026-11-26 pm'), acting('602'));
  const leave = await requested(office, '603');
  const readers = async () => {
    const found: string[] = [];
    for (const memberId of ['601', '602']) {
      const seen = await lookAt(office.leave, { id: leave.id, memberId });
      if (seen.ok && seen.written) found.push(memberId);
    }
    return found;
  };
  expect(await readers()).toEqual([former]);
  const [date = '', time = ''] = moment.split(' ');
  office.moveTo(at(date, time));
  if (former === '601')
    await office.transact((tx) => tx.updateTable('org_department').set({ head_id: '602' }).where('head_id', '=', '601').execute());
  expect(await readers()).toEqual([present]);
});

test('several at once: each is checked by itself, and what is settled already is named with who and when', async () => {
  const office = await testOffice();
  const one = await requested(office, '603');
  const two = await requested(office, '602', {}, days('2026-12-07 am', '2026-12-07 pm'));
  const three = await requested(office, '602', {}, days('2026-12-09 am', '2026-12-09 pm'));
  const boss = talk(office, '601');
  const list = cardIn(await boss.say('审批'));
  expect(wordsOf(list.blocks)).toContain('邓禾');
  const form = formIn(await boss.press('leave.approvals'));
  await decide(office.leave, { id: two.id, position: 0, memberId: '601', verdict: 'refused', words: '另有安排' });
  const stranger = await requested(office, '803');
  const report = formIn(await boss.submit(form, { chosen: [one, two, three, stranger].map(({ id }) => `${id}:0`) }));
  const words = wordsOf(report.blocks);
  expect(words).toContain('已同意 2 件');
  expect(words).toContain('高思衡于11月24日（周二） 10:00不同意');
  expect(words).toContain('不由你办理');
  expect(await Promise.all([one, two, three, stranger].map((leave) => stateNow(office, leave)))).toEqual([
    'approved',
    'refused',
    'approved',
    'pending',
  ]);
});

test('none of several is lost when one of them fails', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  const result = await approveSeveral(office.leave, [
    { id: 'x', position: 0, memberId: '601' },
    { id: leave.id, position: 0, memberId: '601' },
  ]);
  expect(result).toMatchObject({ approved: [{}], refused: [{ refusal: 'request-unknown' }] });
});

test('what waits stands on Home, and no longer once it is settled', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  const home = async () => {
    const answer = await talk(office, '601').home();
    return answer.do === 'home' ? wordsOf(answer.home.blocks) : '';
  };
  expect(await home()).toContain('待你审批的请假');
  await approve(office, leave, '601');
  expect(await home()).not.toContain('待你审批的请假');
});

test('the head of personnel gets no card to process their own leave; whoever else is of personnel does', async () => {
  const office = await testOffice();
  const leave = await requested(office, '301', { kind: 'annual-leave' });
  await approve(office, leave, '002');
  expect(await toldOf(office, `leave.process:${leave.id}`)).toEqual(['302']);
});

test('a step that is done is not done again, whoever has read it before', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  const [step] = await stepsNow(office, leave);
  if (!step) throw new Error('no step');
  const close = (by: string) =>
    office.transact((tx) => closeStep(tx, step, { is: 'approved', by: by as MemberId, at: office.now(), words: null }));
  expect([await close('601'), await close('003')]).toEqual([true, false]);
  expect((await stepsNow(office, leave))[0]?.outcome?.by).toBe('601');
});

test('a reply of the superior organ is not among those that are approved several at once, and is not entered so with a forged form either', async () => {
  const office = await testOffice();
  const own = await Promise.all([requested(office, '103'), requested(office, '104')]);
  const reply = await requested(office, '001');
  const clerk = talk(office, '101');
  const form = formIn(await clerk.press('leave.approvals'));
  expect(wordsOf(form.blocks)).not.toContain('陈守正');
  const report = formIn(await clerk.submit(form, { chosen: [...own, reply].map(({ id }) => `${id}:0`) }));
  expect(wordsOf(report.blocks)).toContain('已同意 2 件');
  expect(wordsOf(report.blocks)).toMatch(/陈守正.*上级批复.*逐件登记/);
  expect(await Promise.all([...own, reply].map((leave) => stateNow(office, leave)))).toEqual(['approved', 'approved', 'pending']);
});

test('however many replies of the superior organ wait longer, whoever has several of their own to decide is offered to approve them at once', async () => {
  const office = await testOffice();
  for (let day = 1; day <= 8; day++) await requested(office, '001', {}, days(`2026-12-0${day} am`, `2026-12-0${day} am`));
  office.pass(1);
  await requested(office, '103');
  const clerk = talk(office, '101');
  const offered = async () => pressable(cardIn(await clerk.say('审批')).blocks).map(({ label }) => label);
  expect(await offered()).not.toContain('一次同意多件');
  await requested(office, '104');
  expect(await offered()).toContain('一次同意多件');
});

test('whoever has only replies of the superior organ before them is not offered to approve several', async () => {
  const office = await testOffice();
  await requested(office, '001');
  await requested(office, '001', {}, days('2026-12-07 am', '2026-12-07 pm'));
  const clerk = talk(office, '102');
  expect(pressable(cardIn(await clerk.say('审批')).blocks).map(({ label }) => label)).not.toContain('一次同意多件');
  expect(cardIn(await clerk.press('leave.approvals')).summary).toMatch(/没有.*一次同意/);
});

describe('whoever has been given another post since', () => {
  const moves = (office: Office, id: string) =>
    office.transact(async (tx) => {
      const { department_id } = await tx
        .selectFrom('org_member')
        .select('department_id')
        .where('id', '=', '701' as MemberId)
        .executeTakeFirstOrThrow();
      await tx
        .updateTable('org_member')
        .set({ department_id, organizer: 0, administrator: 0 })
        .where('id', '=', id as MemberId)
        .execute();
    });
  async function onFile() {
    const office = await testOffice();
    const leave = await requested(office, '603', { kind: 'annual-leave' });
    await approve(office, leave, '003');
    await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
    expect(await toldOf(office, `leave.file:${leave.id}`)).toEqual(['101', '102', '201']);
    return { office, leave };
  }

  test('is told nothing more of leave that is filed with their former department', async () => {
    const { office, leave } = await onFile();
    await moves(office, '102');
    await withdrawLeave(office.leave, { id: leave.id, memberId: '603' });
    expect(await toldOf(office, `leave.withdrawn:${leave.id}`)).toEqual(['101', '201', '301']);
  });

  test('is followed by whoever has their post, who is told, though it was filed before', async () => {
    const { office, leave } = await onFile();
    await office.transact((tx) =>
      tx
        .updateTable('org_member')
        .set({ active: 0 })
        .where('id', '=', '301' as MemberId)
        .execute(),
    );
    await office.transact((tx) => tx.updateTable('org_department').set({ head_id: '302' }).where('head_id', '=', '301').execute());
    await withdrawLeave(office.leave, { id: leave.id, memberId: '603' });
    expect(await toldOf(office, `leave.withdrawn:${leave.id}`)).toEqual(['101', '102', '201', '302']);
  });

  test('looks at it no more, unless they have decided on it', async () => {
    const { office, leave } = await onFile();
    for (const memberId of ['102', '301', '003']) {
      expect(await lookAt(office.leave, { id: leave.id, memberId })).toMatchObject({ ok: true });
      await moves(office, memberId);
    }
    expect(await lookAt(office.leave, { id: leave.id, memberId: '102' })).toEqual({ ok: false, refusal: 'request-unknown' });
    for (const memberId of ['301', '003']) expect(await lookAt(office.leave, { id: leave.id, memberId })).toMatchObject({ ok: true });
  });

  test('looks no more at what has come to be for somebody else to decide', async () => {
    const office = await testOffice();
    const leave = await requested(office, '603');
    await moves(office, '601');
    await office.transact((tx) => tx.updateTable('org_department').set({ head_id: '602' }).where('head_id', '=', '601').execute());
    expect(await lookAt(office.leave, { id: leave.id, memberId: '601' })).toEqual({ ok: false, refusal: 'request-unknown' });
    expect(await lookAt(office.leave, { id: leave.id, memberId: '602' })).toMatchObject({ ok: true });
  });

  test('has a card that follows it no more', async () => {
    const { office, leave } = await onFile();
    const card = async (id: string) => wordsOf((await cardNow(office, `leave.file:${leave.id}:${id}`)).blocks);
    const before = await card('102');
    await moves(office, '102');
    await withdrawLeave(office.leave, { id: leave.id, memberId: '603' });
    expect(await card('102')).toBe(before);
    expect(await card('101')).toContain('已撤回');
  });

  test('is told by an old button only that it is for others now, not who settled it', async () => {
    const office = await testOffice();
    const leave = await requested(office, '603', { kind: 'annual-leave' });
    await approve(office, leave, '003');
    const button = `${leave.id}:1`;
    await office.transact((tx) => tx.updateTable('org_department').set({ head_id: '302' }).where('head_id', '=', '301').execute());
    await moves(office, '301');
    await finish(office.leave, { id: leave.id, position: 1, memberId: '302' });
    expect(cardIn(await talk(office, '301').press('leave.finish', button)).summary).toBe('这份申请已经不由你办理，没有做任何改动。');
    expect(cardIn(await talk(office, '302').press('leave.finish', button)).summary).toContain('先办的有效');
  });
});
