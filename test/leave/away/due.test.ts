import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/calendar/instant.js';
import type { Card } from '../../../src/chat/card.js';
import { leaveCounts } from '../../../src/leave/away/count-service.js';
import { leaveApproved, leaveOver } from '../../../src/leave/away/follow-service.js';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import type { Leave } from '../../../src/leave/leave.js';
import { reportBack as back } from '../../../src/leave/request/back/service.js';
import { insertSteps } from '../../../src/leave/step-store.js';
import { moveLeave } from '../../../src/leave/store.js';
import { loadOrg } from '../../../src/org/service.js';
import { deliver } from '../../support/announced.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { reimport } from '../../support/roster.js';
import { pressable, wordsOf } from '../../support/talk.js';
import { requested } from '../decide/world.js';
import { acting, days, leaveOf, reportBack } from './world.js';

const [ME, HEAD, ACTING] = ['603', '601', '602'];
/** Tuesday to Thursday. */
const trip = days('2026-12-01 am', '2026-12-03 pm');

async function approved(office: Office, more: Partial<Leave> = acting(ACTING), approver: string | undefined = HEAD): Promise<Leave> {
  const leave = await leaveOf(office, ME, trip, more);
  await office.transact(async (tx) => {
    await insertSteps(tx, leave.id, [{ action: 'approve', role: 'departmentHead' }]);
    await tx
      .updateTable('leave_step')
      .set({ state: 'done', opened_at: office.now(), outcome: 'approved', done_by: approver as never, done_at: office.now() })
      .where('leave_id', '=', leave.id)
      .execute();
    await leaveApproved(tx, office.leave, leave);
  });
  return leave;
}

const job = (office: Office) => {
  const found = leaveJobs(office.leave).find(({ name }) => name === 'leave.due');
  if (!found) throw new Error('no job');
  return found;
};
/** As the bot does: at every instant at which something is due, up to `until`. */
async function run(office: Office, until: Instant) {
  for (;;) {
    const next = await office.transact((tx) => job(office).nextDueAt(tx, office.now()));
    if (next === undefined || next > until) break;
    office.moveTo(next);
    await job(office).run(next);
    await job(office).run(next);
  }
  office.moveTo(until);
  await job(office).run(until);
}
const told = async (office: Office) =>
  (await office.outbox('leave.remind:')).map(({ key, member_id, content }) => {
    const card = JSON.parse(content ?? '') as Card;
    return { what: key.split(':')[2] ?? '', to: member_id as string, words: wordsOf(card.blocks), buttons: pressable(card.blocks) };
  });
const brief = async (office: Office) => (await told(office)).map(({ what, to }) => `${what} ${to}`);

test('each in its time, and once: the member before, whoever is in charge as it begins, the member again until they report back, the approver', async () => {
  const office = await testOffice();
  const leave = await approved(office);
  await run(office, at('2026-11-30', '14:59'));
  expect(await brief(office)).toEqual([]);
  await run(office, at('2026-11-30', '15:00'));
  expect(await brief(office)).toEqual([`before ${ME}`]);
  await run(office, at('2026-12-01', '08:30'));
  expect(await brief(office)).toEqual([`before ${ME}`, `begin ${ACTING}`]);
  await run(office, at('2026-12-20', '12:00'));
  const all = await told(office);
  expect(all.map(({ what, to }) => `${what} ${to}`)).toEqual([
    `before ${ME}`,
    `begin ${ACTING}`,
    `return ${ME}`,
    `nudge ${ME}`,
    `nudge ${ME}`,
    `approver ${HEAD}`,
  ]);
  expect(all[2]?.buttons).toContainEqual({ id: 'leave.reportBack', label: '销假', value: leave.id });
  expect(all[3]?.words).toContain('应于 12月4日（周五） 返岗');
  expect(all[5]?.words).toContain('邓禾的出差应于 12月4日');
  expect(await office.transact((tx) => job(office).nextDueAt(tx, 0 as Instant))).toBeUndefined();
});

test('whoever reports back is asked nothing more', async () => {
  const office = await testOffice();
  const leave = await approved(office);
  await run(office, at('2026-12-04', '09:00'));
  await reportBack(office, leave, '2026-12-04 am');
  await run(office, at('2026-12-20', '12:00'));
  expect(await brief(office)).toEqual([`before ${ME}`, `begin ${ACTING}`, `return ${ME}`]);
});

