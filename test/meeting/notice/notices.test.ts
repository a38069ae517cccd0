import { describe, expect, test } from 'vitest';
import { type Instant, plus } from '../../../src/calendar/instant.js';
import { forgetMessages } from '../../../src/delivery/forget.js';
import { heldNow } from '../../../src/meeting/notice/service.js';
import { activeMembers } from '../../../src/org/service.js';
import { announce, cancel, cardNow, change, deliver, tick } from '../../support/announced.js';
import { at, type Office, testOffice } from '../../support/office.js';

const NIGHT = at('2026-11-24', '22:00');
const MORNING = at('2026-11-25', '08:30');
/** Of the demo bureau: 正处级 and above are reachable at any hour. */
const HIGH = '201';
const LOW = '603';

test('each who is expected gets one notice, the organizer a card that counts, nobody else anything', async () => {
  const office = await testOffice();
  await announce(office, {}, ['101', HIGH, LOW]);
  expect((await deliver(office)).toSorted()).toEqual([
    'meeting.board:M1',
    'meeting.notice:M1:101',
    `meeting.notice:M1:${HIGH}`,
    `meeting.notice:M1:${LOW}`,
  ]);
  const [notice] = await office.outbox(`meeting.notice:M1:${LOW}`);
  expect(notice?.expires_at).toBe(at('2026-11-30', '11:00'));
  expect(await cardNow(office, 'meeting.board:M1')).toContain('3 人');
});

describe('an urgent notice at night', () => {
  test('goes at once to whoever is obliged to be reachable, and to the others when working hours begin', async () => {
    const office = await testOffice(NIGHT);
    await announce(office, { startsAt: at('2026-11-25', '14:00') });
    const first = await deliver(office);
    expect(first).toContain(`meeting.notice:M1:${HIGH}`);
    expect(first).not.toContain(`meeting.notice:M1:${LOW}`);
    expect(await cardNow(office, 'meeting.board:M1')).toContain('等到上班时间再通知');
    await tick(office, plus(MORNING, -1));
    expect(await deliver(office)).toEqual([]);
    await tick(office, MORNING);
    const second = await deliver(office);
    expect(second).toContain(`meeting.notice:M1:${LOW}`);
    expect(second).not.toContain(`meeting.notice:M1:${HIGH}`);
    expect(await cardNow(office, 'meeting.board:M1')).not.toContain('等到上班时间再通知');
    await tick(office, plus(MORNING, 1));
    expect(await deliver(office)).toEqual([]);
  });

  test('goes to everybody where it is an emergency, which the audit log keeps', async () => {
    const office = await testOffice(NIGHT);
    await announce(office, { startsAt: at('2026-11-25', '14:00'), emergency: true });
    expect((await deliver(office)).filter((key) => key.startsWith('meeting.notice'))).toHaveLength(26);
    const entries = await office.transact((tx) =>
      tx.selectFrom('org_audit').selectAll().where('action', '=', 'meeting.emergencyTold').execute(),
    );
    expect(entries).toMatchObject([{ subject: 'M1', detail: expect.stringMatching(/^people=\d+$/) }]);
  });

  test('by day an emergency disturbs nobody more than any other notice, and is no entry', async () => {
    const office = await testOffice();
    await announce(office, { emergency: true });
    const entries = await office.transact((tx) =>
      tx.selectFrom('org_audit').selectAll().where('action', '=', 'meeting.emergencyTold').execute(),
    );
    expect(entries).toEqual([]);
  });

  test('of a meeting before the working hours reaches everybody before it begins', async () => {
    const office = await testOffice(NIGHT);
    await announce(office, { startsAt: at('2026-11-25', '07:00') });
    expect(await deliver(office)).toContain(`meeting.notice:M1:${LOW}`);
  });

  test('is never sent to who waits, once the meeting is cancelled', async () => {
    const office = await testOffice(NIGHT);
    const { id } = await announce(office, { startsAt: at('2026-11-25', '14:00') });
    await deliver(office);
    await cancel(office, id);
    await tick(office, MORNING);
    const keys = await deliver(office);
    expect(keys).toContain(`meeting.cancelled:M1:${HIGH}`);
    expect(keys.filter((key) => key.endsWith(`:${LOW}`))).toEqual([]);
  });

  test('is sent to who waits as the meeting is by then, and says nothing of a change', async () => {
    const office = await testOffice(NIGHT);
    const { id } = await announce(office, { startsAt: at('2026-11-25', '14:00') });
    await deliver(office);
    await change(office, id, { place: '一楼礼堂' });
    await tick(office, MORNING);
    const keys = (await deliver(office)).filter((key) => key.endsWith(`:${LOW}`));
    expect(keys).toEqual([`meeting.notice:M1:${LOW}`]);
    const card = await cardNow(office, `meeting.notice:M1:${LOW}`);
    expect(card).toContain('一楼礼堂');
    expect(card).not.toContain('三楼会议室');
  });

  test('that is moved to before the working hours does not wait for them', async () => {
    const office = await testOffice(NIGHT);
    const { id } = await announce(office, { startsAt: at('2026-11-25', '14:00') });
    await change(office, id, { startsAt: at('2026-11-25', '07:30') });
    expect(await deliver(office)).toContain(`meeting.notice:M1:${LOW}`);
  });

  test('and a cancellation, too, wait for whoever is off the roster by mistake in the morning', async () => {
    const office = await testOffice(NIGHT);
    const { id } = await announce(office, { startsAt: at('2026-11-26', '14:00') });
    const onRoster = (active: 0 | 1) =>
      office.transact((tx) =>
        tx
          .updateTable('org_member')
          .set({ active })
          .where('id', '=', LOW as never)
          .execute(),
      );
    const missedMorning = async (morning: Instant) => {
      await onRoster(0);
      await tick(office, morning);
      await onRoster(1);
      return deliver(office);
    };
    expect(await missedMorning(MORNING)).toContain(`meeting.notice:M1:${LOW}`);
    office.moveTo(at('2026-11-25', '22:00'));
    await cancel(office, id);
    expect(await deliver(office)).not.toContain(`meeting.cancelled:M1:${LOW}`);
    expect(await missedMorning(at('2026-11-26', '08:30'))).toContain(`meeting.cancelled:M1:${LOW}`);
  });
});

