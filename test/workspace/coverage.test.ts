import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validateBlocks, validateView } from '../../src/block-kit/validate.js';
import { apps } from '../../src/workspace/api/apps.js';
import { blocks } from '../../src/workspace/api/blocks.js';
import { chat } from '../../src/workspace/api/chat.js';
import { conversations } from '../../src/workspace/api/conversations.js';
import { files } from '../../src/workspace/api/files.js';
import { users } from '../../src/workspace/api/users.js';
import { views } from '../../src/workspace/api/views.js';
import { coverage } from '../../src/workspace/coverage.js';
import { objectOf } from '../support/elements.js';
import { people, testWorkspace } from '../support/workspace.js';

const page = readFileSync(new URL('../../docs/workspace-differences.md', import.meta.url), 'utf8');
/** The rows of all tables, as their cells. */
const rows = page.split('\n').flatMap((line) =>
  line.startsWith('| ')
    ? [
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ]
    : [],
);
const named = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
const rowOf = (name: string) => rows.find(([first]) => first === name) ?? [];

test('the table names every route there is, and no other', () => {
  const routes = Object.keys({ ...apps, ...blocks, ...chat, ...conversations, ...files, ...users, ...views });
  expect(routes.sort()).toEqual(Object.keys(coverage).sort());
});

test('every method of the table answers, and others do not', async () => {
  const { call } = await testWorkspace();
  for (const method of Object.keys(coverage)) expect((await call(method)).error, method).not.toBe('unknown_method');
  for (const method of ['chat.scheduleMessage', 'reactions.add', 'users.profile.set', 'admin.users.list'])
    expect((await call(method)).error, method).toBe('unknown_method');
});

test('the page shows the table as it is, and a reason for every gap', () => {
  const shown = rows.filter(([, how]) => how === 'full' || how === 'part');
  const told = Object.entries(coverage).map(([method, entry]) => [`\`${method}\``, entry.how, entry.how === 'part' ? entry.lacks : '']);
  expect(shown.map((row) => row.slice(0, 3))).toEqual(told);
  for (const [method, how, , reason] of shown) expect(Boolean(reason), method).toBe(how === 'part');
});

test('every difference has its reason', () => {
  for (const row of rows.filter(([first]) => first !== '---')) expect(row, row.join()).toHaveLength(4);
  const differences = rows.filter(
    ([first, second]) => first !== '---' && !['full', 'part', 'in Slack', 'how complete'].includes(second ?? ''),
  );
  expect(differences.length).toBeGreaterThan(20);
  for (const cells of differences)
    expect(
      cells.every((cell) => cell !== ''),
      cells.join(),
    ).toBe(true);
});

test('what the page calls refused is refused', () => {
  const blocks = named(rowOf('blocks')[2]);
  const elements = named(rowOf('elements')[2]);
  expect([blocks.length, elements.length]).toEqual([11, 5]);
  const unsupported = (type: string) => expect.arrayContaining([expect.objectContaining({ problem: `unsupported type: ${type}` })]);
  for (const type of blocks) expect(validateBlocks([{ type }], 'message')).toEqual(unsupported(type));
  for (const type of elements)
    expect(validateView({ type: 'home', blocks: [{ type: 'input', element: { type } }] })).toEqual(unsupported(type));
});

test('the events the page names are those that come', async () => {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const person = await workspace.person('邓禾');
  await person.openHome();
  await person.say('你好');
  workspace.ensurePeople([...people, { name: '新人', email: 'new@example.cn' }]);
  workspace.ensurePeople([{ ...people[0], name: '苏明礼', email: 'su@example.cn', title: '局领导' }]);
  for (const type of ['user_change', 'team_join', 'message', 'app_home_opened']) await app.next(type);
  const came = new Set(app.received.flatMap(({ payload }) => objectOf(objectOf(payload).event).type ?? []));
  expect(came).toEqual(new Set(named(rowOf('events')[2])));
});