test.each(['withdrawn', 'replaced'] as const)('of leave that is %s, nobody is reminded', async (state) => {
  const office = await testOffice();
  const leave = await approved(office);
  await office.transact((tx) => moveLeave(tx, leave.id, ['approved'], state));
  await run(office, at('2026-12-20', '12:00'));
  expect(await brief(office)).toEqual([]);
});

test('after a downtime the member gets one message about it, and the approver is told', async () => {
  const office = await testOffice();
  await approved(office);
  office.moveTo(at('2026-12-20', '12:00'));
  await job(office).run(office.now());
  await job(office).run(office.now());
  expect(await brief(office)).toEqual([`nudge ${ME}`, `approver ${HEAD}`]);
});

test('what could not be sent is not sent when it has lost its point; that they should be back is said once, by the newest', async () => {
  const office = await testOffice();
  const leave = await approved(office);
  const late = async (date: string) => {
    office.moveTo(at(date, '20:00'));
    return (await deliver(office)).filter((key) => key.startsWith('leave.remind:'));
  };
  await run(office, at('2026-12-01', '12:00'));
  expect(await brief(office)).toEqual([`before ${ME}`, `begin ${ACTING}`]);
  expect(await late('2026-12-01')).toEqual([`leave.remind:${leave.id}:begin:0`]);
  await run(office, at('2026-12-20', '12:00'));
  expect(await late('2026-12-20')).toEqual([`leave.remind:${leave.id}:nudge:1`, `leave.remind:${leave.id}:approver:0`]);
});

test('whoever is in charge is not told of leave that is over, and nobody is asked to be back from it', async () => {
  const office = await testOffice();
  const leave = await approved(office);
  await run(office, at('2026-12-01', '12:00'));
  const expiry = async () => (await office.outbox('leave.remind:')).map(({ expires_at }) => expires_at);
  expect(await expiry()).toEqual([at('2026-12-01', '00:00'), at('2026-12-04', '00:00')]);
  await office.transact((tx) => leaveOver(tx, office.leave, leave));
  expect(await expiry()).toEqual([0, 0]);
});

test('nor is anybody reminded of what another leave has taken the place of', async () => {
  const office = await testOffice();
  const leave = await approved(office);
  await run(office, at('2026-11-30', '16:00'));
  await approved(office, { ...acting(ACTING), replaces: leave.id });
  expect((await office.outbox(`leave.remind:${leave.id}`)).map(({ expires_at }) => expires_at)).toEqual([0]);
});

test('a downtime over the beginning: the reminder of it has lost its point, whoever is in charge is told late', async () => {
  const office = await testOffice();
  await approved(office);
  await run(office, at('2026-11-30', '14:00'));
  office.moveTo(at('2026-12-02', '10:00'));
  await job(office).run(office.now());
  expect(await brief(office)).toEqual([`begin ${ACTING}`]);
});

test('approved only on its second day, whoever is in charge is told at once', async () => {
  const office = await testOffice(at('2026-12-02', '14:00'));
  await approved(office);
  await job(office).run(office.now());
  expect(await brief(office)).toEqual([`begin ${ACTING}`]);
});

test.each([
  ['declined', []],
  ['asked', [`begin ${ACTING}`]],
] as const)('whoever was to be in charge and has %s', async (answer, expected) => {
  const office = await testOffice();
  await approved(office, acting(ACTING, answer));
  await run(office, at('2026-11-30', '16:00'));
  const [reminder] = await told(office);
  expect(reminder?.words).toContain(answer === 'declined' ? '请另行安排' : '还没有答复');
  await run(office, at('2026-12-01', '12:00'));
  expect((await brief(office)).slice(1)).toEqual(expected);
});

const setActive = (office: Office, active: 0 | 1) =>
  office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ active })
      .where('id', '=', ME as never)
      .execute(),
  );

test('of somebody who has left the office while they were away nobody is told that they are overdue', async () => {
  const office = await testOffice();
  await approved(office);
  await run(office, at('2026-12-02', '12:00'));
  await setActive(office, 0);
  await run(office, at('2026-12-20', '12:00'));
  expect(await brief(office)).toEqual([`before ${ME}`, `begin ${ACTING}`]);
  expect(await office.transact((tx) => leaveCounts(tx, office.leave))).toMatchObject({ overdue: 0 });
});

