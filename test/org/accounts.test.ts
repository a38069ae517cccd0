import { expect, test } from 'vitest';
import type { ChatUser } from '../../src/chat/chat.js';
import { localeOf } from '../../src/chat/text.js';
import { readConfig } from '../../src/config.js';
import { localPeople } from '../../src/local.js';
import { matchAccounts } from '../../src/org/accounts/matching.js';
import type { MemberId } from '../../src/org/member.js';
import {
  canBeAsked,
  chatUserOf,
  chatUsersOf,
  checkRoster,
  findMember,
  holdsAccount,
  identify,
  memberOfChatUser,
  noticeStranger,
  searchMembers,
  syncAccounts,
} from '../../src/org/service.js';
import Database from '../../src/sqlite.js';
import { account, edited, LINES, NOW, office, without } from './bureau.js';

const person = (userId: string, teamId = 'T1') => ({ userId, teamId });
const DAY_MS = 24 * 3_600_000;

test('members meet their accounts by e-mail, whatever its case, and never by name', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  const users = [
    account('U1', 'JIA@Bureau.Example'),
    account('U2', undefined, { name: '乙二' }),
    account('B1', 'ding@bureau.example', { bot: true }),
  ];
  expect(await syncAccounts(deps, users)).toEqual({ matched: 1, unmatched: 0, ambiguities: [], withoutAddresses: false });
  expect(await transact(async (tx) => [await chatUserOf(tx, '001'), await chatUserOf(tx, '002'), await chatUserOf(tx, '102')])).toEqual([
    'U1',
    undefined,
    undefined,
  ]);
  expect(await transact((tx) => memberOfChatUser(tx, 'U1'))).toMatchObject({ id: '001', chatUserId: 'U1' });
  const three = ['001', '002', '102'].map((id) => id as MemberId);
  expect(await transact((tx) => chatUsersOf(tx, three))).toEqual(new Map([['001', 'U1']]));
});

test('the account written in the roster goes before the e-mail', async () => {
  const { deps, apply, transact } = await office();
  await apply(edited('001', 'jia@bureau.example,', 'jia@bureau.example,U9'));
  await syncAccounts(deps, [account('U1', 'jia@bureau.example'), account('U9', 'private@mail.example')]);
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBe('U9');
});

test('an account that appears later, or an address corrected later, is matched then', async () => {
  const { deps, apply, transact } = await office();
  await syncAccounts(deps, [account('U1', 'jia@bureau.example')]);
  await apply(edited('002', 'yi@', 'er@'));
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBe('U1');
  await syncAccounts(deps, [account('U2', 'yi@bureau.example')]);
  expect(await transact((tx) => chatUserOf(tx, '002'))).toBeUndefined();
  await apply();
  expect(await transact((tx) => chatUserOf(tx, '002'))).toBe('U2');
});

test('who has not changed since is not written again', async () => {
  const { deps, apply, transact, pass } = await office();
  await apply();
  const [same, before] = [account('U1', 'jia@bureau.example'), account('U2', 'yi@bureau.example')];
  await syncAccounts(deps, [same, before, account('B1', undefined, { bot: true })]);
  pass(DAY_MS);
  await syncAccounts(deps, [{ ...same }, { ...before, active: false }, account('B1', undefined, { bot: true })]);
  const rows = await transact((tx) => tx.selectFrom('org_account').select(['user_id', 'active', 'seen_at']).orderBy('user_id').execute());
  expect(rows).toEqual([
    { user_id: 'B1', active: 1, seen_at: NOW },
    { user_id: 'U1', active: 1, seen_at: NOW },
    { user_id: 'U2', active: 0, seen_at: NOW + DAY_MS },
  ]);
});

test('an account of another workspace takes nobody’s messages and locks nobody out, also one that was taken for a person before', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  const theirs = account('U1', 'jia@bureau.example');
  const outside = account('UX', 'jia@bureau.example', { teamId: 'T2', bot: true });
  await syncAccounts(deps, [outside]);
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBeUndefined();
  await syncAccounts(deps, [theirs, outside]);
  expect(await identify(deps, person('U1'), false)).toMatchObject({ memberId: '001' });
  // As it was kept by a program that asked nobody for their team.
  await syncAccounts(deps, [
    { ...theirs, active: false },
    { ...outside, bot: false },
  ]);
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBe('UX');
  expect(await syncAccounts(deps, [outside])).toMatchObject({ matched: 1, unmatched: 1, ambiguities: [] });
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBeUndefined();
  expect(await identify(deps, person('UX', 'T2'), false)).toMatchObject({ stranger: 'zh-CN' });
  await syncAccounts(deps, [theirs]);
  expect(await identify(deps, person('U1'), false)).toMatchObject({ memberId: '001' });
});

