import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { hourMs, minuteMs, plus } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { unlock } from '../../src/db/unlock.js';
import { slackPace } from '../../src/delivery/pacing.js';
import { markRestored, restoredJob } from '../../src/delivery/restored.js';
import type { Ground } from '../../src/ground.js';
import { syncAccounts } from '../../src/org/service.js';
import { ScheduleSpec } from '../../src/reflection/policy.js';
import { addSchedule } from '../../src/reflection/schedule/service.js';
import { wireJobs, wireRooms } from '../../src/wire.js';
import { wireDelivery } from '../../src/wire-delivery.js';
import { account } from '../org/bureau.js';
import { at, testOffice } from '../support/office.js';
import { virtualTimer } from '../support/timer.js';
import { fakeChat } from './fake-chat.js';

export const OPENS = at('2026-11-24', '15:00');
export const START = plus(OPENS, -hourMs);
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

/** The demo bureau with one round a day, asked at three in the afternoon, nudged two hours before it closes, over a chat that outlives its database. */
export async function copiedOffice() {
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
      return { on, liveFor, leapTo: (until: number) => live(on, opened.sealer, until, 15 * minuteMs), rooms: wireRooms(on), states };
    },
    /** Messages that somebody got more than once. */
    doubled: () => {
      const seen = chat.messages.map(({ to, content }) => `${to} ${content}`);
      return seen.filter((one, index) => seen.indexOf(one) !== index);
    },
  };
}

/** Everybody of the demo bureau. */
export const people = 26;
/** Long enough for a look at everybody at Slack's pace. */
export const SETTLES_MS = 4 * minuteMs;
