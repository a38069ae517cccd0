import { expect, test } from 'vitest';
import { plus } from '../../../src/calendar/instant.js';
import { newestTo } from '../../../src/delivery/newest.js';
import type { MeetingId } from '../../../src/meeting/meeting.js';
import { saysReceived } from '../../../src/meeting/notice/received.js';
import type { MemberId } from '../../../src/org/member.js';
import { bureau, ME, ORGANIZER, OUTSIDER } from '../../leave/absence/world.js';
import { announce, cancel, change, deliver, tick } from '../../support/announced.js';
import { FILLED } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { button, cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { announced, OFFICE, PLANNING } from '../announce/organizing.js';
import { giveAccounts } from '../scene.js';

const MEMBER = '603';
const ANOTHER = {
  id: 'M2' as MeetingId,
  title: '安全生产会',
  startsAt: at('2026-12-03', '09:00'),
  endsAt: at('2026-12-03', '10:00'),
} as const;

const received = async (office: Office, words = '收到') => cardIn(await talk(office, MEMBER).say(words));
const acknowledged = async (office: Office): Promise<string[]> => {
  const invited = office.transact((tx) =>
    tx
      .selectFrom('meeting_invitee')
      .select(['meeting_id', 'acknowledged_at'])
      .where('member_id', '=', MEMBER as MemberId)
      .execute(),
  );
  return (await invited).flatMap((row) => (row.acknowledged_at === null ? [] : row.meeting_id));
};
async function startCheck(office: Office): Promise<void> {
  const head = talk(office, '101');
  await head.submit(formIn(await head.submit(formIn(await head.press('meeting.newCheck')), { audience: 'bureau', minutes: '15' })), {});
  await deliver(office);
  office.moveTo(plus(office.now(), 90_000));
}

test.each([
  '收到，准时参加',
  '收到，我一定按时参会。',
  '收到，谢谢领导！',
  '收到收到',
  '收到👌🏻',
  '收到 :ok_hand::skin-tone-2:',
  '收悉',
  '周处，收到',
  '已收到会议通知，谢谢提醒',
  'Received, thanks',
])('%s says 收到', (words) => expect(saysReceived(words)).toBe(true));

test.each([
  '收到，但我参加不了',
  '收到，不参加',
  '收到，请假',
  '没有收到',
  '没收到会议通知',
  '还没收到',
  '收到了吗',
  '收到通知的人',
  '参加',
])('%s does not say 收到', (words) => expect(saysReceived(words)).toBe(false));

test('below a check it answers that, also where a notice waits', async () => {
  const office = await testOffice();
  await announce(office, {}, [MEMBER]);
  await deliver(office);
  await startCheck(office);
  expect(wordsOf((await received(office)).blocks)).toMatch(/^已应答（.+，用时 1 分 30 秒）。$/);
  expect(await acknowledged(office)).toEqual([]);
});

test('below a notice, while a check waits for an answer, it says both, each with its button', async () => {
  const office = await testOffice();
  await startCheck(office);
  await announce(office, {}, [MEMBER]);
  await deliver(office);
  const { blocks } = await received(office);
  expect(wordsOf(blocks)).toMatch(/在岗抽查等你应答[\s\S]*有 1 个会议通知等你确认，请点“收到”。/);
  expect(await acknowledged(office)).toEqual([]);
  const here = button(blocks, '在岗');
  expect(wordsOf(cardIn(await talk(office, MEMBER).press(here.id, here.value)).blocks)).toContain('已应答');
  await received(office);
  expect(await acknowledged(office)).toEqual(['M1']);
});

test.each(['cancelled', 'removed'])('below the message that a meeting is %s it acknowledges no other', async (how) => {
  const office = await testOffice();
  const { id } = await announce(office, {}, ['201', MEMBER]);
  await announce(office, ANOTHER, [MEMBER]);
  await deliver(office);
  await (how === 'cancelled' ? cancel(office, id) : change(office, id, {}, ['201']));
  await deliver(office);
  expect(wordsOf((await received(office)).blocks)).toMatch(/^有 1 个会议通知等你确认，请点“收到”。\n安全生产会/);
  expect(await acknowledged(office)).toEqual([]);
});

test('below a message of another room it acknowledges nothing, and says what it is for', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested(ME);
  await deliver(office);
  await decide(id, ORGANIZER, 'refuse', '必须参加');
  await deliver(office);
  expect(await office.transact((tx) => newestTo(tx, ME))).toMatch(/^leave\./);
  expect(wordsOf(cardIn(await talk(office, ME).say('收到')).blocks)).toMatch(/“收到”只用于确认会议通知/);
});

test('while a change is on its way, what it says is shown, and the meeting is not acknowledged as nobody has been told yet', async () => {
  const office = await testOffice();
  const { id } = await announce(office, {}, [MEMBER]);
  await deliver(office);
  await change(office, id, { startsAt: at('2026-12-02', '14:00') });
  expect(wordsOf((await received(office)).blocks)).toMatch(/没有记下[\s\S]+12月2日（周三） 14:00/);
  expect(await acknowledged(office)).toEqual([]);
  await deliver(office);
  expect(wordsOf((await received(office)).blocks)).toMatch(/^已记下你收到.+12月2日（周三） 14:00/);
});

test('once it has begun it counts as the button does, until it ends', async () => {
  const office = await testOffice();
  await announce(office, {}, [MEMBER]);
  await deliver(office);
  office.moveTo(at('2026-11-30', '11:00'));
  expect(wordsOf((await received(office)).blocks)).toBe('目前没有等你确认的会议通知。');
  office.moveTo(at('2026-11-30', '09:01'));
  expect(wordsOf((await received(office)).blocks)).toMatch(/^已记下/);
});

test('of a meeting that is suspended it says so, and does not ask for it', async () => {
  const office = await testOffice();
  await giveAccounts(office);
  await announced(talk(office, PLANNING), { ...FILLED, title: '处务会', scope: 'departments', start: '09:30', end: '10:30' });
  const bureauWide = await announced(talk(office, OFFICE), FILLED);
  await tick(office);
  await deliver(office);
  await tick(office, at('2026-12-01', '17:29'));
  await deliver(office);
  await tick(office, at('2026-12-01', '17:30'));
  expect(await deliver(office)).toContainEqual(expect.stringMatching(/^meeting\.activityChanged:.*:603$/));
  const suspended = /处务会.+\n这次会议为全局性会议让路，暂停举行；恢复或改期会另行告知。$/;
  const words = wordsOf((await received(office)).blocks);
  expect(words).toMatch(/^有 1 个会议通知等你确认，请点“收到”。\n机关干部大会/);
  expect(words).toMatch(suspended);
  await talk(office, MEMBER).press('meeting.acknowledge', `${bureauWide}:0`);
  expect(wordsOf((await received(office)).blocks)).toMatch(suspended);
  expect(await acknowledged(office)).toEqual([bureauWide]);
});

test('whoever goes there instead of somebody reads that there is nothing to acknowledge, and where they go', async () => {
  const { office, requested, decide } = await bureau();
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  await decide(id, ORGANIZER, 'approve');
  expect(wordsOf(cardIn(await talk(office, OUTSIDER).say('收到')).blocks)).toMatch(/机关干部大会.+\n由你代会，不用点“收到”/);
});