const MAILS = LINES.map((line) => line.split(',')[8] ?? '');
const everybody = (letter: string, more: Partial<ChatUser> = {}) => MAILS.map((mail, n) => account(`${letter}${n}`, mail, more));

test('a chat that names no address any more (a scope was lost) makes strangers of nobody whom an address matched', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  await syncAccounts(deps, everybody('U'));
  const bare = [...everybody('U', { email: undefined }), account('UN', undefined)];
  expect(await syncAccounts(deps, bare)).toMatchObject({ matched: 0, unmatched: 0, withoutAddresses: true });
  // The next listing, and a roster that is imported meanwhile.
  expect(await syncAccounts(deps, bare)).toMatchObject({ unmatched: 0, withoutAddresses: true });
  await apply(edited('102', '丁四', '丁肆'));
  expect(await identify(deps, person('U3'), false)).toMatchObject({ memberId: '102' });
  // Who is switched off meanwhile is, and once addresses are named again they count as they are.
  await syncAccounts(deps, [{ ...account('U3'), active: false }, ...bare.filter(({ userId }) => userId !== 'U3')]);
  expect(await identify(deps, person('U3'), false)).toMatchObject({ stranger: 'zh-CN' });
  const back = [account('U3'), ...everybody('U').filter(({ userId }) => userId !== 'U3')];
  expect(await syncAccounts(deps, back)).toMatchObject({ withoutAddresses: false });
  expect(await transact((tx) => chatUserOf(tx, '102'))).toBeUndefined();
});

test('a chat that never named an address is taken at its word: the roster names the accounts', async () => {
  const { deps, apply, transact } = await office();
  await apply(edited('001', 'jia@bureau.example,', ',U1'));
  expect(await syncAccounts(deps, [account('U1'), account('U2')])).toMatchObject({ matched: 1, withoutAddresses: false });
  expect(await syncAccounts(deps, [account('U1'), account('U2')])).toMatchObject({ unmatched: 0, withoutAddresses: false });
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBe('U1');
});

test.each(['T1', 'T2'])('whoever has a new user id (in %s) has their account there: the former is not listed any more', async (teamId) => {
  const { deps, apply, transact } = await office();
  await apply();
  await syncAccounts(deps, everybody('U'));
  const moved = everybody('W', { teamId });
  expect(await syncAccounts(deps, moved)).toMatchObject({ matched: 7, ambiguities: [] });
  expect(await transact((tx) => chatUserOf(tx, '102'))).toBe('W3');
  expect(await identify(deps, person('W3', teamId), false)).toMatchObject({ memberId: '102' });
  expect(await identify(deps, person('U3'), false)).toMatchObject({ stranger: 'zh-CN' });
  expect((await checkRoster(deps)).strangers).toEqual([]);
  await apply(edited('102', '丁四', '丁肆'));
  expect(await transact((tx) => chatUserOf(tx, '102'))).toBe('W3');
  // Listed again beside the new one, both are in use: neither is taken for the other.
  expect(await syncAccounts(deps, [...moved, ...everybody('U')])).toMatchObject({ unmatched: 7 });
});

test('after a move whoever has an account in the roster, which is no longer listed, is matched by address as well', async () => {
  const { deps, apply, transact } = await office();
  await apply(edited('001', 'jia@bureau.example,', 'jia@bureau.example,U1'));
  await syncAccounts(deps, [account('U1', 'jia@bureau.example')]);
  await syncAccounts(deps, [account('M1', 'jia@bureau.example')]);
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBe('M1');
});

test('two members may swap accounts in one import', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  await syncAccounts(deps, [account('U1', 'jia@bureau.example'), account('U2', 'yi@bureau.example')]);
  await apply(edited('001', 'jia@', 'yi@', edited('002', 'yi@', 'jia@')), { confirmedAccounts: 2 });
  expect(await transact(async (tx) => [await chatUserOf(tx, '001'), await chatUserOf(tx, '002')])).toEqual(['U2', 'U1']);
});

