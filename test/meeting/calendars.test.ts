import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FetchedFeed } from '../../src/calendar/icalendar/fetch-feed.js';
import { dayMs } from '../../src/calendar/instant.js';
import { activityCommand } from '../../src/cli/activity.js';
import { feedJob } from '../../src/meeting/activity/jobs.js';
import { invitationFile } from '../../src/meeting/notice/icalendar/file.js';
import { KEY, run } from '../cli/command-line.js';
import { initialValues } from '../support/initial-values.js';
import { at, type Office, testOffice } from '../support/office.js';
import { button, cardIn, formIn, talk, wordsOf } from '../support/talk.js';
import { activityRow, announced, cases, changed, departmentId, tick, wordsUnder } from './scene.js';
import { CHECK, type Event, ics, ok, stored, subscribed, TRAINING, URL } from './subscribed.js';

describe('a feed', () => {
  test('is subscribed to once, its address is shown in part only, and lies nowhere in clear', async () => {
    const { office, person, form, department, read } = await subscribed();
    expect(await person.submit(form, { department, address: URL })).toMatchObject({
      do: 'errors',
      errors: { address: expect.stringContaining('已经订阅') },
    });
    expect(await person.submit(form, { department, address: 'file:///etc/passwd' })).toMatchObject({ do: 'errors' });
    await read({ ok: false, problem: 'access-denied' });
    const shown = wordsOf(formIn(await person.press('meeting.feeds')).blocks);
    expect(shown).toContain('calendar.example.org/…');
    expect(shown).not.toContain('8c2f');
    const everything = await office.transact(async (tx) => [
      await tx.selectFrom('org_audit').selectAll().execute(),
      await tx.selectFrom('delivery_outbox').selectAll().execute(),
      (await tx.selectFrom('meeting_feed').selectAll().execute()).map(({ address, ...row }) => ({
        ...row,
        address: Buffer.from(address).toString(),
      })),
    ]);
    expect(JSON.stringify(everything)).not.toContain('8c2f');
  });

  test('is for the departments one may register activities for', async () => {
    const { office, form, department } = await subscribed();
    expect(await talk(office, '701').submit(form, { department, address: `${URL}2` })).toMatchObject({
      errors: { address: expect.stringContaining('权限') },
    });
    expect(wordsOf(formIn(await talk(office, '603').press('meeting.feeds')).blocks)).toContain('权限');
    const feed = await office.transact((tx) => tx.selectFrom('meeting_feed').select('id').executeTakeFirstOrThrow());
    expect(wordsOf(formIn(await talk(office, '701').press('meeting.feedEnd', feed.id)).blocks)).toContain('没有找到');
  });

  test('brings its activities, once, however often it is read; each meets the bureau meetings that stand there', async () => {
    const { office, read, later } = await subscribed();
    await announced(office);
    await read(ok([TRAINING, CHECK]));
    await later(ok([TRAINING, CHECK]));
    expect(await stored(office)).toMatchObject([
      { title: '业务培训', state: 'planned', source: 'feed', owner_id: '601', sequence: 0 },
      { title: '安全检查', state: 'planned' },
    ]);
    expect(await cases(office)).toMatchObject([{ state: 'open' }]);
    expect(await office.outbox('meeting.activityChanged:')).toEqual([]);
  });

  test('in which somebody keeps the bureau meeting itself, from the file that siwen sent, brings no activity of it', async () => {
    const { office, read } = await subscribed();
    const { id } = await announced(office);
    const file = await invitationFile(office.meeting, id, '601');
    await read({ ok: true, text: String(file?.content), etag: undefined, lastModified: undefined });
    expect(await stored(office)).toEqual([]);
    expect(await cases(office)).toEqual([]);
  });

  test('that has another time for it moves it, which settles its case', async () => {
    const { office, read, later } = await subscribed();
    await announced(office);
    await read(ok([TRAINING]));
    await later(ok([{ ...TRAINING, from: '20261204T100000', to: '20261204T120000' }]));
    expect(await stored(office)).toMatchObject([{ starts_at: at('2026-12-04', '10:00'), sequence: 1 }]);
    expect(await cases(office)).toMatchObject([{ state: 'moved' }]);
  });

  test('that has another time for what is suspended, in the way as well, has it asked to give way anew', async () => {
    const { office, read, later } = await subscribed();
    await read(ok([TRAINING]));
    await announced(office);
    await tick(office, '2026-12-02', '17:30');
    await later(ok([{ ...TRAINING, to: '20261203T123000' }]));
    expect(await cases(office)).toMatchObject([{ state: 'open', notice: 2 }]);
    await tick(office, '2026-12-03', '08:00');
    expect(await stored(office)).toMatchObject([{ state: 'suspended' }]);
  });

  test('that has it no more cancels it; there again, it takes place again', async () => {
    const { office, read, later } = await subscribed();
    await read(ok([TRAINING, CHECK]));
    await later(ok([CHECK]));
    expect((await stored(office)).map(({ state }) => state)).toEqual(['cancelled', 'planned']);
    await later(ok([TRAINING, CHECK]));
    expect((await stored(office)).map(({ state }) => state)).toEqual(['planned', 'planned']);
  });

  test('does not undo what its owner has decided here, until it says something new', async () => {
    const { office, person, read, later } = await subscribed();
    await announced(office);
    await read(ok([TRAINING]));
    const [one] = await cases(office);
    const form = formIn(await person.press('meeting.giveWayMove', `${one?.meeting_id}:${one?.activity_id}`));
    await person.submit(form, { slot: 'other', date: '2026-12-08', start: '10:00', end: '12:00' });
    await later(ok([TRAINING]));
    expect(await stored(office)).toMatchObject([{ starts_at: at('2026-12-08', '10:00') }]);
    await later(ok([{ ...TRAINING, from: '20261209T100000', to: '20261209T120000' }]));
    expect(await stored(office)).toMatchObject([{ starts_at: at('2026-12-09', '10:00') }]);
  });

  test('does not take away the place that it was given here, until it says another, of which they are told', async () => {
    const { office, person, read, later } = await subscribed();
    await read(ok([TRAINING]));
    const { id } = await office.transact((tx) => tx.selectFrom('meeting_activity').select('id').executeTakeFirstOrThrow());
    const form = formIn(await person.press('meeting.activityMove', id));
    await person.submit(formIn(await person.submit(form, { ...initialValues(form), place: '一楼礼堂' })), {});
    const place = async () => (await activityRow(office, id)).place;
    await later(ok([TRAINING]));
    expect(await place()).toBe('一楼礼堂');
    const told = await office.outbox('meeting.activityChanged:');
    await later(ok([{ ...TRAINING, place: '四楼会议室' }]));
    expect(await place()).toBe('四楼会议室');
    expect((await office.outbox('meeting.activityChanged:')).length).toBeGreaterThan(told.length);
    await later(ok([{ ...TRAINING, place: '五楼会议室' }]));
    expect(await place()).toBe('五楼会议室');
  });

  test('tells those who know that it is suspended when it takes place after all', async () => {
    const { office, read, later } = await subscribed();
    const meeting = await announced(office);
    await read(ok([TRAINING]));
    await tick(office, '2026-12-02', '17:30');
    await changed(office, meeting, { state: 'cancelled' });
    await later(ok([{ ...TRAINING, from: '20261204T100000', to: '20261204T120000' }]));
    const told = await wordsUnder(office, 'meeting.activityChanged:');
    expect(told.filter(({ words }) => words.includes('改期')).map(({ member }) => member)).toEqual(['601', '602', '603']);
  });

  test('with events that can’t be read brings the others, lists those, and cancels nothing because of them', async () => {
    const { office, person, read, later } = await subscribed();
    await read(ok([TRAINING, CHECK]));
    await later(ok([{ ...TRAINING, from: 'someday' }, CHECK]));
    expect((await stored(office)).map(({ state }) => state)).toEqual(['planned', 'planned']);
    const shown = wordsOf(formIn(await person.press('meeting.feeds')).blocks);
    expect(shown).toContain('有 1 处未能读取');
    expect(shown).toContain('业务培训：');
    expect(await office.outbox('meeting.feedFailed:')).toEqual([]);
  });

  test('is asked with its ETag, but once a day for all of it: what comes into view is brought though nothing has changed', async () => {
    const { office, asked, read, later } = await subscribed();
    await read(ok([CHECK], '"v1"'));
    await later({ ok: true, unchanged: true });
    await later(ok([CHECK], '"v1"'), 24);
    expect(asked.map(({ etag }) => etag)).toEqual([undefined, '"v1"', undefined]);
    expect(asked[0]?.url).toBe(URL);
    expect(await stored(office)).toHaveLength(1);
  });

  test('that has expired is told to its owner once, with what to do; one that works again is told of when it breaks anew', async () => {
    const { office, read, later } = await subscribed();
    await read({ ok: false, problem: 'not-found' });
    await later({ ok: false, problem: 'not-found' });
    expect(await wordsUnder(office, 'meeting.feedFailed:')).toMatchObject([{ member: '601', words: expect.stringContaining('重新订阅') }]);
    await later(ok([CHECK]));
    await later({ ok: false, problem: 'access-denied' });
    expect(await office.outbox('meeting.feedFailed:')).toHaveLength(2);
    expect((await stored(office)).map(({ state }) => state)).toEqual(['planned']);
  });

  test('that is slow once is nobody’s concern; twice in a row its owner is told', async () => {
    const { office, read, later } = await subscribed();
    await read({ ok: false, problem: 'timed-out' });
    expect(await office.outbox('meeting.feedFailed:')).toEqual([]);
    await later({ ok: false, problem: 'unreachable' });
    await later({ ok: false, problem: 'unreachable' });
    expect(await office.outbox('meeting.feedFailed:')).toHaveLength(1);
  });

  test('that answers with something else is no calendar, and cancels nothing', async () => {
    const { office, read, later } = await subscribed();
    await read(ok([CHECK]));
    await later({ ok: true, text: '<html>Sign in</html>', etag: undefined, lastModified: undefined });
    expect((await stored(office)).map(({ state }) => state)).toEqual(['planned']);
    expect((await wordsUnder(office, 'meeting.feedFailed:'))[0]?.words).toContain('不是 iCalendar');
  });

  test('is not asked before it is due, nor by two at once, and not once it is ended; what it brought is cancelled then', async () => {
    const { office, person, asked, read, later } = await subscribed();
    await Promise.all([read(ok([TRAINING])), read(ok([TRAINING]))]);
    await later(ok([TRAINING]), 0.2);
    expect(asked).toHaveLength(1);
    const end = button(formIn(await person.press('meeting.feeds')).blocks, '退订');
    await Promise.all([person.press(end.id, end.value), person.press(end.id, end.value)]);
    expect((await stored(office)).map(({ state }) => state)).toEqual(['cancelled']);
    await later(ok([TRAINING]));
    expect(asked).toHaveLength(1);
  });

  test('that hangs does not hold up the tick, and what breaks in it is thrown at the next one, where it is logged', async () => {
    const { office } = await subscribed();
    let give: (answer: FetchedFeed) => void = () => undefined;
    const hanging = new Promise<FetchedFeed>((resolve) => {
      give = resolve;
    });
    let calls = 0;
    const job = feedJob(office.meeting, () => {
      calls += 1;
      return calls === 1 ? hanging : Promise.reject(new Error('broken'));
    });
    await job.run(office.now());
    await job.run(office.now());
    expect(await stored(office)).toEqual([]);
    give(ok([CHECK]));
    await expect.poll(() => stored(office)).toHaveLength(1);
    office.pass(1);
    await expect
      .poll(() =>
        job.run(office.now()).then(
          () => 'fine',
          (error: Error) => error.message,
        ),
      )
      .toBe('broken');
  });
});

