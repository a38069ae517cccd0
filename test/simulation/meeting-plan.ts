import { announcing, type Change, changing, type Plan, timeValues } from './announcing.js';
import type { Person } from './bureau.js';
import { changeActivity, registering } from './giving-way.js';
import type { ActivityBook, MeetingBook } from './meeting-books.js';
import { intend, type Office, type Outcome } from './office.js';
import { departmentOf } from './round-checks.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OFFSET_MS = 8 * HOUR;

/** Meetings and activities of a year; a shorter run has more of them, so that something happens. */
const A_YEAR = { bureau: 24, departments: 40, activities: 60 } as const;
const A_SHORT_DAY = { bureau: 1, departments: 0.7, activities: 2 } as const;
const SHORT_DAYS = 60;
/** Times at which rounds go out as well. */
const OFFICE_TIMES = [8, 8.5, 9, 14.5, 15, 16.5];

/** Who announces what and when, drawn in advance; what becomes of each is left to those it meets. */
export function planMeetings(office: Office): void {
  const { world, bureau, books } = office;
  const { agenda, timer, options } = world;
  const chance = world.chance.apart();
  const isShort = options.days < SHORT_DAYS;
  const people = [...bureau.people.values()].filter((person) => person.fixed);
  const organizers = people.filter((person) => person.cells[8]?.includes('组织者'));
  const actsForBureau = new Set(people.filter((person) => person.cells[5]).map(departmentOf));
  const bureauOrganizers = organizers.filter((person) => actsForBureau.has(departmentOf(person)));
  const owners = people.filter((person) => organizers.includes(person) || person.cells[6] === '是');
  const some = (what: keyof typeof A_YEAR) => Math.round(isShort ? A_SHORT_DAY[what] * options.days : (A_YEAR[what] * options.days) / 365);
  const sometime = () => Math.floor(chance.next() * options.days * DAY);

  /** `lead`: how soon it begins. On another day at one of the office's times; today as soon as that. */
  function timeFrom(now: number, lead: number): { startsAt: number; endsAt: number } {
    const midnight = Math.floor((now + lead + OFFSET_MS) / DAY) * DAY - OFFSET_MS;
    const onTime = midnight + chance.pick(OFFICE_TIMES) * HOUR;
    const startsAt = lead >= DAY ? onTime : Math.ceil((now + lead) / (5 * MINUTE)) * 5 * MINUTE;
    return { startsAt, endsAt: startsAt + chance.pick([30, 60, 90, 120]) * MINUTE };
  }
  const leadDays = () => chance.whole(1, isShort ? 2 : 15);

  function planFor(scope: Plan['scope']): Plan {
    const how = chance.next();
    const emergency = scope === 'bureau' && how < 0.15;
    const lead = emergency ? chance.whole(20, 180) * MINUTE : how < 0.4 ? chance.whole(1, 20) * HOUR : leadDays() * DAY;
    const excluded = chance.happens(0.3) ? [chance.pick(people).id] : [];
    const audience = scope === 'bureau' && chance.happens(0.5) ? 'headsAndLeaders' : 'bureau';
    return { scope, ...timeFrom(world.clock.now(), lead), audience, excluded, emergency, substitutes: chance.happens(0.5) };
  }

  /** Two of a kind at the same time: one of them has to be refused. */
  function announce(scope: Plan['scope'], who: readonly Person[]): void {
    const plan = planFor(scope);
    const first = chance.pick(who);
    start(first, plan);
    const rival = chance.pick(who);
    if (scope === 'bureau' && chance.happens(0.4) && rival !== first) start(rival, { ...plan, audience: 'headsAndLeaders' });
  }
  function start(organizer: Person, plan: Plan): void {
    intend(office, organizer, timer.elapsed(), announcing(office, organizer, plan, follow));
  }

  /** What still happens to it, between its announcement and its end. */
  function follow(meeting: MeetingBook): void {
    const left = Math.max(HOUR, (meeting.version?.endsAt ?? 0) - world.clock.now());
    while (chance.happens(0.55)) {
      const change = chance.pick([moves, moves, shortens, anotherPlace, anotherAgenda, othersToo, callsOff])();
      intend(office, meeting.organizer, timer.elapsed() + Math.floor(chance.next() * left), changing(office, meeting, change));
    }
  }

  const moves = (): Change => {
    let to: ReturnType<typeof timeFrom> | undefined;
    const lead = chance.happens(0.5) ? leadDays() * DAY : chance.whole(1, 12) * HOUR;
    return () => {
      to ??= timeFrom(world.clock.now(), lead);
      return { ...to, values: { endDate: undefined, ...timeValues(to) } };
    };
  };
  const shortens = (): Change => (now) => {
    const endsAt = now.startsAt + Math.round((now.endsAt - now.startsAt) / 2 / MINUTE) * MINUTE;
    return { endsAt, values: { endDate: undefined, ...timeValues({ startsAt: now.startsAt, endsAt }) } };
  };
  const anotherPlace = (): Change => {
    const place = `新址${chance.whole(1, 99)}`;
    return () => ({ place, values: { place } });
  };
  const anotherAgenda = (): Change => () => ({ values: { agenda: '一、传达；二、讨论。' } });
  const othersToo = (): Change => {
    const { id } = chance.pick(people);
    return (now) => {
      // Nobody who has left can be chosen in a form.
      if (!now.expected.has(id) || now.expected.size < 3 || office.bureau.hasLeft(id)) return undefined;
      return { who: { ...now.who, excluded: [id] }, values: { excluded: [id] } };
    };
  };
  const callsOff = (): Change => () => 'cancel';

  /** Half of them where a meeting is already announced, so that they have to give way from the start. */
  function register(): void {
    const coming = [...books.meetings.meetings.values()].flatMap(({ scope, version }) =>
      version && scope === 'bureau' && !version.cancelled && version.startsAt > world.clock.now() ? [version] : [],
    );
    const over = coming.length > 0 && chance.happens(0.5) ? chance.pick(coming) : undefined;
    const time = over ? { startsAt: over.startsAt, endsAt: over.startsAt + HOUR } : timeFrom(world.clock.now(), leadDays() * DAY);
    const owner = chance.pick(owners);
    intend(office, owner, timer.elapsed(), registering(office, owner, time, changes));
  }
  function changes(activity: ActivityBook): void {
    if (!chance.happens(0.3)) return;
    const act = (): Promise<Outcome> =>
      changeActivity(office, activity, chance.happens(0.4) ? 'cancel' : timeFrom(world.clock.now(), leadDays() * DAY));
    intend(office, activity.owner, timer.elapsed() + chance.whole(1, 72) * HOUR, act);
  }

  const plan = (what: keyof typeof A_YEAR, act: () => void) => {
    for (let n = some(what); n > 0; n--) agenda.add(sometime(), async () => act());
  };
  plan('bureau', () => announce('bureau', bureauOrganizers));
  plan('departments', () => announce('departments', organizers));
  plan('activities', register);
}
