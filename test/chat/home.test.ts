import { expect, test } from 'vitest';
import type { Transact } from '../../src/db/transact.js';
import { seedSchedules, sendRound } from '../../src/reflection/schedule-service.js';
import { testOffice } from '../support/office.js';
import { talk, wordsOf } from '../support/talk.js';

test.each([
  ['an ordinary member', '603', ['等你作答', '我的作答']],
  ['an administrator', '302', ['等你作答', '我的作答', '推送计划', '发给 13 人']],
])('Home of %s is drawn in one transaction: everything on it is of one instant', async (_who, memberId, words) => {
  const office = await testOffice();
  await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { days: 1 } },
  );
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  let transactions = 0;
  const transact: Transact = (work) => {
    transactions += 1;
    return office.transact(work);
  };
  const answer = await talk({ ...office, transact, ground: { ...office.ground, transact } }, memberId).home();
  expect(transactions).toBe(1);
  const shown = answer.do === 'home' ? wordsOf(answer.home.blocks) : '';
  for (const word of words) expect(shown).toContain(word);
});
