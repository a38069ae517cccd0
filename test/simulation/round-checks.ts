import type { ScheduleSpec } from '../../src/reflection/policy.js';
import type { Books, RoundBook } from './books.js';
import type { Bureau, Person } from './bureau.js';
import { isAway } from './leave-books.js';
import { inMeeting } from './meeting-books.js';
import { isSamePeriod, morningFor, occurrencesOf } from './occurrences.js';
import type { OfficeFiles } from './office-files.js';
import type { World } from './world.js';

/** A schedule as its administrator knows it. */
export type ScheduleBook = {
  readonly id: string;
  spec: ScheduleSpec;
  paused: boolean;
  since: number;
  /** The newest occurrence of these times that has its round, or is recorded as missed. */
  handled: number;
  /** Office times of the ticks that went through since `since`. */
  ticks: number[];
};

type RoundRow = {
  n: number;
  id: string;
  schedule_id: string | null;
  occurrence_at: number;
  asked: string;
  opens_at: number;
  closes_at: number;
  state: 'open' | 'closed' | 'missed';
  missed_reason: string | null;
  trial: number;
};

const DAY_MS = 86_400_000;
const MINUTE = 60_000;

/** A minute, and what 300 messages a minute take. */
const leastOpenMs = (people: number): number => MINUTE * (1 + people / 300);

