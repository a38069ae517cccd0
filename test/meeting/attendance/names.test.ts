import { expect, test } from 'vitest';
import type { Form } from '../../../src/chat/form.js';
import { namesForm, tickedIn } from '../../../src/meeting/attendance/names-form.js';
import type { Line } from '../../../src/meeting/attendance/report.js';
import type { DepartmentId } from '../../../src/org/member.js';
import { meetingAt } from '../../support/meeting.js';
import { at, zone } from '../../support/office.js';

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

test('only names are taken, not what the menu of departments holds', () => {
  expect(tickedIn({ 'names:a:0:2-0': ['a1', 'a2'], 'names:a:0:2-1': [], 'meeting.names': 'm:1:0' })).toEqual(['a1', 'a2']);
});
