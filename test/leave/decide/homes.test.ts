import { describe, expect, test } from 'vitest';
import { noteHomeOpened } from '../../../src/delivery/homes.js';
import { decide, finish } from '../../../src/leave/decide/decision-service.js';
import { stepJob } from '../../../src/leave/decide/jobs.js';
import { withdrawLeave } from '../../../src/leave/request/own/service.js';
import type { MemberId } from '../../../src/org/member.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { cardIn, talk } from '../../support/talk.js';
import { days, leaveOf } from '../away/world.js';
import { chainNow, requested } from './world.js';

describe('whoever may settle a step that is no single approver’s, and has it on Home only', () => {
  const opened = (office: Office, id: string) => office.transact((tx) => noteHomeOpened(tx, office.now(), `U${id}`, id as MemberId));
  const forget = (office: Office) => office.transact((tx) => tx.deleteFrom('delivery_home').execute());
  const drawn = async (office: Office) =>
    (await office.transact((tx) => tx.selectFrom('delivery_home').select('member_id').execute())).map(({ member_id }) => member_id);

  test('has it there no more once a colleague has settled it, and reads who has', async () => {
    const office = await testOffice();
    const leave = await requested(office, '603', { kind: 'annual-leave' });
    await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
    await opened(office, '302');
    await forget(office);
    await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
    expect(await drawn(office)).toEqual(['302']);
    expect(cardIn(await talk(office, '302').press('leave.finish', `${leave.id}:1`)).summary).toContain('唐若谷于');
  });

  test('nor once it is withdrawn, and reads that it waits for nobody', async () => {
    const office = await testOffice();
    const leave = await requested(office, '001');
    await opened(office, '104');
    await forget(office);
    await withdrawLeave(office.leave, { id: leave.id, memberId: '001' });
    expect(await drawn(office)).toEqual(['104']);
    expect(cardIn(await talk(office, '104').press('leave.approve', `${leave.id}:0`)).summary).toBe('这份申请已经不用办理。');
  });

  test('nor once it is for a leader to decide after all', async () => {
    const office = await testOffice();
    await leaveOf(office, '001', days('2026-11-24 am', '2026-11-24 pm'));
    const leave = await requested(office, '003');
    expect((await chainNow(office, leave))[0]).toBe('approve supervisingLeader open');
    await opened(office, '104');
    await forget(office);
    office.moveTo(at('2026-11-25', '09:00'));
    await stepJob(office.leave).run(office.now());
    expect((await chainNow(office, leave))[0]).toBe('approve supervisingLeader open 001');
    expect(await drawn(office)).toEqual(['104']);
  });
});
