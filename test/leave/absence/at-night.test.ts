import { expect, test } from 'vitest';
import { decideAbsence } from '../../../src/leave/absence/decision-service.js';
import { comeAfterAll } from '../../../src/leave/absence/moved-service.js';
import { requestAbsence } from '../../../src/leave/absence/request-service.js';
import { leaveJobs } from '../../../src/leave/jobs.js';
import { meetingJobs } from '../../../src/meeting/jobs.js';
import { announced, OFFICE, previewedChange } from '../../meeting/announce/organizing.js';
import { giveAccounts } from '../../meeting/scene.js';
import { deliver } from '../../support/announced.js';
import { FILLED } from '../../support/meeting.js';
import { at, testOffice } from '../../support/office.js';
import { talk } from '../../support/talk.js';
import { ME, OUTSIDER, SECOND } from './world.js';

/** ME is excused from a meeting on 10 December, OUTSIDER goes instead; at 23:00 on the 1st it is put off by a day. */
async function movedAtNight(options: readonly string[] = []) {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await giveAccounts(office);
  const organizer = talk(office, OFFICE);
  const meetingId = await announced(organizer, { ...FILLED, date: '2026-12-10', excluded: [OUTSIDER], options: ['substitutes'] });
  const asked = await requestAbsence(office.leave, {
    meetingId,
    memberId: ME,
    sequence: 0,
    kind: 'illness',
    detail: '',
    substituteId: OUTSIDER,
  });
  if (!asked.ok) throw new Error(asked.refusal);
  const { id } = asked.absence;
  await decideAbsence(office.leave, { id, memberId: SECOND, verdict: 'approve', words: '' });
  await deliver(office);
  office.moveTo(at('2026-12-01', '23:00'));
  await organizer.submit(await previewedChange(organizer, meetingId, { date: '2026-12-11', options: ['substitutes', ...options] }), {});
  const told = async () =>
    (await deliver(office))
      .filter((key) => key.startsWith('leave.'))
      .map((key) => key.split(':')[0] ?? '')
      .sort((one, other) => one.localeCompare(other));
  const morning = async () => {
    office.moveTo(at('2026-12-02', '08:30'));
    for (const job of [...meetingJobs(office.meeting), ...leaveJobs(office.leave)]) await job.run(office.now());
    return told();
  };
  return { office, id, told, morning };
}

test('whoever hears of a move in the morning is asked then whether they still can’t come, and so is their substitute told', async () => {
  const { told, morning } = await movedAtNight();
  expect(await told()).toEqual([]);
  expect(await morning()).toEqual(['leave.moved', 'leave.notNeeded']);
  expect(await morning()).toEqual([]);
});

test('at once in an emergency', async () => {
  const { told, morning } = await movedAtNight(['emergency']);
  expect(await told()).toEqual(['leave.moved', 'leave.notNeeded']);
  expect(await morning()).toEqual([]);
});

test('a substitute who has not been told yet is, when the request comes to its end before', async () => {
  const { office, id, told, morning } = await movedAtNight();
  await comeAfterAll(office.leave, { id, memberId: ME });
  expect(await told()).toEqual(['leave.notNeeded']);
  expect(await morning()).toEqual([]);
});
