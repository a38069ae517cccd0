import type { FetchedFeed } from '../../src/calendar/icalendar/fetch-feed.js';
import { readFeeds } from '../../src/meeting/activity/feed-reading.js';
import { type Office, testOffice } from '../support/office.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { departmentId, giveAccounts } from './scene.js';

export const URL = 'https://calendar.example.org/private-8c2f/basic.ics?token=secret';

export type Event = { uid: string; from: string; to: string; title?: string; place?: string; more?: string };
/** An .ics file of these events, in the office's time. */
export const ics = (events: readonly Event[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:test',
    ...events.flatMap(({ uid, from, to, title = uid, place = '二楼会议室', more }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      'DTSTAMP:20261101T000000Z',
      `DTSTART;TZID=Asia/Shanghai:${from}`,
      `DTEND;TZID=Asia/Shanghai:${to}`,
      `SUMMARY:${title}`,
      `LOCATION:${place}`,
      ...(more ? [more] : []),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

export const TRAINING: Event = { uid: 'training', from: '20261203T100000', to: '20261203T120000', title: '业务培训' };
export const CHECK: Event = { uid: 'check', from: '20261207T090000', to: '20261207T100000', title: '安全检查' };

/** Every activity there is. */
export const stored = (office: Office) =>
  office.transact((tx) =>
    tx
      .selectFrom('meeting_activity')
      .select(['title', 'state', 'starts_at', 'source', 'owner_id', 'sequence'])
      .orderBy('starts_at')
      .orderBy('uid')
      .execute(),
  );
export const ok = (events: readonly Event[], etag?: string): FetchedFeed => ({
  ok: true,
  text: ics(events),
  etag,
  lastModified: undefined,
});

/** 规划处 subscribes; each reading gives what is said here, and what was asked is kept. */
export async function subscribed() {
  const office = await testOffice();
  await giveAccounts(office);
  const person = talk(office, '601');
  const form = formIn(await person.press('meeting.feedNew'));
  const department = await departmentId(office, '规划处');
  const said = wordsOf(formIn(await person.submit(form, { department, address: URL })).blocks);
  if (!said.includes('已订阅')) throw new Error(said);
  const asked: { url: string; etag?: string | undefined }[] = [];
  const read = (answer: FetchedFeed) =>
    readFeeds(office.meeting, async (address) => {
      asked.push(address);
      return answer;
    });
  /** Half an hour later, when it is due again. */
  const later = async (answer: FetchedFeed, hours = 0.5) => {
    office.pass(hours);
    await read(answer);
  };
  return { office, person, form, department, asked, read, later };
}