describe('a file', () => {
  const paste = async (office: Office, memberId: string, content: string) => {
    const person = talk(office, memberId);
    const department = await departmentId(office, '规划处');
    return person.submit(formIn(await person.press('meeting.activityImport')), { department, content });
  };

  test('pasted in chat: what is in it is registered, and what can’t be read is named', async () => {
    const office = await testOffice();
    const card = cardIn(await talk(office, '601').say('活动'));
    expect(button(card.blocks, '导入日历').id).toBe('meeting.activityImport');
    const words = wordsOf(
      formIn(await paste(office, '601', ics([TRAINING, CHECK, { ...CHECK, uid: 'x', title: '坏的', to: '20261207T080000' }]))).blocks,
    );
    expect(words).toContain('新登记 2 项，更改 0 项，取消 0 项');
    expect(words).toContain('坏的：结束早于开始');
    expect(await stored(office)).toMatchObject([{ source: 'file', owner_id: '601' }, { source: 'file' }]);
  });

  test('pasted again with a change changes only that; marked as cancelled it is cancelled, left out it stays', async () => {
    const office = await testOffice();
    await paste(office, '601', ics([TRAINING, CHECK]));
    const again = await paste(office, '601', ics([{ ...TRAINING, more: 'STATUS:CANCELLED' }]));
    expect(wordsOf(formIn(again).blocks)).toContain('新登记 0 项，更改 0 项，取消 1 项');
    expect((await stored(office)).map(({ state }) => state)).toEqual(['cancelled', 'planned']);
  });

  test.each([
    ['601', 'hello', '不是 iCalendar'],
    ['701', ics([CHECK]), '权限'],
  ])('%s with %j is refused and keeps what was pasted', async (memberId, content, words) => {
    const office = await testOffice();
    expect(await paste(office, memberId, content)).toMatchObject({ do: 'errors', errors: { content: expect.stringContaining(words) } });
    expect(await stored(office)).toEqual([]);
  });

  test('what takes nobody’s time, has no length or is over is not registered', async () => {
    const office = await testOffice();
    const events = [
      { ...CHECK, uid: 'free', more: 'TRANSP:TRANSPARENT' },
      { ...CHECK, uid: 'point', to: CHECK.from },
      { ...CHECK, uid: 'over', from: '20261101T090000', to: '20261101T100000' },
    ];
    await paste(office, '601', ics(events));
    expect(await stored(office)).toEqual([]);
  });
});

