import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { summaryCommand } from '../../src/cli/summary.js';
import { submit } from '../../src/reflection/response/service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import { testOffice } from '../support/office.js';
import { KEY, run } from './command-line.js';

const answers = { post: '秘密一', expectations: '秘密二', contribution: '秘密三', conscience: '秘密四' };

async function officeWithAnswers() {
  const office = await testOffice();
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'members', members: ['603', '602', '104'] }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  await submit(office.reflection, { roundId: sent.round.id, memberId: '603', submission: 'a', answers });
  office.moveTo(sent.round.closesAt);
  await submit(office.reflection, { roundId: sent.round.id, memberId: '104', submission: 'b', answers });
  const summary = (...words: string[]) => run(summaryCommand, dirname(office.path), words, KEY);
  return { office, summary };
}

const nothingElse = {
  meetings: { expected: 0, present: 0, excused: 0, late: 0, absent: 0, rate: null },
  leave: { halfDays: { 'business-trip': 0, 'annual-leave': 0, 'personal-leave': 0, 'sick-leave': 0 }, people: 0 },
};

test('siwen summary --json has exactly this shape, and no word that anybody wrote', async () => {
  const { summary } = await officeWithAnswers();
  const printed = await summary('--from', '2026-11-24', '--to', '2026-11-24', '--json');
  expect(printed.code).toBe(0);
  expect(printed.json()).toStrictEqual({
    total: { prompts: { asked: 3, answered: 2, late: 1, missing: 1, rate: 0.6667 }, ...nothingElse },
    departments: [
      { name: '办公室', prompts: { asked: 1, answered: 1, late: 1, missing: 0, rate: 1 }, ...nothingElse },
      { name: '规划处', prompts: { asked: 2, answered: 1, late: 0, missing: 1, rate: 0.5 }, ...nothingElse },
    ],
    onLeave: 0,
  });
  expect(printed.text).not.toContain('秘密');
});

test('a period in which nobody was asked has no departments and no rate', async () => {
  const { summary } = await officeWithAnswers();
  expect((await summary('--from', '2026-10-01', '--to', '2026-10-31', '--json')).json()).toStrictEqual({
    total: { prompts: { asked: 0, answered: 0, late: 0, missing: 0, rate: null }, ...nothingElse },
    departments: [],
    onLeave: 0,
  });
});

test('for people it is a table, and the look is in the audit log under the name of whoever ran it', async () => {
  const { office, summary } = await officeWithAnswers();
  expect((await summary('--from', '2026-11-01', '--to', '2026-11-30', '--subject', 'prompts')).text.split('\n')).toEqual([
    '部门\t应答\t已答\t其中补答\t未答\t作答率',
    '办公室\t1\t1\t1\t0\t100.0%',
    '规划处\t2\t1\t0\t1\t50.0%',
    '合计\t3\t2\t1\t1\t66.7%',
  ]);
  const looks = await office.transact((tx) => tx.selectFrom('org_audit').selectAll().where('action', '=', 'participation.view').execute());
  expect(looks).toMatchObject([{ operator: 'tester', member_id: null, subject: '2026-11-01..2026-11-30' }]);
});

test.each([
  [['--from', '24.11.2026', '--to', '2026-11-30']],
  [['--from', '2026-11-31', '--to', '2026-12-31']],
  [['--from', '2026-11-30', '--to', '2026-11-01']],
])('%j is no period: 2, and how dates are written', async (words) => {
  const { summary } = await officeWithAnswers();
  expect(await summary(...words)).toMatchObject({ code: 2, text: '日期应写作 2026-11-01，且起始日期不晚于结束日期。' });
});
