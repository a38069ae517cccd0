import type { PlainTime } from '../../src/calendar/instant.js';
import type { Audience } from '../../src/org/audience.js';
import { ScheduleSpec } from '../../src/reflection/policy.js';
import { addSchedule, changeSchedule, pauseSchedule, removeSchedule, sendRound } from '../../src/reflection/schedule/service.js';
import { rosterChanged } from './announcing.js';
import { beside } from './beside.js';
import type { Person } from './bureau.js';
import { isAway } from './leave-books.js';
import { inMeeting } from './meeting-books.js';
import type { Office } from './office.js';
import type { OfficeFiles } from './office-files.js';
import { departmentOf, type RoundWatch, type ScheduleBook } from './round-checks.js';
import type { Running } from './running.js';

const OPERATOR = { operator: 'simulation' };
const DAY = 86_400_000;

/** What the office itself changes: people, accounts, schedules. Each is done on its own, and the books follow. */
export function makeAdministration(
  office: Office,
  running: Running,
  files: OfficeFiles,
  watch: RoundWatch,
  schedules: Map<string, ScheduleBook>,
) {
  const { world, books, bureau } = office;
  const { chance, agenda, timer } = world;
  const now = () => world.clock.now();
  const movable = () => [...bureau.people.values()].filter((person) => person.active && !person.fixed);
  const inDays = (days: number, act: () => Promise<void>) =>
    agenda.add(timer.elapsed() + Math.floor(chance.next() * days * DAY), act, { alone: true });

  async function must(done: Promise<{ readonly ok: boolean }>): Promise<void> {
    if (!(await done).ok) world.broken('an administrator was refused');
  }
  /** A round is not sent while one of those to be asked is in a bureau meeting, nor when all of them are on leave. */
  function checkRefused(refusal: string, people: readonly Person[]): void {
    const present = people.filter(({ id }) => isAway(books, id, now(), timer.elapsed()) !== 'yes');
    const isRight =
      refusal === 'in-meeting' ? inMeeting(world, books, present) !== 'no' : refusal === 'audience-empty' && present.every(mayBeAway);
    if (!isRight) world.broken(`an administrator was refused: ${refusal}`);
  }
  const mayBeAway = ({ id }: Person) => isAway(books, id, now(), timer.elapsed()) !== 'no';
  function known(id: string): ScheduleBook {
    return schedules.get(id) ?? world.broken(`no schedule ${id}`);
  }
  function startsAnew(id: string, change: Partial<ScheduleBook>): void {
    Object.assign(known(id), { since: now(), ticks: [], ...change });
    world.note(`schedule ${id} ${Object.keys(change).join()}`);
  }

  const inUse = (person: Person) => [...bureau.accounts.values()].find((account) => account.name === person.id && account.active);
  /** Unless they have one by now: two in use would be nobody's. */
  async function openAccount(person: Person): Promise<void> {
    if (inUse(person)) return;
    bureau.openAccount(person);
    await running.sync();
  }

  return {
    /** Some join, leave and move, by a new roster file. */
    async roster(): Promise<void> {
      for (let n = chance.whole(0, 3); n > 0; n--) {
        const person = bureau.join();
        if (chance.happens(0.6)) await openAccount(person);
        else if (chance.happens(0.7)) inDays(10, () => openAccount(person));
      }
      for (const person of chance.shuffled(movable()).slice(0, chance.whole(0, 2))) Object.assign(person, { active: false, leftAt: now() });
      for (const person of chance.shuffled(movable()).slice(0, chance.whole(0, 2))) person.cells[4] = chance.pick(movable()).cells[4] ?? '';
      world.note(`roster ${[...bureau.people.values()].filter((person) => person.active).length}`);
      await bureau.importRoster();
      rosterChanged(office);
    },
    /** An account is switched off, and perhaps on again, or another takes its place. */
    async account(): Promise<void> {
      if (movable().length === 0) return;
      const person = chance.pick(movable());
      const own = inUse(person);
      if (!own) return openAccount(person);
      bureau.accounts.set(own.userId, { ...own, active: false });
      world.note(`account ${own.userId} off`);
      const what = chance.next();
      if (what < 0.4) bureau.openAccount(person);
      else if (what < 0.8)
        inDays(5, async () => {
          if (inUse(person)) return;
          bureau.accounts.set(own.userId, { ...own, active: true });
          await running.sync();
        });
      if (chance.happens(0.8)) await running.sync(); // sometimes the chat doesn't tell
    },
    async pause(): Promise<void> {
      const { id, paused } = chance.pick([...schedules.values()]);
      await beside(world, files, (rooms) => must(pauseSchedule(rooms.reflection, OPERATOR, id, !paused)));
      if (!paused) watch.givenUp(known(id), now(), 'paused');
      if (paused) startsAnew(id, { paused: false });
      else {
        known(id).paused = true;
        inDays(6, async () => {
          if (!schedules.get(id)?.paused) return;
          await beside(world, files, (rooms) => must(pauseSchedule(rooms.reflection, OPERATOR, id, false)));
          startsAnew(id, { paused: false });
        });
      }
    },
    async changeTime(): Promise<void> {
      const schedule = chance.pick([...schedules.values()]);
      const time = `${String(chance.whole(0, 23)).padStart(2, '0')}:${chance.pick(['00', '30', '59'])}` as PlainTime;
      await beside(world, files, (rooms) => must(changeSchedule(rooms.reflection, OPERATOR, schedule.id, { time })));
      if (time === schedule.spec.time) return;
      watch.givenUp(schedule, now(), 'changed');
      startsAnew(schedule.id, { spec: { ...schedule.spec, time }, handled: 0 });
    },
    /** A department, or whoever is named, answers every day for a while. */
    async daily(who?: Audience): Promise<void> {
      if (!who && movable().length === 0) return;
      const id = `daily-${world.newId().toLowerCase()}`;
      const spec = ScheduleSpec.parse({
        promptSet: 'five-duties',
        audience: who ?? { kind: 'departments', departments: [departmentOf(chance.pick(movable()))] },
        recurrence: { freq: 'daily' },
        time: who ? '08:30' : chance.pick(['08:30', '17:00', '23:50']),
        window: { hours: chance.pick([1, 12, 36]) },
        nudges: [{ hoursBefore: 1 }],
      });
      await beside(world, files, (rooms) => must(addSchedule(rooms.reflection, OPERATOR, id, spec)));
      schedules.set(id, { id, spec, paused: false, since: now(), handled: 0, ticks: [] });
      if (who) return;
      inDays(14, async () => {
        await beside(world, files, (rooms) => must(removeSchedule(rooms.reflection, OPERATOR, id)));
        watch.givenUp(known(id), now(), 'removed');
        schedules.delete(id);
      });
    },
    async sendNow(): Promise<void> {
      const people = chance.shuffled(bureau.askable()).slice(0, chance.whole(1, 20));
      if (people.length === 0) return;
      const audience = { kind: 'members' as const, members: people.map((person) => person.id) };
      const closes = chance.pick([{ hours: 2 }, { days: 1 }, { workdays: 3 }]);
      await beside(world, files, async (rooms) => {
        const done = await sendRound(rooms.reflection, OPERATOR, { promptSet: 'four-questions', audience, closes });
        if (!done.ok) checkRefused(done.refusal, people);
      });
      watch.look(now(), { sent: people });
    },
  };
}
export type Administration = ReturnType<typeof makeAdministration>;
