import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { readDataFile } from '../../../src/data-file.js';
import { requestAbsence } from '../../../src/leave/absence/request-service.js';
import type { Meeting, MeetingId } from '../../../src/meeting/meeting.js';
import { acknowledge } from '../../../src/meeting/notice/answer-service.js';
import { invitationFile } from '../../../src/meeting/notice/icalendar/file.js';
import { MeetingPolicy } from '../../../src/meeting/policy.js';
import type { MemberId } from '../../../src/org/member.js';
import { Policy } from '../../../src/policy.js';
import { announce, cancel, cardNow, change, deliver, tick } from '../../support/announced.js';
import { addCrowd } from '../../support/crowd.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { giveAccounts } from '../scene.js';

const MEMBER = '603';
/** Organizers of the office, which organizes it; 201 is one of another department. */
const ORGANIZER = '102';

async function announced(ids: readonly string[] = ['201', MEMBER], given: Partial<Meeting> = {}) {
  const office = await testOffice();
  const meeting = await announce(office, given, ids);
  await deliver(office);
  return { office, meeting };
}
const blocksOf = async (office: Office, key: string) => JSON.parse(await cardNow(office, key)).blocks;
const noticeButton = async (office: Office, label: string, key = `meeting.notice:M1:${MEMBER}`) =>
  button(await blocksOf(office, key), label);
const acknowledgedAt = async (office: Office) => {
  const row = await office.transact((tx) =>
    tx
      .selectFrom('meeting_invitee')
      .select('acknowledged_at')
      .where('member_id', '=', MEMBER as MemberId)
      .executeTakeFirst(),
  );
  return row?.acknowledged_at ?? undefined;
};