test('of whoever is left out of a roster by mistake it goes on once they are back in it: their approver is told a day late', async () => {
  const office = await testOffice();
  await approved(office);
  await run(office, at('2026-12-08', '12:00'));
  const before = await brief(office);
  await setActive(office, 0);
  await run(office, at('2026-12-09', '18:00'));
  expect(await brief(office)).toEqual(before);
  await setActive(office, 1);
  await run(office, at('2026-12-20', '12:00'));
  expect(await brief(office)).toEqual([...before, `approver ${HEAD}`]);
});

test('whoever has asked for longer, which nobody decides until it is over itself, is asked to be back before their approver is told', async () => {
  const office = await testOffice();
  const leave = await approved(office);
  await run(office, at('2026-12-03', '10:00'));
  await requested(office, ME, { replaces: leave.id }, days('2026-12-01 am', '2026-12-11 pm'));
  const about = async () => (await brief(office)).filter((one) => /^(return|nudge|approver) /.test(one));
  await run(office, at('2026-12-14', '08:00'));
  expect(await about()).toEqual([]);
  await run(office, at('2026-12-14', '12:00'));
  expect(await about()).toEqual([`nudge ${ME}`]);
  await run(office, at('2026-12-31', '12:00'));
  expect((await about()).slice(1)).toEqual([`nudge ${ME}`, `approver ${HEAD}`]);
});

test('whoever has asked for longer is not asked to be back while that waits; once it is refused, they are', async () => {
  const office = await testOffice();
  const leave = await approved(office);
  await run(office, at('2026-12-03', '10:00'));
  const change = await requested(office, ME, { replaces: leave.id }, days('2026-12-01 am', '2026-12-09 pm'));
  await run(office, at('2026-12-08', '12:00'));
  expect(await brief(office)).toEqual([`before ${ME}`, `begin ${ACTING}`]);
  await decide(office.leave, { id: change.id, position: 0, memberId: HEAD, verdict: 'refused', words: '工作需要' });
  // One message, and whoever approved it is told only where the member is not back in their time after that.
  await run(office, at('2026-12-09', '08:30'));
  expect((await brief(office)).slice(2)).toEqual([`nudge ${ME}`]);
  await run(office, at('2026-12-10', '12:00'));
  expect((await brief(office)).slice(3)).toEqual([`nudge ${ME}`]);
  await run(office, at('2026-12-11', '08:30'));
  expect((await brief(office)).slice(4)).toEqual([`approver ${HEAD}`]);
});

