import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { eraseCommand } from '../../src/cli/erase.js';
import { storeMessage, unanswered } from '../../src/delivery/inbox.js';
import { enqueueSealed } from '../../src/delivery/outbox.js';
import { markRefused } from '../../src/delivery/states.js';
import { openDraft, previewDraft, reopenDraft } from '../../src/leave/request/draft/service.js';
import { localPeople } from '../../src/local.js';
import { auditEntries, syncAccounts } from '../../src/org/service.js';
import { openOwn, saveDraft, submit } from '../../src/reflection/response/service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import { KEY, run } from '../cli/command-line.js';
import { bureau as leaveBureau, ME, OFFICE, TRIP } from '../leave/request/world.js';
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
  expect(await own(LEAVER)).toMatchObject({ answers: undefined, draft: undefined, gone: 'erased', versions: 1 });
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

test('the chat goes on naming their account, and siwen does not take that in again, until they are on the roster anew', async () => {
  const { office, erase, member, leave } = await bureau();
  const email = (await member(LEAVER)).email ?? '';
  const common = { teamId: 'T', locale: 'zh-CN', active: true, bot: false };
  const theirs = { ...common, userId: 'U1', name: '邓禾', email: email.toUpperCase() };
  const other = { ...common, userId: 'U2', name: '路人', email: 'passer-by@siwen.example' };
  const accounts = () => office.transact((tx) => tx.selectFrom('org_account').select(['user_id', 'name', 'email', 'member_id']).execute());
  const unnamed = { user_id: 'U1', name: '', email: null, member_id: null };
  const named = { user_id: 'U2', name: '路人', email: 'passer-by@siwen.example', member_id: null };
  await syncAccounts(office.ground, [theirs, other]);
  await leave();
  await erase(LEAVER, '--apply');
  expect(await accounts()).toEqual([unnamed, named]);
  await syncAccounts(office.ground, [{ ...theirs, locale: 'en-US' }, other]);
  expect(await accounts()).toEqual([unnamed, named]);
  await office.transact((tx) => tx.updateTable('org_member').set({ active: 1, email }).where('id', '=', LEAVER).execute());
  await syncAccounts(office.ground, [theirs, other]);
  expect(await accounts()).toEqual([{ ...unnamed, name: '邓禾', email: theirs.email, member_id: LEAVER }, named]);
});

test('the local workspace’s account of whoever had no address is forgotten as well', async () => {
  const { office, erase, leave } = await bureau();
  const local = { ...office.ground, local: true };
  await office.transact((tx) => tx.updateTable('org_member').set({ email: null }).where('id', '=', LEAVER).execute());
  const theirs = { userId: 'U1', teamId: 'T', name: '邓禾', email: `${LEAVER}@localhost`, locale: 'zh-CN', active: true, bot: false };
  await syncAccounts(local, [theirs]);
  await leave();
  await syncAccounts(local, [{ ...theirs, active: false }]);
  await erase(LEAVER, '--apply');
  await syncAccounts(local, [{ ...theirs, active: false }]);
  const rows = await office.transact((tx) => tx.selectFrom('org_account').select(['name', 'email', 'member_id']).execute());
  expect(rows).toEqual([{ name: '', email: null, member_id: null }]);
});

test('the local workspace deactivates the account of whoever has left, and gives whoever is erased none anew', async () => {
  const { office, erase, member, leave } = await bureau();
  const email = (await member(LEAVER)).email ?? '';
  await syncAccounts(office.ground, [{ userId: 'U1', teamId: 'T', name: '邓禾', email, locale: 'zh-CN', active: true, bot: false }]);
  const theirs = async () => {
    const people = await localPeople(office.transact, { locale: 'zh-CN', zone: office.ground.zone });
    return people.filter(({ name }) => name === '邓禾').map(({ email, active }) => ({ email, active }));
  };
  await leave();
  expect(await theirs()).toEqual([{ email, active: false }]);
  await erase(LEAVER, '--apply');
  expect(await theirs()).toEqual([]);
});

test('their former address may be somebody else’s by now: that one’s account stays as it is', async () => {
  const { office, erase, member, leave } = await bureau();
  const email = (await member(LEAVER)).email ?? '';
  await leave();
  await office.transact((tx) => tx.updateTable('org_member').set({ email }).where('id', '=', STAYER).execute());
  await syncAccounts(office.ground, [{ userId: 'U1', teamId: 'T', name: '甲', email, locale: 'zh-CN', active: true, bot: false }]);
  await erase(LEAVER, '--apply');
  const rows = await office.transact((tx) => tx.selectFrom('org_account').select(['name', 'email', 'member_id']).execute());
  expect(rows).toEqual([{ name: '甲', email, member_id: STAYER }]);
});

test('what they typed and nobody has answered is answered no more, and a second delivery of it changes nothing', async () => {
  const { office, erase, member, leave } = await bureau();
  const email = (await member(LEAVER)).email ?? '';
  await syncAccounts(office.ground, [{ userId: 'U1', teamId: 'T', name: '甲', email, locale: 'zh-CN', active: true, bot: false }]);
  const sealer = { seal: (text: string) => Buffer.from(text), unseal: (sealed: Uint8Array) => Buffer.from(sealed).toString() };
  const typed = (userId: string) => {
    const event = { kind: 'message', person: { userId, teamId: 'T' }, key: `T:${userId}`, text: '家人病重' } as const;
    return storeMessage({ ...office.ground, sealer }, event);
  };
  for (const userId of ['U1', 'U2']) await typed(userId);
  await leave();
  await erase(LEAVER, '--apply');
  await typed('U1');
  const waiting = await office.transact((tx) => unanswered(tx, 0, 9));
  expect(waiting.map(({ person }) => person.userId)).toEqual(['U2']);
});

