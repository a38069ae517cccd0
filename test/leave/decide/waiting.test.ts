import { expect, test, vi } from 'vitest';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { todosFor } from '../../../src/leave/decide/waiting/service.js';
import type { MemberId } from '../../../src/org/member.js';
import { auditEntries } from '../../../src/org/service.js';
import Database from '../../../src/sqlite.js';
import { at, testOffice } from '../../support/office.js';
import { reimport } from '../../support/roster.js';
import { cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { days } from '../away/world.js';
import { cardNow, requested } from './world.js';

const CLERK_OF_THE_OFFICE = '104';

test('that days are a guess, that it was late, and that nobody has confirmed it is said in every list and to personnel', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const listed = async (memberId: string, line: string) => wordsOf(cardIn(await talk(office, memberId).say(line)).blocks);
  const guessed = await requested(office, '603', { kind: 'annual-leave' }, days('2027-02-08 am', '2027-02-10 pm'));
  const entered = { kind: 'annual-leave', requestedBy: '104' as MemberId, confirmBy: at('2026-11-26', '17:30') } as const;
  const late = await requested(office, '602', entered, days('2026-11-16 am', '2026-11-18 pm'));
  const said = [/2027 年放假安排尚未公布/, /补办/, /本人尚未确认/];
  const several = formIn(await talk(office, '003').press('leave.approvals', ''));
  for (const words of said) {
    expect(await listed('003', '审批')).toMatch(words);
    expect(wordsOf(several.blocks)).toMatch(words);
  }
  for (const { id } of [guessed, late]) await decide(office.leave, { id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  for (const words of said) expect(await listed('301', '待办')).toMatch(words);
  expect(wordsOf((await cardNow(office, `leave.process:${guessed.id}:301`)).blocks)).toMatch(/2027 年放假安排尚未公布/);
  expect(wordsOf((await cardNow(office, `leave.process:${late.id}:301`)).blocks)).toMatch(/补办[\s\S]*本人尚未确认/);
});

test('whoever has others’ requests listed is on record, for each of them', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const { id } = await requested(office, '603', { kind: 'annual-leave' }, days('2026-12-01 am', '2026-12-03 pm'));
  const looks = () => office.transact((tx) => auditEntries(tx, { action: 'leave.viewed', subject: '邓禾', limit: 9 }));
  await talk(office, '003').say('审批');
  await decide(office.leave, { id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await talk(office, '301').say('待办');
  expect(await looks()).toMatchObject([
    { actor: { member: '301' }, subject: id },
    { actor: { member: '003' }, subject: id },
  ]);
  await talk(office, CLERK_OF_THE_OFFICE).say('待办');
  expect(await looks()).toHaveLength(2);
});

test('who plays a part is read once for everything that waits, not once for each', async () => {
  const office = await testOffice();
  for (const [memberId, day] of [
    ['603', '2026-12-01'],
    ['602', '2026-12-02'],
    ['603', '2026-12-03'],
  ] as const) {
    const leave = await requested(office, memberId, { kind: 'annual-leave' }, days(`${day} am`, `${day} pm`));
    await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  }
  const asked: string[] = [];
  const all = vi.spyOn(Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')), 'all').mockImplementation(function (
    this: { source: string; iterate: (values: unknown[]) => Iterable<unknown> },
    values: unknown,
  ) {
    asked.push(this.source);
    return [...this.iterate(values as unknown[])];
  });
  const waiting = (memberId: string) => office.transact((tx) => todosFor(tx, office.leave, memberId, 10));
  expect((await waiting(CLERK_OF_THE_OFFICE)).waiting).toEqual([]);
  expect(asked.filter((sql) => sql.includes('"played"'))).toHaveLength(1);
  expect((await waiting('301')).waiting).toHaveLength(3);
  all.mockRestore();
});

test('two of one name in one department are told apart wherever they are decided on', async () => {
  const office = await testOffice();
  await reimport(office, (csv) => csv.replace('602,梁思远', '602,邓禾'));
  for (const memberId of ['602', '603']) {
    const { id } = await requested(office, memberId);
    expect(wordsOf((await cardNow(office, `leave.approve:${id}:601`)).blocks)).toContain(memberId);
  }
  expect(wordsOf(cardIn(await talk(office, '601').say('审批')).blocks)).toMatch(/邓禾（[^）]*602）[\s\S]*邓禾（[^）]*603）/);
});

test('where several are approved at once, each stands with the department', async () => {
  const office = await testOffice();
  await reimport(office, (csv) => csv.replace('803,孟小川', '803,邓禾'));
  for (const memberId of ['603', '803']) await requested(office, memberId, { kind: 'annual-leave' });
  const [choices] = formIn(await talk(office, '003').press('leave.approvals', '')).blocks;
  const offered = choices?.kind === 'field' && choices.input.kind === 'choices' ? choices.input.options : [];
  const labels = offered.map(({ label }) => label);
  for (const department of ['规划处', '第一工程管理所']) expect(labels).toContainEqual(expect.stringMatching(`^邓禾　.*　${department}$`));
});