test('an account is its holder’s, switched on or off, until the roster gives it to another or they leave', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  const [former, next] = ['001', '202'].map((id) => id as MemberId) as [MemberId, MemberId];
  const holders = () => transact(async (tx) => [await holdsAccount(tx, former, 'U1'), await holdsAccount(tx, next, 'U1')]);
  await syncAccounts(deps, [account('U1', 'jia@bureau.example')]);
  expect(await holders()).toEqual([true, false]);
  await syncAccounts(deps, [account('U1', 'jia@bureau.example', { active: false })]);
  expect(await holders()).toEqual([true, false]);
  // The same person under another account: nobody reads what lies at the former.
  await syncAccounts(deps, [account('U2', 'jia@bureau.example')]);
  expect(await transact((tx) => holdsAccount(tx, former, 'U1'))).toBe(true);
  await syncAccounts(deps, [account('U1', 'private@mail.example')]);
  expect(await holders()).toEqual([false, false]);
  await syncAccounts(deps, [account('U1', 'jia@bureau.example'), account('U2', undefined, { active: false })]);
  const handedOver = edited('001', 'jia@', 'ji@', edited('202', 'ji@', 'jia@'));
  await apply(handedOver, { confirmedAccounts: 1 });
  expect(await holders()).toEqual([false, true]);
  await apply(without('202', handedOver));
  expect(await holders()).toEqual([false, false]);
  await syncAccounts(deps, [account('U1', 'jia@bureau.example', { active: false })]);
  expect(await transact((tx) => holdsAccount(tx, next, 'U1'))).toBe(false);
});

test('a switched-off account can neither be written to nor asked nor act, until it is switched on again', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  const ids = async () => (await transact(canBeAsked)).map((member) => member.id);
  await syncAccounts(deps, [account('U1', 'jia@bureau.example', { active: false }), account('U2', 'yi@bureau.example')]);
  expect(await ids()).toEqual(['002', '101', '102', '201', '202', '211']);
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBeUndefined();
  expect(await identify(deps, person('U1'), false)).toEqual({ stranger: 'zh-CN' });
  await syncAccounts(deps, [account('U1', 'jia@bureau.example')]);
  expect(await ids()).toContain('001');
  expect(await identify(deps, person('U1'), false)).toEqual({ memberId: '001', locale: 'zh-CN' });
});

const claimant = (id: string, email?: string, rosterAccount?: string) => ({ id: id as MemberId, email, rosterAccount });
const seen = (userId: string, email?: string, active = true) => ({
  userId,
  name: userId,
  email,
  locale: undefined,
  active,
});

test('two members who claim one account both stay without it', () => {
  const members = [claimant('a', 'x@bureau.example'), claimant('b', 'X@bureau.example')];
  expect(matchAccounts(members, [seen('U1', 'x@bureau.example')])).toEqual({
    matches: new Map(),
    ambiguities: [{ kind: 'account-claimed-twice', userId: 'U1', memberIds: ['a', 'b'] }],
  });
});

test('an account named for one member is not taken by another whose e-mail it carries, and the contradiction is reported', () => {
  const members = [claimant('a', 'x@bureau.example'), claimant('b', undefined, 'U1')];
  expect(matchAccounts(members, [seen('U1', 'x@bureau.example')])).toEqual({
    matches: new Map([['U1', 'b']]),
    ambiguities: [{ kind: 'account-claimed-twice', userId: 'U1', memberIds: ['b', 'a'] }],
  });
});

test('accounts named one row off fit two members each, by name and by address: nobody gets them', () => {
  const members = [claimant('a', 'x@bureau.example', 'U2'), claimant('b', 'y@bureau.example', 'U1')];
  const accounts = [seen('U1', 'x@bureau.example'), seen('U2', 'y@bureau.example')];
  expect(matchAccounts(members, accounts)).toEqual({
    matches: new Map(),
    ambiguities: [
      { kind: 'account-claimed-twice', userId: 'U2', memberIds: ['a', 'b'] },
      { kind: 'account-claimed-twice', userId: 'U1', memberIds: ['b', 'a'] },
    ],
  });
  // Whose former address the chat still has for another is where the roster says.
  expect(matchAccounts([claimant('a', 'z@bureau.example', 'U2'), ...members.slice(1)], accounts).matches.get('U2')).toBe('a');
});

test('of two accounts with one address the live one counts; two live ones are left alone', () => {
  const members = [claimant('a', 'x@bureau.example')];
  expect(matchAccounts(members, [seen('U1', 'x@bureau.example', false), seen('U2', 'x@bureau.example')]).matches).toEqual(
    new Map([['U2', 'a']]),
  );
  expect(matchAccounts(members, [seen('U1', 'x@bureau.example'), seen('U2', 'x@bureau.example')])).toEqual({
    matches: new Map(),
    ambiguities: [{ kind: 'several-accounts', memberId: 'a', userIds: ['U1', 'U2'] }],
  });
});

