import { expect, test } from 'vitest';
import { organizedBy } from '../../src/meeting/organizes.js';
import { findMeeting } from '../../src/meeting/store.js';
import { findMember, loadOrg } from '../../src/org/service.js';
import { fieldNames } from '../support/initial-values.js';
import { FILLED } from '../support/meeting.js';
import { at, testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { announced, changeForm, filled, newForm } from './announce/organizing.js';
import { expected } from './rosters.js';
import { departmentId, giveAccounts } from './scene.js';

/** 401 sits among the leaders and heads 机关党委 all the same, where 402 organizes. */
const partyHead = (csv: string) =>
  csv
    .replace(/^401,(.*)四问示范局\/机关党委,机关党委,是,,组织者/m, '401,$1四问示范局/局领导,,机关党委,,')
    .replace(/^402,(.*)四问示范局\/机关党委,,,,,/m, '402,$1四问示范局/机关党委,机关党委,,,组织者,');

/** 101, an organizer, sits among the leaders and heads 办公室. */
const officeHead = (csv: string) =>
  csv
    .replace(/^101,(.*)四问示范局\/办公室,办公室,是,/m, '101,$1四问示范局/局领导,,办公室,')
    .replace(/^102,(.*)四问示范局\/办公室,,/m, '102,$1四问示范局/办公室,办公室,');

async function officeAfter(edit: (csv: string) => string) {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await reimport(office, edit);
  await giveAccounts(office);
  return office;
}

test('a meeting of the whole department expects its head, who sits elsewhere, and may name them', async () => {
  const office = await officeAfter(partyHead);
  const person = talk(office, '402');
  const ofAll = await announced(person, { ...FILLED, scope: 'departments', audience: 'department' });
  expect((await expected(office, ofAll)).toSorted()).toEqual(['401', '402']);
  const named = { ...FILLED, date: '2026-12-03', scope: 'departments', audience: 'members', members: ['401'] };
  expect(await expected(office, await announced(person, named))).toEqual(['401']);
});

test('the head of a department who sits elsewhere, and the leader in charge, read the report of its meeting with the head in it', async () => {
  const office = await officeAfter(partyHead);
  const person = talk(office, '402');
  const id = await announced(person, { ...FILLED, scope: 'departments', audience: 'department' });
  office.moveTo(at('2026-12-02', '08:55'));
  await person.press('meeting.openCheckIn', id);
  office.moveTo(at('2026-12-02', '09:00'));
  await person.press('meeting.closeCheckIn', id);
  const reports = await office.outbox(`meeting.report:${id}`);
  for (const reader of ['401', '402', '002']) {
    const words = wordsOf(JSON.parse(reports.find(({ member_id }) => member_id === reader)?.content ?? '{}').blocks);
    expect(words).toMatch(/应到 2 .*缺席：韩立诚/s);
  }
});

test('an organizer who heads a department from elsewhere announces its meetings, and those of the department they are in where they choose it', async () => {
  const office = await officeAfter(officeHead);
  const person = talk(office, '101');
  const of = async (id: Awaited<ReturnType<typeof announced>>) => (await office.transact((tx) => findMeeting(tx, id)))?.departmentId;
  const [own, leaders] = [await departmentId(office, '办公室'), await departmentId(office, '局领导')];
  expect(fieldNames(await newForm(person))).toContain('organizing');
  const proposed = await announced(person, { ...FILLED, scope: 'departments', audience: 'department' });
  expect(await of(proposed)).toBe(own);
  expect((await expected(office, proposed)).toSorted()).toEqual(['101', '102', '103', '104']);
  const chosen = await announced(person, {
    ...FILLED,
    date: '2026-12-03',
    scope: 'departments',
    audience: 'department',
    organizing: leaders,
  });
  expect(await of(chosen)).toBe(leaders);
  expect(fieldNames(formIn(await person.press('meeting.change', chosen)))).not.toContain('organizing');
  const foreign = await filled(person, await newForm(person), { ...FILLED, organizing: await departmentId(office, '规划处') });
  expect(JSON.stringify(foreign)).not.toContain('meeting.announce');
});

test('a department whose organizer heads it from elsewhere is not left to the office’s organizers', async () => {
  const office = await officeAfter((csv) => csv.replace(/^601,(.*)四问示范局\/规划处,,是,/m, '601,$1四问示范局/局领导,,规划处,'));
  const planning = await departmentId(office, '规划处');
  const organized = (id: string) =>
    office.transact(async (tx) => {
      const member = await findMember(tx, id);
      return member && (await organizedBy(tx, member, await loadOrg(tx))).has(planning);
    });
  expect([await organized('601'), await organized('101')]).toEqual([true, false]);
});

/** 102 sits in 办公室 and heads 第一工程管理所 besides. */
const alsoHeadOfUnit = (csv: string) =>
  csv
    .replace(/^102,(.*)四问示范局\/办公室,,,/m, '102,$1四问示范局/办公室,,第一工程管理所,')
    .replace(/^801,(.*)第一工程管理所,,是,/m, '801,$1第一工程管理所,,,');

test('a bureau-wide meeting is of the department that acts for the bureau, and not of the unit that its announcer heads besides', async () => {
  const office = await officeAfter(alsoHeadOfUnit);
  const person = talk(office, '102');
  const [own, unit] = [await departmentId(office, '办公室'), await departmentId(office, '第一工程管理所')];
  const id = await announced(person, FILLED);
  expect((await office.transact((tx) => findMeeting(tx, id)))?.departmentId).toBe(own);
  const ofUnit = { ...FILLED, date: '2026-12-03', organizing: unit };
  expect(await filled(person, await newForm(person), ofUnit)).toMatchObject({
    errors: { organizing: expect.stringContaining('全局职能') },
  });
  const its = await announced(person, { ...ofUnit, scope: 'departments', audience: 'department' });
  const widened = await filled(person, await changeForm(person, its), { scope: 'bureau' });
  expect(widened).toMatchObject({ errors: { scope: expect.stringContaining('全局职能') } });
});
