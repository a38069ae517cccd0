import { describe, expect, test } from 'vitest';
import { addressKey } from '../../src/meeting/activity/feed.js';
import { unsubscribe } from '../../src/meeting/activity/feed-service.js';
import type { MemberId } from '../../src/org/member.js';
import { turnsDuring } from '../support/crowd.js';
import type { Office } from '../support/office.js';
import { announced, tick, wordsUnder } from './scene.js';
import { CHECK, type Event, ok, stored, subscribed, TRAINING } from './subscribed.js';

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