describe('收到', () => {
  test('is shown on the notice with its time, and counted on the organizer’s card', async () => {
    const { office } = await announced();
    const received = await noticeButton(office, '收到');
    expect(await talk(office, MEMBER).press(received.id, received.value)).toMatchObject({ do: 'nothing' });
    const card = await cardNow(office, `meeting.notice:M1:${MEMBER}`);
    expect(card).toContain('已收到 · 11月24日（周二） 10:00');
    expect(pressable(JSON.parse(card).blocks).map(({ label }) => label)).toEqual(['请假', '详情', '加入日历']);
    await tick(office);
    expect(wordsOf(await blocksOf(office, 'meeting.board:M1'))).toMatch(/应到 2 人 已收到 1 人 未收到 1 人/);
  });

  test.each(['收到', '收到。', '已收到，谢谢', '好的，收到', '知悉', '收到了！', 'Received.'])(
    'typed as %s it is the same',
    async (words) => {
      const { office } = await announced();
      expect(wordsOf(cardIn(await talk(office, MEMBER).say(words)).blocks)).toMatch(/^已记下你收到“机关干部大会”的通知：.+，三楼会议室。$/);
      expect(await acknowledgedAt(office)).toBe(office.now());
      expect(await cardNow(office, `meeting.notice:M1:${MEMBER}`)).toContain('已收到 · 11月24日（周二） 10:00');
      expect(wordsOf(cardIn(await talk(office, MEMBER).say(words)).blocks)).toBe('目前没有等你确认的会议通知。');
    },
  );

  test('typed where it means something else, or before the notice has come, it acknowledges nothing', async () => {
    const { office } = await announced();
    for (const words of ['收到不了短信', '没有收到', '收到通知的人']) await talk(office, MEMBER).say(words);
    expect(await acknowledgedAt(office)).toBeUndefined();
    const waiting = await testOffice();
    await announce(waiting, {}, [MEMBER]);
    expect(wordsOf(cardIn(await talk(waiting, MEMBER).say('收到')).blocks)).toBe('目前没有等你确认的会议通知。');
    expect(await acknowledgedAt(waiting)).toBeUndefined();
  });

  test('typed where several wait, it asks which, and each is acknowledged by its own button', async () => {
    const { office } = await announced();
    await announce(
      office,
      { id: 'M2' as MeetingId, title: '安全生产会', startsAt: at('2026-12-03', '09:00'), endsAt: at('2026-12-03', '10:00') },
      [MEMBER],
    );
    await deliver(office);
    const asked = cardIn(await talk(office, MEMBER).say('收到'));
    expect(wordsOf(asked.blocks)).toContain('有 2 个会议通知等你确认，请分别点“收到”。');
    expect(await acknowledgedAt(office)).toBeUndefined();
    const [first] = pressable(asked.blocks);
    expect(await talk(office, MEMBER).press(first?.id ?? 'x.y', first?.value)).toMatchObject({ do: 'show' });
    expect(wordsOf(cardIn(await talk(office, MEMBER).say('收到')).blocks)).toMatch(/^已记下你收到/);
    expect(wordsOf(cardIn(await talk(office, MEMBER).say('收到')).blocks)).toBe('目前没有等你确认的会议通知。');
  });

  test('is what whoever asks to be excused has said, too: nobody nudges them, and they are not among the missing', async () => {
    const { office, meeting } = await announced();
    const asked = { meetingId: meeting.id, memberId: MEMBER, sequence: 0, kind: 'illness', detail: '腰伤', substituteId: undefined };
    expect(await requestAbsence(office.leave, asked)).toMatchObject({ ok: true });
    await tick(office, at('2026-11-25', '10:00'));
    expect((await deliver(office)).filter((key) => key.startsWith('meeting.nudge'))).toEqual(['meeting.nudge:M1:1:201']);
    expect(wordsOf(formIn(await talk(office, ORGANIZER).press('meeting.missing', meeting.id)).blocks)).toContain('未收到 1 人');
  });

  test.each([true, false])('is what whoever can come after a move has said, too, the news having arrived: %s', async (there) => {
    const { office, meeting } = await announced([MEMBER]);
    const asked = { meetingId: meeting.id, memberId: MEMBER, sequence: 0, kind: 'illness', detail: '腰伤', substituteId: undefined };
    expect(await requestAbsence(office.leave, asked)).toMatchObject({ ok: true });
    const moved = await change(office, meeting.id, { startsAt: at('2026-12-02', '14:00') });
    await office.transact((tx) => office.meeting.meetingChanged(tx, meeting, moved));
    expect(await acknowledgedAt(office)).toBeUndefined();
    const [question] = await office.outbox('leave.moved:');
    const come = button(JSON.parse(question?.content ?? '{}').blocks, '可以参会');
    if (there) await deliver(office);
    await talk(office, MEMBER).press(come.id, come.value);
    expect(await acknowledgedAt(office)).toBe(there ? office.now() : undefined);
  });

  test('pressed twice counts from the first time', async () => {
    const { office, meeting } = await announced();
    const received = await noticeButton(office, '收到');
    const me = talk(office, MEMBER);
    await Promise.all([me.press(received.id, received.value), me.press(received.id, received.value)]);
    const first = await acknowledgedAt(office);
    office.pass(1);
    expect(await acknowledge(office.meeting, { meetingId: meeting.id, memberId: MEMBER, sequence: 0 })).toEqual({
      ok: true,
      at: first,
      before: true,
    });
    expect(await acknowledgedAt(office)).toBe(first);
  });

  test('of how it was before a change is not recorded; what holds now is shown, and can be acknowledged there', async () => {
    const { office, meeting } = await announced();
    const old = await noticeButton(office, '收到');
    await change(office, meeting.id, { startsAt: at('2026-12-02', '14:00') });
    const me = talk(office, MEMBER);
    const card = cardIn(await me.press(old.id, old.value));
    expect(wordsOf(card.blocks)).toMatch(/没有记下[\s\S]*12月2日/);
    expect(await acknowledgedAt(office)).toBeUndefined();
    const fresh = button(card.blocks, '收到');
    expect(cardIn(await me.press(fresh.id, fresh.value)).summary).toContain('已记下');
    expect(await acknowledgedAt(office)).toBe(office.now());
    await deliver(office);
    for (const key of [`meeting.notice:M1:${MEMBER}`, `meeting.changed:M1:1:${MEMBER}`])
      expect(await cardNow(office, key)).toContain('已收到');
  });

  test('of how it was before the agenda was changed counts: nothing else is to be known', async () => {
    const { office, meeting } = await announced();
    const old = await noticeButton(office, '收到');
    await change(office, meeting.id, { agenda: '另议' });
    await talk(office, MEMBER).press(old.id, old.value);
    expect(await acknowledgedAt(office)).toBe(office.now());
  });

  test.each([0, 1])('while the meeting is being moved never acknowledges what its reader has not seen', async (first) => {
    const { office, meeting } = await announced();
    const press = () => acknowledge(office.meeting, { meetingId: meeting.id, memberId: MEMBER, sequence: 0 });
    const move = () => change(office, meeting.id, { startsAt: at('2026-12-02', '14:00') });
    await Promise.all(first === 0 ? [press(), move()] : [move(), press()]);
    expect(await acknowledgedAt(office)).toBeUndefined();
    expect(await press()).toMatchObject({ ok: false, refusal: 'notice-changed' });
  });

  test.each([
    ['somebody who is not expected', '104', async () => undefined, '不在参会名单上'],
    ['a meeting that is cancelled', MEMBER, (office: Office, meeting: Meeting) => cancel(office, meeting.id), '已取消'],
    ['somebody who was taken off', MEMBER, (office: Office, meeting: Meeting) => change(office, meeting.id, {}, ['201']), '不在参会名单上'],
    ['one that is over', MEMBER, async (office: Office, meeting: Meeting) => office.moveTo(meeting.endsAt), '已经结束'],
  ])('is refused to %s', async (_name, who, before, sentence) => {
    const { office, meeting } = await announced();
    await before(office, meeting);
    expect(cardIn(await talk(office, who).press('meeting.acknowledge', `${meeting.id}:0`)).summary).toContain(sentence);
  });

  test.each(['', 'M1', 'M1:', 'M1:-1', 'M1:1e9', 'M1:x', 'nothing:0', ':::'])(
    'with a forged value %j acknowledges nothing',
    async (value) => {
      const { office } = await announced();
      cardIn(await talk(office, MEMBER).press('meeting.acknowledge', value));
      expect(await acknowledgedAt(office)).toBeUndefined();
    },
  );
});

