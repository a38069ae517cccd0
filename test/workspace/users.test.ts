import { expect, test } from 'vitest';
import { type JsonObject, objectOf } from '../support/elements.js';
import { people, testWorkspace } from '../support/workspace.js';

const membersOf = ({ members }: JsonObject): JsonObject[] => (Array.isArray(members) ? members : []).map(objectOf);
const cursorOf = (answer: JsonObject): string => String(objectOf(answer.response_metadata).next_cursor);

test('everybody is listed once over all pages: people, the bot, Slackbot, and who has left', async () => {
  const { call } = await testWorkspace();
  const seen: JsonObject[] = [];
  let pages = 0;
  let cursor = '';
  do {
    const page = await call('users.list', { limit: 2, cursor });
    seen.push(...membersOf(page));
    pages += 1;
    cursor = cursorOf(page);
  } while (cursor !== '');
  expect(seen.map(({ real_name: name }) => name)).toEqual(['四问', '苏明礼', '邓禾', 'Ellen Lind', '离任', 'Slackbot']);
  expect(pages).toBe(3);
  expect(seen.map(({ is_bot: bot }) => bot)).toEqual([true, false, false, false, false, false]);
  expect(seen.map(({ deleted }) => deleted)).toEqual([false, false, false, false, true, false]);
  expect(await call('users.list', { cursor: 'bm9uc2Vuc2U=' })).toMatchObject({ ok: false, error: 'invalid_cursor' });
});

test('a user carries language and zone; the language only on request', async () => {
  const { call, idOf } = await testWorkspace({ now: () => Date.UTC(2026, 6, 1) });
  const user = async (name: string, more = {}) => objectOf((await call('users.info', { user: await idOf(name), ...more })).user);
  const ellen = await user('Ellen Lind', { include_locale: true });
  expect(ellen).toMatchObject({ locale: 'en-US', tz: 'Europe/London', tz_label: 'British Summer Time', tz_offset: 3_600 });
  expect(ellen.profile).toMatchObject({ email: 'lind@example.cn', title: '人事教育处 · 副处级' });
  expect(await user('邓禾', { include_locale: true })).toMatchObject({ locale: 'zh-CN', tz: 'Asia/Shanghai', tz_offset: 28_800 });
  expect(await user('邓禾')).not.toHaveProperty('locale');
});

test('a zone west of Greenwich has a negative offset, and it follows the season', async () => {
  let now = Date.UTC(2026, 0, 15);
  const workspace = await testWorkspace({ people: [{ name: '驻外', email: 'a@example.cn', zone: 'America/St_Johns' }], now: () => now });
  const offset = async () => objectOf((await workspace.call('users.info', { user: await workspace.idOf('驻外') })).user).tz_offset;
  expect(await offset()).toBe(-12_600);
  now = Date.UTC(2026, 6, 15);
  expect(await offset()).toBe(-9_000);
});

test('an account is found by its address, unless nobody has it or its owner has left', async () => {
  const { call } = await testWorkspace();
  expect(await call('users.lookupByEmail', { email: 'DENG@example.cn' })).toMatchObject({ ok: true, user: { real_name: '邓禾' } });
  for (const email of ['nobody@example.cn', 'gone@example.cn', '', undefined])
    expect(await call('users.lookupByEmail', { email })).toMatchObject({ ok: false, error: 'users_not_found' });
  expect(await call('users.info', { user: 'U0NOBODY' })).toMatchObject({ ok: false, error: 'user_not_found' });
});

test('the app and every open page hear of accounts that come, change and go; of the same people again they hear nothing', async () => {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const watcher = await workspace.person('苏明礼');
  workspace.ensurePeople(people);
  workspace.ensurePeople([{ name: '新人', email: 'new@example.cn' }]);
  workspace.ensurePeople([{ name: '邓禾', email: 'deng@example.cn', title: '办公室 · 科员', active: false }]);
  const event = async (type: string) => objectOf(objectOf((await app.next(type)).payload).event);
  expect(await event('team_join')).toMatchObject({ user: { real_name: '新人', deleted: false } });
  expect(await event('user_change')).toMatchObject({ user: { real_name: '邓禾', deleted: true, locale: 'zh-CN' } });
  expect(app.received.filter(({ type }) => type === 'events_api')).toHaveLength(2);
  await watcher.until('both', () => (watcher.snapshot().people.find(({ name }) => name === '邓禾')?.deleted ? true : undefined));
  expect(watcher.snapshot().people.map(({ name }) => name)).toContain('新人');
});

test('who is deactivated can look, but not act', async () => {
  const workspace = await testWorkspace();
  const person = await workspace.person('邓禾');
  workspace.ensurePeople([{ name: '邓禾', email: 'deng@example.cn', active: false }]);
  await expect(person.say('我还在')).rejects.toThrow('account_inactive');
  await expect(person.openHome()).rejects.toThrow('account_inactive');
  expect(person.messages()).toEqual([]);
});

test('the language a person chooses is theirs: the app hears of it, and neither a roster nor a restart takes it back', async () => {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const user = await workspace.idOf('邓禾');
  const headers = { 'content-type': 'application/json', 'x-siwen-page': '1' };
  const choose = (locale: string) =>
    fetch(`${workspace.url}/local/language`, { method: 'POST', headers, body: JSON.stringify({ user, locale }) });
  await choose('en-US');
  expect(objectOf((await app.next('user_change')).payload).event).toMatchObject({ user: { id: user, locale: 'en-US' } });
  workspace.ensurePeople(people);
  const known = async () => objectOf((await workspace.call('users.info', { user, include_locale: true })).user).locale;
  expect(await known()).toBe('en-US');
  expect((await choose('tlh')).ok && (await known())).not.toBe('tlh');
});

test('a visitor without a name begins as a cadre, not as the head of the bureau', async () => {
  const { url } = await testWorkspace();
  const { snapshot } = JSON.parse(await (await fetch(`${url}/local/snapshot`)).text());
  expect(snapshot.me.name).toBe('Ellen Lind');
});