test('an account named in the roster that is switched off gives way to a live one of their address', () => {
  const members = [claimant('a', 'x@bureau.example', 'U1')];
  const off = seen('U1', 'x@bureau.example', false);
  expect(matchAccounts(members, [off, seen('U2', 'x@bureau.example')]).matches).toEqual(new Map([['U2', 'a']]));
  expect(matchAccounts(members, [off]).matches).toEqual(new Map([['U1', 'a']]));
  expect(matchAccounts(members, [seen('U1'), seen('U2', 'x@bureau.example')]).matches).toEqual(new Map([['U1', 'a']]));
  expect(matchAccounts(members, [off, seen('U2', 'x@bureau.example'), seen('U3', 'x@bureau.example')])).toEqual({
    matches: new Map(),
    ambiguities: [{ kind: 'several-accounts', memberId: 'a', userIds: ['U2', 'U3'] }],
  });
});

test('a caller is known by account and team together, in the language of the account', async () => {
  const { deps, apply } = await office();
  await apply();
  await syncAccounts(deps, [
    account('U1', 'jia@bureau.example', { locale: 'en-US' }),
    account('U7', 'guest@mail.example', { locale: 'en-GB' }),
  ]);
  expect(await identify(deps, person('U1'), false)).toEqual({ memberId: '001', locale: 'en' });
  expect(await identify(deps, person('U1', 'T2'), false)).toEqual({ stranger: 'en' });
  expect(await identify(deps, person('U7'), false)).toEqual({ stranger: 'en' });
  expect(await identify(deps, person('U404'), false)).toEqual({ stranger: localeOf(undefined) });
});

test('Home is drawn afresh for whoever chose another language, and for nobody else', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  const speaking = (locale: string) => [
    account('U1', 'jia@bureau.example', { locale }),
    account('U2', 'yi@bureau.example', { locale: 'zh-CN' }),
  ];
  await syncAccounts(deps, speaking('zh-CN'));
  for (const who of ['U1', 'U2']) await identify(deps, person(who), true);
  await syncAccounts(deps, speaking('en-US'));
  const drawn = await transact((tx) => tx.selectFrom('delivery_home').select('member_id').execute());
  expect(drawn).toEqual([{ member_id: '001' }]);
});

test('whoever opened Home as a stranger, or as whose account it was, finds their own there once it is known', async () => {
  const { deps, apply, transact, path } = await office();
  const looking = async () => {
    const drawn = await transact((tx) => tx.selectFrom('delivery_home').select('member_id').orderBy('id').execute());
    await transact((tx) => tx.deleteFrom('delivery_home').execute());
    return drawn.map(({ member_id }) => member_id);
  };
  await syncAccounts(deps, [account('U1', 'jia@bureau.example'), account('U2', 'yi@bureau.example'), account('U9')]);
  for (const who of ['U1', 'U9']) await identify(deps, person(who), true);
  await identify(deps, person('U2'), false);
  await apply();
  expect(await looking()).toEqual(['001']);
  await apply(edited('202', 'ji@bureau.example,', ',U1', edited('001', 'jia@bureau.example,', ',U9')), { confirmedAccounts: 1 });
  expect((await looking()).toSorted()).toEqual(['001', '202']);
  await identify(deps, person('U1', 'T2'), true);
  const sqlite = new Database(path, { readonly: true });
  const notes = sqlite.prepare('SELECT chat_user, member_id FROM delivery_home_opened ORDER BY chat_user').raw().all();
  sqlite.close();
  expect(notes).toEqual([
    ['U1', '202'],
    ['U9', '001'],
  ]);
});

test('somebody who left the office is a stranger from that moment on', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  await syncAccounts(deps, [account('U6', 'ji@bureau.example')]);
  expect(await identify(deps, person('U6'), false)).toMatchObject({ memberId: '202' });
  await apply(without('202'));
  expect(await identify(deps, person('U6'), false)).toEqual({ stranger: 'zh-CN' });
  expect(await transact((tx) => findMember(tx, '202'))).toMatchObject({ active: false, chatUserId: undefined });
});

