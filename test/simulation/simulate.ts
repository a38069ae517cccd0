import { rmSync } from 'node:fs';
import { seedSchedules } from '../../src/reflection/service.js';
import { makeAdministration } from './administration.js';
import { beside } from './beside.js';
import { openBooks } from './books.js';
import { makeBureau } from './bureau.js';
import { makeChat } from './chat.js';
import { checkAnswers, checkCards, checkFigures } from './checks.js';
import { arrived, checkNothingLost, checkTyped } from './deliveries.js';
import { idle } from './habits.js';
import { checkHomes } from './homes.js';
import { checkLeaves } from './leave-checks.js';
import { planLeaves } from './leave-plan.js';
import { checkDeadlines, checkMeetings } from './meeting-checks.js';
import { planMeetings } from './meeting-plan.js';
import { planMishaps } from './mishaps.js';
import type { Office } from './office.js';
import { lateNotice, readOfficeFiles } from './office-files.js';
import { type ScheduleBook, watchRounds } from './round-checks.js';
import { makeRunning } from './running.js';
import { makeDatabase, makeWorld, type Options } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The notice for the new year is imported on this day, three weeks late. */
const NOTICE_ON_DAY = 40;
const KEPT_DAYS = 45;
/** Whatever people still do about a round after its end, most do within this time; the rest is found at the end of the run. */
const LONG_OVER_DAYS = 12;
const FIGURES_DAYS = 35;
/** A shorter run asks everybody every day, so that more happens. */
const LONG_DAYS = 60;

export type Outcome = { readonly hash: string; readonly figures: Readonly<Record<string, number>> };

