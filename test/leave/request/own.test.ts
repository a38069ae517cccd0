import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import type { FormValues } from '../../../src/chat/form.js';
import { correctBalance } from '../../../src/leave/balance/entry-service.js';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import type { LeaveId } from '../../../src/leave/leave.js';
import { answerAsActing, nameAnother } from '../../../src/leave/request/acting-service.js';
import { reportBack } from '../../../src/leave/request/back/service.js';
import { confirmLeave, withdrawLeave } from '../../../src/leave/request/own/service.js';
import { stepsOf } from '../../../src/leave/step-store.js';
import Database from '../../../src/sqlite.js';
import { at, type Office } from '../../support/office.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { days, leaveOf } from '../away/world.js';
import {
  ANNUAL,
  all,
  bureau,
  cardNow,
  DEPUTY,
  HEAD,
  happenings,
  leaveNow,
  ME,
  OFFICE,
  PERSONNEL,
  previewed,
  requested,
  TRIP,
} from './world.js';

const decided = async (office: Office, id: LeaveId, verdict: string, words = '', by = HEAD) => {
  const [step] = await office.transact((tx) => stepsOf(tx, id));
  return decide(office.leave, { id, memberId: by, position: step?.position ?? 0, verdict, words });
};
const approved = async (office: Office, values = TRIP) => {
  const id = await requested(office, ME, values);
  expect(await decided(office, id, 'approved')).toMatchObject({ ok: true });
  return id;
};
const own = async (office: Office, id: LeaveId) => wordsOf(formIn(await talk(office, ME).press('leave.view', id)).blocks);

describe('a request of one’s own', () => {
  test('shows everything that was written, and who did what when and why', async () => {
    const office = await bureau();
    const id = await requested(office, ME, { ...TRIP, phone: '029-87654321', attachments: '评审通知 https://oa.example.cn/1' });
    await decided(office, id, 'refused', '项目组人手不够');
    const words = await own(office, id);
    for (const written of ['西安', '参加项目评审', '029-87654321', '评审通知', '高思衡　不同意', '项目组人手不够'])
      expect(words).toContain(written);
    for (const happened of ['邓禾提出申请', '送高思衡', '高思衡不同意']) expect(words).toContain(happened);
  });

  test('is nobody else’s to look at, change, withdraw, confirm or end, whatever ids they send', async () => {
    const office = await bureau();
    const id = await approved(office);
    office.moveTo(at('2026-11-30', '10:00'));
    for (const other of [HEAD, DEPUTY, OFFICE]) {
      const them = talk(office, other);
      for (const press of [
        'leave.view',
        'leave.change',
        'leave.withdraw',
        'leave.confirm',
        'leave.reportBack',
        'leave.nameActing',
      ] as const)
        expect(JSON.stringify(await them.press(press, id))).not.toMatch(/西安|参加项目评审/);
      expect(await reportBack(office.leave, { id, memberId: other, on: '2026-11-30', half: 'morning' })).toMatchObject({ ok: false });
      expect(await withdrawLeave(office.leave, { id, memberId: other })).toMatchObject({ refusal: 'request-unknown' });
      expect(await confirmLeave(office.leave, { id, memberId: other })).toMatchObject({ refusal: 'request-unknown' });
      expect(await nameAnother(office.leave, { id, memberId: other, actingId: DEPUTY })).toMatchObject({ refusal: 'request-unknown' });
    }
    expect(await leaveNow(office, id)).toMatchObject({ state: 'approved' });
  });

  test('all of them are listed page by page', async () => {
    const office = await bureau();
    for (let day = 1; day <= 10; day += 1) {
      const on = `2026-12-${String(day).padStart(2, '0')}`;
      await requested(office, ME, { ...TRIP, from: on, until: on });
      office.pass(0.01);
    }
    const first = formIn(await talk(office, ME).press('leave.list', '0'));
    expect(wordsOf(first.blocks)).toContain('第 1–8 份');
    const { id, value } = button(first.blocks, '下一页');
    const second = formIn(await talk(office, ME).press(id, value, { form: first }));
    expect(pressable(second.blocks).map(({ label }) => label)).toEqual(['查看', '查看', '上一页']);
    for (const forged of ['-5', 'x', '1e9']) expect(formIn(await talk(office, ME).press('leave.list', forged)).id).toBe('leave.listed');
  });
});