test('what a department follows as a feed and has pasted as a file as well is there once, as the feed says', async () => {
  const { office, person, department, read, later } = await subscribed();
  const paste = async (events: readonly Event[]) =>
    wordsOf(formIn(await person.submit(formIn(await person.press('meeting.activityImport')), { department, content: ics(events) })).blocks);
  const there = async () => (await stored(office)).map(({ title, state, source }) => `${title} ${state} ${source}`);
  expect(await paste([TRAINING])).toContain('新登记 1 项');
  await read(ok([TRAINING, CHECK]));
  expect(await there()).toEqual(['业务培训 planned feed', '安全检查 planned feed']);
  expect(await paste([TRAINING, { ...CHECK, title: '改名' }])).toContain('新登记 0 项，更改 0 项，取消 0 项。另有 2 项在已订阅的日历里');
  await later(ok([CHECK]));
  expect(await there()).toEqual(['业务培训 cancelled feed', '安全检查 planned feed']);
});

describe('siwen activity import', () => {
  /** A week from now by the clock of this machine, which the command line reads. */
  const soon = () => new Date(Date.now() + 7 * dayMs).toISOString().slice(0, 10).replaceAll('-', '');

  async function commandLine(events: readonly Event[]) {
    const office = await testOffice();
    const file = join(mkdtempSync(join(tmpdir(), 'siwen-ics-')), 'activities.ics');
    writeFileSync(file, ics(events));
    return { office, file, activity: (...words: string[]) => run(activityCommand, dirname(office.path), words, KEY) };
  }

  test('registers a file’s activities for a department, whose head answers for them', async () => {
    const { office, file, activity } = await commandLine([{ ...CHECK, from: `${soon()}T090000`, to: `${soon()}T100000` }]);
    expect(await activity('import', file, '--department', '规划处')).toMatchObject({
      code: 0,
      text: '新登记 1 项，更改 0 项，取消 0 项。',
    });
    expect(await stored(office)).toMatchObject([{ title: '安全检查', owner_id: '601' }]);
    expect((await activity('import', file, '--department', '规划处', '--json')).json()).toMatchObject({ ok: true, registered: 0 });
  });

  test.each([
    [['--department', '没有的处'], 1, '没有这个部门'],
    [['--department', '规划处', '--owner', '9999'], 1, '没有这个工号'],
    [[], 2, '--department'],
  ])('with %j imports nothing and says why', async (words, code, sentence) => {
    const { office, file, activity } = await commandLine([CHECK]);
    expect(await activity('import', file, ...words)).toMatchObject({ code, text: expect.stringContaining(sentence) });
    expect(await stored(office)).toEqual([]);
  });

  test('a file that isn’t there is named', async () => {
    const { activity } = await commandLine([]);
    await expect(activity('import', '/nowhere/at-all.ics', '--department', '规划处')).rejects.toThrow('/nowhere/at-all.ics');
  });
});
