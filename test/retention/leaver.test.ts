import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { eraseCommand } from '../../src/cli/erase.js';
import { auditEntries, syncAccounts } from '../../src/org/service.js';
import { openOwn, saveDraft, submit } from '../../src/reflection/response-service.js';
import { sendRound } from '../../src/reflection/schedule-service.js';
import { KEY, run } from '../cli/command-line.js';
import { testOffice } from '../support/office.js';

const LEAVER = '603';
const STAYER = '104';
const words = { post: '甲', expectations: '乙', contribution: '丙', conscience: '丁' };

async function bureau() {
  const office = await testOffice();
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  const roundId = sent.round.id;
  for (const memberId of [LEAVER, STAYER]) {
    await submit(office.reflection, { roundId, memberId, submission: memberId, answers: words });
    await saveDraft(office.reflection, { roundId, memberId, answers: { post: '改' } });
  }
  const erase = (...words: string[]) => run(eraseCommand, dirname(office.path), words, KEY);
  const own = async (memberId: string) => {
    const opened = await openOwn(office.reflection, { roundId, memberId });
    return opened.ok ? opened.own : undefined;
  };
  const member = (id: string) =>
    office.transact((tx) => tx.selectFrom('org_member').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  const leave = () => office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', LEAVER).execute());
  return { office, erase, own, member, leave };
}

test('what somebody who left wrote goes at their wish, with how to reach them; who took part counts on', async () => {
  const { office, erase, own, member, leave } = await bureau();
  const account = {
    userId: 'U1',
    teamId: 'T',
    name: '邓禾',
    email: (await member(LEAVER)).email ?? '',
    locale: 'zh-CN',
    active: true,
    bot: false,
  };
  await syncAccounts(office.ground, [account]);
  await leave();
  const looked = await erase(LEAVER);
  expect(looked).toMatchObject({ code: 0, text: expect.stringContaining('1 份作答内容、1 份草稿') });
  expect((await own(LEAVER))?.answers).toEqual(words);
  expect((await erase(LEAVER, '--apply')).text).toContain('已清除');
  expect(await own(LEAVER)).toMatchObject({ answers: undefined, draft: undefined, erased: true, versions: 1 });
  expect((await own(LEAVER))?.ask.answeredAt).toBeDefined();
  expect(await member(LEAVER)).toMatchObject({
    name: '邓禾',
    email: null,
    roster_account: null,
    position: null,
    joined_on: null,
    worked_since: null,
  });
  expect(await office.transact((tx) => tx.selectFrom('org_account').select('member_id').execute())).toEqual([{ member_id: null }]);
  expect((await own(STAYER))?.answers).toEqual(words);
  expect((await member(STAYER)).email).not.toBeNull();
  const [entry] = await office.transact((tx) => auditEntries(tx, { action: 'retention.erased', limit: 9 }));
  expect(entry).toMatchObject({ actor: { operator: 'tester' }, subject: LEAVER, detail: 'responses=1 drafts=1 reasons=0' });
  expect((await erase(LEAVER, '--apply', '--json')).json()).toEqual({ ok: true, name: '邓禾', answers: 0, drafts: 0, reasons: 0 });
});

test('nobody erases anything for somebody who is still here, or for nobody', async () => {
  const { office, erase, own } = await bureau();
  expect(await erase(STAYER, '--apply')).toMatchObject({ code: 1, text: expect.stringContaining('请本人') });
  expect(await erase('nobody', '--apply')).toMatchObject({ code: 1, text: expect.stringContaining('从来没有') });
  expect((await own(STAYER))?.answers).toEqual(words);
  expect(await office.transact((tx) => auditEntries(tx, { action: 'retention', limit: 9 }))).toEqual([]);
});
