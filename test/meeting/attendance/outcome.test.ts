import { expect, test } from 'vitest';
import { migrations } from '../../../src/db/migrations/index.js';
import { removeOutcomes } from '../../../src/meeting/attendance/outcome-store.js';
import { attendanceFile } from '../../../src/meeting/attendance/report-service.js';
import { absentMembers, attendanceFigures } from '../../../src/meeting/service.js';
import type { MemberId } from '../../../src/org/member.js';
import { loadOrg } from '../../../src/org/service.js';
import Database from '../../../src/sqlite.js';
import { ME, ORGANIZER, OTHER, OUTSIDER } from '../../leave/absence/world.js';
import { at } from '../../support/office.js';
import { formIn } from '../../support/talk.js';
import { opened, sheet } from './opened.js';

const november = { start: at('2026-11-01', '00:00'), end: at('2026-12-01', '00:00') };
type Opened = Awaited<ReturnType<typeof opened>>;

const counted = ({ office }: Opened) =>
  office.transact(async (tx) => {
    const names = new Map((await loadOrg(tx)).departments.map(({ id, name }) => [id, name]));
    const ids = [...names.keys()];
    const figures = await attendanceFigures(tx, november, ids);
    return {
      figures: new Map(figures.map(({ departmentId, ...rest }) => [names.get(departmentId), rest])),
      absent: (await absentMembers(tx, november, ids)).map(({ memberId }) => memberId as string),
    };
  });

/** From the file that the organizer gets: 部门 姓名 职级 状态 签到时间 备注. */
async function fromFile({ office, meeting }: Opened) {
  const rows = (await sheet((await attendanceFile(office.meeting, { meeting: meeting.id }, ORGANIZER as MemberId))?.content)).slice(1);
  const figures = new Map<string, { expected: number; present: number; excused: number; late: number; absent: number }>();
  for (const [department, , , status, , remarks] of rows) {
    if (String(remarks).includes('名单外')) continue;
    const one = figures.get(String(department)) ?? { expected: 0, present: 0, excused: 0, late: 0, absent: 0 };
    one.expected += 1;
    one.present += status === '出席' || status === '迟到' ? 1 : 0;
    one.late += status === '迟到' ? 1 : 0;
    one.excused += status === '请假' ? 1 : 0;
    one.absent += status === '缺席' ? 1 : 0;
    figures.set(String(department), one);
  }
  return figures;
}

async function correct({ organizer, meeting }: Opened, member: string, to: string) {
  const form = formIn(await organizer.submit(formIn(await organizer.press('meeting.correct', meeting.id)), { member }));
  await organizer.submit(form, { to, reason: '核对签到表' });
}

test('what a check-in concludes is kept when it closes, not before, and is what the report says', async () => {
  const world = await opened();
  const { id } = await world.requested(OTHER);
  await world.decide(id, ORGANIZER, 'approve-late');
  await world.checkIn(ME);
  await world.checkIn(OUTSIDER);
  world.office.moveTo(world.meeting.startsAt);
  expect((await counted(world)).figures.size).toBe(0);
  await world.close();
  const { figures, absent } = await counted(world);
  expect(figures).toEqual(await fromFile(world));
  expect(figures.get('规划处')).toMatchObject({ present: 1, excused: 1 });
  expect(absent).not.toContain(ME);
  expect(absent).not.toContain(OTHER);
  expect(absent).toContain('702');
});

test('corrections change it, whichever way, and the figures by department go with it', async () => {
  const world = await opened();
  world.office.moveTo(world.meeting.startsAt);
  await world.close();
  for (const [member, to] of [
    [ME, 'present'],
    [ME, 'late'],
    [OTHER, 'excused'],
    [ME, 'absent'],
    [OTHER, 'present'],
    [OUTSIDER, 'present'],
  ] as const) {
    await correct(world, member, to);
    expect((await counted(world)).figures).toEqual(await fromFile(world));
  }
});

test('a check-in that is forgotten since the meeting is moved, and a meeting that is cancelled, count nowhere', async () => {
  const world = await opened();
  world.office.moveTo(world.meeting.startsAt);
  await world.close();
  expect((await counted(world)).figures.size).toBeGreaterThan(0);
  await world.office.transact((tx) =>
    tx.updateTable('meeting_meeting').set({ state: 'cancelled' }).where('id', '=', world.meeting.id).execute(),
  );
  expect(await counted(world)).toEqual({ figures: new Map(), absent: [] });
});

test('whatever is taken back is in no figure, one by one and all at once', async () => {
  const world = await opened();
  await world.checkIn(ME);
  world.office.moveTo(world.meeting.startsAt);
  await world.close();
  const { office, meeting } = world;
  const removed = async (member: string) => {
    await office.transact((tx) =>
      tx
        .deleteFrom('meeting_outcome')
        .where('member_id', '=', member as MemberId)
        .execute(),
    );
    return (await counted(world)).figures.get('规划处');
  };
  const before = (await counted(world)).figures.get('规划处');
  if (!before) throw new Error('nobody of 规划处 was expected');
  const { expected, present, absent } = before;
  expect(await removed(OTHER)).toEqual({ ...before, expected: expected - 1, absent: absent - 1 });
  expect(await removed(ME)).toEqual({ ...before, expected: expected - 2, absent: absent - 1, present: present - 1 });
  await office.transact((tx) => removeOutcomes(tx, meeting.id));
  expect(await office.transact((tx) => tx.selectFrom('meeting_figures').selectAll().execute())).toEqual([]);
});

test('check-ins that were closed before there were figures get those of their reports', async () => {
  const world = await opened();
  const { id } = await world.requested(OTHER);
  await world.decide(id, ORGANIZER, 'approve-late');
  await world.checkIn(ME);
  world.office.moveTo(world.meeting.startsAt);
  await world.close();
  await correct(world, '702', 'late');
  const { figures } = await counted(world);
  world.office.checkpoint();
  const sqlite = new Database(world.office.path);
  sqlite.exec('DROP TABLE meeting_figures; DROP TABLE meeting_outcome;');
  sqlite.exec(migrations.find((sql) => sql.includes('CREATE TABLE meeting_outcome')) ?? '');
  sqlite.close();
  expect((await counted(world)).figures).toEqual(figures);
});
