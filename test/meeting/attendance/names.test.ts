import { expect, test } from 'vitest';
import type { Form } from '../../../src/chat/form.js';
import { namesForm } from '../../../src/meeting/attendance/names-form.js';
import type { DepartmentId } from '../../../src/org/member.js';
import { meetingAt } from '../../support/meeting.js';
import { at, zone } from '../../support/office.js';

const READER = { locale: 'zh-CN', zone: zone(), now: at('2026-11-26', '08:50') } as const;
const figures = { expected: 0, present: 0, excused: 0, late: 0, absent: 0 };

const optionsOf = (form: Form) =>
  form.blocks.flatMap((block) =>
    block.kind === 'actions' ? block.elements.flatMap((element) => (element.kind === 'menu' ? element.options : [])) : [],
  );

test.each([1, 98, 99, 250])('of %s departments every one can be chosen, and no menu has more than a chat takes', (count) => {
  const departments = Array.from({ length: count }, (_, n) => ({ id: `d${n}` as DepartmentId, name: `第${n}处`, lines: [], figures }));
  const report = { meeting: meetingAt(READER.now), departments, figures };
  const seen = new Set<string>();
  const visited = new Set<number>();
  function visit(place: number): void {
    if (visited.has(place)) return;
    visited.add(place);
    const options = optionsOf(namesForm(report, place, 0, undefined, READER));
    expect(options.length).toBeLessThanOrEqual(100);
    for (const { label, value } of options) {
      if (label.startsWith('第')) seen.add(label.split('　')[0] ?? '');
      else visit(Number(value.split(':')[1]));
    }
  }
  visit(0);
  expect(seen.size).toBe(count);
});
