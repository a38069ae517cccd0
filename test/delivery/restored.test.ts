import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hourMs, minuteMs, plus } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { unlock } from '../../src/db/unlock.js';
import { slackPace } from '../../src/delivery/pacing.js';
import { markRestored, restoredJob } from '../../src/delivery/restored.js';
import type { Ground } from '../../src/ground.js';
import { syncAccounts } from '../../src/org/service.js';
import { ScheduleSpec } from '../../src/reflection/policy.js';
import { submit } from '../../src/reflection/response-service.js';
import { addSchedule } from '../../src/reflection/schedule-service.js';
import { wireJobs, wireRooms } from '../../src/wire.js';
import { wireDelivery } from '../../src/wire-delivery.js';
import { account } from '../org/bureau.js';
import { at, testOffice } from '../support/office.js';
import { virtualTimer } from '../support/timer.js';
import { fakeChat } from './fake-chat.js';

const OPENS = at('2026-11-24', '15:00');
const START = plus(OPENS, -hourMs);
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** The demo bureau with one round a day, asked at three in the afternoon, nudged two hours before it closes, over a chat that outlives its database. */
async function office() {
  const bureau = await testOffice(START);
  const { ground, transact, path } = bureau;
  const timer = virtualTimer();
  const chat = fakeChat(timer, START);
  const members = await transact((tx) => tx.selectFrom('org_member').select(['id', 'email']).execute());
  await syncAccounts(
    ground,
    members.map(({ id, email }) => account(`U${id}`, email ?? undefined)),
  );
  const spec = ScheduleSpec.parse({
    promptSet: 'four-questions',
    audience: { kind: 'bureau' },
    recurrence: { freq: 'daily' },
    time: '15:00',
    window: { days: 1 },
    nudges: [{ hoursBefore: 2 }],
  });
  await addSchedule(bureau.reflection, { operator: 'test' }, 'daily', spec);

  /** The chat's own time: it passes with the timer, while office time may leap over what would only be waiting. */
  const chatNow = () => plus(START, timer.elapsed());

  /** A bot on `on`, living until an instant of office time: where ticks are far apart, the chat passes as much time as the sending takes. */
  async function live(on: Ground, sealer: Parameters<typeof wireDelivery>[1]['sealer'], until: number, tickMs: number) {
    const { dispatcher } = wireDelivery(on, {
      chat: chat.chat,
      dispatch: async () => ({ do: 'nothing', locale: 'zh-CN' }),
      renderHome: async () => undefined,
      sealer,
      timer,
      chatClock: { now: chatNow },
      pace: slackPace,
      quietMs: 60_000,
      log,
      metrics: { attempted: silent },
      random: () => 0.5,
    });
    const jobs = [...wireJobs(on), restoredJob(on)];
    dispatcher.start();
    while (bureau.now() < until) {
      for (const job of jobs) await job.run(bureau.now());
      const step = Math.min(until - bureau.now(), tickMs);
      bureau.moveTo(plus(bureau.now(), step));
      await timer.advance(Math.min(step, 15_000));
    }
    let stopped = false;
    void dispatcher.stop().then(() => {
      stopped = true;
    });
    await timer.until(() => stopped, 20_000);
  }

  const keys = await unlock(transact, dirname(path), '07'.repeat(32));
  onTestFinished(() => keys.close());
  return {
    ...bureau,
    chat,
    leapTo: (until: number) => live(ground, keys.sealer, until, 15 * minuteMs),
    liveTo: (until: number) => live(ground, keys.sealer, until, 500),
    chatNow,
    copy(): string {
      bureau.checkpoint();
      const copied = join(dirname(path), 'copy.db');
      copyFileSync(path, copied);
      return copied;
    },
    /** Another bot on the copy, as after a restoration now of what was taken then. */
    async restored(copied: string, takenAt: number, mark = true) {
      const database = openDatabase(copied);
      onTestFinished(() => database.close());
      const opened = await unlock(database.transact, dirname(path), '07'.repeat(32));
      onTestFinished(() => opened.close());
      if (mark) await database.transact((tx) => markRestored(tx, takenAt, bureau.now()));
      const on: Ground = { ...ground, transact: database.transact, vault: opened.vault };
      const states = () => database.transact((tx) => tx.selectFrom('delivery_outbox').select(['key', 'state', 'message_id']).execute());
      const liveFor = (ms: number) => live(on, opened.sealer, plus(bureau.now(), ms), 3_000);
      return { liveFor, leapTo: (until: number) => live(on, opened.sealer, until, 15 * minuteMs), rooms: wireRooms(on), states };
    },
    /** Messages that somebody got more than once. */
    doubled: () => {
      const seen = chat.messages.map(({ to, content }) => `${to} ${content}`);
      return seen.filter((one, index) => seen.indexOf(one) !== index);
    },
  };
}

