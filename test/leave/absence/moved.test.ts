import { describe, expect, test } from 'vitest';
import { leaveJobs } from '../../../src/leave/jobs.js';
import { insertInvitees, removeInvitees } from '../../../src/meeting/invitee-store.js';
import type { MemberId } from '../../../src/org/member.js';
import { activeMembers } from '../../../src/org/service.js';
import { at } from '../../support/office.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { days, leaveOf } from '../away/world.js';
import { bureau, later, ME, ORGANIZER, OTHER, OUTSIDER, SECOND, type World } from './world.js';

const moved = { startsAt: at('2026-11-27', '14:00'), endsAt: at('2026-11-27', '16:00'), absenceDeadlineAt: at('2026-11-26', '17:30') };

test('a meeting that is moved puts every open request to its applicant again, and one tap answers', async () => {
  const { office, requested, decide, change, card, excused } = await bureau();
  const [approved, pending] = [await requested(), await requested(OTHER)];
  await decide(approved.id, ORGANIZER, 'approve');
  await change(moved);
  expect(await excused()).toEqual([]);
  expect(new Set((await office.outbox('leave.moved:')).map(({ member_id }) => member_id))).toEqual(new Set([ME, OTHER]));
  expect(await decide(pending.id, ORGANIZER, 'approve')).toMatchObject({ ok: false, refusal: 'meeting-moved' });
  const question = await cardLike(office, `leave.moved:${approved.id}:`);
  expect(wordsOf(question.blocks)).toContain('11月27日（周五） 14:00');
  const [still, come] = [button(question.blocks, '仍需请假'), button(question.blocks, '可以参会')];
  const me = talk(office, ME);
  expect(cardIn(await talk(office, OTHER).press(still.id, still.value)).summary).not.toContain('重新提出');
  expect(cardIn(await me.press(still.id, still.value)).summary).toContain('重新提出');
  expect(cardIn(await me.press(still.id, still.value)).summary).toContain('没有做任何改动');
  expect(cardIn(await talk(office, OTHER).press(come.id, pending.id)).summary).toContain('按时参会');
  expect(wordsOf((await card(`leave.absence:${pending.id}:${SECOND}`)).blocks)).toContain('已撤回');
  const anew = (await office.outbox('leave.absence:'))
    .map(({ key }) => key.split(':')[1])
    .find((id) => id !== approved.id && id !== pending.id);
  expect(wordsOf((await card(`leave.absence:${anew}:${ORGANIZER}`)).blocks)).toContain('改期');
  expect(await decide(anew ?? '', SECOND, 'approve')).toMatchObject({ ok: true, shown: { absence: { late: false } } });
  expect((await excused()).map(({ memberId }) => memberId)).toEqual([ME]);
});

test('the question is answered from Home and 请假 as well, where the request is looked at', async () => {
  const { office, requested, change } = await bureau();
  const { id } = await requested();
  await change(moved);
  const me = talk(office, ME);
  const form = formIn(await me.press('leave.absenceView', id));
  expect(pressable(form.blocks).map(({ label }) => label)).toEqual(['仍需请假', '可以参会']);
  const still = button(form.blocks, '仍需请假');
  expect(wordsOf(formIn(await me.press(still.id, still.value, { form })).blocks)).toContain('重新提出');
  expect(pressable(formIn(await me.press('leave.absenceView', id)).blocks)).toEqual([]);
});

test('moved twice, the older question leads nowhere and the newer one does', async () => {
  const { office, requested, change } = await bureau();
  const { id } = await requested();
  await change(moved);
  office.pass(1);
  await change({ startsAt: at('2026-11-30', '09:00'), endsAt: at('2026-11-30', '10:00') });
  const cards = (await office.outbox(`leave.moved:${id}:`)).map(({ content }) => JSON.parse(content ?? ''));
  expect(cards.map(({ blocks }) => wordsOf(blocks).includes('仍需请假'))).toEqual([false, true]);
});

test('whoever is asked again only after the new deadline is not late for it', async () => {
  const { office, requested, change, decide } = await bureau();
  const { id } = await requested();
  await change({ startsAt: at('2026-11-24', '15:00'), endsAt: at('2026-11-24', '16:00'), absenceDeadlineAt: at('2026-11-24', '09:00') });
  await talk(office, ME).press('leave.stillNeeded', id);
  const anew = (await office.outbox('leave.absence:')).at(-1)?.key.split(':')[1] ?? '';
  expect(await decide(anew, ORGANIZER, 'approve')).toMatchObject({ ok: true });
});

