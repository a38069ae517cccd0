import { expect, test } from 'vitest';
import type { Form, FormValues } from '../../../src/chat/form.js';
import { namesForm, tickedIn } from '../../../src/meeting/attendance/names-form.js';
import type { Line } from '../../../src/meeting/attendance/report.js';
import type { DepartmentId } from '../../../src/org/member.js';
import { ME, OTHER } from '../../leave/absence/world.js';
import { meetingAt } from '../../support/meeting.js';
import { at, zone } from '../../support/office.js';
import { button, formIn, wordsOf } from '../../support/talk.js';
import { opened } from './opened.js';

const READER = { locale: 'zh-CN', zone: zone(), now: at('2026-11-26', '08:50') } as const;
const UNSAID = { said: undefined, late: false };
const figures = { expected: 0, present: 0, excused: 0, late: 0, absent: 0 };

const optionsOf = (form: Form) =>
  form.blocks.flatMap((block) =>
    block.kind === 'actions' ? block.elements.flatMap((element) => (element.kind === 'menu' ? element.options : [])) : [],
  );

test.each([1, 98, 99, 250])('of %s departments every one can be chosen, and no menu has more than a chat takes', (count) => {
  const departments = Array.from({ length: count }, (_, n) => ({ id: `d${n}` as DepartmentId, name: `第${n}处`, lines: [], figures }));
  const report = { meeting: meetingAt(READER.now), departments, figures, organizes: true };
  const seen = new Set<string>();
  const visited = new Set<number>();
  function visit(place: number): void {
    if (visited.has(place)) return;
    visited.add(place);
    const options = optionsOf(namesForm(report, place, 0, UNSAID, READER));
    expect(options.length).toBeLessThanOrEqual(100);
    for (const { label, value } of options) {
      if (label.startsWith('第')) seen.add(label.split('　')[0] ?? '');
      else visit(Number(value.split(':')[1]));
    }
  }
  visit(0);
  expect(seen.size).toBe(count);
});

/** Slack keeps what was entered under the same field while a form is changed, seen or not. */
test('each list has fields of its own: no tick goes along to another department or page, nor stays where it was sent', () => {
  const line = (id: string, recorded = false) =>
    ({ memberId: id, member: { id, name: id, rank: '科员' }, expected: true, recorded, status: 'absent' }) as unknown as Line;
  const of = (id: string, lines: readonly Line[]) => ({ id: id as DepartmentId, name: id, lines, figures });
  const many = (id: string) => Array.from({ length: 80 }, (_, n) => line(`${id}${n}`));
  const report = (departments: readonly ReturnType<typeof of>[]) => ({
    meeting: meetingAt(READER.now),
    departments,
    figures,
    organizes: true,
  });
  const fields = (form: Form) => form.blocks.flatMap((block) => (block.kind === 'field' ? [block.name] : []));
  const two = report([of('a', many('a')), of('b', many('b'))]);
  const lists = [0, 1].flatMap((place) => [0, 1].map((page) => namesForm(two, place, page, UNSAID, READER)));
  const sent = report([of('a', [line('a', true), ...many('a').slice(1)]), of('b', many('b'))]);
  const all = [...lists, namesForm(sent, 0, 0, UNSAID, READER)].flatMap(fields);
  expect(all).toHaveLength(20);
  expect(new Set(all).size).toBe(20);
});

test('what was ticked on one list comes along to the next, stands there again, and is submitted with the rest', async () => {
  const { office, organizer, board, meeting } = await opened();
  const names = button(board.blocks, '按名单登记');
  const first = formIn(await organizer.press(names.id, names.value, { form: board }));
  const where = (of: string) => optionsOf(first).find(({ label }) => label.startsWith(of))?.value ?? '';
  const boxes = (form: Form) => form.blocks.flatMap((block) => (block.kind === 'field' && block.name.startsWith('names') ? [block] : []));
  const go = async (from: Form, of: string, values: FormValues) =>
    formIn(await organizer.press('meeting.names', where(of), { form: from, values }));
  const planning = await go(first, '规划处', {});
  const [field = ''] = boxes(planning).map(({ name }) => name);
  const office1 = await go(planning, '办公室', { [field]: [ME, OTHER] });
  expect(wordsOf(office1.blocks)).toContain('已勾选 2 人，尚未登记');
  const again = await go(office1, '规划处', {});
  expect(
    boxes(again)
      .flatMap(({ input }) => (input.kind === 'choices' ? (input.initial ?? []) : []))
      .sort(),
  ).toEqual([OTHER, ME]);
  // One of them is not there after all.
  const last = await go(again, '办公室', { [field]: [OTHER] });
  expect(wordsOf(last.blocks)).toContain('已勾选 1 人');
  const none = await go(await go(last, '规划处', {}), '办公室', { [field]: [] });
  expect(wordsOf(none.blocks)).not.toContain('已勾选');
  const [mine = ''] = boxes(last).map(({ name }) => name);
  const said = formIn(await organizer.submit(last, { [mine]: ['103'] }));
  expect(wordsOf(said.blocks)).toContain('已登记 2 人');
  expect(wordsOf(said.blocks)).not.toContain('尚未登记');
  const rows = await office.transact((tx) =>
    tx.selectFrom('meeting_attendance').select('member_id').where('meeting_id', '=', meeting.id).execute(),
  );
  expect(rows.map(({ member_id }) => member_id).sort()).toEqual(['103', OTHER].sort());
});

test('more ticks than a form can hold are to be submitted first, and none of them is lost', async () => {
  const { organizer, board } = await opened();
  const names = button(board.blocks, '按名单登记');
  const first = formIn(await organizer.press(names.id, names.value, { form: board }));
  const [other] = optionsOf(first).slice(1);
  const many = Array.from({ length: 400 }, (_, n) => `M${100_000 + n}`);
  const [field] = first.blocks.flatMap((block) => (block.kind === 'field' ? [block.name] : []));
  const next = formIn(await organizer.press('meeting.names', other?.value, { form: first, values: { [field ?? '']: many } }));
  expect(wordsOf(next.blocks)).toContain('请先提交');
  expect(next.context.split(':').slice(0, 3)).toEqual(first.context.split(':').slice(0, 3));
});

test('only names are taken, not what the menu of departments holds', () => {
  expect(tickedIn({ 'names:a:0:2-0': ['a1', 'a2'], 'names:a:0:2-1': [], 'meeting.names': 'm:1:0' })).toEqual(['a1', 'a2']);
});
