import { expect, test } from 'vitest';
import { approversNow } from '../../../src/leave/absence/approvers.js';
import { findAbsence, saveDecision } from '../../../src/leave/absence/store.js';
import { insertInvitees } from '../../../src/meeting/invitee-store.js';
import type { DepartmentId, MemberId } from '../../../src/org/member.js';
import { auditEntries, findMember } from '../../../src/org/service.js';
import { at, type Office } from '../../support/office.js';
import { refound } from '../../support/roster.js';
import { button, cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { bureau, later, ME, ORGANIZER, OTHER, OUTSIDER, SECOND } from './world.js';

const audit = (office: Office) => office.transact((tx) => auditEntries(tx, { action: 'leave', limit: 20 }));

test('from the button on the notice to the decision: every organizer has the card, the first decision stands on each', async () => {
  const { office, meeting, card, excused } = await bureau();
  const me = talk(office, ME);
  const form = formIn(await me.press('leave.absence', meeting.id));
  expect(await me.submit(form, { kind: 'illness', detail: '腰伤复发' })).toMatchObject({ do: 'close' });
  const keys = (await office.outbox('leave.absence:')).map(({ key }) => key);
  const [id = ''] = keys.map((key) => key.split(':')[1] ?? '');
  expect(keys).toEqual([`leave.absence:${id}:${ORGANIZER}`, `leave.absence:${id}:${SECOND}`]);
  const pending = await card(`leave.absence:${id}:${ORGANIZER}`);
  const decide = button(pending.blocks, '查看并决定');
  const first = talk(office, ORGANIZER);
  const second = talk(office, SECOND);
  const [one, other] = [formIn(await first.press(decide.id, decide.value)), formIn(await second.press(decide.id, decide.value))];
  expect(wordsOf(one.blocks)).toContain('腰伤复发');
  expect(await first.submit(one, { verdict: 'refuse' })).toMatchObject({
    do: 'errors',
    errors: { words: expect.stringContaining('理由') },
  });
  expect(await first.submit(one, { verdict: 'approve' })).toMatchObject({ do: 'close' });
  const errors = await second.submit(other, { verdict: 'refuse', words: '须到会' });
  expect(errors).toMatchObject({ do: 'errors', errors: { verdict: expect.stringMatching(/先作出的决定.*周慎行/) } });
  for (const approver of [ORGANIZER, SECOND])
    expect(wordsOf((await card(`leave.absence:${id}:${approver}`)).blocks)).toMatch(/已同意（周慎行，11月24日.*10:00）/);
  expect((await card(`leave.absenceDecided:${id}`)).summary).toContain('已同意');
  expect(await excused()).toEqual([{ memberId: ME, substituteId: undefined }]);
  expect((await audit(office)).map(({ action }) => action)).toEqual([
    'leave.absence-approved',
    'leave.absence-looked',
    'leave.absence-looked',
    'leave.absence-requested',
  ]);
});

test('two organizers who decide at the same instant leave one decision', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested();
  const results = await Promise.all([decide(id, ORGANIZER, 'approve'), decide(id, SECOND, 'refuse', '须到会')]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await office.outbox('leave.absenceDecided:')).toHaveLength(1);
});

test('a decision that another has overtaken is not written: the row is guarded, whatever was read before', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested();
  const late = { state: 'refused' as const, by: SECOND as MemberId, at: office.now(), sealed: null };
  expect(await decide(id, ORGANIZER, 'approve')).toMatchObject({ ok: true });
  expect(await office.transact((tx) => saveDecision(tx, id, late))).toBe(false);
  expect(await office.transact((tx) => findAbsence(tx, id))).toMatchObject({ state: 'approved', decision: { by: ORGANIZER } });
});

test('why it is refused is shown to the applicant, who may ask again', async () => {
  const { office, meeting, requested, decide, excused, card } = await bureau();
  const { id } = await requested();
  await decide(id, SECOND, 'refuse', '当天要汇报');
  const me = talk(office, ME);
  const view = button((await card(`leave.absenceDecided:${id}`)).blocks, '查看');
  expect(wordsOf(formIn(await me.press(view.id, view.value)).blocks)).toContain('当天要汇报');
  expect(await excused()).toEqual([]);
  const again = formIn(await me.press('leave.absence', meeting.id));
  expect(await me.submit(again, { kind: 'other' })).toMatchObject({ do: 'errors', errors: { detail: expect.stringContaining('具体') } });
  expect(await me.submit(again, { kind: 'other', detail: '住院' })).toMatchObject({ do: 'close' });
  expect(cardOrErrors(await me.submit(again, { kind: 'other', detail: '住院' }))).toContain('已经提出');
});

const cardOrErrors = (answer: { do: string }) => JSON.stringify(answer);

