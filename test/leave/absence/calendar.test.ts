import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { makeFeed, readFeed } from '../../../src/meeting/notice/icalendar/feed-service.js';
import { talk } from '../../support/talk.js';
import { bureau, ME, ORGANIZER, OUTSIDER } from './world.js';

test('in one’s own calendar a meeting one is excused from leaves its time free, and the substitute has it', async () => {
  const { office, requested, decide, change } = await bureau();
  const deps = { ...office.meeting, publicUrl: 'https://siwen.example.cn' };
  const calendarOf = async (memberId: string) => {
    const made = await makeFeed(deps, memberId, `${memberId}${office.now()}`);
    office.pass(1);
    const text = (made.ok && (await readFeed(deps, made.url.split('/').at(-1)?.replace('.ics', '') ?? ''))) || '';
    return new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((event) => ['summary', 'transp'].map((name) => String(event.getFirstPropertyValue(name))).join(' '));
  };
  expect(await calendarOf(ME)).toEqual(['机关干部大会 OPAQUE']);
  expect(await calendarOf(OUTSIDER)).toEqual([]);
  const { id } = await requested(ME, { substituteId: OUTSIDER });
  expect(await calendarOf(OUTSIDER)).toEqual([]);
  await decide(id, ORGANIZER, 'approve');
  expect(await calendarOf(ME)).toEqual(['机关干部大会（已准假） TRANSPARENT']);
  expect(await calendarOf(OUTSIDER)).toEqual(['机关干部大会（代邓禾参加） OPAQUE']);
  await talk(office, OUTSIDER).press('leave.substituteDecline', id);
  expect(await calendarOf(OUTSIDER)).toEqual([]);
  await change({ state: 'cancelled' });
  expect(await calendarOf(ME)).toEqual(['机关干部大会 TRANSPARENT']);
});