describe('a change', () => {
  test('of the place is told to everybody who stays, with the old and the new, and updates their card', async () => {
    const office = await testOffice();
    const { id } = await announce(office, {}, [HIGH, LOW]);
    await deliver(office);
    await change(office, id, { place: '一楼礼堂' });
    expect((await deliver(office)).toSorted()).toEqual([`meeting.changed:M1:1:${HIGH}`, `meeting.changed:M1:1:${LOW}`]);
    expect(await cardNow(office, `meeting.changed:M1:1:${LOW}`)).toMatch(/原为 三楼会议室，改为 一楼礼堂/);
    const notice = await cardNow(office, `meeting.notice:M1:${LOW}`);
    expect(notice).toContain('一楼礼堂');
    expect(notice).not.toContain('三楼会议室');
  });

  test('of the agenda only updates the cards', async () => {
    const office = await testOffice();
    const { id } = await announce(office, {}, [HIGH, LOW]);
    await deliver(office);
    await change(office, id, { agenda: '三、表彰先进' });
    expect(await deliver(office)).toEqual([]);
    expect(await cardNow(office, `meeting.notice:M1:${LOW}`)).toContain('表彰先进');
  });

  test('of the audience tells those who come anew and those who need not come, and nobody else', async () => {
    const office = await testOffice();
    const { id } = await announce(office, {}, [HIGH, LOW]);
    await deliver(office);
    await change(office, id, {}, [LOW, '104']);
    expect((await deliver(office)).toSorted()).toEqual([`meeting.changed:M1:1:${HIGH}`, 'meeting.notice:M1:104']);
    expect(await cardNow(office, `meeting.changed:M1:1:${HIGH}`)).toContain('不用参加');
    expect(await cardNow(office, `meeting.notice:M1:${HIGH}`)).toContain('不用参加');
    await change(office, id, {}, [LOW, HIGH]);
    expect((await deliver(office)).toSorted()).toEqual(['meeting.changed:M1:2:104', `meeting.changed:M1:2:${HIGH}`]);
    expect(await cardNow(office, `meeting.changed:M1:2:${HIGH}`)).toContain('请你参加');
  });

  test('before a notice is out is shown by the notice itself', async () => {
    const office = await testOffice();
    const { id } = await announce(office, {}, [HIGH, LOW]);
    await change(office, id, { startsAt: at('2026-12-02', '09:00') });
    const [row] = await office.outbox(`meeting.notice:M1:${LOW}`);
    expect(row?.expires_at).toBe(at('2026-12-02', '11:00'));
    expect((await deliver(office)).filter((key) => key.includes('changed'))).toEqual([]);
    expect(await cardNow(office, `meeting.notice:M1:${LOW}`)).toContain('12月2日');
  });

  test('before a notice is out takes it back from whoever need not come', async () => {
    const office = await testOffice();
    const { id } = await announce(office, {}, [HIGH, LOW]);
    await change(office, id, {}, [HIGH]);
    expect((await deliver(office)).filter((key) => key.endsWith(`:${LOW}`))).toEqual([]);
    await change(office, id, {}, [HIGH, LOW]);
    expect((await deliver(office)).filter((key) => key.endsWith(`:${LOW}`))).toEqual([`meeting.changed:M1:2:${LOW}`]);
    expect(await cardNow(office, `meeting.changed:M1:2:${LOW}`)).toContain('会议通知');
  });

  test('has to be acknowledged anew where it is one of time or place', async () => {
    const office = await testOffice();
    const { id } = await announce(office, {}, [LOW]);
    await office.transact((tx) => tx.updateTable('meeting_invitee').set({ acknowledged_at: office.now() }).execute());
    await change(office, id, { agenda: '另议' });
    const acknowledged = () => office.transact((tx) => tx.selectFrom('meeting_invitee').select('acknowledged_at').executeTakeFirst());
    expect(await acknowledged()).toEqual({ acknowledged_at: office.now() });
    await change(office, id, { startsAt: at('2026-12-02', '09:00') });
    expect(await acknowledged()).toEqual({ acknowledged_at: null });
  });
});