test('from the deadline on it is late: the card says so, and it cannot pass as if it had been in time', async () => {
  const { office, meeting, requested, decide, card } = await bureau();
  office.moveTo((meeting.absenceDeadlineAt - 1) as typeof meeting.absenceDeadlineAt);
  expect((await requested(OTHER)).late).toBe(false);
  office.moveTo(meeting.absenceDeadlineAt);
  const { id } = await requested();
  expect(wordsOf((await card(`leave.absence:${id}:${ORGANIZER}`)).blocks)).toContain('迟交');
  expect(await decide(id, ORGANIZER, 'approve')).toMatchObject({ ok: false, refusal: 'late-is-decided-as-late' });
  expect(await decide(id, ORGANIZER, 'approve-late')).toMatchObject({ ok: true });
  expect((await audit(office))[0]?.detail).toContain('late');
  office.moveTo(meeting.startsAt);
  const answer = await talk(office, '104').press('leave.absence', meeting.id);
  expect(cardIn(answer).summary).toContain('已经开始');
});

test('whoever was put on the list only after the deadline is not late, and is not told that they will be', async () => {
  const { office, meeting, requested } = await bureau();
  office.moveTo(meeting.absenceDeadlineAt);
  await office.transact(async (tx) => {
    const member = await findMember(tx, OUTSIDER);
    if (member) await insertInvitees(tx, meeting.id, [member], office.now());
  });
  const words = async (who: string) => wordsOf(formIn(await talk(office, who).press('leave.absence', meeting.id)).blocks);
  expect(await words(OUTSIDER)).not.toContain('迟交');
  expect(await words(ME)).toContain('迟交');
  expect((await requested(OUTSIDER)).late).toBe(false);
  expect((await requested(ME)).late).toBe(true);
});

test.each([
  ['the applicant', ME, 'own-request'],
  ['an organizer of another department', '201', 'right-missing'],
  ['a member of the department without the role', '104', 'right-missing'],
])('%s does not decide', async (_who, memberId, refusal) => {
  const { requested, decide, office } = await bureau();
  const { id } = await requested();
  expect(await decide(id, memberId, 'approve')).toEqual({ ok: false, refusal });
  expect(cardIn(await talk(office, memberId).press('leave.absenceDecide', id)).summary).not.toContain('腰伤');
});

test.each([
  ['another organizer of the department', [], ORGANIZER, [SECOND]],
  // The head is an organizer in the demo bureau; without the role they still head the department.
  ['the head, where there is no other organizer', [ORGANIZER], SECOND, [ORGANIZER]],
  ['the supervising leader, where the head is the applicant', [SECOND], ORGANIZER, ['002']],
])('nobody decides on their own request, but %s', async (_who, without, applicant, approvers) => {
  const { office, requested, decide } = await bureau();
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ organizer: 0 })
      .where('id', 'in', [...without, 'x'])
      .execute(),
  );
  const { id } = await requested(applicant);
  expect((await office.outbox(`leave.absence:${id}:`)).map(({ member_id }) => member_id)).toEqual(approvers);
  expect(await decide(id, applicant, 'approve')).toEqual({ ok: false, refusal: 'own-request' });
  expect(await decide(id, approvers[0] ?? '', 'approve')).toMatchObject({ ok: true });
});

test('where nobody else of a department decides, it moves up to the leader in charge of the one above it', async () => {
  const { office, meeting } = await bureau();
  const approvers = await office.transact(async (tx) => {
    const section = {
      id: 'D' as DepartmentId,
      name: '一科',
      parent_id: (await findMember(tx, ME))?.departmentId ?? null,
      head_id: ME as MemberId,
    };
    await tx
      .insertInto('org_department')
      .values({ ...section, supervising_leader_id: null, sibling_order: 99, active: 1 })
      .execute();
    await tx.updateTable('org_member').set({ department_id: section.id }).where('id', '=', ME).execute();
    return approversNow(tx, office.leave, { ...meeting, departmentId: section.id }, ME as MemberId);
  });
  expect(approvers.map(({ id }) => id)).toEqual(['003']);
});

test('a department that takes the place of another decides on what waited for that: who organized the meeting is still in it', async () => {
  const { office, requested, decide } = await bureau({ organizerId: '601' as MemberId });
  const { id } = await requested();
  await refound(office, '规划处', '规划发展处');
  expect(await decide(id, '601', 'approve')).toMatchObject({ ok: true });
});

test('a withdrawal before the start closes it everywhere, and afterwards it is too late', async () => {
  const { office, meeting, requested, decide, card, excused } = await bureau();
  const { id } = await requested();
  await decide(id, ORGANIZER, 'approve');
  const me = talk(office, ME);
  const withdraw = button((await card(`leave.absenceOwn:${id}`)).blocks, '撤回');
  expect(cardIn(await talk(office, OTHER).press(withdraw.id, withdraw.value)).summary).toContain('没有做任何改动');
  expect(cardIn(await me.press(withdraw.id, withdraw.value)).summary).toContain('已撤回');
  expect(cardIn(await me.press(withdraw.id, withdraw.value)).summary).toContain('没有做任何改动');
  expect(wordsOf((await card(`leave.absence:${id}:${SECOND}`)).blocks)).toContain('已撤回');
  expect(await excused()).toEqual([]);
  const again = await requested();
  office.moveTo(meeting.startsAt);
  expect(cardIn(await me.press('leave.absenceWithdraw', again.id)).summary).toContain('没有做任何改动');
});

