import type { Reader } from '../../calendar/reader.js';
import { say } from '../../chat/text.js';
import * as cards from '../../leave/decide/cards.js';
import { detailsForm, severalForm, whyForm } from '../../leave/decide/forms.js';
import * as messages from '../../leave/decide/message-cards.js';
import { queue } from '../../leave/decide/text.js';
import { approvalsBlocks, lineWithDepartment, queueCard, todosBlocks, weighLine } from '../../leave/decide/waiting/cards.js';
import { filingsCard, filingsForm } from '../../leave/filing/forms.js';
import type { Step } from '../../leave/leave.js';
import { superiorText } from '../../leave/text.js';
import type { MemberId } from '../../org/member.js';
import type { Sample } from '../../slack/diagnosis.js';
import { ID, OTHER, sampleLeave, sampleStep } from './leave-sample.js';
import { DEPARTMENT, meetingAt, NAME, WORDS } from './notice-samples.js';

/** What is shown around decisions on leave. */
export function decideSamples(reader: Reader): Sample[] {
  const leave = sampleLeave(400, reader);
  const { period } = leave;
  const { on } = period.from;
  const step = sampleStep(reader, { dueAt: reader.now });
  const process: Step = { ...step, position: 1, action: 'process', role: 'personnel', assigneeId: undefined, standsFor: undefined };
  // Thirty of each kind that there is.
  const alsoAway = Array.from({ length: 120 }, (_, nth) => ({
    memberId: `${nth}` as MemberId,
    name: NAME,
    period,
    isHead: nth % 4 === 0,
    isActing: nth % 4 === 1,
    isStoodInFor: nth % 4 === 2,
  }));
  const history = Array.from({ length: 30 }, () => ({
    leaveId: ID,
    at: reader.now,
    what: 'moved-up' as const,
    actorId: undefined,
    subjectId: OTHER,
    position: 0,
  }));
  const view: cards.View = {
    leave,
    former: { ...leave, state: 'approved' },
    isChange: true,
    steps: [step, { ...process, state: 'waiting' }],
    history,
    department: DEPARTMENT,
    position: DEPARTMENT,
    actsStill: false,
    returned: 0,
    nameOf: () => NAME,
    may: new Set([OTHER]),
    facing: {
      balances: [
        { year: 2026, figures: { all: 30, left: -3 } },
        { year: 2027, figures: undefined },
      ],
      meetings: Array.from({ length: 5 }, () => meetingAt(reader.now)),
      alsoAway,
      bothAway: { department: DEPARTMENT, other: NAME },
      yearsUnknown: [2027],
    },
  };
  const todo: cards.View = { ...view, leave: { ...leave, state: 'approved' }, steps: [{ ...step, state: 'done' }, process] };
  const written = {
    reason: WORDS,
    destination: DEPARTMENT,
    phone: '13800000000',
    attachments: Array.from({ length: 5 }, () => ({ title: DEPARTMENT, url: `https://${'a'.repeat(60)}.example.cn` })),
  };
  const waiting = { view, step };
  const several = Array.from({ length: 10 }, (_, position) => ({
    leave,
    step: { position },
    line: lineWithDepartment(waiting, reader),
    more: weighLine(waiting, reader),
    toWeigh: Array.from({ length: 50 }, () => 'abcd'),
  }));
  const approvals = approvalsBlocks({ waiting: Array.from({ length: 8 }, () => waiting), more: 30, own: 38 }, reader);
  const todos = todosBlocks({ waiting: Array.from({ length: 8 }, () => ({ view: todo, step: process })), more: 30, own: 0 }, reader);
  const filing = {
    leave,
    halfDays: leave.halfDays,
    filedAt: reader.now,
    name: NAME,
    department: DEPARTMENT,
    actingName: NAME,
    approved: { words: () => say(superiorText(NAME), reader.locale), at: reader.now },
  };
  const filings = Array.from({ length: 10 }, () => filing);
  const page = { period: { from: on, to: on }, page: 1, filings, count: 3_000, hasMore: true };
  return [
    { name: 'filingsCard', card: filingsCard(page, reader) },
    { name: 'filingsForm', form: filingsForm(page, reader) },
    { name: 'approverCard of leave', card: cards.approverCard(view, reader, OTHER) },
    { name: 'todoCard', card: cards.todoCard(todo, reader, OTHER) },
    { name: 'recordCard', card: cards.recordCard('file')(todo, reader) },
    { name: 'outcomeCard', card: messages.outcomeCard('returned')(view, reader) },
    { name: 'enteredCard', card: messages.enteredCard('returned')(view, reader) },
    { name: 'overCard', card: messages.overCard('replaced')(view, reader) },
    { name: 'againCard', card: messages.againCard(step)(view, reader) },
    { name: 'nudgeCard of a step', card: messages.nudgeCard(step)(view, reader) },
    { name: 'nudgeCard of a to-do', card: messages.nudgeCard(process)(todo, reader) },
    { name: 'stuckCard', card: messages.stuckCard(NAME)(view, reader) },
    { name: 'queueCard of approvals', card: queueCard(queue.approvals, approvals, reader) },
    { name: 'queueCard of to-dos', card: queueCard(queue.todos, todos, reader) },
    { name: 'whyForm', form: whyForm('returned', view, step, reader) },
    { name: 'detailsForm of leave', form: detailsForm({ view, written, said: [{ step, words: WORDS }], isShown: true }, OTHER, reader) },
    { name: 'severalForm', form: severalForm(several, 30, reader) },
  ];
}
