import type { PlainDate } from '../../calendar/instant.js';
import type { Reader } from '../../calendar/reader.js';
import type { Absence, AbsenceId } from '../../leave/absence/absence.js';
import * as leaveCards from '../../leave/absence/cards.js';
import { decisionForm, ownForm, requestForm } from '../../leave/absence/forms.js';
import * as dueCards from '../../leave/away/due/cards.js';
import { overlapCard } from '../../leave/away/overlap/cards.js';
import { overviewCard } from '../../leave/away/overview/cards.js';
import { reportCard } from '../../leave/away/report/cards.js';
import { LEAVE_KINDS } from '../../leave/leave.js';
import type { DepartmentId } from '../../org/member.js';
import type { Sample } from '../../slack/diagnosis.js';
import { OTHER, sampleLeave } from './leave-sample.js';
import { DEPARTMENT, MEMBER, meetingAt, NAME, WORDS } from './notice-samples.js';

/** What is shown around absences from a meeting. */
export function leaveSamples(reader: Reader): Sample[] {
  const meeting = meetingAt(reader.now);
  const leave = sampleLeave(400, reader, { halfDays: 999, state: 'approved', acting: { memberId: OTHER, answer: 'accepted' } });
  const absence: Absence = {
    id: 'bStGXR8_Z5jdHi6B-myT1' as AbsenceId,
    meetingId: meeting.id,
    memberId: MEMBER,
    requestedAt: reader.now,
    late: true,
    state: 'pending',
    substitute: { memberId: OTHER, answer: 'asked' },
    decision: undefined,
    replaces: undefined,
    movedAt: reader.now,
  };
  const shown = { absence, meeting, applicant: { name: NAME, department: DEPARTMENT }, substitute: NAME, decidedBy: undefined };
  const decided: Absence = { ...absence, state: 'refused', decision: { by: OTHER, at: reader.now } };
  const refused = { ...shown, absence: decided, decidedBy: NAME };
  const reason = { kind: 'business-trip' as const, detail: WORDS };
  const dates = { from: '2025-11-25' as PlainDate, to: '2026-11-25' as PlainDate };
  const scope = Array.from({ length: 200 }, (_, n) => ({
    id: `lStGXR8_Z5jdHi6B-my${n}` as DepartmentId,
    name: DEPARTMENT,
    parentId: undefined,
    functions: [],
    headId: undefined,
    supervisingLeaderId: undefined,
    order: n,
  }));
  const line = { name: NAME, kind: leave.kind, period: leave.period, acting: NAME, overdue: true };
  const lines = Array.from({ length: 60 }, (_, n) => ({ ...line, department: `${n}${DEPARTMENT}` }));
  const overview = { ok: true as const, dates, department: undefined, scope, lines, people: 3_000, overdue: 3_000 };
  const figures = {
    days: { 'business-trip': 99_999, 'annual-leave': 99_999, 'personal-leave': 99_999, 'sick-leave': 99_999 },
    total: 399_996,
    people: 3_000,
  };
  const report = {
    ...overview,
    kinds: LEAVE_KINDS,
    total: figures,
    departments: scope.map(({ id, name }) => ({ id, name, dissolved: true, ...figures })),
    members: [],
  };
  const due = {
    leave,
    former: undefined,
    isChange: false,
    steps: [],
    history: [],
    department: DEPARTMENT,
    position: NAME,
    actsStill: false,
    returned: 0,
    nameOf: () => NAME,
    backAt: reader.now,
  };
  return [
    { name: 'approverCard', card: leaveCards.approverCard(shown, reader) },
    { name: 'applicantCard', card: leaveCards.applicantCard(refused, reader) },
    { name: 'decidedCard', card: leaveCards.decidedCard(refused, reader) },
    { name: 'movedCard', card: leaveCards.movedCard({ ...shown, absence: { ...absence, state: 'asked' } }, reader) },
    { name: 'movedAgainCard', card: leaveCards.movedAgainCard(shown, reader) },
    { name: 'substituteCard', card: leaveCards.substituteCard(shown, reader) },
    { name: 'substituteChangedCard', card: leaveCards.substituteChangedCard(shown, reader) },
    { name: 'substituteRestoredCard', card: leaveCards.substituteRestoredCard(shown, reader) },
    { name: 'substituteSuspendedCard', card: leaveCards.substituteSuspendedCard(shown, reader) },
    { name: 'declinedCard', card: leaveCards.declinedCard(shown, reader) },
    { name: 'expectedCard', card: leaveCards.expectedCard(shown, reader) },
    { name: 'notAllowedCard', card: leaveCards.notAllowedCard(shown, reader) },
    { name: 'nudgeCard of an absence', card: leaveCards.nudgeCard(shown, reader) },
    { name: 'undecidedCard', card: leaveCards.undecidedCard(MEMBER)(shown, reader) },
    { name: 'requestForm', form: requestForm(meeting, reader.now, reader) },
    { name: 'decisionForm', form: decisionForm(shown, reason, reader) },
    { name: 'beforeCard', card: dueCards.beforeCard({ ...due, actingAway: true }, reader) },
    { name: 'beginCard', card: dueCards.beginCard(due, reader) },
    { name: 'backCard', card: dueCards.backCard(due, true, reader) },
    { name: 'overdueCard', card: dueCards.overdueCard(due, reader) },
    { name: 'overviewCard', card: overviewCard(overview, 1, reader) },
    { name: 'reportCard of leave', card: reportCard(report, reader) },
    { name: 'overlapCard', card: overlapCard({ meeting, leave, state: 'prepared', since: undefined }, reader) },
    { name: 'ownForm of an absence', form: ownForm(refused, reason, WORDS, reader) },
  ];
}