describe('详情', () => {
  test('shows the agenda to its end, of which the card shows the beginning', async () => {
    const agenda = `${'一二三四五六七八九十'.repeat(90)}完`;
    const { office } = await announced([MEMBER], { agenda });
    expect(await cardNow(office, `meeting.notice:M1:${MEMBER}`)).not.toContain('完');
    const details = await noticeButton(office, '详情');
    expect(wordsOf(formIn(await talk(office, MEMBER).press(details.id, details.value)).blocks)).toContain(agenda);
  });

  test('is for those expected and for who organizes it', async () => {
    const { office, meeting } = await announced();
    formIn(await talk(office, ORGANIZER).press('meeting.details', meeting.id));
    for (const other of ['104', '701']) cardIn(await talk(office, other).press('meeting.details', meeting.id));
  });
});

describe('未收到名单', () => {
  const looks = (office: Office) =>
    office.transact((tx) => tx.selectFrom('org_audit').selectAll().where('action', '=', 'meeting.missing').execute());

  test('names by department who has not acknowledged, and each look is recorded', async () => {
    const { office, meeting } = await announced(['201', '202', MEMBER]);
    await acknowledge(office.meeting, { meetingId: meeting.id, memberId: '202', sequence: 0 });
    const words = wordsOf(formIn(await talk(office, ORGANIZER).press('meeting.missing', meeting.id)).blocks);
    expect(words).toMatch(/政工部.*何敬之[\s\S]*规划处.*邓禾/);
    expect(words).not.toContain('罗书言');
    expect(await looks(office)).toMatchObject([{ member_id: ORGANIZER, subject: meeting.id }]);
  });

  test('names first whom no notice can reach: they have no account, and no nudge has gone to them', async () => {
    const office = await testOffice();
    await giveAccounts(office);
    await office.transact((tx) =>
      tx
        .deleteFrom('org_account')
        .where('member_id', '=', MEMBER as MemberId)
        .execute(),
    );
    const meeting = await announce(office, {}, ['201', MEMBER]);
    await deliver(office);
    const words = () => blocksOf(office, 'meeting.board:M1').then(wordsOf);
    expect(await words()).toContain('没有聊天账号，请另行通知 1 人，姓名见“未收到名单”');
    const list = wordsOf(formIn(await talk(office, ORGANIZER).press('meeting.missing', meeting.id)).blocks);
    expect(list).toContain('规划处（没有聊天账号，请另行通知） 　邓禾\n政工部 　何敬之');
    await tick(office, at('2026-11-24', '14:00'));
    expect(await words()).toContain('催促之后仍未收到\n政工部 　何敬之');
    expect(await words()).not.toContain('邓禾');
  });

  test('is refused to everybody else, organizers of other departments too', async () => {
    const { office, meeting } = await announced();
    for (const other of [MEMBER, '201', '001'])
      expect(wordsOf(formIn(await talk(office, other).press('meeting.missing', meeting.id)).blocks)).toContain('只有会议组织部门的组织者');
    expect(await looks(office)).toEqual([]);
  });

  test('of thousands has pages, and nobody is left out', async () => {
    const office = await testOffice();
    await addCrowd(office, 700);
    const meeting = await announce(office);
    const me = talk(office, ORGANIZER);
    let form = formIn(await me.press('meeting.missing', meeting.id));
    let words = wordsOf(form.blocks);
    for (;;) {
      const next = pressable(form.blocks).find(({ label }) => label === '下一页');
      if (!next) break;
      form = formIn(await me.press(next.id, next.value, { form }));
      words += wordsOf(form.blocks);
    }
    for (let n = 0; n < 700; n++) expect(words).toContain(`人员${n}`);
    expect(words).toContain('726 人');
    expect((await looks(office)).length).toBeGreaterThan(4);
  });
});