test('whoever is not expected, or has a form from before a change, is told so', async () => {
  const { office, meeting, change } = await bureau();
  expect(cardIn(await talk(office, OUTSIDER).press('leave.absence', meeting.id)).summary).toContain('没有要求你参加');
  const me = talk(office, ME);
  const form = formIn(await me.press('leave.absence', meeting.id));
  await change({ place: '大礼堂' });
  expect(JSON.stringify(await me.submit(form, { kind: 'illness' }))).toContain('有变动');
  expect(JSON.stringify(await me.submit({ ...form, context: '1:nothing' }, { kind: 'illness' }))).toContain('没有找到');
});

test('the word lists what is ahead and what waits for a decision; Home has the same', async () => {
  const { office, requested } = await bureau();
  const { id } = await requested();
  const mine = cardIn(await talk(office, ME).say('请假'));
  expect(wordsOf(mine.blocks)).toMatch(/机关干部大会.*等组织部门决定/s);
  expect(button(mine.blocks, '查看').value).toBe(id);
  const organizer = cardIn(await talk(office, ORGANIZER).say('请假'));
  expect(button(organizer.blocks, '查看并决定').value).toBe(id);
  expect(button(organizer.blocks, '请假').id).toBe('leave.absence');
  const home = await talk(office, ORGANIZER).home();
  expect(home.do === 'home' && wordsOf(home.home.blocks)).toContain('邓禾请假');
  expect(wordsOf(cardIn(await talk(office, OUTSIDER).say('请假')).blocks)).not.toContain('机关干部大会');
});

test('what is written lies nowhere in the clear', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested(ME, { kind: 'other', detail: 'CANARY-ONE' });
  await talk(office, ORGANIZER).press('leave.absenceDecide', id);
  await decide(id, ORGANIZER, 'refuse', 'CANARY-TWO');
  office.checkpoint();
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(office.path).includes('CANARY')).toBe(false);
  expect(JSON.stringify(await audit(office))).not.toContain('CANARY');
});

test('a nudge before the start to whoever has not decided; at the start nothing passes silently', async () => {
  const { office, meeting, requested, decide, card, excused } = await bureau();
  const { leaveJobs } = await import('../../../src/leave/jobs.js');
  const [job] = leaveJobs(office.leave);
  const run = async () => job?.run(office.now());
  const { id } = await requested();
  const decided = await requested(OTHER);
  await decide(decided.id, ORGANIZER, 'approve');
  await run();
  expect(await office.outbox('leave.nudge:')).toEqual([]);
  expect(await office.transact((tx) => job?.nextDueAt(tx, office.now()) ?? Promise.resolve(undefined))).toBe(at('2026-11-25', '09:00'));
  office.moveTo(at('2026-11-25', '09:00'));
  await run();
  await run();
  expect((await office.outbox('leave.nudge:')).map(({ member_id }) => member_id)).toEqual([ORGANIZER, SECOND]);
  office.moveTo(at('2026-11-26', '08:30'));
  await run();
  expect(await office.outbox('leave.nudge:')).toHaveLength(4);
  // A clock that goes back neither nudges again nor ends anything.
  office.moveTo(at('2026-11-25', '09:00'));
  await run();
  expect(await office.outbox('leave.nudge:')).toHaveLength(4);
  office.moveTo(later(meeting.startsAt, 1));
  await run();
  await run();
  expect((await office.outbox('leave.undecided:')).map(({ member_id }) => member_id)).toEqual([ME, ORGANIZER, SECOND]);
  expect(wordsOf((await card(`leave.absence:${id}:${SECOND}`)).blocks)).toContain('没有决定');
  expect(await decide(id, ORGANIZER, 'approve')).toMatchObject({ ok: false, refusal: 'meeting-over' });
  expect((await excused()).map(({ memberId }) => memberId)).toEqual([OTHER]);
});

test('a meeting that ends on another day says so on the card', async () => {
  const { requested, card } = await bureau({ endsAt: at('2026-11-27', '12:00') });
  const absence = await requested();
  expect(wordsOf((await card(`leave.absence:${absence.id}:${ORGANIZER}`)).blocks)).toContain('09:00–11月27日（周五） 12:00');
});

test('what a substitute answers is on record, once for each answer', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve');
  const substitute = talk(office, OUTSIDER);
  for (const answer of ['leave.substituteAccept', 'leave.substituteAccept', 'leave.substituteDecline'] as const)
    await substitute.press(answer, id);
  const entries = await office.transact((tx) => auditEntries(tx, { actor: OUTSIDER, limit: 9 }));
  expect(entries.map(({ action, subject, detail }) => [action, subject, detail])).toEqual([
    ['leave.substitute-declined', id, ME],
    ['leave.substitute-accepted', id, ME],
  ]);
});
