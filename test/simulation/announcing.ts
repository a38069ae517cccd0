import type { Form, FormValues } from '../../src/chat/form.js';
import type { Reply } from '../../src/chat/reply.js';
import { refusalText, text } from '../../src/meeting/announce/text.js';
import { initialValues } from '../support/initial-values.js';
import type { Lost } from './bot.js';
import type { Person } from './bureau.js';
import { press, submission } from './hands.js';
import { count, isSure, type MeetingBook, type Version, type Who, waysOf } from './meeting-books.js';
import { accountOf, deliver, type Office, type Outcome } from './office.js';
import { departmentOf } from './round-checks.js';

const OFFSET_MS = 8 * 3_600_000;
const dateOf = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(0, 10);
const timeOf = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(11, 16);

/** What an organizer has in mind. */
export type Plan = Who & {
  readonly scope: 'bureau' | 'departments';
  readonly startsAt: number;
  readonly endsAt: number;
  readonly emergency: boolean;
  readonly substitutes: boolean;
};

export const timeValues = ({ startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number }): FormValues => ({
  date: dateOf(startsAt),
  start: timeOf(startsAt),
  end: timeOf(endsAt),
  ...(dateOf(endsAt) === dateOf(startsAt) ? {} : { endDate: dateOf(endsAt) }),
});

/** Whom the program should expect, everybody on the roster counted; and whoever is on the list and has left, until it begins. */
function expectedBy(
  { bureau }: Office,
  organizer: Person,
  { scope, audience, excluded }: Who & Pick<Plan, 'scope'>,
  listed: ReadonlySet<string> = new Set(),
): Set<string> {
  const own = (person: Person) => scope === 'bureau' || departmentOf(person) === departmentOf(organizer);
  const chosen = (person: Person) => audience === 'bureau' || person.leads;
  const people = [...bureau.people.values()].filter((person) => (person.active || listed.has(person.id)) && own(person) && chosen(person));
  return new Set(people.map(({ id }) => id).filter((id) => !excluded.includes(id)));
}

/** A new roster: whoever belongs to a meeting's audience now is to come as well. */
export function rosterChanged(office: Office): void {
  for (const meeting of office.books.meetings.meetings.values())
    for (const { who, expected } of waysOf(meeting))
      for (const id of expectedBy(office, meeting.organizer, { ...who, scope: meeting.scope }))
        if (!expected.has(id)) meeting.mayJoin.add(id);
}

const expectedNow = ({ books }: Office, { id }: MeetingBook): ReadonlySet<string> =>
  new Set(
    books.rows<{ id: string }>('SELECT member_id AS id FROM meeting_invitee WHERE meeting_id = ? AND removed = 0', id).map((row) => row.id),
  );

/** Whether a meeting that was announced for `way` may expect these: some have joined since, and some have left. */
const mayHaveBecome = ({ bureau }: Office, { mayJoin }: MeetingBook, way: Version, is: ReadonlySet<string>): boolean =>
  [...is].every((id) => way.expected.has(id) || mayJoin.has(id)) && [...way.expected].every((id) => is.has(id) || bureau.hasLeft(id));

/** Who is expected, as the roster is now: whoever is new is told of what is still to come, if they are not to be elsewhere. */
export function checkExpected(office: Office, meeting: MeetingBook, version: Version): void {
  const { world, books, bureau } = office;
  const is = expectedNow(office, meeting);
  if (!mayHaveBecome(office, meeting, version, is))
    world.broken(`${meeting.id} expects ${[...is].join()} instead of ${[...version.expected].join()}`);
  meeting.version = { ...version, expected: is };
  for (const id of is) meeting.everExpected.add(id);
  if (version.cancelled) return;
  const isElsewhere = (id: string) =>
    [...books.meetings.meetings.values()].some(
      (other) => other !== meeting && waysOf(other).some((way) => overlaps(way, version) && way.expected.has(id)),
    );
  const wanted = expectedBy(office, meeting.organizer, { ...version.who, scope: meeting.scope });
  // Where the clock was put back from beyond its start, it has begun already.
  if (version.startsAt > Math.max(world.clock.now(), world.clockWasAt))
    for (const id of wanted) if (!is.has(id) && !isElsewhere(id)) world.broken(`${id} is new, and not expected at ${meeting.id}`);
  for (const id of is)
    if (
      (bureau.people.get(id)?.leftAt ?? Number.POSITIVE_INFINITY) < version.startsAt - LONG_BEFORE_MS &&
      version.startsAt < world.clock.now()
    )
      world.broken(`${id} had left before ${meeting.id} began, and is expected`);
}
/** The machine's clock may have been wrong by two days. */
const LONG_BEFORE_MS = 3 * 24 * 3_600_000;

const overlaps = (one: Version, other: Version): boolean => !one.cancelled && one.startsAt < other.endsAt && other.startsAt < one.endsAt;