test('a meeting cancelled before its notices are out is never heard of', async () => {
  const office = await testOffice();
  const { id } = await announce(office);
  await cancel(office, id);
  expect((await deliver(office)).filter((key) => !key.startsWith('meeting.board'))).toEqual([]);
});

test('a cancellation is told once to everybody who was told to come, and their cards show it', async () => {
  const office = await testOffice();
  const { id } = await announce(office, {}, [HIGH, LOW]);
  await deliver(office);
  await cancel(office, id);
  expect((await deliver(office)).toSorted()).toEqual([`meeting.cancelled:M1:${HIGH}`, `meeting.cancelled:M1:${LOW}`]);
  expect(await cardNow(office, `meeting.cancelled:M1:${LOW}`)).toContain('会议取消');
  expect(await cardNow(office, `meeting.notice:M1:${LOW}`)).toContain('已取消');
});

test('what was told before a cancellation says so, with the last place, and does not tell it a second time', async () => {
  const office = await testOffice();
  const { id } = await announce(office, {}, [LOW]);
  await deliver(office);
  await change(office, id, { place: '一楼礼堂' });
  await deliver(office);
  await cancel(office, id);
  await deliver(office);
  for (const key of [`meeting.notice:M1:${LOW}`, `meeting.changed:M1:1:${LOW}`]) {
    const card = await cardNow(office, key);
    expect(card, key).toContain('已取消');
    expect(card, key).toContain('一楼礼堂');
    expect(card, key).not.toMatch(/会议取消|meeting.acknowledge/);
  }
  expect(await cardNow(office, `meeting.cancelled:M1:${LOW}`)).toMatch(/会议取消.*一楼礼堂/);
});

