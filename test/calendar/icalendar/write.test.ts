import fc from 'fast-check';
import ICAL from 'ical.js';
import { convertIcsCalendar } from 'ts-ics';
import { describe, expect, test } from 'vitest';
import { type Invitation, writeFeed, writeInvitation } from '../../../src/calendar/icalendar/write.js';
import type { Instant, PlainDate } from '../../../src/calendar/instant.js';
import { at } from '../build.js';

const meeting: Invitation = {
  method: 'REQUEST',
  uid: 'meeting-7@siwen',
  sequence: 2,
  stampedAt: at('2026-11-27T01:00:00Z'),
  start: at('2026-12-02T01:00:00Z'),
  end: at('2026-12-02T03:00:00Z'),
  title: '机关干部大会',
  place: '三楼会议室',
  organizer: { name: '办公室', email: 'office@bureau.gov.cn' },
  attendee: { name: '李华', email: 'lihua@bureau.gov.cn', partstat: 'NEEDS-ACTION' },
  status: 'confirmed',
};

/** What a calendar program sees, through two parsers that share no code. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { calendar, events: calendar.getAllSubcomponents('vevent'), other: convertIcsCalendar(undefined, text) };
};
const one = (text: string) => {
  const { calendar, events, other } = read(text);
  const [event, otherEvent] = [events[0], other.events?.[0]];
  if (!event || !otherEvent) throw new Error('no event');
  return { calendar, event, otherEvent, value: (name: string) => event.getFirstPropertyValue(name)?.toString() };
};

describe('an invitation', () => {
  test('of whole days has dates, whatever the zone of the process, and ends with the first day that is none of it', () => {
    const days = { from: '2026-12-01' as PlainDate, until: '2026-12-03' as PlainDate };
    const { value, otherEvent } = one(writeInvitation({ ...meeting, days }));
    expect([value('dtstart'), value('dtend')]).toEqual(['2026-12-01', '2026-12-04']);
    expect(otherEvent.start.type).toBe('DATE');
  });

  test('says who invites whom, when and where, in UTC', () => {
    const { calendar, event, value, otherEvent } = one(writeInvitation(meeting));
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect([value('dtstart'), value('dtend'), value('dtstamp'), value('last-modified')]).toEqual([
      '2026-12-02T01:00:00Z',
      '2026-12-02T03:00:00Z',
      '2026-11-27T01:00:00Z',
      '2026-11-27T01:00:00Z',
    ]);
    expect([value('uid'), value('sequence'), value('status'), value('transp')]).toEqual(['meeting-7@siwen', '2', 'CONFIRMED', 'OPAQUE']);
    const attendee = event.getFirstProperty('attendee');
    expect(attendee?.getFirstValue()?.toString().toLowerCase()).toBe('mailto:lihua@bureau.gov.cn');
    expect([attendee?.getParameter('cn'), attendee?.getParameter('partstat'), attendee?.getParameter('rsvp')]).toEqual([
      '李华',
      'NEEDS-ACTION',
      'TRUE',
    ]);
    expect(otherEvent.start.date.toISOString()).toBe('2026-12-02T01:00:00.000Z');
    expect(otherEvent.organizer?.email).toBe('office@bureau.gov.cn');
  });

  test('a change keeps its UID and has a higher SEQUENCE; a cancellation is cancelled and rings no alarm', () => {
    const change = one(writeInvitation({ ...meeting, sequence: 3, alarmMinutes: 10 }));
    expect([change.value('uid'), change.value('sequence')]).toEqual(['meeting-7@siwen', '3']);
    expect(change.event.getFirstSubcomponent('valarm')?.getFirstPropertyValue('trigger')?.toString()).toBe('-PT10M');
    const cancelled = one(writeInvitation({ ...meeting, method: 'CANCEL', sequence: 4, alarmMinutes: 10 }));
    expect(cancelled.calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect([cancelled.value('uid'), cancelled.value('status')]).toEqual(['meeting-7@siwen', 'CANCELLED']);
    expect(cancelled.event.getFirstSubcomponent('valarm')).toBeNull();
  });

  test.each(['NEEDS-ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED', 'DELEGATED'] as const)('PARTSTAT %s is kept', (partstat) => {
    const { event } = one(writeInvitation({ ...meeting, attendee: { name: '李华', email: 'lihua@bureau.gov.cn', partstat } }));
    expect(event.getFirstProperty('attendee')?.getParameter('partstat')).toBe(partstat);
  });

  test('the same meeting is the same text, whenever it is written', () => {
    expect(writeInvitation({ ...meeting, alarmMinutes: 60 })).toBe(writeInvitation({ ...meeting, alarmMinutes: 60 }));
  });

  test('an organizer without an address is an address that reaches nobody; a broken attendee is left out', () => {
    const broken = { name: '李华', email: 'a@b.cn\r\nX-EVIL:1', partstat: 'ACCEPTED' } as const;
    const { event } = one(writeInvitation({ ...meeting, organizer: { name: '办公室' }, attendee: broken }));
    expect(event.getFirstPropertyValue('organizer')?.toString()).toBe('mailto:no-reply@siwen.invalid');
    expect(event.getFirstProperty('attendee')).toBeNull();
  });

  test('what is published is nobody’s invitation', () => {
    expect(one(writeInvitation({ ...meeting, method: 'PUBLISH' })).event.getFirstProperty('attendee')).toBeNull();
  });

  test('a suspended activity does not block its time', () => {
    const { value } = one(writeInvitation({ ...meeting, status: 'tentative', transparent: true, priority: 5 }));
    expect([value('status'), value('transp'), value('priority')]).toEqual(['TENTATIVE', 'TRANSPARENT', '5']);
  });

  test('a link keeps its commas and semicolons; what is no link is left out', () => {
    const { value } = one(writeInvitation({ ...meeting, link: 'https://meet.example/a;b?x=1,2' }));
    expect(value('url')).toBe('https://meet.example/a%3Bb?x=1%2C2');
    expect(one(writeInvitation({ ...meeting, link: 'javascript:alert(1)' })).value('url')).toBeUndefined();
  });
});

describe('whatever people write comes back as they wrote it', () => {
  const pieces = ['机关干部大会', '😀', '👨‍👩‍👧', 'é', ';', ',', '\\', ':', '"', '\\n', 'BEGIN:VEVENT', '三楼', 'a', ' b', '=', '^n'];
  const words = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 80 }).map((parts) => parts.join('').trim());
  const lines = fc.array(words, { minLength: 1, maxLength: 4 }).map((all) => all.join('\n'));

  test('title, place and description, in both parsers, folded without cutting a character', () => {
    fc.assert(
      fc.property(words, words, lines, words, (title, place, description, name) => {
        const text = writeInvitation({ ...meeting, title, place, description, organizer: { name, email: 'a@b.cn' } });
        const { value, event, otherEvent } = one(text);
        expect([value('summary'), value('location'), value('description')]).toEqual([title, place, description]);
        // ts-ics looks for its markers in the middle of a line, too.
        if (!/BEGIN:/.test(`${title}${place}${description}${name}`))
          expect([otherEvent.summary, otherEvent.location]).toEqual([title, place]);
        expect(event.getFirstProperty('organizer')?.getParameter('cn')?.toString()).toContain(name.replace(/["\\].*|\^n.*/s, ''));
        for (const written of text.split('\r\n')) {
          expect(Buffer.byteLength(written)).toBeLessThanOrEqual(75);
          expect(written).not.toMatch(/[\r\n\ufffd]/);
        }
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
      }),
    );
  });

  test('no text adds a property, an event or a parameter', () => {
    const hostile = fc.string({ unit: fc.constantFrom('\r', '\n', '\0', '"', ';', ':', '\u2028', '\ud800', 'X', '-A:', 'END:VEVENT\r\n') });
    const plain = one(writeInvitation({ ...meeting, description: 'x', link: 'https://a.cn' }));
    fc.assert(
      fc.property(hostile, (evil) => {
        const organizer = { name: `办公室${evil}`, email: `office${evil}@bureau.gov.cn` };
        const attendee = { name: evil, email: 'lihua@bureau.gov.cn', partstat: 'ACCEPTED' } as const;
        const text = writeInvitation({
          ...{ ...meeting, title: evil, place: `x${evil}`, description: `x${evil}`, uid: `u${evil}`, organizer, attendee },
          link: `https://a.cn/${evil}`,
        });
        const { calendar, event } = one(text);
        const names = (properties: ICAL.Property[]) => properties.map((property) => property.name);
        expect(names(event.getAllProperties())).toEqual(names(plain.event.getAllProperties()));
        expect(calendar.getAllSubcomponents()).toHaveLength(1);
        expect(Object.keys(event.getFirstProperty('attendee')?.toJSON()[1] ?? {}).sort()).toEqual(['cn', 'partstat', 'role', 'rsvp']);
      }),
    );
  });
});

