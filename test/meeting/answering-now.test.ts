import { expect, test } from 'vitest';
import { syncAccounts } from '../../src/org/accounts/accounts.js';
import { activeMembers } from '../../src/org/service.js';
import { acting, days, leaveOf } from '../leave/away/world.js';
import { FILLED as MEETING } from '../support/meeting.js';
import { type Office, testOffice } from '../support/office.js';
import { reimport } from '../support/roster.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { announced as announcedBy, OFFICE } from './announce/organizing.js';
import { registered, tick, wordsUnder } from './scene.js';
import { ok, subscribed, TRAINING } from './subscribed.js';

/** Who is asked where people have other posts than when it was registered, announced or subscribed to. */

/** By address, so that a new roster leaves them theirs. */
async function withAccounts(office: Office): Promise<Office> {
  const people = await office.transact(activeMembers);
  await syncAccounts(
    { transact: office.transact, clock: { now: office.now } },
    people.map(({ id, name, email }) => ({ userId: `U${id}`, teamId: 'T', name, email, locale: 'zh-CN', active: true, bot: false })),
  );
  return office;
}

/** The heads of 规划处 and 项目管理处 change places. */
const swapped = (csv: string) => csv.replace(/^601,(.*)规划处,/m, '601,$1项目管理处,').replace(/^701,(.*)项目管理处,/m, '701,$1规划处,');
const toldOf = async (office: Office, key: string) => (await wordsUnder(office, key)).map(({ member }) => member);
const LATER = { ...MEETING, date: '2026-12-03' };

test.each([
  ['an activity', (office: Office) => registered(office, '601')],
  ['a departments’ meeting', (office: Office) => announcedBy(talk(office, '601'), { ...LATER, scope: 'departments', title: '处务会' })],
])('%s of whoever heads another department since is put to its present head as well', async (_what, first) => {
  const office = await withAccounts(await testOffice());
  await first(office);
  await reimport(office, swapped);
  await tick(office, '2026-11-24', '11:00');
  await announcedBy(talk(office, OFFICE), LATER);
  expect(await toldOf(office, 'meeting.giveWay:')).toEqual(['601', '701']);
  expect((await wordsUnder(office, 'meeting.giveWay:'))[1]?.words).toMatch(/职务已有变动，请代为处理/);
});

test('asked before, it is put to its present head once the roster is there, and once', async () => {
  const office = await withAccounts(await testOffice());
  await registered(office, '601');
  await announcedBy(talk(office, OFFICE), LATER);
  expect(await toldOf(office, 'meeting.giveWay:')).toEqual(['601']);
  await reimport(office, swapped);
  await tick(office, '2026-11-24', '11:00');
  await reimport(office, (csv) => swapped(csv).replace('党建干事', '党务干事'));
  await tick(office, '2026-11-24', '12:00');
  expect(await toldOf(office, 'meeting.giveWay:')).toEqual(['601', '701']);
});

test('whoever runs it without a post in its department is asked alone while they are of it', async () => {
  const office = await withAccounts(await testOffice());
  await registered(office, '601');
  await reimport(office, (csv) =>
    csv.replace(/^601,(.*)规划处,,是,,组织者/m, '601,$1规划处,,,,').replace(/^602,(.*)规划处,,,/m, '602,$1规划处,,是,'),
  );
  await announcedBy(talk(office, OFFICE), LATER);
  expect(await toldOf(office, 'meeting.giveWay:')).toEqual(['601']);
});

test('a calendar that does not work is told to the head, where whoever subscribed heads another department', async () => {
  const { office, read, later } = await subscribed();
  await withAccounts(office);
  await read(ok([TRAINING]));
  await reimport(office, swapped);
  await later({ ok: false, problem: 'access-denied' });
  expect(await toldOf(office, 'meeting.feedFailed:')).toEqual(['701']);
});

/** 101 and 102 organize no more, 104 does. */
const others = (csv: string) =>
  csv
    .replace(/^101,(.*),组织者,/m, '101,$1,,')
    .replace(/^102,(.*),组织者、管理员,/m, '102,$1,管理员,')
    .replace(/^104,(.*)办公室,,,,,/m, '104,$1办公室,,,,组织者,');

test('an exemption that waits is put to whoever organizes since, with what is in the way', async () => {
  const office = await withAccounts(await testOffice());
  const activity = await registered(office, '601');
  const id = await announcedBy(talk(office, OFFICE), LATER);
  const form = formIn(await talk(office, '601').press('meeting.giveWayExempt', `${id}:${activity}`));
  await talk(office, '601').submit(form, { reason: '汛期检修' });
  await reimport(office, others);
  await tick(office, '2026-11-24', '11:00');
  expect(await toldOf(office, 'meeting.exemption:')).toContain('104');
  expect(await toldOf(office, `meeting.cases:${id}:`)).toEqual(['104']);
  const decision = formIn(await talk(office, '104').press('meeting.exemption', `${id}:${activity}`));
  await talk(office, '104').submit(decision, { decision: 'grant', reason: '可以' });
  expect(await toldOf(office, 'meeting.exemptionDecided:')).toContain('601');
});

test('an exemption that is asked of organizers on leave is put to whoever is in charge for them and is there, who decides', async () => {
  const office = await withAccounts(await testOffice());
  const activity = await registered(office, '601');
  const id = await announcedBy(talk(office, OFFICE), LATER);
  await leaveOf(office, '101', days('2026-11-24 am', '2026-12-02 pm'), acting('103'));
  await leaveOf(office, '102', days('2026-11-24 am', '2026-12-02 pm'), acting('104'));
  await leaveOf(office, '104', days('2026-11-24 am', '2026-11-24 pm'));
  const form = formIn(await talk(office, '601').press('meeting.giveWayExempt', `${id}:${activity}`));
  await talk(office, '601').submit(form, { reason: '汛期检修' });
  expect((await toldOf(office, 'meeting.exemption:')).sort()).toEqual(['101', '102', '103']);
  expect(wordsOf(formIn(await talk(office, '103').press('meeting.cases', id)).blocks)).toContain('业务培训');
  expect(wordsOf(formIn(await talk(office, '602').press('meeting.cases', id)).blocks)).not.toContain('业务培训');
  const decision = formIn(await talk(office, '103').press('meeting.exemption', `${id}:${activity}`));
  await talk(office, '103').submit(decision, { decision: 'grant', reason: '可以' });
  expect(await toldOf(office, 'meeting.exemptionDecided:')).toEqual(['601']);
});

test('whoever is in charge for the only other organizer does not decide about what they have asked for themselves', async () => {
  const office = await withAccounts(await testOffice());
  const activity = await registered(office, '103');
  const id = await announcedBy(talk(office, OFFICE), LATER);
  for (const one of ['101', '102']) await leaveOf(office, one, days('2026-11-24 am', '2026-12-02 pm'), acting('103'));
  const form = formIn(await talk(office, '103').press('meeting.giveWayExempt', `${id}:${activity}`));
  await talk(office, '103').submit(form, { reason: '汛期检修' });
  expect((await toldOf(office, 'meeting.exemption:')).sort()).toEqual(['101', '102']);
  expect(wordsOf(formIn(await talk(office, '103').press('meeting.exemption', `${id}:${activity}`)).blocks)).toContain('其他组织者');
});