test('a question nobody answers is nudged, and at the start counts as no excuse', async () => {
  const { office, requested, decide, change, excused, card } = await bureau();
  const { id } = await requested();
  await decide(id, ORGANIZER, 'approve');
  await change(moved);
  office.moveTo(at('2026-11-27', '13:00'));
  const [job] = leaveJobs(office.leave);
  await job?.run(office.now());
  expect((await office.outbox(`leave.nudge:${id}:`)).map(({ member_id }) => member_id)).toEqual([ME]);
  office.moveTo(moved.startsAt);
  await job?.run(office.now());
  expect(await excused()).toEqual([]);
  expect(cardIn(await talk(office, ME).press('leave.stillNeeded', id)).summary).toContain('没有做任何改动');
  const told = await office.outbox('leave.undecided:');
  expect(told).toHaveLength(3);
  for (const { content } of told) expect(content).toContain('没有确认是否仍需请假');
  expect(wordsOf((await card(`leave.absence:${id}:${ORGANIZER}`)).blocks)).toContain('改期后没有确认');
});

test('cancelled, every request is closed and nobody is asked any more', async () => {
  const { office, requested, decide, change, card, meeting } = await bureau();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve');
  await change({ state: 'cancelled' });
  for (const key of [`leave.absence:${id}:${ORGANIZER}`, `leave.absenceOwn:${id}`])
    expect(wordsOf((await card(key)).blocks)).toContain('申请已结束');
  expect((await card(`leave.notNeeded:${id}`)).summary).toContain('不用再代');
  office.moveTo(later(meeting.startsAt, 1));
  await leaveJobs(office.leave)[0]?.run(office.now());
  expect(await office.outbox('leave.undecided:')).toEqual([]);
  expect(cardIn(await talk(office, OTHER).press('leave.absence', meeting.id)).summary).toContain('会议已取消');
});

test('whoever is taken off the list need not ask any more', async () => {
  const { office, requested, change, meeting, card } = await bureau();
  const { id } = await requested();
  await office.transact((tx) => removeInvitees(tx, meeting.id, [ME as MemberId]));
  await change({ place: '大礼堂' });
  expect(wordsOf((await card(`leave.absenceOwn:${id}`)).blocks)).toContain('申请已结束');
});

test('the substitute is told at once, may decline, and the applicant and every approver learn of it', async () => {
  const { office, requested, decide, card, excused } = await bureau();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  const asked = await card(`leave.substitute:${id}`);
  expect(wordsOf(asked.blocks)).toContain('邓禾请你代为参加');
  await decide(id, ORGANIZER, 'approve');
  expect(await excused()).toEqual([{ memberId: ME, substituteId: OUTSIDER }]);
  expect((await card(`leave.standIn:${id}`)).summary).toContain('替其签到');
  const decline = button(asked.blocks, '不能代会');
  expect(cardIn(await talk(office, OTHER).press(decline.id, decline.value)).summary).toContain('没有做任何改动');
  expect(cardIn(await talk(office, OUTSIDER).press(decline.id, decline.value)).summary).toContain('告知申请人');
  expect((await card(`leave.substituteDeclined:${id}`)).summary).toContain('江一帆');
  expect(wordsOf((await card(`leave.absence:${id}:${SECOND}`)).blocks)).toContain('不能代会');
  expect(await excused()).toEqual([{ memberId: ME, substituteId: undefined }]);
  expect(cardIn(await talk(office, OUTSIDER).press('leave.substituteAccept', id)).summary).toContain('没有做任何改动');
});

test.each([
  ['longer', '12:00'],
  ['shorter', '10:00'],
])('a meeting that is made %s leaves whoever is excused excused, under way and before', async (_how, end) => {
  for (const time of ['09:30', '08:30']) {
    const { office, requested, decide, change, excused } = await bureau();
    const { id } = await requested();
    await decide(id, ORGANIZER, 'approve');
    office.moveTo(at('2026-11-26', time));
    await change({ endsAt: at('2026-11-26', end) });
    expect(await excused()).toHaveLength(1);
    expect(await office.outbox('leave.moved:')).toEqual([]);
  }
});

