import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormValues } from '../../../src/chat/form.js';
import { readDraft, valuesOf } from '../../../src/meeting/announce/draft.js';
import type { Meeting, MeetingId } from '../../../src/meeting/meeting.js';
import type { DepartmentId, MemberId } from '../../../src/org/member.js';
import { FILLED } from '../../support/meeting.js';
import { at, zone } from '../../support/office.js';

const now = at('2026-11-24', '10:00');
const read = (values: FormValues) => readDraft({ ...FILLED, ...values }, now, zone());
const problemsIn = (values: FormValues) => {
  const draft = read(values);
  return draft.ok ? {} : draft.problems;
};

test('what is filled in is what the meeting is', () => {
  expect(read({ agenda: ' 一、传达文件 ', link: 'https://meet.example/1', options: ['substitutes'], excluded: ['101'] })).toEqual({
    ok: true,
    details: {
      title: '机关干部大会',
      scope: 'bureau',
      startsAt: at('2026-12-02', '09:00'),
      endsAt: at('2026-12-02', '11:00'),
      place: '三楼会议室',
      link: 'https://meet.example/1',
      agenda: '一、传达文件',
      audience: { kind: 'bureau' },
      excluded: ['101'],
      substitutes: true,
      absenceDeadlineAt: at('2026-12-02', '09:00'),
      attachments: [],
      emergency: false,
    },
  });
});

describe('what is wrong is said at its field', () => {
  test.each<[string, FormValues, object]>([
    [
      'nothing at all',
      { title: '', place: ' ', date: '', start: '', end: '' },
      { title: 'required', place: 'required', date: 'required', start: 'required', end: 'required' },
    ],
    ['a day that no calendar has', { date: '2026-02-30' }, { date: 'not-a-date' }],
    ['a time that no clock shows', { start: '25:00' }, { start: 'not-a-time' }],
    ['a start that is past', { date: '2026-11-24', start: '10:00' }, { date: 'past' }],
    ['a year too far', { date: '2028-12-02' }, { date: 'too-far' }],
    ['an end before the start', { end: '08:00' }, { end: 'ends-first' }],
    ['an end at the start', { end: '09:00' }, { end: 'ends-first' }],
    ['four minutes', { end: '09:04' }, { end: 'too-short' }],
    ['eight days', { endDate: '2026-12-10' }, { end: 'too-long-a-time' }],
    ['a link that is none', { link: 'meet.example' }, { link: 'not-a-link' }],
    ['a script for a link', { link: 'javascript:alert(1)' }, { link: 'not-a-link' }],
    ['material without a link', { attachments: '材料一' }, { attachments: 'attachment-wrong' }],
    ['eleven documents', { attachments: 'https://a.example\n'.repeat(11) }, { attachments: 'attachment-wrong' }],
    ['a deadline after the start', { deadlineDate: '2026-12-03' }, { deadlineDate: 'deadline-wrong' }],
    ['a deadline that is past', { deadlineDate: '2026-11-23', deadlineTime: '10:00' }, { deadlineDate: 'deadline-wrong' }],
    ['departments to be chosen, and none chosen', { audience: 'departments' }, { departments: 'required' }],
    ['people to be chosen, and nobody chosen', { audience: 'members' }, { members: 'required' }],
    ['a title as long as a book', { title: '会'.repeat(101) }, { title: 'too-long' }],
  ])('%s', (_, values, problems) => expect(problemsIn(values)).toEqual(problems));
});