/** One round per occurrence, for the right people, at the right time; whatever was missed has a reason that is true. */
export function watchRounds(
  world: World,
  books: Books,
  bureau: Bureau,
  files: OfficeFiles,
  schedules: Map<string, ScheduleBook>,
  fineMs: () => number,
) {
  let read = 0;
  let messagesRead = 0;
  const fineAtOpening = new Map<string, number>();
  const fineAtEnd = new Map<string, number>();

  function audienceOf(spec: Pick<ScheduleSpec, 'audience'>): Person[] {
    const { audience } = spec;
    switch (audience.kind) {
      case 'bureau':
        return bureau.askable();
      case 'positions':
        return bureau.askable().filter((person) => person.leads);
      case 'departments':
        return bureau.askable().filter((person) => audience.departments.includes(departmentOf(person)));
      case 'members':
        return bureau.askable().filter((person) => audience.members.includes(person.id));
      case 'ranks':
        throw new Error('the simulated office has no schedule by rank');
    }
  }

  const away = ({ id }: Person) => isAway(books, id, world.clock.now(), world.timer.elapsed());

  function takeIn(row: RoundRow, people: readonly Person[]): void {
    const asked = books.rows<{ member_id: string }>('SELECT member_id FROM reflection_ask WHERE round_id = ?', row.id);
    const is = new Set(asked.map((ask) => ask.member_id));
    const wrong = people.find((person) => (is.has(person.id) ? away(person) === 'yes' : away(person) === 'no'));
    if (wrong) world.broken(`round ${row.id} ${is.has(wrong.id) ? 'asks' : 'does not ask'} ${wrong.id}, who is ${away(wrong)} away`);
    if (asked.some((ask) => !people.some(({ id }) => id === ask.member_id)))
      world.broken(`round ${row.id} asks ${[...is].join()} of ${people.map(({ id }) => id).join()}`);
    const round: RoundBook = {
      id: row.id,
      scheduleId: row.schedule_id,
      setId: JSON.parse(row.asked).id,
      occurrenceAt: row.occurrence_at,
      opensAt: row.opens_at,
      closesAt: row.closes_at,
      trial: row.trial === 1,
      state: 'open',
      laidBy: false,
      asks: new Map(),
    };
    for (const person of people.filter(({ id }) => is.has(id)))
      round.asks.set(person.id, {
        roundId: row.id,
        memberId: person.id,
        department: departmentOf(person),
        answered: undefined,
        text: undefined,
        versions: 0,
        draft: undefined,
        doubtful: undefined,
        sharedWith: new Set(),
        mayBeShared: new Set(),
        messageId: undefined,
        reminders: 0,
        snoozes: 0,
      });
    books.rounds.set(row.id, round);
    fineAtOpening.set(row.id, fineMs());
    world.note(`round ${row.id} ${round.setId} for ${is.size}`);
  }

  /** What is due and of which nothing has come yet, the oldest first. */
  const dueOf = ({ spec, since, handled }: ScheduleBook, now: number): number[] =>
    occurrencesOf(spec, files, Math.max(since - 1, handled), now).filter((at) => !isSamePeriod(spec, at, handled));
  const leftOf = (schedule: ScheduleBook, now: number): number | undefined => dueOf(schedule, now)[0];

  /** Whether it is late and waits for the morning: for those who were expected to be asked, of whom some may be on leave. */
  function putOff({ spec }: ScheduleBook, dueAt: number, now: number, people: readonly Person[]): 'yes' | 'no' | 'maybe' {
    const morning = morningFor(spec, files, dueAt, now, leastOpenMs(people.length));
    if (morning === undefined) return 'no';
    // Meetings of that morning may leave no time for it: then it goes out at once.
    return inMeeting(world, books, people, morning) === 'no' ? 'yes' : 'maybe';
  }

  /** A tick at this moment of the schedule would have sent it: so it can't have been missed. */
  const couldBeSent = (schedule: ScheduleBook, from: number, to: number) => schedule.ticks.some((tick) => tick >= from && tick < to);

  function checkScheduled(row: RoundRow, schedule: ScheduleBook, now: number, givenUp?: string): void {
    const due = dueOf(schedule, now);
    if (!due.some((at) => at === row.occurrence_at))
      world.broken(`${schedule.id} has a round for ${row.occurrence_at}, when nothing was due`);
    if (couldBeSent(schedule, row.occurrence_at, row.state === 'missed' ? row.closes_at : now))
      world.broken(`${schedule.id} of ${row.occurrence_at} is ${row.state} at ${now}, although it could have been sent before`);
    if (row.state === 'missed') {
      const nobody = audienceOf(schedule.spec).length === 0 ? 'audience-empty' : undefined;
      const tooLate = row.closes_at - now < leastOpenMs(audienceOf(schedule.spec).length) ? 'closes-too-early' : undefined;
      const wasMet = ![row.occurrence_at, row.closes_at - 3 * MINUTE].some(
        (at) => inMeeting(world, books, audienceOf(schedule.spec), at) === 'no',
      );
      const met = wasMet ? 'in-meeting' : undefined;
      const reasons = now >= row.closes_at ? ['window-over', met] : ['superseded', givenUp, nobody, tooLate, tooLate && met];
      if (!reasons.includes(row.missed_reason ?? '')) world.broken(`${schedule.id} was missed because of ${row.missed_reason}`);
      const told = books.row<{ n: number }>('SELECT count(*) AS n FROM delivery_outbox WHERE key LIKE ?', `reflection.missed:${row.id}:%`);
      if (told?.n !== [...bureau.people.values()].filter((person) => person.active && person.cells[8]?.includes('管理员')).length)
        world.broken(`${told?.n} administrators were told of the missed ${schedule.id}`);
      return;
    }
    if (now < row.occurrence_at || row.closes_at - now < MINUTE || row.opens_at !== now)
      world.broken(`${schedule.id} opened at the wrong time`);
    const people = audienceOf(schedule.spec);
    if (people.length === 0) world.broken(`${schedule.id} is sent to nobody`);
    // Whoever is on leave is not asked, so a meeting that only they would be at keeps nobody waiting.
    const present = people.filter((person) => away(person) === 'no');
    if (putOff(schedule, row.occurrence_at, now, people) === 'yes') world.broken(`${schedule.id} comes late and at night`);
    if (inMeeting(world, books, present) === 'yes') world.broken(`${schedule.id} is sent to somebody who is in a meeting`);
    takeIn(row, people);
  }

  /** A reminder waits for whoever is in a bureau meeting. */
  function checkReminders(): void {
    const fresh = books.rows<{ id: number; key: string; member: string }>(
      "SELECT id, key, member_id AS member FROM delivery_outbox WHERE id > ? AND key LIKE 'reflection.remind:%'",
      messagesRead,
    );
    for (const { id, key, member } of fresh) {
      messagesRead = Math.max(messagesRead, id);
      if (inMeeting(world, books, [{ id: member }]) === 'yes') world.broken(`${key} is for somebody who is in a meeting`);
      // What they asked to be reminded of themselves comes all the same.
      const isOwnWish = (books.ask(key.split(':')[1] ?? '', member)?.snoozes ?? 0) > 0;
      if (!isOwnWish && isAway(books, member, world.clock.now(), world.timer.elapsed()) === 'yes')
        world.broken(`${key} is for somebody on leave`);
    }
  }

  return {
    /** How long nothing has stood in the way of this message: since the round was opened, and since the member has an account. */
    free(roundId: string, memberId: string): number {
      const person = bureau.people.get(memberId);
      const reachable = bureau.reachable.get(memberId);
      if (!person || bureau.accountOf(person) === undefined || !reachable) return 0;
      return (fineAtEnd.get(roundId) ?? fineMs()) - Math.max(fineAtOpening.get(roundId) ?? 0, reachable.since);
    },
    /** Reads rounds that are new. `sent`: whom one was sent to by hand; `givenUp`: what an administrator has just done to a schedule. */
    look(now: number, { sent, givenUp }: { readonly sent?: readonly Person[]; readonly givenUp?: string } = {}): void {
      const fresh = books.rows<RoundRow>('SELECT rowid AS n, * FROM reflection_round WHERE rowid > ? ORDER BY occurrence_at', read);
      for (const row of fresh) {
        read = Math.max(read, row.n);
        const schedule = row.schedule_id === null ? undefined : schedules.get(row.schedule_id);
        if (schedule) checkScheduled(row, schedule, now, givenUp);
        else if (sent) takeIn(row, sent);
        else world.broken(`round ${row.id} came from nowhere`);
      }
      for (const { schedule_id, occurrence_at } of fresh) {
        const schedule = schedules.get(schedule_id ?? '');
        if (schedule) schedule.handled = Math.max(schedule.handled, occurrence_at);
      }
      checkReminders();
      this.lookAtEnds(now);
    },
    /** A schedule is about to be paused, removed or given other times in the books: what was due by the old ones must be on record. */
    givenUp(schedule: ScheduleBook, now: number, why: string): void {
      this.look(now, { givenUp: why });
      if (!schedule.paused && leftOf(schedule, now) !== undefined) world.broken(`what was due of ${schedule.id} is gone: it was ${why}`);
    },
    /** Rounds end at their time, and not before. */
    lookAtEnds(now: number): void {
      for (const round of books.live()) {
        const { id } = round;
        if (round.state === 'closed' || !books.row("SELECT 1 FROM reflection_round WHERE id = ? AND state = 'closed'", id)) continue;
        if (now < round.closesAt) world.broken(`round ${id} was closed before its end`);
        round.state = 'closed';
        fineAtEnd.set(id, fineMs());
        world.note(`closed ${id}`);
      }
    },
    /** A tick went through at `now`: nothing that was due may be left. */
    tickDone(now: number): void {
      for (const schedule of schedules.values()) {
        if (schedule.paused || inMeeting(world, books, audienceOf(schedule.spec)) !== 'no') continue;
        const left = leftOf(schedule, now);
        if (left !== undefined && dueOf(schedule, now).length === 1 && putOff(schedule, left, now, audienceOf(schedule.spec)) !== 'no')
          continue;
        if (left !== undefined) world.broken(`nothing came of ${schedule.id} at ${left}`);
        schedule.ticks = [...schedule.ticks.filter((tick) => tick > now - 40 * DAY_MS), now];
      }
      for (const round of books.live())
        if (round.state === 'open' && now >= round.closesAt) world.broken(`round ${round.id} is still open`);
    },
  };
}
export type RoundWatch = ReturnType<typeof watchRounds>;

/** The last name of the path in the roster. */
export const departmentOf = (person: Person): string => person.cells[4]?.split('/').at(-1) ?? '';