/** Fills in the form, looks at the preview, announces. Submitted and unanswered, it is submitted again, until what became of it is known. */
export function announcing(office: Office, organizer: Person, plan: Plan, then: (meeting: MeetingBook) => void): () => Promise<Outcome> {
  const { world, books } = office;
  const number = world.newId();
  const [title, place] = [`会议${number}`, `第${number}会议室`];
  let preview: Form | undefined;
  let meeting: MeetingBook | undefined;
  return async () => {
    const me = accountOf(office, organizer);
    if (!me || (!preview && plan.startsAt <= world.clock.now())) return 'done';
    if (!preview) {
      const opened = await deliver(office, press(me, world.newId(), 'meeting.new', ''), organizer);
      if (opened === 'lost' || opened.do !== 'open') return againOr(office, opened, 'the form of a new meeting does not open');
      const options = [...(plan.emergency ? ['emergency'] : []), ...(plan.substitutes ? ['substitutes'] : [])];
      const { scope, audience, excluded } = plan;
      const values = { ...initialValues(opened.form), ...timeValues(plan), title, place, scope, audience, excluded, options };
      const checked = await deliver(office, submission(me, `V${world.newId()}:h`, opened.form, values), organizer);
      if (checked === 'lost' || checked.do !== 'replace') return againOr(office, checked, 'a meeting is not accepted');
      if (checked.form.submit === undefined) return clashed(office, plan, organizer);
      preview = checked.form;
    }
    meeting ??= bookOf(preview.context.split(':')[0] ?? '', title, organizer, plan);
    books.meetings.meetings.set(meeting.id, meeting);
    const { startsAt, endsAt, audience, excluded } = plan;
    const who = { audience, excluded };
    meeting.doubtful.push({ startsAt, endsAt, place, who, expected: expectedBy(office, organizer, plan), cancelled: false });
    const reply = await deliver(office, submission(me, `V${preview.context}:h`, preview, {}), organizer);
    const said = sentenceIn(reply);
    if (said === text.announced.zh || said === refusalText['announced-already'].zh) {
      accepted(office, meeting, 0);
      then(meeting);
      return 'done';
    }
    if (said === undefined) return againOr(office, reply, 'a meeting is not announced');
    // Had it been stored before, it would be announced already.
    meeting.doubtful = [];
    books.meetings.meetings.delete(meeting.id);
    if (said === refusalText.clash.zh) return clashed(office, plan, organizer);
    if (said !== refusalText['draft-wrong'].zh || startsAt > world.clock.now()) world.broken(`a meeting is not announced: ${said}`);
    return 'done';
  };
}

const bookOf = (id: string, title: string, organizer: Person, { scope }: Plan): MeetingBook => ({
  id,
  title,
  scope,
  organizer,
  department: departmentOf(organizer),
  version: undefined,
  before: undefined,
  changedAtMs: 0,
  doubtful: [],
  sequence: -1,
  factsSince: 0,
  everExpected: new Set(),
  mayJoin: new Set(),
  told: new Map(),
  blurred: new Set(),
  acknowledged: new Map(),
  mayHaveAcknowledged: new Set(),
  laidBy: false,
});

/** Refused for another bureau meeting: there has to be one, or what may be one. */
function clashed({ world, books }: Office, plan: Plan, organizer: Person): Outcome {
  const meets = ({ startsAt, endsAt, cancelled }: Version) => !cancelled && startsAt < plan.endsAt && plan.startsAt < endsAt;
  const others = [...books.meetings.meetings.values()].filter(({ scope }) => scope === 'bureau');
  if (!others.some((other) => waysOf(other).some(meets))) world.broken(`${organizer.id} is refused a meeting that meets no other`);
  count(books, 'clashes');
  return 'done';
}

/** What a change or a cancellation is submitted as. Undefined: it is nothing to be done any more. */
export type Change = (now: Version) => (Partial<Version> & { readonly values: FormValues }) | 'cancel' | undefined;