const NEXT_DAY = at('2026-11-25', '14:00');
const people = 26;
/** Long enough for a look at everybody at Slack's pace. */
const SETTLES_MS = 4 * minuteMs;

test.each([
  ['before the round was opened', -minuteMs],
  ['when nothing of it was sent', 200],
  ['in the middle of the fan-out', 2_500],
  ['after everybody was asked', 10 * minuteMs],
  ['when the nudges were written', 22 * hourMs + 200],
  ['after the nudges were sent', 22 * hourMs + 10 * minuteMs],
])(
  'a copy of the day before, taken %s, takes the place of the database: nobody gets anything twice',
  { timeout: 60_000 },
  async (_when, offset) => {
    const { leapTo, liveTo, copy, restored, chat, chatNow, doubled } = await office();
    const near = offset < 0 || offset % hourMs >= minuteMs ? offset : offset - (offset % hourMs);
    await leapTo(plus(OPENS, near));
    await liveTo(plus(OPENS, offset));
    const takenAt = chatNow();
    const copied = copy();
    await leapTo(NEXT_DAY);
    expect(chat.messages).toHaveLength(2 * people); // everybody asked, everybody nudged
    const other = await restored(copied, takenAt);
    await other.liveFor(SETTLES_MS);
    expect(doubled()).toEqual([]);
    expect(chat.messages).toHaveLength(2 * people);
    expect((await other.states()).filter(({ state }) => state !== 'sent')).toEqual([]);
  },
);

test('control: without the mark of a restoration the same copy asks everybody again', { timeout: 60_000 }, async () => {
  const { leapTo, copy, restored, chat, chatNow, doubled } = await office();
  await leapTo(plus(OPENS, -minuteMs));
  const takenAt = chatNow();
  const copied = copy();
  await leapTo(NEXT_DAY);
  const other = await restored(copied, takenAt, false);
  await other.liveFor(SETTLES_MS);
  expect(doubled()).toHaveLength(people);
  expect(chat.messages).toHaveLength(3 * people);
});

test('what was never sent in the time that was lost is sent, and cards from that time still work', { timeout: 60_000 }, async () => {
  const { leapTo, liveTo, copy, restored, chat, chatNow, doubled, transact } = await office();
  await leapTo(OPENS);
  await liveTo(plus(OPENS, 200));
  const takenAt = chatNow();
  const copied = copy();
  await liveTo(plus(OPENS, 2_500)); // and the disk dies, with part of the bureau asked
  const asked = chat.messages.length;
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(people);
  const lost = await transact((tx) => tx.selectFrom('reflection_round').select('id').executeTakeFirstOrThrow());
  const other = await restored(copied, takenAt);
  await other.liveFor(SETTLES_MS);
  expect(doubled()).toEqual([]);
  expect(chat.messages).toHaveLength(people);
  const answers = { post: '甲', expectations: '乙', contribution: '丙', conscience: '丁' };
  const pressed = { roundId: lost.id, memberId: '603', submission: 's', press: 's', answers };
  expect(await submit(other.rooms.reflection, pressed)).toMatchObject({ ok: true, late: false });
});

test('new messages are looked for only while what is overdue has its turn', { timeout: 60_000 }, async () => {
  const { leapTo, copy, restored, chat, chatNow } = await office();
  await leapTo(plus(OPENS, -20 * minuteMs));
  const other = await restored(copy(), chatNow());
  await other.leapTo(plus(OPENS, 15 * minuteMs));
  expect(chat.callsOf('post')).toHaveLength(people);
  expect(chat.callsOf('find')).toEqual([]);
});