test('moved to a start that is past, nobody is asked what they cannot answer any more', async () => {
  const { office, requested, decide, change, excused } = await bureau();
  const { id } = await requested();
  await decide(id, ORGANIZER, 'approve');
  office.moveTo(at('2026-11-26', '08:45'));
  await change({ startsAt: at('2026-11-26', '08:45') });
  expect(await excused()).toHaveLength(1);
  expect(await office.outbox('leave.moved:')).toEqual([]);
});

test('a substitute is told of another place, and every card they have says it; whoever declined hears nothing', async () => {
  const { office, requested, decide, change, card } = await bureau();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve');
  const { sequence } = await change({ place: '大礼堂' });
  const told = await card(`leave.standInChanged:${id}:${sequence}`);
  expect(told.summary).toContain('有变更');
  expect(wordsOf(told.blocks)).toContain('大礼堂');
  await change({ title: '机关大会' });
  expect(await office.outbox('leave.standInChanged:')).toHaveLength(1);
  await change({ endsAt: at('2026-11-26', '12:00') });
  for (const { content } of await office.outbox('leave.standIn'))
    expect(wordsOf(JSON.parse(content ?? '').blocks)).toMatch(/09:00–12:00.*大礼堂/s);
  await talk(office, OUTSIDER).press('leave.substituteDecline', id);
  await change({ place: '三楼会议室' });
  expect(await office.outbox('leave.standInChanged:')).toHaveLength(2);
});

test.each([
  ['goes for somebody else by now', async ({ requested }: World) => void (await requested(OTHER, { substituteId: OUTSIDER })), true],
  ['has left', ({ office }: World) => setInactive(office), true],
  ['is on leave then', async ({ office }: World) => void (await leaveOf(office, OUTSIDER, days('2026-11-27 pm', '2026-11-27 pm'))), true],
  ['can still go', async () => undefined, false],
  ['had declined before', undefined, true],
])('asked anew, a substitute who %s is dropped or kept, and the applicant is told', async (_who, meanwhile, dropped) => {
  const world = await bureau();
  const { office, requested, decide, change } = world;
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  if (!meanwhile) await talk(office, OUTSIDER).press('leave.substituteDecline', id);
  await decide(id, ORGANIZER, 'approve');
  await change(moved);
  await meanwhile?.(world);
  const answer = cardIn(await talk(office, ME).press('leave.stillNeeded', id)).summary;
  expect(answer.includes('原来的代会人')).toBe(dropped);
  const substitutes = await office.transact((tx) =>
    tx
      .selectFrom('leave_absence')
      .select('substitute_id')
      .where('member_id', '=', ME as MemberId)
      .where('state', '=', 'pending')
      .execute(),
  );
  expect(substitutes).toEqual([{ substitute_id: dropped ? null : OUTSIDER }]);
});

const setInactive = async ({ transact }: World['office']): Promise<void> => {
  await transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', OUTSIDER).execute());
};

test.each([
  ['oneself', ME, 'substitute-unsuitable'],
  ['somebody who is expected there', OTHER, 'substitute-expected'],
  ['nobody on the roster', '999', 'substitute-unsuitable'],
])('%s cannot stand in', async (_who, substituteId, refusal) => {
  const { requested } = await bureau();
  await expect(requested(ME, { substituteId })).rejects.toThrow(refusal);
});

test('nobody stands in for two, nor where the meeting does not allow it', async () => {
  const { requested } = await bureau();
  await requested(ME, { substituteId: OUTSIDER });
  await expect(requested(OTHER, { substituteId: OUTSIDER })).rejects.toThrow('substitute-taken');
  const strict = await bureau({ substitutes: false });
  await expect(strict.requested(ME, { substituteId: OUTSIDER })).rejects.toThrow('no-substitutes');
});

async function cardLike(office: { outbox: (prefix: string) => Promise<{ content: string | null }[]> }, prefix: string) {
  const [row] = await office.outbox(prefix);
  return JSON.parse(row?.content ?? '');
}

test('a substitute who comes to be expected themselves no longer stands in; both are told, and every card says so', async () => {
  const { office, meeting, requested, decide, change, card, excused } = await bureau();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve');
  await office.transact(async (tx) => {
    const added = (await activeMembers(tx)).filter((member) => member.id === OUTSIDER);
    await insertInvitees(tx, meeting.id, added, office.now());
  });
  await change({ excluded: [] });
  expect(await excused()).toEqual([{ memberId: ME, substituteId: undefined }]);
  for (const key of ['substitute', 'standIn', 'notNeeded']) expect((await card(`leave.${key}:${id}`)).summary).toContain('不用再代邓禾');
  expect((await card(`leave.substituteExpected:${id}`)).summary).toContain('江一帆本人也要参加');
  expect(await office.outbox('leave.standInChanged:')).toEqual([]);
  await change({ place: '三楼会议室' });
  expect(await office.outbox('leave.substituteExpected:')).toHaveLength(1);
});

