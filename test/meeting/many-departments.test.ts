import { expect, test } from 'vitest';
import type { FeedId } from '../../src/meeting/activity/activity.js';
import type { ListedFeed } from '../../src/meeting/activity/feed-service.js';
import { feedsForm } from '../../src/meeting/activity/import-conversation.js';
import type { DepartmentId, MemberId } from '../../src/org/member.js';
import { type Office, testOffice } from '../support/office.js';
import { button, formIn, pressable, talk, wordsOf } from '../support/talk.js';
import { departmentId, FILLED } from './scene.js';

/** More departments than a menu takes, all under the bureau. */
async function manyDepartments(): Promise<Office> {
  const office = await testOffice();
  await office.transact(async (tx) => {
    const root = await tx.selectFrom('org_department').selectAll().where('parent_id', 'is', null).executeTakeFirstOrThrow();
    const rows = Array.from({ length: 110 }, (_, n) => ({
      ...root,
      id: `d${n}` as DepartmentId,
      name: `第${n}所`,
      parent_id: root.id,
      head_id: null,
    }));
    for (const row of rows) await tx.insertInto('org_department').values(row).execute();
  });
  return office;
}
const departmentIn = (blocks: ReturnType<typeof formIn>['blocks']) => {
  const found = blocks.find((block) => block.kind === 'field' && block.name === 'department');
  return found?.kind === 'field' ? found.input : undefined;
};

test.each(['meeting.activityNew', 'meeting.activityImport', 'meeting.feedNew'] as const)(
  'of more than a hundred departments each can be chosen: %s',
  async (form) => {
    const office = await manyDepartments();
    const person = talk(office, '101');
    expect(departmentIn(formIn(await person.press(form)).blocks)).toMatchObject({ kind: 'search', source: 'meeting.activityDepartments' });
    expect(await person.search('meeting.activityDepartments', '第109')).toMatchObject({ options: [{ label: '第109所', value: 'd109' }] });
    // Whoever answers for one is offered that one, and finds no other.
    expect(departmentIn(formIn(await talk(office, '601').press(form)).blocks)).toMatchObject({ kind: 'choice' });
    expect(await talk(office, '601').search('meeting.activityDepartments', '第109')).toMatchObject({ options: [] });
  },
);

test('what is chosen so is registered', async () => {
  const office = await manyDepartments();
  const person = talk(office, '101');
  const values = { ...FILLED, department: 'd109', who: 'members', members: ['603'] };
  const check = formIn(await person.submit(formIn(await person.press('meeting.activityNew')), values));
  expect(wordsOf(check.blocks)).toContain('第109所');
});

test('a department has ten calendars at most, and of however many there are, each is listed and can be ended', async () => {
  const office = await testOffice();
  const person = talk(office, '101');
  const form = formIn(await person.press('meeting.feedNew'));
  const add = async (name: string, n: number) =>
    person.submit(form, { department: await departmentId(office, name), address: `https://c${n}.example.org/a.ics` });
  for (let n = 0; n < 10; n++) {
    await add('规划处', n);
    await add('办公室', n);
  }
  expect(await add('规划处', 10)).toMatchObject({ do: 'errors', errors: { address: expect.stringContaining('十个') } });
  const endsIn = (page: ReturnType<typeof formIn>) => pressable(page.blocks).filter(({ id }) => id === 'meeting.feedEnd');
  const first = formIn(await person.press('meeting.feeds'));
  const next = button(first.blocks, '下一页');
  const second = formIn(await person.press(next.id, next.value, { form: first }));
  expect(new Set([...endsIn(first), ...endsIn(second)].map(({ value }) => value)).size).toBe(20);
  expect(button(second.blocks, '上一页')).toMatchObject({ value: '0' });
});

test('every feed of a long list is shown, page by page', async () => {
  const office = await testOffice();
  const department = await departmentId(office, '规划处');
  const feed = (n: number): ListedFeed => ({
    feed: {
      id: `feed-${n}` as FeedId,
      departmentId: department,
      ownerId: '601' as MemberId,
      address: new Uint8Array(),
      etag: undefined,
      dueAt: office.now(),
      readAt: undefined,
      failure: undefined,
      toldAt: undefined,
      unreadable: [],
    },
    department: '规划处',
    address: `calendar-${n}.example/…`,
  });
  const feeds = Array.from({ length: 32 }, (_, n) => feed(n));
  const reader = { locale: 'zh-CN', zone: office.ground.zone, now: office.now() } as const;
  const pages = [0, 1, 2].map((page) => feedsForm(feeds, page, reader).blocks);
  const ends = pages.map((blocks) => pressable(blocks).filter(({ id }) => id === 'meeting.feedEnd'));
  expect(ends.map(({ length }) => length)).toEqual([15, 15, 2]);
  expect(new Set(ends.flat().map(({ value }) => value)).size).toBe(32);
  const turns = pages.map((blocks) => pressable(blocks).filter(({ id }) => id === 'meeting.feedPage'));
  expect(turns.map((all) => all.map(({ value }) => value))).toEqual([['1'], ['0', '2'], ['1']]);
});
