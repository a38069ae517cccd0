import type { Reader } from '../../calendar/reader.js';
import * as attendanceCards from '../../meeting/attendance/cards.js';
import * as attendanceForms from '../../meeting/attendance/forms.js';
import { namesForm } from '../../meeting/attendance/names-form.js';
import type { Line } from '../../meeting/attendance/report.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import type { Sample } from '../../slack/diagnosis.js';
import { DEPARTMENT, MEMBER, meetingAt, NAME, OWN_URL, WORDS } from './notice-samples.js';

/** What is shown around check-in and the report of a meeting. */
export function attendanceSamples(reader: Reader): Sample[] {
  const meeting = meetingAt(reader.now);
  const member: Member = {
    id: MEMBER,
    name: NAME,
    email: undefined,
    rank: '正处级',
    position: undefined,
    departmentId: 'D1' as DepartmentId,
    roles: [],
    active: true,
    joinedOn: undefined,
    workedSince: undefined,
    chatUserId: undefined,
    locale: reader.locale,
  };
  const line: Line = {
    memberId: MEMBER,
    departmentId: member.departmentId,
    expected: true,
    recorded: false,
    status: 'absent',
    leftEarly: true,
    checkedInAt: undefined,
    substituteId: MEMBER,
    standInId: MEMBER,
    member,
    substitute: NAME,
    standIn: NAME,
  };
  const figures = { expected: 3_000, present: 2_000, excused: 500, late: 120, absent: 500 };
  const lines = Array.from({ length: 60 }, () => line);
  const report = {
    meeting,
    departments: Array.from({ length: 80 }, () => ({ id: member.departmentId, name: DEPARTMENT, lines, figures })),
    figures,
    organizes: true,
  };
  const mark = {
    memberId: MEMBER,
    version: 1,
    status: 'late',
    leftEarly: true,
    checkedInAt: reader.now,
    checkedInBy: MEMBER,
    via: 'list',
    by: MEMBER,
    at: reader.now,
  } as const;
  const history = Array.from({ length: 20 }, () => ({ mark, by: NAME, reason: WORDS }));
  const standIn = { ...member, id: `${MEMBER}/` as MemberId };
  const record = { ok: true, meeting, member, cameInstead: standIn, standIn, who: standIn.id, now: line, version: 20, history } as const;
  const board = { meeting, token: 'dStGXR8_Z5jdHi6B-myT3'.repeat(2), closed: false, afterwards: true, code: '123456', left: 30, figures };
  // Names are ticked one department at a time; no two options of a group may have the same value.
  const named = lines.map((one, index) => ({
    ...one,
    member: { ...member, id: `${MEMBER}${index}` as MemberId },
    standInId: `${MEMBER}/${index}` as MemberId,
  }));
  const byName = { ...report, departments: report.departments.map((one) => ({ ...one, lines: named })) };
  return [
    { name: 'reportCard of a meeting', card: attendanceCards.reportCard(report, reader) },
    { name: 'askCodeCard', card: attendanceCards.askCodeCard(Array(10).fill(meeting), reader) },
    { name: 'codeForm', form: attendanceForms.codeForm(reader) },
    { name: 'boardForm', form: attendanceForms.boardForm(board, OWN_URL, reader) },
    {
      name: 'namesForm',
      form: namesForm(byName, 1, 0, { said: WORDS.slice(0, 300), late: true, ticks: { '0:0': [`${MEMBER}/`] } }, reader),
    },
    { name: 'reportForm', form: attendanceForms.reportForm(report, 1, reader, { hasFile: true }) },
    { name: 'whomForm', form: attendanceForms.whomForm(meeting.id, reader) },
    { name: 'correctionForm', form: attendanceForms.correctionForm(record, true, reader) },
  ];
}