describe('a substitute who can’t go any more', () => {
  async function going() {
    const world = await bureau();
    const { id } = await world.requested(ME, { substituteId: OUTSIDER });
    const toApplicant = async () =>
      (await world.office.outbox(`leave.substituteDeclined:${id}`)).map(({ member_id, content }) => [
        member_id,
        JSON.parse(content ?? '').summary,
      ]);
    const tick = async () => {
      for (const job of leaveJobs(world.office.leave)) await job.run(world.office.now());
    };
    return { ...world, id, toApplicant, tick };
  }
  const leaves = ({ office }: Pick<World, 'office'>) =>
    office.transact((tx) =>
      tx
        .updateTable('org_member')
        .set({ active: 0 })
        .where('id', '=', OUTSIDER as MemberId)
        .execute(),
    );
  const said = [[ME, expect.stringContaining('江一帆不能代你参加')]];

  test('since they have left the office: the applicant is told, once, and nobody counts on them', async () => {
    const { office, id, decide, excused, toApplicant, tick } = await going();
    await decide(id, ORGANIZER, 'approve');
    await leaves({ office });
    await tick();
    expect(await toApplicant()).toEqual(said);
    expect(await excused()).toEqual([{ memberId: ME, substituteId: undefined }]);
    office.pass(1);
    await tick();
    expect(await toApplicant()).toEqual(said);
  });

  test('since leave of theirs is approved: they are told as well that they need not', async () => {
    const { office, id, decide, excused, toApplicant, tick, card } = await going();
    await decide(id, ORGANIZER, 'approve');
    await leaveOf(office, OUTSIDER, days('2026-11-26 am', '2026-11-26 pm'));
    await tick();
    expect(await toApplicant()).toEqual(said);
    expect((await card(`leave.notNeeded:${id}`)).summary).toContain('不用再代邓禾');
    expect(await excused()).toEqual([{ memberId: ME, substituteId: undefined }]);
  });

  test('control: leave at another time keeps nobody from going', async () => {
    const { office, toApplicant, tick } = await going();
    await leaveOf(office, OUTSIDER, days('2026-11-27 am', '2026-11-27 pm'));
    await tick();
    expect(await toApplicant()).toEqual([]);
  });

  test('is not said to go to whoever decides before any tick', async () => {
    const { office, id, toApplicant, card } = await going();
    await leaves({ office });
    expect(wordsOf(formIn(await talk(office, ORGANIZER).press('leave.absenceDecide', id)).blocks)).not.toContain('江一帆');
    expect(wordsOf((await card(`leave.absence:${id}:${ORGANIZER}`)).blocks)).not.toContain('江一帆');
    expect(await toApplicant()).toEqual(said);
  });
});

test('somebody on approved leave at that time cannot stand in, at another time they can', async () => {
  const { office, requested, change } = await bureau();
  await leaveOf(office, OUTSIDER, days('2026-11-26 am', '2026-11-26 am'));
  await expect(requested(ME, { substituteId: OUTSIDER })).rejects.toThrow('substitute-away');
  await change(moved);
  await requested(ME, { substituteId: OUTSIDER });
});

test('a meeting put off a little, shortly before it begins, leaves whoever is excused excused; the organizers decide on what is pending', async () => {
  const { office, requested, decide, change, excused, meeting } = await bureau();
  const [approved, pending] = [await requested(), await requested(OTHER)];
  await decide(approved.id, ORGANIZER, 'approve');
  office.moveTo(later(meeting.startsAt, -0.5));
  await change({ startsAt: later(meeting.startsAt, 0.25) });
  expect(await office.outbox('leave.moved:')).toEqual([]);
  office.moveTo(meeting.startsAt);
  await leaveJobs(office.leave)[0]?.run(office.now());
  expect(await decide(pending.id, ORGANIZER, 'approve')).toMatchObject({ ok: true });
  expect((await excused()).map(({ memberId }) => memberId).sort()).toEqual([OTHER, ME]);
});