/** Lives through `days` of the office's life; throws Broken at the first thing that must not happen. */
export async function simulate(options: Options, onWeek: (week: number) => void = () => undefined): Promise<Outcome> {
  const world = makeWorld(options);
  const { timer, agenda, chance } = world;
  await makeDatabase(world);
  const files = readOfficeFiles();
  const books = openBooks(world);
  const bureau = makeBureau(world);
  const chat = makeChat(world, books, bureau, (key, message) => arrived(office, key, message));
  const running = makeRunning(world, books, bureau, chat, files);
  const office: Office = { world, books, bureau, chat, bot: running.bot, troubled: () => running.doom.diskFull > 0 };
  const schedules = new Map<string, ScheduleBook>();
  const watch = watchRounds(world, books, bureau, files, schedules, running.fineMs);
  const admin = makeAdministration(office, running, files, watch, schedules);

  for (const person of bureau.people.values()) if (person.fixed || chance.happens(0.95)) bureau.openAccount(person);
  await bureau.importRoster();
  await beside(world, files, (rooms) => seedSchedules(rooms.reflection, files.policy.reflection));
  for (const { id, ...spec } of files.policy.reflection.schedules)
    schedules.set(id, { id, spec, paused: false, since: world.clock.now(), handled: 0, ticks: [] });

  if (options.days < LONG_DAYS) await admin.daily({ kind: 'bureau' });

  const ticksPlanned = new Set<number>();
  async function tick(): Promise<void> {
    const bot = running.bot();
    if (!bot) return;
    const now = world.clock.now();
    const done = await bot.tick();
    watch.look(now);
    if (done === true) {
      watch.tickDone(now);
      checkDeadlines(office, now);
    } else if (done === false) agenda.add(timer.elapsed() + MINUTE, tick);
    const next = running.bot() ? await bot.nextDue().catch(() => undefined) : undefined;
    if (typeof next !== 'number' || next - now > 5 * HOUR) return;
    const at = timer.elapsed() + Math.max(1, next - now);
    if (ticksPlanned.has(at)) return;
    ticksPlanned.add(at);
    agenda.add(at, async () => {
      ticksPlanned.delete(at);
      await tick();
    });
  }
  async function start(): Promise<void> {
    await running.start();
    await tick();
  }
  const every = (ms: number, first: number, act: (n: number) => Promise<void>, how: { alone?: boolean } = {}, n = 0): void =>
    agenda.add(
      first + n * ms,
      async () => {
        await act(n);
        if (first + (n + 1) * ms < options.days * DAY) every(ms, first, act, how, n + 1);
      },
      how,
    );

  every(4 * HOUR, 0, () => tick());
  every(6 * HOUR, 3 * HOUR, () => running.sync(), { alone: true });
  every(
    DAY,
    10 * MINUTE,
    async () => {
      for (const person of bureau.people.values())
        if (chance.happens(0.04)) agenda.add(timer.elapsed() + Math.floor(chance.next() * DAY), async () => idle(office, person));
      const changes = [admin.account, admin.account, admin.sendNow, admin.pause, admin.changeTime, () => admin.daily()];
      if (chance.happens(0.4)) agenda.add(timer.elapsed() + Math.floor(chance.next() * DAY), chance.pick(changes), { alone: true });
    },
    { alone: true },
  );
  every(7 * DAY, 2 * DAY + 3 * HOUR, admin.roster, { alone: true });
  every(DAY, DAY - MINUTE, () => checkDay(), { alone: true });
  every(
    7 * DAY,
    7 * DAY,
    async (week) => {
      chat.fake.forgetBefore(timer.elapsed() - KEPT_DAYS * DAY);
      chat.forgetBefore(timer.elapsed() - KEPT_DAYS * DAY);
      onWeek(week + 1);
    },
    { alone: true },
  );
  agenda.add(
    NOTICE_ON_DAY * DAY,
    async () => {
      await running.stop();
      files.calendarYears.push(lateNotice);
      await start();
    },
    { alone: true },
  );
  const mishaps = planMishaps(world, running, chat, { restarted: start, tick });

  planMeetings(office);
  planLeaves(office);

  const since = '2026-12-01';
  const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  let checked = 0;
  /** What may have changed since yesterday; `rounds` and `from`: at the end, everything. */
  async function checkDay(rounds = books.live(), from = dateOf(world.clock.now() - FIGURES_DAYS * DAY)): Promise<void> {
    const bot = running.bot();
    if (!bot || chat.weather.away || running.doom.coming || running.doom.diskFull > 0 || !running.settled()) return;
    checked += 1;
    checkNothingLost(office, rounds, watch.free);
    checkCards(office, rounds);
    checkHomes(office);
    checkTyped(office);
    checkLeaves(office);
    checkMeetings(office, rounds.length === books.rounds.size);
    if (books.rounds.size > 0) {
      const some = Array.from({ length: 10 }, () => chance.pick([...books.rounds.values()]));
      await checkAnswers(
        office,
        bot,
        some.flatMap(({ asks }) => (asks.size > 0 ? [chance.pick([...asks.values()])] : [])),
      );
    }
    await checkFigures(office, bot, from, '2028-12-31');
    for (const round of rounds) round.laidBy = round.state === 'closed' && world.clock.now() > round.closesAt + LONG_OVER_DAYS * DAY;
  }

  await start();
  for (let next = agenda.next(); next !== undefined && next < options.days * DAY; next = agenda.next()) {
    await running.pass(next);
    await Promise.all(agenda.take(15 * MINUTE).map((item) => item.act()));
    await timer.settle();
  }

  // Everything is well again, and there is time for what was left.
  Object.assign(chat.weather, { away: false, lossy: 0, storm: 0 });
  Object.assign(running.doom, { coming: undefined, diskFull: 0 });
  world.setClock(0);
  await start();
  const end = timer.elapsed() + 6 * HOUR;
  while (timer.elapsed() < end) {
    await running.pass(Math.min(end, timer.elapsed() + HOUR));
    await tick();
  }
  await running.pass(timer.elapsed() + 10 * MINUTE);
  const bot = running.bot();
  if (!bot || !running.settled()) throw world.broken(`still on its way when everything is well: ${running.waiting().join(', ')}`);
  await checkDay([...books.rounds.values()], since);
  await checkAnswers(
    office,
    bot,
    [...books.rounds.values()].flatMap((round) => [...round.asks.values()]),
  );
  const total = await checkFigures(office, bot, since, '2028-12-31');
  await running.stop();
  books.close();
  rmSync(world.dataDir, { recursive: true });
  const figures = {
    rounds: books.rounds.size,
    ...total,
    ...books.meetings.figures,
    ...chat.figures(),
    deaths: running.deaths(),
    days: options.days,
    checked,
    'home tabs checked': books.homesChecked,
    ...mishaps,
  };
  world.note(JSON.stringify(figures));
  return { hash: world.hash(), figures };
}
