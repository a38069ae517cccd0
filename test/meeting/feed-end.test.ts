import { describe, expect, test } from 'vitest';
import { addressKey } from '../../src/meeting/activity/feed.js';
import { listFeeds, unsubscribe } from '../../src/meeting/activity/feed-service.js';
import type { MemberId } from '../../src/org/member.js';
import { turnsDuring } from '../support/crowd.js';
import { initialValues } from '../support/initial-values.js';
import { at, type Office, testOffice } from '../support/office.js';
import { refound } from '../support/roster.js';
import { formIn, talk, wordsOf } from '../support/talk.js';
import { activityRow, announced, cases, changed, departmentId, tick, wordsUnder } from './scene.js';
import { CHECK, type Event, ics, ok, stored, subscribed, TRAINING } from './subscribed.js';

const OWNER = '601' as MemberId;
const feedOf = (office: Office) => office.transact((tx) => tx.selectFrom('meeting_feed').selectAll().executeTakeFirstOrThrow());
const events = (count: number, more: Partial<Event> = {}): Event[] =>
  Array.from({ length: count }, (_, n) => ({ ...CHECK, uid: `event${n}`, ...more }));
const planned = async (office: Office) => (await stored(office)).filter(({ state }) => state === 'planned').length;

/** Unsubscribes as soon as `begun` says that the reading has got somewhere. */
async function endedDuring(office: Office, reading: Promise<unknown>, begun: () => Promise<boolean>): Promise<void> {
  while (!(await begun())) await new Promise((turn) => setImmediate(turn));
  expect(await unsubscribe(office.meeting, OWNER, (await feedOf(office)).id)).toEqual({ ok: true });
  await reading;
}

describe('unsubscribed while it is being read, a feed leaves nothing behind', () => {
  test('of what is new', async () => {
    const { office, read } = await subscribed();
    await endedDuring(office, read(ok(events(300))), async () => (await planned(office)) > 0);
    expect(await planned(office)).toBe(0);
  });

  test('of what is there again', async () => {
    const { office, read, later } = await subscribed();
    await read(ok(events(300)));
    await later(ok([]));
    expect(await planned(office)).toBe(0);
    await endedDuring(office, later(ok(events(300))), async () => (await planned(office)) > 0);
    expect(await planned(office)).toBe(0);
  });
});

test('a feed of which nobody can open the address any more is unsubscribed from', async () => {
  const { office } = await subscribed();
  const { id, address } = await feedOf(office);
  const opened = () => office.transact((tx) => office.ground.vault.unseal(tx, addressKey(id), address));
  expect(await opened()).toContain('https://');
  await unsubscribe(office.meeting, OWNER, id);
  expect(await opened()).toBeUndefined();
});

test('that of a department that is no more is listed for whoever answers for it, who can end it', async () => {
  const { office } = await subscribed();
  await refound(office, '规划处', '发展规划处');
  const ofHead = await listFeeds(office.meeting, '001');
  expect(ofHead.ok && ofHead.feeds.map(({ department }) => department)).toEqual(['四问示范局']);
  const { id } = await feedOf(office);
  expect(await unsubscribe(office.meeting, '701' as MemberId, id)).toMatchObject({ refusal: 'feed-unknown' });
  expect(await unsubscribe(office.meeting, '001' as MemberId, id)).toEqual({ ok: true });
});

test('of hundreds of events, read or unsubscribed from, others have their turn', async () => {
  const { office, read } = await subscribed();
  expect(await turnsDuring(() => read(ok(events(400))))).toBeGreaterThan(400 / 20);
  expect(await planned(office)).toBe(400);
  const { id } = await feedOf(office);
  expect(await turnsDuring(() => unsubscribe(office.meeting, OWNER, id))).toBeGreaterThan(400 / 25);
  expect(await planned(office)).toBe(0);
});

test('whoever knows that it is suspended is not told so again when its calendar gives it another room', async () => {
  const { office, read, later } = await subscribed();
  await announced(office);
  await read(ok([TRAINING]));
  await tick(office, '2026-12-02', '17:30');
  const told = async () => (await wordsUnder(office, 'meeting.activityChanged:')).filter(({ member }) => member === '603').length;
  expect(await told()).toBe(1);
  await later(ok([{ ...TRAINING, title: '业务培训（四楼）' }]));
  expect(await stored(office)).toMatchObject([{ title: '业务培训（四楼）', state: 'suspended' }]);
  expect(await told()).toBe(1);
});