describe('a feed', () => {
  const event = { ...meeting, uid: 'a' };

  test('is published with all its events and asks to be looked at again', () => {
    const { calendar, events, other } = read(
      writeFeed({ name: '我的会议', events: [event, { ...event, uid: 'b', status: 'cancelled' }], refreshMinutes: 30 }),
    );
    const value = (name: string) => calendar.getFirstPropertyValue(name)?.toString();
    expect([value('method'), value('refresh-interval'), value('x-published-ttl'), value('x-wr-calname')]).toEqual([
      'PUBLISH',
      'PT30M',
      'PT30M',
      '我的会议',
    ]);
    expect(events.map((each) => [each.getFirstPropertyValue('uid'), each.getFirstPropertyValue('status')])).toEqual([
      ['a', 'CONFIRMED'],
      ['b', 'CANCELLED'],
    ]);
    expect(events[0]?.getFirstProperty('attendee')).toBeNull();
    expect(other.events).toHaveLength(2);
  });

  test('an empty one is a calendar still, and its name adds no property', () => {
    const { calendar } = read(writeFeed({ name: '我的会议\r\nX-EVIL:1; a, b', events: [], refreshMinutes: 30 }));
    expect(calendar.getFirstPropertyValue('x-evil')).toBeNull();
    expect(calendar.getFirstPropertyValue('name')?.toString()).toContain('我的会议 X-EVIL:1');
  });

  test('instants come back to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: 0, max: 100_000 }), (start, seconds) => {
        const { value } = one(
          writeFeed({
            name: 'x',
            events: [{ ...event, start: (start * 1000) as Instant, end: ((start + seconds) * 1000) as Instant }],
            refreshMinutes: 60,
          }),
        );
        expect([Date.parse(value('dtstart') ?? ''), Date.parse(value('dtend') ?? '')]).toEqual([start * 1000, (start + seconds) * 1000]);
      }),
    );
  });
});
