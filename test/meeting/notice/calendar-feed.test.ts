import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../../src/log.js';
import type { MeetingId } from '../../../src/meeting/meeting.js';
import { calendarFeedRoutes } from '../../../src/meeting/notice/icalendar/feed-routes.js';
import { announce, cancel, change } from '../../support/announced.js';
import { at, type Office, testOffice, zone } from '../../support/office.js';
import { button, cardIn, pressable, talk, wordsOf } from '../../support/talk.js';

const MEMBER = '603';
const silent = { error: () => undefined };
const BASE = 'https://siwen.example.cn';

async function withFeed() {
  const plain = await testOffice();
  const office: Office = {
    ...plain,
    ground: { ...plain.ground, publicUrl: BASE },
    meeting: { ...plain.meeting, publicUrl: BASE },
  };
  const routes = calendarFeedRoutes(office.meeting, silent);
  const me = talk(office, MEMBER);
  /** By what the card shows: the address, which nothing else holds. */
  async function make(label = '生成订阅地址'): Promise<string> {
    const press = button(cardIn(await me.say('日历')).blocks, label);
    const words = wordsOf(cardIn(await me.press(press.id, press.value)).blocks);
    return /https:\S+/.exec(words)?.[0] ?? '';
  }
  const get = (url: string, headers: Record<string, string> = {}) => routes.request(url.replace(BASE, ''), { headers });
  return { office, me, make, get };
}

const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => ({
    uid: event.getFirstPropertyValue('uid'),
    sequence: event.getFirstPropertyValue('sequence'),
    status: event.getFirstPropertyValue('status'),
    summary: event.getFirstPropertyValue('summary'),
    attendees: event.getAllProperties('attendee').length,
  }));

describe('an address of one’s own', () => {
  test('shows the meetings one is expected at, as they are now, and nobody else’s', async () => {
    const { office, make, get } = await withFeed();
    const { id } = await announce(office, {}, [MEMBER]);
    await announce(office, { id: 'M2' as MeetingId, title: '别人的会' }, ['201']);
    await announce(office, { id: 'M3' as MeetingId, title: '取消的会', startsAt: at('2026-12-03', '09:00') }, [MEMBER]);
    const url = await make();
    await change(office, id, { place: '一楼礼堂' });
    await cancel(office, 'M3' as MeetingId);
    const answer = await get(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toContain('private');
    expect(eventsIn(await answer.text())).toEqual([
      { uid: 'M1@siwen', sequence: 1, status: 'CONFIRMED', summary: '机关干部大会', attendees: 0 },
      { uid: 'M3@siwen', sequence: 1, status: 'CANCELLED', summary: '取消的会', attendees: 0 },
    ]);
  });

  test('answers 304 while nothing has changed', async () => {
    const { office, make, get } = await withFeed();
    const { id } = await announce(office, {}, [MEMBER]);
    const url = await make();
    const etag = (await get(url)).headers.get('etag') ?? '';
    office.pass(1);
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`]) expect((await get(url, { 'if-none-match': header })).status).toBe(304);
    expect((await get(url, { 'if-none-match': '"other"' })).status).toBe(200);
    await change(office, id, { place: '一楼礼堂' });
    const changed = await get(url, { 'if-none-match': etag });
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
  });

  test('is stored nowhere: neither in the database nor in a message', async () => {
    const { office, make } = await withFeed();
    const token = (await make()).split('/').at(-1)?.replace('.ics', '') ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    const rows = await office.transact(async (tx) => [
      ...(await tx.selectFrom('meeting_calendar_feed').selectAll().execute()),
      ...(await tx.selectFrom('delivery_outbox').selectAll().execute()),
      ...(await tx.selectFrom('org_audit').selectAll().execute()),
      ...(await tx.selectFrom('delivery_seen').selectAll().execute()),
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('is replaced by another, and the former one ends', async () => {
    const { make, get } = await withFeed();
    const first = await make();
    const second = await make('更换地址');
    expect(second).not.toBe(first);
    expect((await get(first)).status).toBe(404);
    expect((await get(second)).status).toBe(200);
  });

  test('is turned off, and made anew', async () => {
    const { me, make, get } = await withFeed();
    const url = await make();
    const off = button(cardIn(await me.say('calendar')).blocks, '停用');
    expect(cardIn(await me.press(off.id, off.value)).summary).toContain('已停用');
    expect(cardIn(await me.press(off.id, off.value)).summary).toContain('没有正在使用');
    expect((await get(url)).status).toBe(404);
    expect((await get(await make())).status).toBe(200);
  });

  test('is worth nothing once its owner has left', async () => {
    const { office, make, get } = await withFeed();
    const url = await make();
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', MEMBER).execute());
    expect((await get(url)).status).toBe(404);
  });
});

test('the same press delivered twice makes one address, and shows it once', async () => {
  const { me, get } = await withFeed();
  const first = wordsOf(cardIn(await me.press('meeting.feedMake', '', 'message', 'K1')).blocks);
  expect(cardIn(await me.press('meeting.feedMake', '', 'message', 'K1')).summary).toContain('已经显示过');
  expect((await get(/https:\S+/.exec(first)?.[0] ?? '')).status).toBe(200);
});

test.each(['', '.ics', 'x.ics', `${'A'.repeat(43)}.ics`, `${'A'.repeat(9_000)}.ics`, '%00.ics', '..%2f..%2fetc.ics', '*', "' OR 1=1.ics"])(
  'an address that nobody was given (%#) shows nothing',
  async (file) => {
    const { office, make, get } = await withFeed();
    await announce(office, {}, [MEMBER]);
    await make();
    const answer = await get(`/calendar/${file}`);
    expect([answer.status, (await answer.text()).includes('VCALENDAR')]).toEqual([404, false]);
  },
);

test('where siwen has no address of its own, that is said, and nothing is offered', async () => {
  const office = await testOffice();
  const card = cardIn(await talk(office, MEMBER).say('日历'));
  expect(card.summary).toContain('还没有开通日历订阅');
  expect(pressable(card.blocks)).toEqual([]);
  expect(cardIn(await talk(office, MEMBER).press('meeting.feedMake')).summary).toContain('还没有开通');
});

test('what breaks is told without the address', async () => {
  const { office, make } = await withFeed();
  const url = await make();
  const lines: string[] = [];
  const log = createLog({ level: 'trace', zone: zone(), plain: false, write: (line) => void lines.push(line) });
  const broken = calendarFeedRoutes({ ...office.meeting, transact: () => Promise.reject(new Error(`at ${url}`)) }, log);
  const answer = await broken.request(url.replace(BASE, ''));
  expect([answer.status, (await answer.text()).includes('/calendar/')]).toEqual([503, false]);
  expect(lines.join()).toContain('a calendar could not be given');
  expect(lines.join()).not.toContain('/calendar/');
});
