import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { eraseCommand } from '../../src/cli/erase.js';
import { oldestWritten } from '../../src/meeting/give-way/service.js';
import { retentionJob } from '../../src/retention/job.js';
import { KEY, run } from '../cli/command-line.js';
import { bureau, later, ORGANIZER } from '../leave/absence/world.js';
import { announced, giveAccounts, registered } from '../meeting/scene.js';
import { at, type Office, testOffice } from '../support/office.js';
import { formIn, talk } from '../support/talk.js';

const ASKER = '601';

/** 601 asks that a training need not give way; 102 decides, each with their words. */
async function exempted(office: Office): Promise<void> {
  await giveAccounts(office);
  const activityId = await registered(office, ASKER);
  const meeting = await announced(office);
  const value = `${meeting.id}:${activityId}`;
  const person = talk(office, ASKER);
  await person.submit(formIn(await person.press('meeting.giveWayExempt', value)), { reason: '外聘专家只有当天有空' });
  const decider = talk(office, '102');
  await decider.submit(formIn(await decider.press('meeting.exemption', value)), { decision: 'grant', reason: '确有困难' });
}

const eraser = (office: Office) => {
  const erase = (...words: string[]) => run(eraseCommand, dirname(office.path), [...words, '--json'], KEY);
  return async (id: string, ...words: string[]) => {
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', id).execute());
    return (await erase(id, ...words)).json();
  };
};

test('what is erased is counted: why somebody asked for an exemption, and why somebody decided', async () => {
  const office = await testOffice();
  await exempted(office);
  const erase = eraser(office);
  for (const id of [ASKER, '102']) {
    expect(await erase(id)).toMatchObject({ ok: true, reasons: 1 });
    expect(await erase(id, '--apply')).toMatchObject({ ok: true, reasons: 1 });
    expect(await erase(id)).toMatchObject({ ok: true, reasons: 0 });
  }
});

test('and why somebody’s attendance was corrected', async () => {
  const { office, meeting } = await bureau();
  const organizer = talk(office, ORGANIZER);
  office.moveTo(later(meeting.startsAt, -1));
  await organizer.press('meeting.openCheckIn', meeting.id);
  for (const to of ['present', 'absent']) {
    const whom = formIn(await organizer.press('meeting.correct', meeting.id));
    const form = formIn(await organizer.submit(whom, { member: '603' }));
    await organizer.submit(form, { to, reason: '核对签到表' });
  }
  const erase = eraser(office);
  expect(await erase('603', '--apply')).toMatchObject({ ok: true, reasons: 2 });
  expect(await erase('603')).toMatchObject({ ok: true, reasons: 0 });
});

test('the night on which the words of an exemption go is foreseen', async () => {
  const office = await testOffice();
  await exempted(office);
  const job = retentionJob({
    ...office.ground,
    policy: office.ground.policy.retention,
    reflection: office.reflection,
    log: { info: () => undefined },
  });
  const due = () => office.transact((tx) => job.nextDueAt(tx, office.now()));
  expect(await due()).toBe(at('2027-11-25', '03:30'));
  office.moveTo(at('2027-11-25', '03:30'));
  await job.run(office.now());
  expect(await office.transact(oldestWritten)).toBeUndefined();
});