const withChannel = (office: Office): Office => ({
  ...office,
  meeting: { ...office.meeting, policy: { ...office.meeting.policy, channel: 'C1' } },
});

test('the channel has its post of a meeting that was bureau-wide before, where the first was taken back', async () => {
  const office = withChannel(await testOffice());
  const { id } = await announce(office, {}, [LOW]);
  await change(office, id, { scope: 'departments' });
  await change(office, id, { scope: 'bureau' });
  expect((await deliver(office)).filter((key) => key.startsWith('meeting.post:'))).toEqual(['meeting.post:M1:2']);
  await change(office, id, { place: '一楼礼堂' });
  expect(await cardNow(office, 'meeting.post:M1:2')).toContain('一楼礼堂');
  await change(office, id, { scope: 'departments' });
  expect(await cardNow(office, 'meeting.post:M1:2')).toContain('不再是全局性会议');
});

test('the channel has no second post once the first is no longer kept', async () => {
  const office = withChannel(await testOffice());
  const { id } = await announce(office, { startsAt: at('2027-03-10', '09:00') }, [LOW]);
  expect(await deliver(office)).toContain('meeting.post:M1');
  office.moveTo(at('2027-01-20', '10:00'));
  await office.transact((tx) => forgetMessages(tx, at('2026-12-20', '10:00'), 1_000));
  await change(office, id, { agenda: '换届选举' });
  expect(await office.outbox('meeting.post:')).toEqual([]);
});

test('a post that has not gone out yet is taken back with the meeting', async () => {
  const office = withChannel(await testOffice());
  const { id } = await announce(office, {}, [LOW]);
  await cancel(office, id);
  expect(await deliver(office)).not.toContain('meeting.post:M1');
});

test('the channel has one post, which says how it is; of a departments’ meeting it has none', async () => {
  const office = withChannel(await testOffice());
  const { id } = await announce(office, {}, [LOW]);
  await deliver(office);
  await change(office, id, { place: '一楼礼堂' });
  await cancel(office, id);
  expect((await office.outbox('meeting.post')).map(({ key }) => key)).toEqual(['meeting.post:M1']);
  expect(await cardNow(office, 'meeting.post:M1')).toContain('会议取消');
  await announce(office, { id: 'M2' as typeof id, scope: 'departments' }, [LOW]);
  expect(await office.outbox('meeting.post:M2')).toEqual([]);
});

test('the channel has a post of what becomes a bureau-wide meeting, and is shown nothing of what is one no longer', async () => {
  const office = withChannel(await testOffice());
  const { id } = await announce(office, { scope: 'departments' }, [LOW]);
  await change(office, id, { scope: 'bureau' });
  expect(await deliver(office)).toContain('meeting.post:M1');
  await change(office, id, { scope: 'departments', title: '办公室内部会议', agenda: '讨论人员分工', place: '一楼礼堂' });
  const narrowed = await cardNow(office, 'meeting.post:M1');
  expect(narrowed).toContain('不再是全局性会议');
  expect(narrowed).not.toMatch(/办公室内部会议|讨论人员分工|一楼礼堂/);
  await cancel(office, id);
  expect(await cardNow(office, 'meeting.post:M1')).toBe(narrowed);
});

test('before it is sent, it can be asked who would have to wait: whoever has an account and need not be reachable at this hour', async () => {
  const office = await testOffice(NIGHT);
  const members = (await office.transact(activeMembers)).map((member) => ({
    ...member,
    chatUserId: member.id === '104' ? undefined : `U${member.id}`,
  }));
  const { held, heldUntil } = heldNow(office.meeting, { urgent: true, emergency: false }, members);
  const isReachable = (rank: string) => ['正厅级', '副厅级', '正处级'].includes(rank);
  expect(heldUntil).toBe(MORNING);
  expect(held).toEqual(members.filter(({ id, rank }) => id !== '104' && !isReachable(rank)));
});
