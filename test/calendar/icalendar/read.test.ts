import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../src/calendar/icalendar/read.js';
import { at, zones } from '../build.js';
import { calendar, december, isoOf, readAll, vevent } from './build.js';

const times = async (text: string, window = december) =>
  (await readAll(text, window)).events.map(({ start, end }) => [isoOf(start), isoOf(end)]);
const starts = async (text: string, window = december) => (await readAll(text, window)).events.map(({ start }) => isoOf(start));
const problems = async (text: string) => (await readAll(text)).unreadable.map(({ problem }) => problem);

describe('one event', () => {
  test('comes with everything that is read of it', async () => {
    const text = calendar(
      vevent(
        ...['SUMMARY:消防\\, 演练\\;\\n第二行', 'LOCATION:三楼\\\\会议室', 'DESCRIPTION:议程：\\n一、二', 'SEQUENCE:3', 'STATUS:TENTATIVE'],
        ...['TRANSP:TRANSPARENT', 'DTEND:20261202T030000Z', 'ATTENDEE;CN="李华":mailto:a@b.cn'],
      ),
    );
    expect(await readAll(text)).toEqual({
      ok: true,
      unreadable: [],
      events: [
        {
          ...{
            uid: 'a',
            recurrenceId: undefined,
            sequence: 3,
            title: '消防, 演练; 第二行',
            place: '三楼\\会议室',
            description: '议程：\n一、二',
          },
          ...{ start: at('2026-12-02T01:00:00Z'), end: at('2026-12-02T03:00:00Z'), allDay: false, status: 'tentative', transparent: true },
        },
      ],
    });
  });

  test('a folded line is whole again, also in the middle of a character’s bytes', async () => {
    const [event] = (await readAll(calendar(vevent('SUMMARY:机关干部\r\n 大会\r\n\t 😀')))).events;
    expect(event?.title).toBe('机关干部大会 😀');
  });

  test('line breaks of any kind, names in any case, a byte order mark', async () => {
    const text = `\ufeff${calendar(vevent('summary:大会')).replaceAll('\r\n', '\n').replaceAll('BEGIN:VEVENT', 'begin:vevent')}`;
    expect((await readAll(text)).events.map(({ title }) => title)).toEqual(['大会']);
  });

  test.each<[string, string[], string, string]>([
    ['in UTC', ['DTSTART:20261202T010000Z', 'DTEND:20261202T020000Z'], '2026-12-02T01:00:00Z', '2026-12-02T02:00:00Z'],
    [
      'of the office, where no zone is named',
      ['DTSTART:20261202T090000', 'DTEND:20261202T100000'],
      '2026-12-02T01:00:00Z',
      '2026-12-02T02:00:00Z',
    ],
    ['in a zone', ['DTSTART;TZID=America/New_York:20261202T090000', 'DURATION:PT90M'], '2026-12-02T14:00:00Z', '2026-12-02T15:30:00Z'],
    [
      'in a zone that Windows names',
      ['DTSTART;TZID="China Standard Time":20261202T090000', 'DURATION:PT1H'],
      '2026-12-02T01:00:00Z',
      '2026-12-02T02:00:00Z',
    ],
    [
      'in a zone that Evolution names',
      ['DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261202T090000', 'DURATION:P1D'],
      '2026-12-02T08:00:00Z',
      '2026-12-03T08:00:00Z',
    ],
    [
      'that begins and ends in two zones',
      ['DTSTART;TZID=Asia/Shanghai:20261202T090000', 'DTEND;TZID=Asia/Tokyo:20261202T110000'],
      '2026-12-02T01:00:00Z',
      '2026-12-02T02:00:00Z',
    ],
    ['of a day of the office', ['DTSTART;VALUE=DATE:20261202'], '2026-12-01T16:00:00Z', '2026-12-02T16:00:00Z'],
    [
      'of two days, the end not included',
      ['DTSTART;VALUE=DATE:20261202', 'DTEND;VALUE=DATE:20261204'],
      '2026-12-01T16:00:00Z',
      '2026-12-03T16:00:00Z',
    ],
    [
      'of a day that ends when it begins',
      ['DTSTART;VALUE=DATE:20261202', 'DTEND;VALUE=DATE:20261202'],
      '2026-12-01T16:00:00Z',
      '2026-12-02T16:00:00Z',
    ],
    ['without an end', ['DTSTART:20261202T010000Z'], '2026-12-02T01:00:00Z', '2026-12-02T01:00:00Z'],
    [
      'skipped by daylight saving time',
      ['DTSTART;TZID=America/New_York:20260308T023000', 'DURATION:PT1H'],
      '2026-03-08T07:30:00Z',
      '2026-03-08T08:30:00Z',
    ],
    ['repeated by it', ['DTSTART;TZID=America/New_York:20261101T013000', 'DURATION:PT1H'], '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    [
      'of a day with 25 hours',
      ['DTSTART;TZID=America/New_York:20261031T120000', 'DURATION:P1D'],
      '2026-10-31T16:00:00Z',
      '2026-11-01T17:00:00Z',
    ],
  ])('a time %s', async (_what, lines, start, end) => {
    const year = { start: at('2026-01-01T00:00:00Z'), end: at('2027-01-01T00:00:00Z') };
    expect(await times(calendar(vevent(...lines)), year)).toEqual([[start, end]]);
  });

  test.each<[string, string[], string]>([
    ['no UID', ['UID:'], 'uid-missing'],
    ['no start', ['DTSTART-:'], 'start-missing'],
    ['a start that is no time', ['DTSTART:morgen'], 'start-invalid'],
    ['a day that no calendar has', ['DTSTART;VALUE=DATE:20260230'], 'start-invalid'],
    ['an end that is no time', ['DTEND:99999999T999999Z'], 'end-invalid'],
    ['an end of another type', ['DTEND;VALUE=DATE:20261203'], 'end-invalid'],
    ['an end before the start', ['DTEND:20261202T005959Z'], 'end-before-start'],
    ['a negative duration', ['DURATION:-PT1H'], 'end-before-start'],
    ['a duration that is none', ['DURATION:PT'], 'end-invalid'],
    ['an unknown zone', ['DTSTART;TZID=Asia/Peking:20261202T090000'], 'zone-unknown'],
    ['a rule that is none', ['RRULE:FREQ=OFTEN'], 'rule-invalid'],
    ['a rule in another calendar', ['RRULE:FREQ=YEARLY;RSCALE=CHINESE'], 'rule-invalid'],
    ['a rule by the second', ['RRULE:FREQ=SECONDLY'], 'rule-too-frequent'],
    ['a rule by the hour', ['RRULE:FREQ=HOURLY'], 'rule-too-frequent'],
    ['sixty times a day', ['RRULE:FREQ=DAILY;BYMINUTE=1,2,3,4,5,6;BYSECOND=1,2,3,4,5,6,7,8,9,10'], 'rule-too-frequent'],
    ['an exception that is no time', ['EXDATE:gestern'], 'time-invalid'],
  ])('with %s is listed by its title, and the next is read', async (_what, lines, problem) => {
    const start = lines.some((line) => line.startsWith('DTSTART')) ? [] : ['DTSTART:20261202T010000Z'];
    const bad = ['BEGIN:VEVENT', ...(lines[0] === 'UID:' ? [] : ['UID:bad']), 'SUMMARY:坏的', ...start, ...lines, 'END:VEVENT'].join(
      '\r\n',
    );
    const { events, unreadable } = await readAll(calendar(bad, vevent('SUMMARY:好的')));
    expect(unreadable).toEqual([{ problem, line: 4, summary: '坏的', ...(problem === 'uid-missing' ? {} : { uid: 'bad' }) }]);
    expect(events.map(({ title }) => title)).toEqual(['好的']);
  });

  test('is not what its alarm says', async () => {
    const alarm = ['BEGIN:VALARM', 'UID:alarm', 'SUMMARY:提醒', 'DESCRIPTION:提醒', 'DURATION:PT5M', 'RRULE:FREQ=SECONDLY', 'END:VALARM'];
    const { events, unreadable } = await readAll(calendar(vevent('UID:a', 'SUMMARY:大会', ...alarm, 'DURATION:PT1H')));
    expect(unreadable).toEqual([]);
    expect(events.map(({ uid, title, description, start, end }) => [uid, title, description, end - start])).toEqual([
      ['a', '大会', undefined, 3_600_000],
    ]);
  });

  test('is there where it touches the window, and only there', async () => {
    const window = { start: at('2026-12-02T01:00:00Z'), end: at('2026-12-02T02:00:00Z') };
    const from = (start: string, end: string) => vevent(`UID:${start}${end}`, `DTSTART:20261202T${start}Z`, `DTEND:20261202T${end}Z`);
    const text = calendar(
      from('000000', '010000'),
      from('000000', '010001'),
      from('010000', '010000'),
      from('015959', '030000'),
      from('020000', '020000'),
    );
    expect((await times(text, window)).map(([start]) => start?.slice(11, 19))).toEqual(['00:00:00', '01:00:00', '01:59:59']);
  });

  test('what is cancelled says so, by its STATUS or by the METHOD of its calendar', async () => {
    const cancelled = calendar(vevent('STATUS:CANCELLED')) + calendar('METHOD:CANCEL', vevent('UID:b')) + calendar(vevent('UID:c'));
    expect((await readAll(cancelled)).events.map(({ uid, status }) => [uid, status])).toEqual([
      ['a', 'cancelled'],
      ['b', 'cancelled'],
      ['c', 'confirmed'],
    ]);
  });

  test.each(['REPLY', 'COUNTER', 'REFRESH'])('an answer to an invitation (METHOD:%s) is no event, and is listed', async (method) => {
    const { events, unreadable } = await readAll(calendar(`METHOD:${method}`, vevent('SUMMARY:例会')) + calendar(vevent('UID:b')));
    expect(events.map(({ uid }) => uid)).toEqual(['b']);
    expect(unreadable.map(({ problem, summary }) => [problem, summary])).toEqual([['answer-only', '例会']]);
  });

  test('of two with the same UID the higher SEQUENCE counts; with the same SEQUENCE the first, and the other is listed', async () => {
    const newer = calendar(vevent('SUMMARY:旧', 'SEQUENCE:1'), vevent('SUMMARY:新', 'SEQUENCE:2'), vevent('SUMMARY:更旧'));
    expect((await readAll(newer)).events.map(({ title }) => title)).toEqual(['新']);
    const { events, unreadable } = await readAll(calendar(vevent('SUMMARY:一'), vevent('SUMMARY:二')));
    expect([events.map(({ title }) => title), unreadable.map(({ problem, summary }) => [problem, summary])]).toEqual([
      ['一'],
      [['uid-twice', '二']],
    ]);
  });
});

