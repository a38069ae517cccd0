import type { Books } from './books.js';
import type { Person } from './bureau.js';
import type { World } from './world.js';

/** Who is expected, as it stands in the form. */
export type Who = { readonly audience: 'bureau' | 'headsAndLeaders'; readonly excluded: readonly string[] };

/** A meeting as it was announced, or as a change left it. `cancelled`: called off; then nobody need come. */
export type Version = {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
  readonly who: Who;
  readonly expected: ReadonlySet<string>;
  readonly cancelled: boolean;
};

/** What somebody has been told of a meeting, in the words of their newest message. */
export type Told = { readonly comes: boolean; readonly facts: string };

/** A meeting as its organizer knows it. */
export type MeetingBook = {
  readonly id: string;
  readonly title: string;
  readonly scope: 'bureau' | 'departments';
  readonly organizer: Person;
  readonly department: string;
  /** As it was last seen accepted; undefined until it was seen announced. */
  version: Version | undefined;
  /** What held before the newest change, which was accepted at this instant of true time. */
  before: Version | undefined;
  changedAtMs: number;
  /** What was submitted and not confirmed, once for each try: it may hold, or not. */
  doubtful: Version[];
  /** One more with every change that was accepted; `factsSince`: with the newest that people have to acknowledge anew. */
  sequence: number;
  factsSince: number;
  /** Everybody who was ever to come. */
  readonly everExpected: Set<string>;
  /** Whoever has come to belong to its audience since, by a new roster: the program finds them when it looks. */
  readonly mayJoin: Set<string>;
  readonly told: Map<string, Told>;
  /** Whose message was under way or in doubt while something changed: it may come in another order. */
  readonly blurred: Set<string>;
  /** The sequence that each has acknowledged and was seen to; and who pressed without ever getting an answer. */
  readonly acknowledged: Map<string, number>;
  readonly mayHaveAcknowledged: Set<string>;
  /** What came of it was checked long after its end. */
  laidBy: boolean;
};

/** An activity as its owner knows it. `people`: who took part when it was registered. */
export type ActivityBook = {
  readonly id: string;
  readonly owner: Person;
  readonly department: string;
  readonly people: ReadonlySet<string>;
};

/** A request to be excused, by its id once a card has shown it. */
export type AbsenceBook = {
  readonly id: string;
  readonly meetingId: string;
  /** Seen accepted; the first stands, so there is never a second. */
  decided: { readonly by: Person; readonly verdict: string } | undefined;
};

export type MeetingBooks = {
  readonly meetings: Map<string, MeetingBook>;
  readonly activities: Map<string, ActivityBook>;
  readonly absences: Map<string, AbsenceBook>;
  /** Requests that were seen accepted: meeting and member. */
  readonly requested: Set<string>;
  readonly figures: Record<string, number>;
};

export const openMeetingBooks = (): MeetingBooks => ({
  meetings: new Map(),
  activities: new Map(),
  absences: new Map(),
  requested: new Set(),
  figures: {},
});

export function count({ meetings }: Pick<Books, 'meetings'>, what: string): void {
  meetings.figures[what] = (meetings.figures[what] ?? 0) + 1;
}

/** Every way in which the meeting may stand now: one, unless something was submitted and not confirmed. */
export const waysOf = ({ version, doubtful }: MeetingBook): Version[] => [...(version ? [version] : []), ...doubtful];
export const isSure = ({ version, doubtful }: MeetingBook): boolean => version !== undefined && doubtful.length === 0;

const isUnder = (way: Version, now: number): boolean => !way.cancelled && way.startsAt <= now && now < way.endsAt;

/** Whether one of these people is in a bureau meeting at `now`, by office time, as far as can be told. */
export function inMeeting(
  world: World,
  books: Pick<Books, 'meetings'>,
  people: readonly { readonly id: string }[],
  now: number = world.clock.now(),
): 'yes' | 'no' | 'maybe' {
  let found: 'no' | 'maybe' = 'no';
  for (const meeting of books.meetings.meetings.values()) {
    if (meeting.scope !== 'bureau' || meeting.laidBy) continue;
    // At the instant of a change nobody knows which was first.
    const before = meeting.changedAtMs === world.timer.elapsed() && meeting.before ? [meeting.before] : [];
    const ways = [...waysOf(meeting), ...before].map((way) => isUnder(way, now) && people.some(({ id }) => way.expected.has(id)));
    // Before it was seen announced it may not be there at all.
    if (ways.length > 0 && ways.every(Boolean) && meeting.version && (before.length > 0 || meeting.changedAtMs < world.timer.elapsed()))
      return 'yes';
    const joining = waysOf(meeting).some((way) => isUnder(way, now) && people.some(({ id }) => meeting.mayJoin.has(id)));
    if (ways.includes(true) || joining) found = 'maybe';
  }
  return found;
}