describe('withdrawing', () => {
  test('while it waits: everybody who has a card sees it, and nobody decides on it any more', async () => {
    const office = await bureau();
    const id = await requested(office, ME, { ...TRIP, acting: DEPUTY });
    const card = await cardNow(office, `leave.applicant:${id}:${ME}`);
    const press = button(card.blocks, '撤回');
    expect(wordsOf(cardIn(await talk(office, ME).press(press.id, press.value)).blocks)).toContain('已撤回');
    for (const key of [`leave.applicant:${id}:${ME}`, `leave.approve:${id}:${HEAD}`])
      expect(wordsOf((await cardNow(office, key)).blocks)).toMatch(/已撤回.*部门领导审批 　不再办理/s);
    expect((await cardNow(office, `leave.acting:${id}:${DEPUTY}`)).summary).toContain('不用再');
    expect(await office.outbox(`leave.actingOff:${id}`)).toMatchObject([{ member_id: DEPUTY }]);
    expect(await decided(office, id, 'approved')).toMatchObject({ ok: false });
    expect(await happenings(office, id)).toEqual([`requested ${ME}`, `acting-asked ${ME}`, 'opened', `withdrawn ${ME}`]);
    expect(wordsOf(cardIn(await talk(office, ME).press(press.id, press.value)).blocks)).toContain('办结');
  });

  test('what was returned can be put away: it waits for the member no more, nor does whoever was to be in charge', async () => {
    const office = await bureau();
    const id = await requested(office, ME, { ...TRIP, acting: DEPUTY });
    await decided(office, id, 'returned', '请补充会议通知');
    const press = button((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks, '撤回');
    expect(wordsOf(cardIn(await talk(office, ME).press(press.id, press.value)).blocks)).toContain('已撤回');
    expect(await leaveNow(office, id)).toMatchObject({ state: 'withdrawn' });
    expect(await office.outbox(`leave.actingOff:${id}`)).toMatchObject([{ member_id: DEPUTY }]);
    expect(JSON.stringify(await talk(office, ME).home())).not.toContain('重新提交');
    expect(JSON.stringify(await talk(office, ME).press('leave.change', id))).toContain('办结');
  });

  test('while an approver decides: one of the two stands', async () => {
    const office = await bureau();
    const id = await requested(office, ME);
    const results = await Promise.all([decided(office, id, 'refused', '不行'), withdrawLeave(office.leave, { id, memberId: ME })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const { state } = await leaveNow(office, id);
    expect((await happenings(office, id)).filter((line) => /refused|withdrawn/.test(line))).toEqual([
      state === 'refused' ? `refused ${HEAD}` : `withdrawn ${ME}`,
    ]);
  });

  test.each([
    [-1, true],
    [0, false],
  ])('what is approved until it begins: %i ms from then', async (ms, isWithdrawn) => {
    const office = await bureau();
    const id = await approved(office);
    office.moveTo((at('2026-11-30', '00:00') + ms) as ReturnType<typeof at>);
    expect(await withdrawLeave(office.leave, { id, memberId: ME })).toMatchObject({ ok: isWithdrawn });
  });
});

describe('once it has begun', () => {
  test.each<[string, { from: string; fromHalf?: string; until: string }, ReturnType<typeof at>]>([
    ['in the morning', { from: '2026-11-30', until: '2026-12-02' }, at('2026-11-30', '00:00')],
    ['at noon', { from: '2026-11-30', fromHalf: 'afternoon', until: '2026-12-02' }, at('2026-11-30', '12:00')],
    ['on a day of rest', { from: '2026-12-05', until: '2026-12-06' }, at('2026-12-05', '00:00')],
  ])('%s: its card and Home offer 销假 in place of 撤回 by themselves', async (_when, days, begins) => {
    const office = await bureau();
    const id = await approved(office, { ...TRIP, ...days });
    const labels = async () => pressable((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks).map(({ label }) => label);
    const job = leaveJobs(office.leave).find(({ name }) => name === 'leave.due');
    const runUntil = async (last: number) => {
      for (;;) {
        const next = await office.transact((tx) => job?.nextDueAt(tx, office.now()) ?? Promise.resolve(undefined));
        if (next === undefined || next > last) break;
        office.moveTo(next);
        await job?.run(next);
      }
    };
    await runUntil(begins - 1);
    expect(await labels()).toContain('撤回');
    expect(await labels()).not.toContain('销假');
    await runUntil(begins);
    expect(office.now()).toBe(begins);
    expect(await labels()).toContain('销假');
    expect(await labels()).not.toContain('撤回');
  });

  test('the old card’s 撤回 says that it has begun, and what to do', async () => {
    const office = await bureau();
    const id = await approved(office);
    const press = button((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks, '撤回');
    office.moveTo(at('2026-11-30', '07:00'));
    const answer = wordsOf(cardIn(await talk(office, ME).press(press.id, press.value)).blocks);
    expect(answer).toMatch(/已经开始.*销假/);
    expect(answer).not.toContain('办结');
  });
});

describe('a change', () => {
  const changed = async (office: Office, id: LeaveId, values = {}) =>
    requested(office, ME, { ...TRIP, ...values }, formIn(await talk(office, ME).press('leave.change', id)));

  test('is looked for in an index, not among the leave of all years', async () => {
    const office = await bureau();
    const id = await approved(office);
    const prepare = vi.spyOn(Database.prototype, 'prepare');
    formIn(await talk(office, ME).press('leave.change', id));
    formIn(await talk(office, ME).press('leave.view', id));
    await talk(office, ME).press('leave.withdraw', id);
    const statements = new Set(prepare.mock.calls.map(([sql]) => sql).filter((sql) => sql.includes('where "replaces"')));
    prepare.mockRestore();
    const file = new Database(office.path, { readonly: true });
    onTestFinished(() => void file.close());
    const plans = [...statements].map((sql) =>
      file.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(sql.match(/\?/g)?.map(() => '1') ?? []),
    );
    expect(plans).toHaveLength(2);
    for (const [first] of plans) expect(first?.detail).toContain('SEARCH leave_request USING INDEX leave_request_by_former');
  });

  test('of what is approved is a request of its own; the old one stands until it is approved', async () => {
    const office = await bureau();
    const id = await approved(office);
    const form = formIn(await talk(office, ME).press('leave.change', id));
    expect(wordsOf(form.blocks)).toMatch(/原申请仍然有效/);
    expect(wordsOf(form.blocks)).toContain('参加项目评审');
    const next = await requested(office, ME, { ...TRIP, until: '2026-12-04' }, form);
    expect(await leaveNow(office, id)).toMatchObject({ state: 'approved' });
    expect(await leaveNow(office, next)).toMatchObject({ state: 'pending', replaces: id, halfDays: 10 });
    // Whoever decides sees what it would take the place of.
    for (const key of [`leave.approve:${next}:${HEAD}`, `leave.applicant:${next}:${ME}`])
      expect(wordsOf((await cardNow(office, key)).blocks)).toMatch(/变更.*出差，11月30日（周一）–12月2日（周三）.*3 天.*仍然有效/);
    expect(JSON.stringify(await talk(office, ME).press('leave.change', id))).toContain('已有一份变更');
    expect(await decided(office, next, 'approved')).toMatchObject({ ok: true });
    expect(await leaveNow(office, id)).toMatchObject({ state: 'replaced' });
    expect(await leaveNow(office, next)).toMatchObject({ state: 'approved' });
  });

  test('that is refused leaves everything as it was', async () => {
    const office = await bureau();
    const id = await approved(office);
    const next = await changed(office, id, { until: '2026-12-04' });
    await decided(office, next, 'refused', '按原计划返回');
    expect(await leaveNow(office, id)).toMatchObject({ state: 'approved' });
  });

  test('extends what has begun, from where it began', async () => {
    const office = await bureau();
    const id = await approved(office);
    office.moveTo(at('2026-12-02', '09:00'));
    const next = await changed(office, id, { until: '2026-12-07' });
    expect(await leaveNow(office, next)).toMatchObject({ replaces: id, halfDays: 12 });
    // Asked for in time, it is not called made good to whoever decides.
    expect(JSON.stringify(await cardNow(office, `leave.approve:${next}:${HEAD}`))).not.toContain('补办');
    office.moveTo(at('2026-12-08', '09:00'));
    const me = talk(office, ME);
    const again = await me.submit(formIn(await me.press('leave.new')), { ...TRIP, from: '2026-12-02', until: '2026-12-08' });
    expect(again).toMatchObject({ do: 'errors', errors: { from: expect.stringContaining('补办') } });
  });

  test('of what has begun keeps the days that were spent', async () => {
    const office = await bureau();
    const week = { ...ANNUAL, from: '2026-11-30', until: '2026-12-04' };
    const id = await requested(office, ME, week);
    await decided(office, id, 'approved', '', '003');
    office.moveTo(at('2026-12-04', '16:00'));
    const me = talk(office, ME);
    const moved = await me.submit(formIn(await me.press('leave.change', id)), { ...week, from: '2026-12-21', until: '2026-12-21' });
    expect(moved).toMatchObject({ do: 'errors', errors: { from: expect.stringMatching(/已过去的日子须包括在内.*销假/) } });
    expect(await leaveNow(office, id)).toMatchObject({ state: 'approved' });
  });

  test.each(['waits', 'returned'] as const)(
    'of what was asked for in time, and %s on its first day, is not made good; earlier days are',
    async (what) => {
      const office = await bureau();
      const id = await requested(office, ME);
      office.moveTo(at('2026-11-30', '13:00'));
      if (what === 'returned') await decided(office, id, 'returned', '写明事由');
      const next = await changed(office, id, { reason: '参加项目评审会' });
      const again = await changed(office, next, { phone: '029-87654321' });
      const approver = async (of: LeaveId) => wordsOf((await cardNow(office, `leave.approve:${of}:${HEAD}`)).blocks);
      expect(await approver(again)).not.toContain('补办');
      expect(await approver(await changed(office, again, { from: '2026-11-27' }))).toContain('补办');
    },
  );

  test('of what waits takes that back', async () => {
    const office = await bureau();
    const id = await requested(office, ME);
    const next = await changed(office, id, { until: '2026-12-01' });
    expect(await leaveNow(office, id)).toMatchObject({ state: 'withdrawn' });
    expect(await leaveNow(office, next)).toMatchObject({ state: 'pending', replaces: undefined });
  });

  test('of a change still takes the place of what was approved', async () => {
    const office = await bureau();
    const id = await approved(office);
    const second = await changed(office, id, { until: '2026-12-03' });
    const third = await changed(office, second, { until: '2026-12-04' });
    expect(await leaveNow(office, second)).toMatchObject({ state: 'withdrawn' });
    expect(await leaveNow(office, third)).toMatchObject({ replaces: id });
    await decided(office, third, 'approved');
    expect((await all(office, ME)).map(({ state }) => state).sort()).toEqual(['approved', 'replaced', 'withdrawn']);
  });

  test('of what was returned shows why, and takes its place at once', async () => {
    const office = await bureau();
    const id = await requested(office, ME);
    await decided(office, id, 'returned', '请补充会议通知');
    const form = formIn(await talk(office, ME).press('leave.change', id));
    expect(wordsOf(form.blocks)).toMatch(/高思衡于.*退回.*请补充会议通知/s);
    const next = await requested(office, ME, { ...TRIP, attachments: '会议通知 https://oa.example.cn/2' }, form);
    expect(await leaveNow(office, id)).toMatchObject({ state: 'replaced' });
    expect(await leaveNow(office, next)).toMatchObject({ state: 'pending', replaces: id });
    expect(JSON.stringify(await talk(office, ME).press('leave.change', id))).toContain('办结');
    // Nothing stands that it would change.
    const approver = wordsOf((await cardNow(office, `leave.approve:${next}:${HEAD}`)).blocks);
    expect(approver).toContain('退回后重新提交');
    expect(approver).not.toContain('有效');
  });

  test('goes with what it changes, where that is withdrawn', async () => {
    const office = await bureau();
    const id = await approved(office);
    const next = await changed(office, id, { until: '2026-12-04' });
    await withdrawLeave(office.leave, { id, memberId: ME });
    expect(await leaveNow(office, next)).toMatchObject({ state: 'withdrawn' });
  });

  test('that was returned goes with what it was to change', async () => {
    const office = await bureau();
    for (const end of [
      (id: LeaveId) => withdrawLeave(office.leave, { id, memberId: ME }),
      (id: LeaveId) => {
        office.moveTo(at('2026-12-02', '10:00'));
        return reportBack(office.leave, { id, memberId: ME, on: '2026-12-02', half: 'morning' });
      },
    ]) {
      const id = await approved(office);
      const next = await changed(office, id, { until: '2026-12-04' });
      await decided(office, next, 'returned', '请说明');
      expect(await end(id)).toMatchObject({ ok: true });
      expect(await leaveNow(office, next)).toMatchObject({ state: 'withdrawn' });
    }
  });

  test('needs as much annual leave as it adds, and no more', async () => {
    const office = await bureau();
    const whole = { ...ANNUAL, from: '2026-12-07', until: '2026-12-11' };
    const id = await requested(office, ME, whole);
    const me = talk(office, ME);
    const form = formIn(await me.press('leave.change', id));
    const later = { ...whole, from: '2026-12-14', until: '2026-12-18' };
    expect(wordsOf((await previewed(office, ME, later, form)).blocks)).toMatch(/2026年：5 天 → 0 天/);
    const longer = await me.submit(formIn(await me.press('leave.change', id)), { ...later, until: '2026-12-21' });
    expect(longer).toMatchObject({ do: 'errors', errors: { until: expect.stringMatching(/还有 5 天，这次要 6 天/) } });
  });
});

test('whoever has less than nothing left may still change a request, or take less', async () => {
  const office = await bureau();
  const week = { ...ANNUAL, from: '2026-12-07', until: '2026-12-11' };
  const id = await requested(office, ME, week);
  await correctBalance(office.leave, { id: 'E', memberId: PERSONNEL, of: ME, year: 2026, halfDays: -4, reason: '多休两天' });
  const me = talk(office, ME);
  const changed = async (more: FormValues) => me.submit(formIn(await me.press('leave.change', id)), { ...week, ...more });
  expect(await changed({ until: '2026-12-14' })).toMatchObject({ errors: { until: expect.stringContaining('不够') } });
  expect(await changed({ phone: '029-87654321' })).toMatchObject({ do: 'replace' });
  expect(await changed({ until: '2026-12-10' })).toMatchObject({ do: 'replace' });
});

test('whoever is in charge by the extension as well does not read on the former card that they need not', async () => {
  const office = await bureau();
  const id = await approved(office, { ...TRIP, acting: DEPUTY });
  const cardOf = async (of: LeaveId) => (await cardNow(office, `leave.acting:${of}:${DEPUTY}`)).summary;
  const press = button((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks, '变更');
  const form = async () => formIn(await talk(office, ME).press(press.id, press.value));
  const refused = await requested(office, ME, { ...TRIP, until: '2026-12-04', acting: DEPUTY }, await form());
  await decided(office, refused, 'refused', '工作需要');
  expect(await cardOf(refused)).toContain('以另一份申请为准');
  const longer = await requested(office, ME, { ...TRIP, until: '2026-12-03', acting: DEPUTY }, await form());
  await decided(office, longer, 'approved');
  expect(await cardOf(id)).toContain('以另一份申请为准');
  await withdrawLeave(office.leave, { id: longer, memberId: ME });
  expect(await cardOf(longer)).toContain('不用再为');
});

test('whoever was in charge of what is over is not told that they need not, however it is changed', async () => {
  const office = await bureau();
  const id = await approved(office, { ...TRIP, acting: DEPUTY });
  office.moveTo(at('2026-12-07', '10:00'));
  const press = button((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks, '变更');
  const form = formIn(await talk(office, ME).press(press.id, press.value));
  const longer = await requested(office, ME, { ...TRIP, until: '2026-12-03', acting: DEPUTY }, form);
  await decided(office, longer, 'approved');
  expect((await leaveNow(office, id)).state).toBe('replaced');
  expect(await office.outbox('leave.actingOff')).toEqual([]);
});

test('nor on that of a request that was changed before it was decided', async () => {
  const office = await bureau();
  const id = await requested(office, ME, { ...TRIP, acting: DEPUTY });
  const press = button((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks, '变更');
  await requested(
    office,
    ME,
    { ...TRIP, until: '2026-12-03', acting: DEPUTY },
    formIn(await talk(office, ME).press(press.id, press.value)),
  );
  expect((await cardNow(office, `leave.acting:${id}:${DEPUTY}`)).summary).toContain('以另一份申请为准');
});

describe('reporting back', () => {
  test('from a trip that annual leave goes on from: as it was planned, and whoever is in charge until then is told nothing', async () => {
    const office = await bureau();
    const id = await approved(office, { ...TRIP, acting: DEPUTY });
    const annual = await requested(office, ME, { ...ANNUAL, from: '2026-12-03', until: '2026-12-04', acting: DEPUTY });
    await decided(office, annual, 'approved', '', '003');
    office.moveTo(at('2026-12-04', '10:00'));
    const form = formIn(await talk(office, ME).press('leave.reportBack', id));
    expect(JSON.stringify(form.blocks)).toContain('"initial":"2026-12-03"');
    await talk(office, ME).submit(form, { on: '2026-12-03', half: 'morning' });
    expect((await leaveNow(office, id)).state).toBe('ended');
    expect(await office.outbox('leave.actingOff')).toEqual([]);
    office.moveTo(at('2026-12-07', '09:00'));
    await talk(office, ME).submit(formIn(await talk(office, ME).press('leave.reportBack', annual)), { on: '2026-12-07', half: 'morning' });
    expect((await office.outbox('leave.actingOff')).map(({ member_id }) => member_id)).toEqual([DEPUTY]);
  });

  test('early, though annual leave with the same person in charge is to come: they are told that this time is over', async () => {
    const office = await bureau();
    const id = await approved(office, { ...TRIP, until: '2026-12-04', acting: DEPUTY });
    await decided(office, await requested(office, ME, { ...ANNUAL, acting: DEPUTY }), 'approved', '', '003');
    office.moveTo(at('2026-12-02', '14:00'));
    const back = { id, memberId: ME, on: '2026-12-02', half: 'afternoon' };
    expect(await reportBack(office.leave, back)).toMatchObject({ ok: true });
    expect((await office.outbox('leave.actingOff')).map(({ member_id }) => member_id)).toEqual([DEPUTY]);
  });

  test('after the days of rest between the two they are in charge still', async () => {
    const office = await bureau();
    const id = await approved(office, { ...TRIP, until: '2026-12-04', acting: DEPUTY });
    await decided(office, await requested(office, ME, { ...ANNUAL, acting: DEPUTY }), 'approved', '', '003');
    office.moveTo(at('2026-12-07', '09:00'));
    const form = formIn(await talk(office, ME).press('leave.reportBack', id));
    await talk(office, ME).submit(form, { on: '2026-12-05', half: 'morning' });
    expect((await leaveNow(office, id)).state).toBe('ended');
    expect(await office.outbox('leave.actingOff')).toEqual([]);
  });

  test('early gives the days back, ends it, and tells whoever was in charge', async () => {
    const office = await bureau();
    const id = await approved(office, { ...TRIP, acting: DEPUTY });
    expect(cardIn(await talk(office, ME).say('销假')).summary).toContain('没有需要销假');
    office.moveTo(at('2026-12-02', '09:00'));
    const form = formIn(await talk(office, ME).command('销假'));
    expect(wordsOf(form.blocks)).toContain('2026-12-02');
    expect(await talk(office, ME).submit(form, { on: '2026-12-03', half: 'morning' })).toMatchObject({
      errors: { on: expect.stringContaining('现在') },
    });
    expect(await talk(office, ME).submit(form, { on: '2026-11-29', half: 'morning' })).toMatchObject({
      errors: { on: expect.stringContaining('开始') },
    });
    expect(wordsOf(formIn(await talk(office, ME).submit(form, { on: '2026-12-02', half: 'morning' })).blocks)).toContain('已销假');
    expect(await leaveNow(office, id)).toMatchObject({ state: 'ended', back: { on: '2026-12-02' as PlainDate, half: 'morning' } });
    expect(await office.outbox(`leave.actingOff:${id}`)).toMatchObject([{ member_id: DEPUTY }]);
    expect(await talk(office, ME).submit(form, { on: '2026-12-02', half: 'morning' })).toMatchObject({ do: 'errors' });
    expect((await happenings(office, id)).filter((line) => line.startsWith('back'))).toEqual([`back ${ME}`]);
  });

  test('later than approved is said', async () => {
    const office = await bureau();
    const id = await approved(office);
    office.moveTo(at('2026-12-04', '10:00'));
    expect(await reportBack(office.leave, { id, memberId: ME, on: '2026-12-03', half: 'afternoon' })).toEqual({ ok: true, late: true });
  });

  test('on the next half day is on time', async () => {
    const office = await bureau();
    const id = await approved(office);
    office.moveTo(at('2026-12-03', '08:30'));
    expect(await reportBack(office.leave, { id, memberId: ME, on: '2026-12-03', half: 'morning' })).toEqual({ ok: true, late: false });
  });
});

describe('whoever is to be in charge meanwhile', () => {
  test('agrees, and may still decline; then the member names somebody else, and nobody approves anew', async () => {
    const office = await bureau();
    const id = await approved(office, { ...TRIP, acting: DEPUTY });
    const card = await cardNow(office, `leave.acting:${id}:${DEPUTY}`);
    const them = talk(office, DEPUTY);
    const [accept, decline] = [button(card.blocks, '同意代管'), button(card.blocks, '不能代管')];
    await them.press(accept.id, accept.value);
    expect(wordsOf(cardIn(await them.press(accept.id, accept.value)).blocks)).toMatch(/已经答复.*同意代管/);
    expect(wordsOf((await cardNow(office, `leave.applicant:${id}:${ME}`)).blocks)).toContain('同意代管');
    await them.press(decline.id, decline.value);
    for (const press of [accept, decline])
      expect(wordsOf(cardIn(await them.press(press.id, press.value)).blocks)).toMatch(/已经答复.*不能代管/);
    const told = await cardNow(office, `leave.actingDeclined:${id}:${DEPUTY}:1`);
    const another = button(told.blocks, '另请代管人');
    const form = formIn(await talk(office, ME).press(another.id, another.value));
    const submit = (acting: string) => talk(office, ME).submit(form, { acting });
    for (const unsuitable of [DEPUTY, ME, 'nobody', '']) expect(await submit(unsuitable)).toMatchObject({ do: 'errors' });
    expect(wordsOf(formIn(await submit(HEAD)).blocks)).toContain('征求');
    expect(await leaveNow(office, id)).toMatchObject({ state: 'approved', acting: { memberId: HEAD, answer: 'asked' } });
    expect(await office.outbox(`leave.acting:${id}:${HEAD}`)).toHaveLength(1);
    expect(await office.outbox(`leave.approve:${id}`)).toHaveLength(1);
    expect(wordsOf((await cardNow(office, `leave.approve:${id}:${HEAD}`)).blocks)).toContain('高思衡');
    expect(wordsOf(cardIn(await them.press(accept.id, accept.value)).blocks)).toContain('不用');
    await talk(office, HEAD).press('leave.actingAccept', id);
    expect((await cardNow(office, `leave.acting:${id}:${DEPUTY}`)).summary).not.toContain('同意');
    expect((await happenings(office, id)).filter((line) => line.startsWith('acting'))).toEqual([
      `acting-asked ${ME}`,
      `acting-accepted ${DEPUTY}`,
      `acting-declined ${DEPUTY}`,
      `acting-asked ${ME}`,
      `acting-accepted ${HEAD}`,
    ]);
  });

  test('may have been away while it was not theirs: what matters is from now on, for another as for a change', async () => {
    const office = await bureau();
    const id = await approved(office, { ...TRIP, until: '2026-12-11', acting: DEPUTY });
    await leaveOf(office, '801', days('2026-12-01 am', '2026-12-02 pm'));
    await leaveOf(office, '901', days('2026-12-08 am', '2026-12-09 pm'));
    await answerAsActing(office.leave, { id, memberId: DEPUTY, answer: 'declined' });
    office.moveTo(at('2026-12-08', '09:00'));
    const me = talk(office, ME);
    const change = async (acting: string) =>
      me.submit(formIn(await me.press('leave.change', id)), { ...TRIP, until: '2026-12-14', acting });
    const name = (actingId: string) => nameAnother(office.leave, { id, memberId: ME, actingId });
    expect(await name('901')).toMatchObject({ problem: 'acting-away' });
    expect(await change('901')).toMatchObject({ errors: { acting: expect.stringContaining('不在岗') } });
    expect(await change('801')).toMatchObject({ do: 'replace' });
    expect(await name('801')).toMatchObject({ ok: true });
  });

  test('is told where the request is refused, or a change names somebody else', async () => {
    const office = await bureau();
    const refused = await requested(office, ME, { ...TRIP, acting: DEPUTY });
    await decided(office, refused, 'refused', '不行');
    expect(await office.outbox(`leave.actingOff:${refused}`)).toMatchObject([{ member_id: DEPUTY }]);
    const id = await approved(office, { ...TRIP, acting: DEPUTY });
    for (const [acting, told] of [
      [DEPUTY, 0],
      [HEAD, 1],
    ] as const) {
      const [current] = (await all(office, ME)).filter(({ state }) => state === 'approved');
      const form = formIn(await talk(office, ME).press('leave.change', current?.id ?? ''));
      await decided(office, await requested(office, ME, { ...TRIP, acting }, form), 'approved');
      expect(await office.outbox(`leave.actingOff:${current?.id}`)).toHaveLength(told);
    }
    expect(await leaveNow(office, id)).toMatchObject({ state: 'replaced' });
  });

  test('somebody who was not asked answers nothing', async () => {
    const office = await bureau();
    const id = await requested(office, ME, { ...TRIP, acting: DEPUTY });
    for (const press of ['leave.actingAccept', 'leave.actingDecline'] as const) await talk(office, OFFICE).press(press, id);
    expect(await leaveNow(office, id)).toMatchObject({ acting: { memberId: DEPUTY, answer: 'asked' } });
  });

  test('Home asks them, and shows what waits for the member', async () => {
    const office = await bureau();
    const id = await requested(office, ME, { ...TRIP, acting: DEPUTY });
    const home = async (memberId: string) => {
      const shown = await talk(office, memberId).home();
      return shown.do === 'home' ? shown.home.blocks : [];
    };
    expect(button(await home(DEPUTY), '同意代管').value).toBe(id);
    expect(wordsOf(await home(ME))).toContain('我的请假');
    await decided(office, id, 'returned', '请补充');
    expect(button(await home(ME), '修改后重新提交').value).toBe(id);
  });
});

describe('what waits for the member comes first', () => {
  const home = async (office: Office) => {
    const shown = await talk(office, ME).home();
    return shown.do === 'home' ? shown.home.blocks : [];
  };
  /** Newer requests that wait for others. */
  const later = async (office: Office, howMany: number) => {
    for (let day = 1; day <= howMany; day += 1) {
      office.pass(0.01);
      const on = `2026-12-${String(day + 6).padStart(2, '0')}`;
      await requested(office, ME, { ...TRIP, from: on, until: on });
    }
  };

  test.each<[string, string, (office: Office) => Promise<LeaveId>]>([
    [
      'what was returned',
      '修改后重新提交',
      async (office) => {
        const id = await requested(office, ME);
        await decided(office, id, 'returned', '请补充');
        return id;
      },
    ],
    [
      'what is to be confirmed',
      '确认',
      async (office) => requested(office, OFFICE, { ...TRIP, member: ME }, formIn(await talk(office, OFFICE).press('leave.behalf'))),
    ],
    [
      'what nobody is in charge of',
      '另请代管人',
      async (office) => {
        const id = await requested(office, ME, { ...TRIP, acting: DEPUTY });
        await talk(office, DEPUTY).press('leave.actingDecline', id);
        return id;
      },
    ],
    [
      'what has begun',
      '销假',
      async (office) => {
        const id = await approved(office, { ...TRIP, from: '2026-11-25', until: '2026-11-25' });
        office.moveTo(at('2026-11-26', '09:00'));
        return id;
      },
    ],
  ])('%s stands on Home behind any number of newer requests', async (_what, label, make) => {
    const office = await bureau();
    const id = await make(office);
    await later(office, 4);
    expect(button(await home(office), label).value).toBe(id);
  });

  test('and of what does not fit on Home, how many more there are is said', async () => {
    const office = await bureau();
    for (const day of [1, 2, 3, 4, 5]) {
      const on = `2026-12-0${day}`;
      await decided(office, await requested(office, ME, { ...TRIP, from: on, until: on }), 'returned', '请补充');
    }
    const blocks = await home(office);
    expect(pressable(blocks).filter(({ label }) => label === '修改后重新提交')).toHaveLength(3);
    expect(wordsOf(blocks)).toMatch(/还有 2 份等你处理/);
  });

  test('whatever has begun can be reported back from, behind any number of newer requests', async () => {
    const office = await bureau();
    const id = await approved(office, { ...TRIP, from: '2026-11-25', until: '2026-11-25' });
    office.moveTo(at('2026-11-26', '09:00'));
    await later(office, 21);
    expect(button(cardIn(await talk(office, ME).say('销假')).blocks, '销假').value).toBe(id);
  });
});

test.each(['取消12月7日年休假', '12月7日的年休假不休了', '把12月7日的年休假改到12月14日'])(
  '%s: leads to one’s own requests',
  async (line) => {
    const office = await bureau();
    const id = await requested(office, ME, ANNUAL);
    const { blocks } = cardIn(await talk(office, ME).say(line));
    expect(pressable(blocks).map(({ label }) => label)).not.toContain('填写申请');
    expect(pressable(blocks).map(({ value }) => value)).toContain(id);
  },
);

test('who asks which others are on leave is offered no request', async () => {
  expect(wordsOf(cardIn(await talk(await bureau(), HEAD).say('明天谁休年假')).blocks)).not.toContain('填写申请');
});