describe('whoever is on other leave that goes on from theirs', () => {
  /** Thursday is the last day of the trip. */
  async function goesOn(until = '2026-12-09 pm') {
    const office = await testOffice();
    const leave = await approved(office);
    const annual = await requested(office, ME, { kind: 'annual-leave' }, days('2026-12-04 am', until));
    await decide(office.leave, { id: annual.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
    const ofTrip = async () => (await office.outbox(`leave.remind:${leave.id}`)).map(({ key }) => key.split(':')[2]).slice(2);
    const overdue = () => office.transact((tx) => leaveCounts(tx, office.leave));
    return { office, leave, annual, ofTrip, overdue };
  }

  test('is not asked to be back before that is over as well, nor late', async () => {
    const { office, leave, ofTrip, overdue } = await goesOn();
    await run(office, at('2026-12-09', '17:00'));
    expect(await ofTrip()).toEqual([]);
    expect(await overdue()).toMatchObject({ overdue: 0 });
    await run(office, at('2026-12-10', '08:30'));
    expect(await ofTrip()).toEqual(['return']);
    expect((await told(office)).find(({ what }) => what === 'return')?.words).toContain('应返岗 12月10日');
    expect(await back(office.leave, { id: leave.id, memberId: ME, on: '2026-12-10', half: 'morning' })).toEqual({ ok: true, late: false });
  });

  test('is asked, and overdue, in their time after that', async () => {
    const { office, ofTrip, overdue } = await goesOn();
    await run(office, at('2026-12-15', '12:00'));
    expect(await ofTrip()).toEqual(['return', 'nudge', 'nudge', 'approver']);
    expect(await overdue()).toMatchObject({ overdue: 2 });
  });

  test('and has asked for longer of that, is not chased for this one meanwhile; once it is refused, they are asked first', async () => {
    const { office, annual, ofTrip, overdue } = await goesOn();
    await run(office, at('2026-12-09', '10:00'));
    const longer = await requested(office, ME, { kind: 'annual-leave', replaces: annual.id }, days('2026-12-04 am', '2026-12-18 pm'));
    await run(office, at('2026-12-15', '12:00'));
    expect(await ofTrip()).toEqual([]);
    expect(await overdue()).toMatchObject({ overdue: 0 });
    const refusal = { id: longer.id, position: 0, memberId: '003', verdict: 'refused', words: '工作需要' };
    expect(await decide(office.leave, refusal)).toMatchObject({ ok: true });
    expect(await overdue()).toMatchObject({ overdue: 2 });
    await run(office, at('2026-12-16', '08:30'));
    expect(await ofTrip()).toEqual(['nudge']);
    await run(office, at('2026-12-20', '12:00'));
    expect(await ofTrip()).toEqual(['nudge', 'nudge', 'approver']);
  });

  test('is asked once they are back from it early', async () => {
    const { office, annual, ofTrip } = await goesOn();
    await run(office, at('2026-12-08', '09:00'));
    expect(await ofTrip()).toEqual([]);
    const early = { id: annual.id, memberId: ME, on: '2026-12-08', half: 'morning' };
    expect(await back(office.leave, early)).toEqual({ ok: true, late: false });
    await run(office, at('2026-12-09', '08:30'));
    expect(await ofTrip()).toEqual(['nudge']);
  });

  test('control: is asked to be back where half a day is worked between', async () => {
    const office = await testOffice();
    const leave = await approved(office);
    await leaveOf(office, ME, days('2026-12-04 pm', '2026-12-09 pm'));
    await run(office, at('2026-12-04', '08:30'));
    expect((await office.outbox(`leave.remind:${leave.id}:return`)).length).toBe(1);
  });
});

test('a change that waits and is over itself holds nothing up', async () => {
  const office = await testOffice();
  const leave = await approved(office);
  await run(office, at('2026-12-03', '10:00'));
  await leaveOf(office, ME, days('2026-12-01 am', '2026-12-04 pm'), { state: 'pending', replaces: leave.id });
  await run(office, at('2026-12-04', '12:00'));
  expect((await brief(office)).slice(2)).toEqual([]);
  await run(office, at('2026-12-07', '08:30'));
  expect((await brief(office)).slice(2)).toEqual([`nudge ${ME}`]);
});

test('an approver who has left the office is replaced by who is above the member now', async () => {
  const office = await testOffice();
  await approved(office, {}, '702');
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ active: 0 })
      .where('id', '=', '702' as never)
      .execute(),
  );
  await run(office, at('2026-12-20', '12:00'));
  expect((await brief(office)).at(-1)).toBe(`approver ${HEAD}`);
});

test('so is one who heads the department no more', async () => {
  const office = await testOffice();
  await approved(office);
  await office.transact((tx) => tx.updateTable('org_department').set({ head_id: '602' }).where('head_id', '=', HEAD).execute());
  await run(office, at('2026-12-20', '12:00'));
  expect((await brief(office)).at(-1)).toBe('approver 602');
});

test('of leave that somebody else approved in a leader’s place the leader is told, not the head, whom it was none of', async () => {
  const office = await testOffice();
  await leaveOf(office, '003', days('2026-11-23 am', '2026-11-25 pm'), acting('004', 'accepted'));
  const leave = await requested(office, ME, { kind: 'annual-leave' }, trip);
  expect(await decide(office.leave, { id: leave.id, position: 0, memberId: '004', verdict: 'approved', words: '' })).toMatchObject({
    ok: true,
  });
  await run(office, at('2026-12-20', '12:00'));
  expect((await brief(office)).at(-1)).toBe('approver 003');
});