test('a deadline that is past stays as long as the start does; where that is moved, people may ask until then', () => {
  const draft = read({ deadlineDate: '2026-12-01', deadlineTime: '17:30' });
  if (!draft.ok) throw new Error('not read');
  const before = { ...draft.details, id: 'm' } as unknown as Meeting;
  const changed = (values: FormValues) => readDraft({ ...valuesOf(before, zone()), ...values }, at('2026-12-02', '08:00'), zone(), before);
  expect(changed({ place: '大礼堂', end: '12:00' })).toMatchObject({ ok: true });
  const deadlineOf = (values: FormValues) => {
    const read = changed(values);
    return read.ok ? read.details.absenceDeadlineAt : read.problems;
  };
  expect(deadlineOf({ place: '大礼堂' })).toBe(at('2026-12-01', '17:30'));
  expect(deadlineOf({ date: '2026-12-03' })).toBe(at('2026-12-03', '09:00'));
  expect(deadlineOf({ date: '2026-12-03', deadlineTime: '17:00' })).toEqual({ deadlineDate: 'deadline-wrong' });
  expect(changed({ date: '2026-12-03', deadlineDate: '', deadlineTime: '' })).toMatchObject({ ok: true });
});

test.each([
  ['bureau', { kind: 'bureau' }],
  ['rank:正处级', { kind: 'ranks', atLeast: '正处级' }],
  ['departmentHeads', { kind: 'positions', positions: ['departmentHeads'] }],
  ['headsAndLeaders', { kind: 'positions', positions: ['departmentHeads', 'bureauLeaders'] }],
])('the audience %s', (audience, expected) => {
  const draft = read({ audience });
  expect(draft.ok && draft.details.audience).toEqual(expected);
});

test('documents: a title and a link, or the link alone', () => {
  const draft = read({ attachments: '会议 材料 https://a.example/1\n\n https://b.example ' });
  expect(draft.ok && draft.details.attachments).toEqual([
    { title: '会议 材料', url: 'https://a.example/1' },
    { title: 'https://b.example', url: 'https://b.example' },
  ]);
});

test('documents given as links alone are no longer in the form of a change than they were typed', () => {
  const attachments = Array.from({ length: 10 }, (_, n) => `https://docs.example.cn/${n}/${'a'.repeat(270)}`).join('\n');
  const draft = read({ attachments });
  expect(draft.ok && valuesOf(draft.details, zone()).attachments).toBe(attachments);
});

test('the form of a meeting, read again, is the meeting', () => {
  const choice = fc.constantFrom(
    { audience: 'bureau' },
    { audience: 'rank:副处级' },
    { audience: 'bureauLeaders' },
    { audience: 'headsAndLeaders' },
    { audience: 'departments', departments: ['a', 'b'] },
    { audience: 'members', members: ['101', '102'] },
  );
  const rest = fc.record({
    scope: fc.constantFrom('bureau', 'departments'),
    endDate: fc.constantFrom('', '2026-12-04'),
    link: fc.constantFrom('', 'https://meet.example/1'),
    agenda: fc.constantFrom('', '一、学习\n二、讨论'),
    attachments: fc.constantFrom('', '材料 https://a.example/1\nhttps://b.example'),
    options: fc.subarray(['substitutes', 'emergency']),
    deadlineTime: fc.constantFrom('', '08:00'),
    excluded: fc.subarray(['101', '603']),
  });
  fc.assert(
    fc.property(choice, rest, (chosen, values) => {
      const draft = read({ ...values, ...chosen });
      expect(draft.ok).toBe(true);
      if (!draft.ok) return;
      expect(readDraft(valuesOf(draft.details, zone()), now, zone())).toEqual(draft);
    }),
  );
});

test('a meeting that has begun can be changed where its start stays', () => {
  const draft = read({});
  if (!draft.ok) throw new Error();
  const meeting: Meeting = {
    ...draft.details,
    id: 'm' as MeetingId,
    departmentId: 'd' as DepartmentId,
    organizerId: '101' as MemberId,
    announcedAt: now,
    inAdvance: true,
    sequence: 0,
    state: 'announced',
  };
  const during = at('2026-12-02', '10:00');
  expect(readDraft({ ...FILLED, end: '12:00' }, during, zone(), meeting).ok).toBe(true);
  expect(readDraft({ ...FILLED, start: '09:30' }, during, zone(), meeting)).toEqual({ ok: false, problems: { date: 'past' } });
  expect(readDraft({ ...FILLED, end: '09:30' }, during, zone(), meeting)).toEqual({ ok: false, problems: { end: 'end-past' } });
});