describe('加入日历', () => {
  const files = (office: Office) => office.outbox('meeting.calendarFile:');
  /** As the policy is delivered. */
  const withFiles = (office: Office) => ({
    ...office,
    meeting: { ...office.meeting, policy: { ...office.meeting.policy, calendarFiles: 'with-notice' as const } },
  });
  async function parsed(office: Office) {
    const file = await invitationFile(office.meeting, 'M1', MEMBER);
    const calendar = new ICAL.Component(ICAL.parse(Buffer.from(file?.content ?? []).toString()));
    const event = calendar.getFirstSubcomponent('vevent');
    const attendee = event?.getFirstProperty('attendee');
    return {
      method: calendar.getFirstPropertyValue('method'),
      uid: event?.getFirstPropertyValue('uid'),
      sequence: event?.getFirstPropertyValue('sequence'),
      start: (event?.getFirstPropertyValue('dtstart') as ICAL.Time | undefined)?.toUnixTime(),
      partstat: attendee?.getParameter('partstat'),
    };
  }

  test('sends the file once, however often it is pressed', async () => {
    const { office } = await announced();
    const add = await noticeButton(office, '加入日历');
    const me = talk(office, MEMBER);
    expect(cardIn(await me.press(add.id, add.value)).summary).toContain('随后');
    expect(cardIn(await me.press(add.id, add.value)).summary).toContain('正在发送');
    expect(await files(office)).toHaveLength(1);
    expect(await parsed(office)).toMatchObject({ method: 'REQUEST', uid: 'M1@siwen', sequence: 0, partstat: 'NEEDS-ACTION' });
  });

  test('whoever has taken it gets the next one with every change, and a cancellation', async () => {
    const { office, meeting } = await announced();
    await talk(office, MEMBER).press('meeting.calendarFile', meeting.id);
    await acknowledge(office.meeting, { meetingId: meeting.id, memberId: MEMBER, sequence: 0 });
    expect(await parsed(office)).toMatchObject({ partstat: 'ACCEPTED' });
    const moved = await change(office, meeting.id, { startsAt: at('2026-12-02', '14:00') });
    expect(await parsed(office)).toMatchObject({ method: 'REQUEST', uid: 'M1@siwen', sequence: 1, start: moved.startsAt / 1_000 });
    await deliver(office);
    await cancel(office, meeting.id);
    expect(await parsed(office)).toMatchObject({ method: 'CANCEL', uid: 'M1@siwen', sequence: 2 });
    expect((await files(office)).map(({ key, member_id }) => [key, member_id])).toEqual([
      ['meeting.calendarFile:M1:0:603', MEMBER],
      ['meeting.calendarFile:M1:1:603', MEMBER],
      ['meeting.calendarFile:M1:2:603', MEMBER],
    ]);
  });

  test('of another title or agenda follows by itself, at night in the morning; of another deadline none comes', async () => {
    const { office, meeting } = await announced();
    await talk(office, MEMBER).press('meeting.calendarFile', meeting.id);
    const sequences = async () => (await files(office)).map(({ key }) => key.split(':')[2]);
    await change(office, meeting.id, { title: '机关党员大会' });
    expect(await sequences()).toEqual(['0', '1']);
    office.moveTo(at('2026-11-24', '21:00'));
    await change(office, meeting.id, { agenda: '换届选举' });
    expect(await sequences()).toEqual(['0', '1']);
    await tick(office, at('2026-11-25', '08:30'));
    expect(await sequences()).toEqual(['0', '1', '2']);
    await change(office, meeting.id, { absenceDeadlineAt: at('2026-11-26', '12:00') });
    expect(await sequences()).toEqual(['0', '1', '2']);
  });

  test('of another title waits for the morning whatever else is changed that night, and nobody is said to wait to be told', async () => {
    const { office, meeting } = await announced();
    await talk(office, MEMBER).press('meeting.calendarFile', meeting.id);
    office.moveTo(at('2026-11-24', '21:00'));
    await change(office, meeting.id, { title: '机关党员大会' });
    await change(office, meeting.id, {}, ['201', MEMBER, '602']);
    await tick(office, at('2026-11-24', '21:10'));
    // 602 alone is to be told in the morning.
    expect(await cardNow(office, 'meeting.board:M1')).toContain('等到上班时间再通知","value":"1 人');
    expect(await files(office)).toHaveLength(1);
    await tick(office, at('2026-11-25', '08:30'));
    expect((await files(office)).map(({ key }) => key)).toEqual([
      `meeting.calendarFile:M1:0:${MEMBER}`,
      `meeting.calendarFile:M1:2:${MEMBER}`,
    ]);
  });

  test('of whoever need not come any more takes it off their calendar', async () => {
    const { office, meeting } = await announced();
    await talk(office, MEMBER).press('meeting.calendarFile', meeting.id);
    await change(office, meeting.id, {}, ['201']);
    expect(await parsed(office)).toMatchObject({ method: 'CANCEL', sequence: 1 });
    expect(await files(office)).toHaveLength(2);
  });

  test('of whoever need not come any more says nothing of the meeting that it became without them', async () => {
    const { office, meeting } = await announced();
    await talk(office, MEMBER).press('meeting.calendarFile', meeting.id);
    await deliver(office);
    await change(office, meeting.id, { title: '机关党员大会' });
    const other = { title: '班子专题会', agenda: '讨论干部任免', place: '小会议室', link: 'https://meet.example.org/secret' };
    await change(office, meeting.id, other, ['201']);
    const file = await invitationFile(office.meeting, meeting.id, MEMBER);
    const written = String(file?.content).replaceAll('\r\n ', '');
    expect(written).toMatch(/METHOD:CANCEL.*SEQUENCE:2.*SUMMARY:机关党员大会/s);
    expect(file?.title).toBe('机关党员大会');
    const [told] = await office.outbox(`meeting.changed:M1:2:${MEMBER}`);
    const notice = await cardNow(office, `meeting.notice:M1:${MEMBER}`);
    expect(told?.content).toContain('你不用参加：机关党员大会');
    expect(notice).toContain('三楼会议室');
    for (const shown of [written, told?.content, notice]) expect(shown).not.toMatch(/班子专题会|干部任免|小会议室|secret/);
  });

  test('comes with each notice in an office that has not written otherwise, and as the policy is delivered', () => {
    expect(MeetingPolicy.parse({}).calendarFiles).toBe('with-notice');
    expect(readDataFile('data/policy.yaml', Policy).meeting.calendarFiles).toBe('with-notice');
  });

  test('comes with each notice where the office wants it so, once, and the next one with every change', async () => {
    const office = await testOffice();
    const wanted = withFiles(office);
    const keys = async () => (await files(office)).map(({ key }) => key.replace('meeting.calendarFile:M1:', ''));
    const { id } = await announce(wanted, {}, [MEMBER, '201']);
    expect((await keys()).toSorted()).toEqual(['0:201', `0:${MEMBER}`]);
    expect(cardIn(await talk(office, MEMBER).press('meeting.calendarFile', id)).summary).not.toContain('随后');
    await deliver(office);
    await change(wanted, id, { place: '一楼礼堂' }, [MEMBER, '301']);
    expect((await keys()).toSorted()).toEqual(['0:201', `0:${MEMBER}`, '1:201', '1:301', `1:${MEMBER}`]);
    const inLine = (await office.outbox('meeting.')).filter(({ member_id }) => member_id === '301').map(({ key }) => key);
    expect(inLine).toEqual(['meeting.notice:M1:301', 'meeting.calendarFile:M1:1:301']);
  });

  test('is not sent, even so, to who had none and need not come any more', async () => {
    const { office, meeting } = await announced();
    await deliver(office);
    const wanted = withFiles(office);
    await change(wanted, meeting.id, {}, ['201']);
    expect((await files(office)).filter(({ member_id }) => member_id === MEMBER)).toEqual([]);
    expect((await office.outbox('meeting.changed:')).map(({ member_id }) => member_id)).toContain(MEMBER);
  });

  test.each(['cancelled', 'theirs no more'])('does not come of a meeting that was %s before its notice came', async (how) => {
    const office = withFiles(await testOffice());
    const { id } = await announce(office, {}, [MEMBER, '201']);
    if (how === 'cancelled') await cancel(office, id);
    else await change(office, id, {}, ['201']);
    expect((await deliver(office)).filter((key) => key.endsWith(`:${MEMBER}`))).toEqual([]);
  });

  test('goes to whoever stays, where somebody else is taken off while it is on its way', async () => {
    const office = withFiles(await testOffice());
    const { id } = await announce(office, {}, [MEMBER, '104']);
    await change(office, id, {}, [MEMBER]);
    const sent = (await deliver(office)).filter((key) => key.startsWith('meeting.calendarFile:'));
    expect(sent.map((key) => key.slice(key.lastIndexOf(':') + 1))).toEqual([MEMBER]);
  });

  test('comes once, however often the meeting is changed while it is on its way', async () => {
    const office = withFiles(await testOffice());
    const { id } = await announce(office, {}, [MEMBER]);
    await change(office, id, { title: '机关党员大会' });
    await change(office, id, { place: '一楼礼堂' });
    office.moveTo(at('2026-11-24', '21:00'));
    await change(office, id, { agenda: '换届选举' });
    await tick(office, at('2026-11-25', '08:30'));
    expect((await deliver(office)).filter((key) => key.startsWith('meeting.calendarFile:'))).toHaveLength(1);
  });

  test('that waits with its notice is still to be sent when the meeting has been put off', async () => {
    const office = withFiles(await testOffice());
    const { id } = await announce(office, {}, [MEMBER]);
    await change(office, id, { startsAt: at('2026-12-07', '09:00') });
    // They get an account when it would be over as it was.
    office.moveTo(at('2026-12-01', '10:00'));
    expect((await deliver(office)).filter((key) => key.endsWith(`:${MEMBER}`))).toEqual([
      `meeting.notice:M1:${MEMBER}`,
      `meeting.calendarFile:M1:1:${MEMBER}`,
    ]);
  });

  test('is refused to who is not expected', async () => {
    const { office, meeting } = await announced();
    expect(cardIn(await talk(office, '104').press('meeting.calendarFile', meeting.id)).summary).toContain('不在参会名单上');
    expect(await files(office)).toEqual([]);
  });
});