test('where a leader who approved it is one no more, who is in their place is told, not the head', async () => {
  const office = await testOffice();
  const leave = await requested(office, ME, { kind: 'annual-leave' }, trip);
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await office.transact((tx) =>
    tx.updateTable('org_department').set({ supervising_leader_id: '004' }).where('supervising_leader_id', '=', '003').execute(),
  );
  await run(office, at('2026-12-20', '12:00'));
  expect((await brief(office)).at(-1)).toBe('approver 004');
});

test('where the approver has left, it is said to the head of the department that the member is in now', async () => {
  const office = await testOffice();
  await approved(office);
  await reimport(office, (csv) =>
    csv
      .replace(/^601,.*\r?\n/m, '')
      .replace(/^(602,(?:[^,]*,){4}[^,]*),[^,]*/m, '$1,是')
      .replace(/^(603,(?:[^,]*,){3})[^,]*/m, '$1四问示范局/第二工程管理所'),
  );
  const { headId } = await office.transact(async (tx) => {
    const { departments } = await loadOrg(tx);
    const department = departments.find(({ name }) => name === '第二工程管理所');
    if (!department) throw new Error('no such department');
    return department;
  });
  await run(office, at('2026-12-20', '12:00'));
  expect((await brief(office)).at(-1)).toBe(`approver ${headId}`);
});

test.each([
  ['whoever is in charge for them', acting('701'), ['701']],
  ['the next above, where nobody is', {}, ['003']],
  ['the next above, where that is the member', acting(ME), ['003']],
] as const)('while the approver is away, it is said to %s', async (_who, more, expected) => {
  const office = await testOffice();
  await approved(office);
  await leaveOf(office, HEAD, days('2026-12-04 am', '2026-12-25 pm'), more);
  await run(office, at('2026-12-20', '12:00'));
  expect((await told(office)).filter(({ what }) => what === 'approver').map(({ to }) => to)).toEqual(expected);
});

test('whoever registered it for the member is not told that the member is overdue where they are the member', async () => {
  const office = await testOffice();
  await approved(office, {}, ME);
  await run(office, at('2026-12-20', '12:00'));
  expect((await brief(office)).at(-1)).toBe(`approver ${HEAD}`);
});

/** The office after a start with other hours of work, and another time of the reminder. */
const withTimes = (office: Office, start: string, dayBefore: string) =>
  Object.assign(office.leave, {
    workingHours: { ...office.leave.workingHours, start },
    policy: { ...office.leave.policy, reminders: { dayBefore } },
  });

test('times that are moved earlier between two starts lose no reminder', async () => {
  const office = await testOffice();
  await approved(office);
  withTimes(office, '08:00', '09:15');
  await run(office, at('2026-12-01', '00:00'));
  expect(await brief(office)).toEqual([`before ${ME}`]);
  await run(office, at('2026-12-03', '12:00'));
  // The member is to be asked at eight next; from the next start on it is seven.
  withTimes(office, '07:00', '09:15');
  await run(office, at('2026-12-20', '12:00'));
  expect(await brief(office)).toEqual([
    `before ${ME}`,
    `begin ${ACTING}`,
    `return ${ME}`,
    `nudge ${ME}`,
    `nudge ${ME}`,
    `approver ${HEAD}`,
  ]);
});

test('times that are moved later between two starts repeat no reminder', async () => {
  const office = await testOffice();
  await approved(office);
  await run(office, at('2026-12-04', '08:30'));
  withTimes(office, '10:00', '16:00');
  await run(office, at('2026-12-20', '12:00'));
  expect(await brief(office)).toEqual([
    `before ${ME}`,
    `begin ${ACTING}`,
    `return ${ME}`,
    `nudge ${ME}`,
    `nudge ${ME}`,
    `approver ${HEAD}`,
  ]);
});

test('the policy says how often and when', async () => {
  const office = await testOffice();
  Object.assign(office.leave, {
    policy: {
      ...office.leave.policy,
      reminders: { dayBefore: '09:15' },
      reportBack: { nudges: [{ workdaysAfter: 5 }], tellApproverAfterWorkdays: 1 },
    },
  });
  await approved(office, {});
  await run(office, at('2026-11-30', '09:15'));
  expect(await brief(office)).toEqual([`before ${ME}`]);
  await run(office, at('2026-12-25', '12:00'));
  expect(await brief(office)).toEqual([`before ${ME}`, `return ${ME}`, `approver ${HEAD}`, `nudge ${ME}`]);
});