test('each administrator gets one hint per stranger and week, however often the stranger comes', async () => {
  const { deps, apply, pass, path } = await office();
  await apply(edited('101', '组织者', '管理员'));
  await syncAccounts(deps, [account('U7', 'guest@mail.example')]);
  const sqlite = new Database(path, { readonly: true });
  const hints = () => Number(sqlite.prepare("SELECT count(*) FROM delivery_outbox WHERE key LIKE 'org.stranger:%'").pluck().get());
  await Promise.all([noticeStranger(deps, person('U7')), noticeStranger(deps, person('U7')), noticeStranger(deps, person('U7'))]);
  expect(hints()).toBe(2); // two administrators
  await noticeStranger(deps, person('U8'));
  expect(hints()).toBe(4);
  pass(7 * DAY_MS - 1);
  await noticeStranger(deps, person('U7'));
  expect(hints()).toBe(4);
  pass(1);
  await noticeStranger(deps, person('U7'));
  expect(hints()).toBe(6);
  sqlite.close();
});

test('a bot is no stranger worth a hint', async () => {
  const { deps, apply, path } = await office();
  await apply();
  await syncAccounts(deps, [account('B1', undefined, { bot: true })]);
  await noticeStranger(deps, person('B1'));
  const sqlite = new Database(path, { readonly: true });
  expect(sqlite.prepare("SELECT count(*) FROM delivery_outbox WHERE key LIKE 'org.stranger:%'").pluck().get()).toBe(0);
  sqlite.close();
});

test('somebody all of whose accounts are switched off is not asked', async () => {
  const { deps, apply, transact } = await office();
  await apply();
  const off = (userId: string) => account(userId, 'jia@bureau.example', { active: false });
  await syncAccounts(deps, [off('U1'), off('U2')]);
  expect((await transact(canBeAsked)).map(({ id }) => id)).not.toContain('001');
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBeUndefined();
  await syncAccounts(deps, [account('U2', 'jia@bureau.example')]);
  expect((await transact(canBeAsked)).map(({ id }) => id)).toContain('001');
  expect(await transact((tx) => chatUserOf(tx, '001'))).toBe('U2');
});

test('the check names members without account and why, dead accounts, strangers and doubtful matches', async () => {
  const { deps, apply } = await office();
  await apply(edited('202', 'ji@bureau.example', '', LINES));
  await syncAccounts(deps, [
    account('U1', 'jia@bureau.example'),
    account('U2', 'yi@bureau.example', { active: false }),
    account('U3', 'bing@bureau.example'),
    account('U4', 'BING@bureau.example'),
    account('U5', 'guest@mail.example'),
    account('U6', 'gone@mail.example', { active: false }),
  ]);
  const checked = await checkRoster(deps);
  expect(checked.members).toBe(7);
  expect(checked.unmatched.map(({ id, reason }) => [id, reason])).toEqual([
    ['101', 'ambiguous'],
    ['102', 'no-account'],
    ['201', 'no-account'],
    ['202', 'nothing-to-match'],
    ['211', 'no-account'],
  ]);
  expect(checked.switchedOff).toEqual([{ id: '002', name: '乙二', userId: 'U2' }]);
  expect(checked.strangers.map(({ userId }) => userId)).toEqual(['U3', 'U4', 'U5']);
  expect(checked.ambiguities).toEqual([{ kind: 'several-accounts', memberId: '101', userIds: ['U3', 'U4'] }]);
});

test('people are found by name, id, position and department; wildcards are letters like any other', async () => {
  const { apply, transact } = await office();
  await apply([...LINES, '301,一丙,科员,局/甲处,,,,,,', '302,百%,科员,局/甲处,,,,,,']);
  const found = (query: string, limit = 10) => transact(async (tx) => (await searchMembers(tx, query, limit)).map((member) => member.name));
  expect(await found('一')).toEqual(['一丙', '甲一']);
  expect(await found('20')).toEqual(['戊五', '己六']);
  expect(await found('丙科')).toEqual(['庚七']);
  expect(await found('%')).toEqual(['百%']);
  expect(await found('', 3)).toHaveLength(3);
});

test('whoever has no address has the account that the local workspace makes for them, and no other chat’s that is called the same', async () => {
  const { deps, apply, transact } = await office();
  await apply(edited('102', 'ding@bureau.example', '', edited('202', 'ji@bureau.example', '')));
  const config = readConfig({ SIWEN_DATA_DIR: 'data', SIWEN_KEY: '07'.repeat(32) });
  const users = (await localPeople(transact, config)).map(({ email }, n) => account(`U${n}`, email));
  await syncAccounts(deps, users);
  expect((await checkRoster(deps)).unmatched.map(({ id }) => id)).toEqual(['102', '202']);
  await syncAccounts({ ...deps, local: true }, users);
  expect(await checkRoster(deps)).toMatchObject({ unmatched: [], strangers: [], ambiguities: [] });
  expect(await transact((tx) => chatUserOf(tx, '102'))).toBe('U3');
});