describe('held in another room here, and then not held, of which they were told', () => {
  const ELSEWHERE = { ...TRAINING, place: '四楼会议室' };

  async function heldElsewhere() {
    const feed = await subscribed();
    const { office, person, read } = feed;
    await read(ok([TRAINING]));
    const { id } = await office.transact((tx) => tx.selectFrom('meeting_activity').select('id').executeTakeFirstOrThrow());
    const form = formIn(await person.press('meeting.activityMove', id));
    await person.submit(formIn(await person.submit(form, { ...initialValues(form), place: '一楼礼堂' })), {});
    const told = async () => (await wordsUnder(office, 'meeting.activityChanged:')).map(({ words }) => words);
    return { ...feed, id, told };
  }

  test('cancelled, it is no news where its calendar would have it', async () => {
    const { office, person, id, later, told } = await heldElsewhere();
    await person.press('meeting.activityCancel', `${id}:${(await activityRow(office, id)).sequence}`);
    const before = await told();
    await later(ok([ELSEWHERE]));
    await later(ok([{ ...ELSEWHERE, more: 'STATUS:CANCELLED' }]));
    expect(await told()).toEqual(before);
  });

  test('suspended, neither, and whoever hears that it is held hears where', async () => {
    const { office, id, later, told } = await heldElsewhere();
    const meeting = await announced(office);
    await tick(office, '2026-12-02', '17:30');
    const before = await told();
    await later(ok([ELSEWHERE]));
    expect(await told()).toEqual(before);
    await changed(office, meeting, { state: 'cancelled' });
    await later(ok([{ ...ELSEWHERE, from: '20261204T100000', to: '20261204T120000' }]));
    expect((await activityRow(office, id)).state).toBe('planned');
    expect((await told()).at(-1)).toContain('四楼会议室');
  });

  test('a file cancels nothing that is cancelled already', async () => {
    const office = await testOffice();
    const person = talk(office, OWNER);
    const department = await departmentId(office, '规划处');
    const paste = async (event: Event) =>
      wordsOf(
        formIn(await person.submit(formIn(await person.press('meeting.activityImport')), { department, content: ics([event]) })).blocks,
      );
    await paste(TRAINING);
    const { id } = await office.transact((tx) => tx.selectFrom('meeting_activity').select('id').executeTakeFirstOrThrow());
    await person.press('meeting.activityCancel', `${id}:0`);
    expect(await paste(ELSEWHERE)).toContain('新登记 0 项，更改 0 项，取消 0 项');
  });
});

/** The training, given another time here, of which those who take part were told. */
async function movedHere() {
  const feed = await subscribed();
  const { office, person, read } = feed;
  await announced(office);
  await read(ok([TRAINING, CHECK]));
  const [one] = await cases(office);
  const form = formIn(await person.press('meeting.giveWayMove', `${one?.meeting_id}:${one?.activity_id}`));
  await person.submit(form, { slot: 'other', date: '2026-12-10', start: '10:00', end: '12:00', place: '二楼会议室' });
  const told = async (word: string) =>
    (await wordsUnder(office, 'meeting.activityChanged:')).filter(({ words }) => words.includes(word)).map(({ member }) => member);
  return { ...feed, told };
}

test('what was moved here stays when its old entry is tidied away, and is called off only where its calendar says so', async () => {
  const { office, later, told } = await movedHere();
  await later(ok([CHECK]));
  expect(await stored(office)).toMatchObject([
    { title: '安全检查', state: 'planned' },
    { title: '业务培训', state: 'planned', starts_at: at('2026-12-10', '10:00') },
  ]);
  await later(ok([CHECK, { ...TRAINING, more: 'STATUS:CANCELLED' }]));
  expect(await stored(office)).toMatchObject([{ state: 'planned' }, { title: '业务培训', state: 'cancelled' }]);
  expect(await told('取消')).toEqual(['601', '602', '603']);
});

test('whoever was told here that it is moved is told here when its calendar moves it once more, and of no new name', async () => {
  const { later, told } = await movedHere();
  await later(ok([CHECK, { ...TRAINING, title: '业务培训（二）' }]));
  expect(await told('业务培训（二）')).toEqual([]);
  await later(ok([CHECK, { ...TRAINING, from: '20261209T100000', to: '20261209T120000' }]));
  expect(await told('12月9日')).toEqual(['601', '602', '603']);
});

test('whoever was told here that it is moved is told here when its calendar is unsubscribed from', async () => {
  const { office, told } = await movedHere();
  await unsubscribe(office.meeting, OWNER, (await feedOf(office)).id);
  expect(await told('取消')).toEqual(['601', '602', '603']);
});

test('what a file brings is registered again once nobody is subscribed to the calendar that held it', async () => {
  const { office, person, department, read } = await subscribed();
  const imported = async () => {
    const form = formIn(await person.press('meeting.activityImport'));
    return wordsOf(formIn(await person.submit(form, { department, content: ics([TRAINING, CHECK]) })).blocks);
  };
  await imported();
  await read(ok([TRAINING, CHECK]));
  expect(await imported()).toContain('2 项在已订阅的日历里');
  await unsubscribe(office.meeting, OWNER, (await feedOf(office)).id);
  expect(await planned(office)).toBe(0);
  expect(await imported()).toContain('新登记 2 项');
  expect(await planned(office)).toBe(2);
});