/** Changes a meeting or calls it off, with the form or the button that its organizer has for it. */
export function changing(office: Office, meeting: MeetingBook, change: Change): () => Promise<Outcome> {
  const { world, books } = office;
  const { organizer } = meeting;
  let preview: Form | undefined;
  let next: Version | undefined;
  return async () => {
    const me = accountOf(office, organizer);
    const { version } = meeting;
    if (!me || !version || (!next && (!isSure(meeting) || version.cancelled || version.endsAt <= world.clock.now()))) return 'done';
    const wanted = change(version);
    if (wanted === undefined) return 'done';
    if (wanted === 'cancel') {
      next = { ...version, cancelled: true };
      return submit(await tried(next, () => press(me, world.newId(), 'meeting.cancel', `${meeting.id}:${meeting.sequence}`)));
    }
    if (!preview) {
      const opened = await deliver(office, press(me, world.newId(), 'meeting.change', meeting.id), organizer);
      if (opened === 'lost' || opened.do !== 'open') return againOr(office, opened, `${meeting.id} cannot be changed`);
      const values = { ...initialValues(opened.form), ...wanted.values };
      const checked = await deliver(office, submission(me, `V${world.newId()}:h`, opened.form, values), organizer);
      // Too late for it by now, or another form is open over it.
      if (checked !== 'lost' && checked.do === 'errors' && !office.troubled()) return 'done';
      if (checked === 'lost' || checked.do !== 'replace') return againOr(office, checked, `a change of ${meeting.id} is not accepted`);
      if (checked.form.submit === undefined) return 'done';
      preview = checked.form;
    }
    const form = preview;
    const { values: _, ...differs } = wanted;
    const { who } = differs;
    // With the same audience the list stays; who may have come to belong to it, `mayJoin` says.
    const expected = who ? expectedBy(office, organizer, { ...who, scope: meeting.scope }, version.expected) : version.expected;
    next = { ...version, ...differs, expected };
    return submit(await tried(next, () => submission(me, `V${form.context}:h`, form, {})));
  };

  async function tried(as: Version, event: () => Parameters<typeof deliver>[1]): Promise<Reply | Lost> {
    blur(office, meeting);
    meeting.doubtful.push(as);
    const reply = await deliver(office, event(), organizer);
    blur(office, meeting);
    return reply;
  }

  function submit(reply: Reply | Lost): Outcome {
    const said = sentenceIn(reply);
    const before = meeting.doubtful.length > 1;
    const says = (...sentences: { readonly zh: string }[]) => sentences.some(({ zh }) => zh === said);
    const stored = says(text.changed, text.changedUntold, text.cancelled);
    // Stored at an earlier try: the form is gone with it, or the meeting is.
    const storedBefore = before && says(refusalText['draft-gone'], refusalText['meeting-cancelled']);
    if (stored || storedBefore) return accepted(office, meeting, meeting.sequence + 1);
    if (said === undefined) return againOr(office, reply, `${meeting.id} is not changed`);
    if (!says(refusalText['draft-wrong'], refusalText['meeting-over'], refusalText.clash))
      world.broken(`${meeting.id} is not changed: ${said}`);
    // Called off at a try before its end, it would say so.
    meeting.doubtful = [];
    count(books, 'changes refused');
    return 'done';
  }
}

/** Whose messages are under way, or can't be told from such. */
function blur({ books }: Office, { id, blurred }: MeetingBook): void {
  const from = `SELECT member_id FROM delivery_outbox WHERE key > ? AND key < ? AND state NOT IN ('sent', 'pending') AND member_id IS NOT NULL`;
  for (const what of ['notice', 'changed', 'cancelled'])
    for (const row of books.rows<{ member_id: string }>(from, `meeting.${what}:${id}:`, `meeting.${what}:${id};`))
      blurred.add(row.member_id);
}

/** What was submitted holds: which of the tries, the list of those expected says, since the roster may have changed in between. */
function accepted(office: Office, meeting: MeetingBook, sequence: number): Outcome {
  const { world, books } = office;
  const is = expectedNow(office, meeting);
  const sorted = (ids: ReadonlySet<string>) => [...ids].sort().join();
  const found =
    meeting.doubtful.find((way) => sorted(way.expected) === sorted(is)) ??
    meeting.doubtful.find((way) => mayHaveBecome(office, meeting, way, is));
  if (!found)
    throw world.broken(
      `${meeting.id} expects ${sorted(is)} instead of ${meeting.doubtful.map((way) => sorted(way.expected)).join(' or ')}`,
    );
  const next = { ...found, expected: is };
  const before = meeting.version;
  for (const id of next.expected) if (!before?.expected.has(id)) meeting.acknowledged.delete(id);
  const same = before && (['startsAt', 'endsAt', 'place'] as const).every((fact) => before[fact] === next[fact]);
  const factsSince = same ? meeting.factsSince : sequence;
  for (const id of next.expected) meeting.everExpected.add(id);
  Object.assign(meeting, { version: next, before, changedAtMs: world.timer.elapsed(), doubtful: [], sequence, factsSince });
  count(books, !before ? `${meeting.scope} meetings` : next.cancelled ? 'called off' : 'changed');
  world.note(`meeting ${meeting.id} ${sequence} for ${is.size}${next.cancelled ? ' cancelled' : ''}`);
  return 'done';
}

/** What a form or card says in the place of a result. */
export function sentenceIn(reply: Reply | Lost): string | undefined {
  if (reply === 'lost') return undefined;
  const form = reply.do === 'replace' || reply.do === 'open' ? reply.form : undefined;
  const blocks = form ? form.id === 'chat.said' && form.blocks : reply.do === 'show' && reply.card.blocks;
  const [first] = blocks || [];
  const sentence = first?.kind === 'text' ? first.text[0] : undefined;
  return typeof sentence === 'string' && !sentence.startsWith(APOLOGY) ? sentence : undefined;
}
const APOLOGY = '没有办成';

/** Whoever is not answered, or is apologized to while the disk is in trouble, tries again. */
export function againOr({ world, troubled }: Office, reply: Reply | Lost, what: string): Outcome {
  if (reply === 'lost' || troubled()) return 'again';
  throw world.broken(`${what}: ${JSON.stringify(reply)}`);
}