describe('a series', () => {
  const daily = (...lines: string[]) => vevent('DTSTART;TZID=Asia/Shanghai:20261201T090000', 'DURATION:PT1H', ...lines);
  const nine = (...days: number[]) => days.map((day) => `2026-12-${String(day).padStart(2, '0')}T01:00:00Z`);

  test.each<[string, string, number[]]>([
    ['COUNT', 'RRULE:FREQ=DAILY;COUNT=3', [1, 2, 3]],
    ['UNTIL in UTC, included', 'RRULE:FREQ=DAILY;UNTIL=20261203T010000Z', [1, 2, 3]],
    ['UNTIL in UTC, a second short', 'RRULE:FREQ=DAILY;UNTIL=20261203T005959Z', [1, 2]],
    ['UNTIL of another type: the whole day', 'RRULE:FREQ=DAILY;UNTIL=20261203', [1, 2, 3]],
    ['UNTIL without a zone: of the event', 'RRULE:FREQ=DAILY;UNTIL=20261203T090000', [1, 2, 3]],
    ['every other week', 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3', [1, 15, 29]],
    ['weekdays', 'RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4', [1, 3, 8, 10]],
    ['the third Thursday', 'RRULE:FREQ=MONTHLY;BYDAY=3TH;COUNT=2', [1, 17]],
    ['the last workday', 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2', [1, 31]],
    ['the day before the last', 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-2', [1, 30]],
    ['a rule that ends in a semicolon', 'RRULE:FREQ=DAILY;COUNT=2;', [1, 2]],
    ['a week of the year', 'RRULE:FREQ=YEARLY;BYWEEKNO=50;BYDAY=MO', [1, 7]],
    ['twice a day', 'RRULE:FREQ=DAILY;BYHOUR=9;COUNT=2', [1, 2]],
    ['a day that never comes: the first alone', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', [1]],
    ['a start that the rule does not name, which counts', 'RRULE:FREQ=DAILY;BYDAY=FR;COUNT=3', [1, 4, 11]],
  ])('%s', async (_what, rule, days) => {
    expect(await starts(calendar(daily(rule)))).toEqual(nine(...days));
  });

  test('since long ago costs what it costs today, and keeps its time of day', async () => {
    const text = calendar(vevent('DTSTART;TZID=Europe/Berlin:19950703T090000', 'RRULE:FREQ=WEEKLY'));
    expect(await starts(text)).toEqual(['07', '14', '21', '28'].map((day) => `2026-12-${day}T08:00:00Z`));
  });

  test('keeps its time of day over a change of the clocks', async () => {
    const window = { start: at('2026-10-30T00:00:00Z'), end: at('2026-11-03T00:00:00Z') };
    const text = calendar(vevent('DTSTART;TZID=America/New_York:20261001T090000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'));
    expect(await starts(text, window)).toEqual(
      ['2026-10-30T13', '2026-10-31T13', '2026-11-01T14', '2026-11-02T14'].map((hour) => `${hour}:00:00Z`),
    );
  });

  test('leaves out EXDATE, adds RDATE, whatever type and zone they are written in', async () => {
    const rule = 'RRULE:FREQ=DAILY;COUNT=6';
    expect(
      await starts(calendar(daily(rule, 'EXDATE;TZID=Asia/Shanghai:20261202T090000,20261203T090000', 'EXDATE:20261204T010000Z'))),
    ).toEqual(nine(1, 5, 6));
    expect(await starts(calendar(daily(rule, 'EXDATE;VALUE=DATE:20261202', 'RDATE:20261209T010000Z,20261201T010000Z')))).toEqual(
      nine(1, 3, 4, 5, 6, 9),
    );
    expect(await starts(calendar(daily('RDATE;VALUE=PERIOD:20261209T010000Z/PT2H')))).toEqual(nine(1, 9));
    const days = vevent('DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20261202');
    expect(await starts(calendar(days))).toEqual(['2026-11-30T16:00:00Z', '2026-12-02T16:00:00Z']);
  });

  test('of an RDATE that is a PERIOD lasts as long as that says', async () => {
    const periods = 'RDATE;VALUE=PERIOD:20261209T010000Z/PT3H,20261210T010000Z/20261210T033000Z';
    const { events } = await readAll(calendar(daily('RRULE:FREQ=DAILY;COUNT=2', periods, 'RDATE:20261211T010000Z')));
    expect(events.map(({ end }) => isoOf(end)?.slice(8, 16))).toEqual(['01T02:00', '02T02:00', '09T04:00', '10T03:30', '11T02:00']);
    const unread = (await readAll(calendar(daily('RDATE;VALUE=PERIOD:20261209T010000Z/20261209T000000Z')))).unreadable;
    expect(unread.map(({ problem }) => problem)).toEqual(['end-before-start']);
  });

  test('an occurrence that was moved is where it was moved to; one that was called off says so', async () => {
    const text = calendar(
      vevent('RECURRENCE-ID:20261202T010000Z', 'DTSTART:20261202T060000Z', 'SUMMARY:改期', 'SEQUENCE:1'),
      daily('RRULE:FREQ=DAILY;COUNT=3', 'SUMMARY:例会'),
      vevent('RECURRENCE-ID;TZID=Asia/Shanghai:20261203T090000', 'DTSTART:20261203T010000Z', 'STATUS:CANCELLED'),
    );
    const { events, unreadable } = await readAll(text);
    expect(unreadable).toEqual([]);
    expect(events.map(({ start, recurrenceId, title, status }) => [isoOf(start), isoOf(recurrenceId), title, status])).toEqual([
      ['2026-12-01T01:00:00Z', '2026-12-01T01:00:00Z', '例会', 'confirmed'],
      ['2026-12-02T06:00:00Z', '2026-12-02T01:00:00Z', '改期', 'confirmed'],
      ['2026-12-03T01:00:00Z', '2026-12-03T01:00:00Z', '', 'cancelled'],
    ]);
  });

  test('one that was moved into the window is there, one that was moved out is not', async () => {
    const text = calendar(
      daily('RRULE:FREQ=DAILY;COUNT=60'),
      vevent('RECURRENCE-ID:20270105T010000Z', 'DTSTART:20261210T060000Z'),
      vevent('RECURRENCE-ID:20261211T010000Z', 'DTSTART:20270201T060000Z'),
    );
    const found = await starts(text);
    expect(found).toContain('2026-12-10T06:00:00Z');
    expect(found).not.toContain('2026-12-11T01:00:00Z');
    expect(found).toHaveLength(31);
  });

  test('a change of one and all after it is listed, and made to the one', async () => {
    const text = calendar(
      daily('RRULE:FREQ=DAILY;COUNT=3'),
      vevent('RECURRENCE-ID;RANGE=THISANDFUTURE:20261202T010000Z', 'DTSTART:20261202T060000Z'),
    );
    expect(await problems(text)).toEqual(['following-changed']);
    expect(await starts(text)).toEqual(['2026-12-01T01:00:00Z', '2026-12-02T06:00:00Z', '2026-12-03T01:00:00Z']);
  });

  test('an invitation to one occurrence alone is an event', async () => {
    const { events } = await readAll(calendar(vevent('RECURRENCE-ID:20261202T010000Z')));
    expect(events.map(({ start, recurrenceId }) => [start, recurrenceId])).toEqual([
      [at('2026-12-02T01:00:00Z'), at('2026-12-02T01:00:00Z')],
    ]);
  });

  test('one that runs while the window begins is there', async () => {
    const text = calendar(vevent('DTSTART;VALUE=DATE:20261127', 'DTEND;VALUE=DATE:20261202', 'RRULE:FREQ=YEARLY'));
    expect(await starts(text)).toEqual(['2026-11-26T16:00:00Z']);
  });
});

describe('a zone that the file describes', () => {
  const vtimezone = (name: string, ...parts: string[]) => ['BEGIN:VTIMEZONE', `TZID:${name}`, ...parts, 'END:VTIMEZONE'].join('\r\n');
  const part = (kind: string, start: string, from: string, to: string, ...rules: string[]) =>
    [`BEGIN:${kind}`, `DTSTART:${start}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, ...rules, `END:${kind}`].join('\r\n');
  const berlin = (name: string) =>
    vtimezone(
      name,
      part('DAYLIGHT', '19810329T020000', '+0100', '+0200', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'),
      part('STANDARD', '19961027T030000', '+0200', '+0100', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'),
    );

  test('is followed, in summer and in winter, also where it stands after the events', async () => {
    const year = { start: at('2026-01-01T00:00:00Z'), end: at('2027-01-01T00:00:00Z') };
    const events = ['20260701T090000', '20261202T090000', '20261025T023000', '20260329T023000'].map((time) =>
      vevent(`UID:${time}`, `DTSTART;TZID=Amt:${time}`),
    );
    expect(await starts(calendar(...events, berlin('Amt')), year)).toEqual([
      '2026-03-29T01:30:00Z',
      '2026-07-01T07:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-12-02T08:00:00Z',
    ]);
  });

  test.each(['16010101T000000', '19700101T000000'])('one without rules, since %s', async (since) => {
    const fixed = vtimezone('北京', part('STANDARD', since, '+0800', '+0800'));
    expect(await starts(calendar(fixed, vevent('DTSTART;TZID=北京:20261202T090000')))).toEqual(['2026-12-02T01:00:00Z']);
  });

  test('wrongly, or under the name of another, changes nobody’s time', async () => {
    const wrong = vtimezone('Asia/Shanghai', part('STANDARD', '19700101T000000', '+0300', '+0300'));
    expect(await starts(calendar(wrong, vevent('DTSTART;TZID=Asia/Shanghai:20261202T090000')))).toEqual(['2026-12-02T01:00:00Z']);
    for (const broken of [
      vtimezone('Amt'),
      vtimezone('Amt', part('STANDARD', '19700101T000000', '+2500', 'x')),
      vtimezone('Amt', part('STANDARD', '', '+0100', '+0100')),
    ]) {
      expect(await problems(calendar(broken, vevent('DTSTART;TZID=Amt:20261202T090000')))).toEqual(['zone-unknown']);
    }
  });
});

test.each<[string, string]>([
  ['nothing', ''],
  ['a page', '<!DOCTYPE html><html><body>BEGIN:VCALENDAR</body></html>'],
  ['a card', 'BEGIN:VCARD\r\nEND:VCARD'],
])('%s is no calendar', async (_what, text) => {
  expect(await readCalendar(text, december, zones.shanghai)).toEqual({ ok: false, problem: 'not-a-calendar' });
});

test.each<[string, (text: string) => Uint8Array]>([
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 the other way round', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['GB18030', (text) => iconv.encode(text, 'gb18030')],
])('a file in %s is read', async (_encoding, encode) => {
  const read = await readCalendar(encode(calendar(vevent('SUMMARY:机关干部大会'))), december, zones.shanghai);
  expect(read.ok && read.events.map(({ title }) => title)).toEqual(['机关干部大会']);
});