test('a form for leave that somebody was entering for them goes as well, and no copy of it can be read', async () => {
  const office = await leaveBureau();
  const member = { memberId: OFFICE, locale: 'zh-CN' } as const;
  const opened = await openDraft(office.leave, member, { values: {}, onBehalf: true });
  if (!opened.ok) throw new Error(opened.refusal);
  const { draftId } = opened.opened;
  const values = { ...TRIP, member: ME, reason: '家人病重', phone: '13800000000' };
  expect(await previewDraft(office.leave, OFFICE, { draftId, values })).toMatchObject({ ok: true });
  const copy = await office.transact((tx) => tx.selectFrom('leave_draft').selectAll().where('id', '=', draftId).executeTakeFirstOrThrow());
  expect(copy.member_id).toBe(ME);
  await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', ME).execute());
  await run(eraseCommand, dirname(office.path), [ME, '--apply'], KEY);
  expect(await reopenDraft(office.leave, member, draftId)).toMatchObject({ ok: false, refusal: 'draft-gone' });
  // As a backup has it.
  await office.transact((tx) => tx.insertInto('leave_draft').values(copy).execute());
  expect(await reopenDraft(office.leave, member, draftId)).toMatchObject({ ok: false, refusal: 'draft-gone' });
});

test('what still waits to be sent to them is withdrawn at once, with what it says', async () => {
  const { office, erase, leave } = await bureau();
  const theirs = () =>
    office.transact((tx) =>
      tx.selectFrom('delivery_outbox').select(['state', 'content_id']).distinct().where('member_id', '=', LEAVER).execute(),
    );
  expect(await theirs()).toContainEqual({ state: 'pending', content_id: expect.any(Number) });
  await leave();
  await erase(LEAVER, '--apply');
  expect(await theirs()).toEqual([{ state: 'expired', content_id: null }]);
  expect((await office.outbox('reflection.ask:')).some(({ state }) => state === 'pending')).toBe(true);
});

test('answers to what they typed, which go to their account, are withdrawn with what they say as well; others’ are not', async () => {
  const { office, erase, member, leave } = await bureau();
  const email = (await member(LEAVER)).email ?? '';
  await syncAccounts(office.ground, [{ userId: 'U1', teamId: 'T', name: '甲', email, locale: 'zh-CN', active: true, bot: false }]);
  const sealer = { seal: (text: string) => Buffer.from(text), unseal: () => '' };
  const answer = (id: string, chatUser: string) =>
    office.transact((tx) =>
      enqueueSealed(tx, office.now(), sealer, {
        kind: 'post',
        key: `chat.answer:${id}`,
        to: { chatUser },
        card: { summary: '所写', blocks: [] },
        urgency: 'urgent',
      }),
    );
  await answer('1', 'U1');
  await answer('2', 'U1');
  await answer('3', 'U2');
  const [refused] = await office.transact((tx) =>
    tx.selectFrom('delivery_outbox').select('id').where('key', '=', 'chat.answer:2').execute(),
  );
  await office.transact((tx) => markRefused(tx, office.now(), refused?.id ?? 0, 'user_disabled'));
  await leave();
  await erase(LEAVER, '--apply');
  const rows = await office.transact((tx) =>
    tx.selectFrom('delivery_outbox').select(['state', 'sealed']).where('key', 'like', 'chat.answer:%').orderBy('key').execute(),
  );
  expect(rows.map(({ state, sealed }) => [state, sealed === null])).toEqual([
    ['expired', true],
    ['refused', true],
    ['pending', false],
  ]);
});

test('nobody erases anything for somebody who is still here, or for nobody', async () => {
  const { office, erase, own } = await bureau();
  expect(await erase(STAYER, '--apply')).toMatchObject({ code: 1, text: expect.stringContaining('请本人') });
  expect(await erase('nobody', '--apply')).toMatchObject({ code: 1, text: expect.stringContaining('从来没有') });
  expect((await own(STAYER))?.answers).toEqual(words);
  expect(await office.transact((tx) => auditEntries(tx, { action: 'retention', limit: 9 }))).toEqual([]);
});

test('their former address may be somebody else’s by now: the local workspace’s account is that one’s, in use', async () => {
  const { office, member, leave } = await bureau();
  const email = (await member(LEAVER)).email ?? '';
  await syncAccounts(office.ground, [{ userId: 'U1', teamId: 'T', name: '邓禾', email, locale: 'zh-CN', active: true, bot: false }]);
  await leave();
  await office.transact((tx) => tx.updateTable('org_member').set({ email }).where('id', '=', STAYER).execute());
  const people = await localPeople(office.transact, { locale: 'zh-CN', zone: office.ground.zone });
  const { name } = await member(STAYER);
  expect(people.filter((one) => one.email === email)).toMatchObject([{ name, active: true }]);
});
