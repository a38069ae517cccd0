import { expect, test } from 'vitest';
import { authorize, type Right, standingsOf } from '../../src/org/permissions.js';
import { allMembers, hasRight, loadOrg } from '../../src/org/service.js';
import { findStandings } from '../../src/org/standing-store.js';
import { edited, office, without } from './bureau.js';

const RIGHTS: readonly Right[] = [
  'participation.view',
  'reflection.schedule',
  'reflection.send',
  'org.roster',
  'org.audit',
  'meeting.organize',
  'meeting.bureau',
  'meeting.activity',
  'meeting.reachability',
  'leave.personnel',
];

/** Of every member, those who left among them: by the one statement, and by the whole office. */
async function compared({ transact }: Pick<Awaited<ReturnType<typeof office>>, 'transact'>) {
  return transact(async (tx) => {
    const org = await loadOrg(tx);
    const seen: string[] = [];
    for (const member of await allMembers(tx)) {
      const standings = await findStandings(tx, member.id);
      expect(standings.toSorted(), member.id).toEqual(standingsOf(member, org).toSorted());
      for (const right of RIGHTS) expect(await hasRight(tx, member.id, right), member.id).toBe(authorize(member, org, right).ok);
      seen.push(...standings);
    }
    return new Set(seen);
  });
}

test('what somebody is and may do is the same by one statement as by the whole office', async () => {
  const world = await office();
  await world.apply(edited('211', '丙科,', '丙科,人事、办公室'));
  const seen = await compared(world);
  expect([...seen].toSorted()).toEqual(
    ['administrator', 'bureauOrganizer', 'departmentHead', 'member', 'office', 'organizer', 'personnel', 'supervisingLeader'].toSorted(),
  );
});

test('whoever heads a department that plays a part from elsewhere is of it, whichever way it is asked', async () => {
  const world = await office();
  await world.apply(edited('002', ',,,甲处、乙处', ',,丙科,甲处、乙处', edited('211', '丙科,,是', '丙科,人事,')));
  await compared(world);
  expect(await world.transact((tx) => hasRight(tx, '002', 'leave.personnel'))).toBe(true);
});

test('an organizer of a department that plays no part for the bureau is none of the bureau, whichever way it is asked', async () => {
  const world = await office();
  await world.apply(edited('202', '局/乙处,,,,', '局/乙处,,,,组织者'));
  await compared(world);
  expect(await world.transact((tx) => hasRight(tx, '202', 'meeting.organize'))).toBe(true);
  expect(await world.transact((tx) => hasRight(tx, '202', 'meeting.bureau'))).toBe(false);
});

test('an organizer who heads a department that plays a part from elsewhere is one for the bureau, whichever way it is asked', async () => {
  const world = await office();
  await world.apply(edited('002', ',,,甲处、乙处,', ',,丙科,甲处、乙处,组织者', edited('211', '丙科,,是', '丙科,人事,')));
  await compared(world);
  expect(await world.transact((tx) => hasRight(tx, '002', 'meeting.bureau'))).toBe(true);
});

test('who has left has no right, nor has who heads a department that was dissolved', async () => {
  const world = await office();
  const may = (id: string, right: Right) => world.transact((tx) => hasRight(tx, id, right));
  await world.apply();
  expect([await may('211', 'participation.view'), await may('102', 'org.audit')]).toEqual([true, true]);
  await world.apply(without('102'));
  await world.transact((tx) => tx.updateTable('org_department').set({ active: 0 }).where('name', '=', '丙科').execute());
  await compared(world);
  expect([await may('211', 'participation.view'), await may('102', 'org.audit'), await may('nobody', 'org.audit')]).toEqual([
    false,
    false,
    false,
  ]);
});
