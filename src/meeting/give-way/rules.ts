import { hourMs, type Instant, plus } from '../../calendar/instant.js';
import { isWorkingTime, lastWorkingHour } from '../../calendar/working-hours.js';
import type { Office } from '../precedence.js';

/*
 * A case is one activity that stands in the way of one bureau meeting: they overlap in time and in people (meeting/precedence.ts). It is there
 * as long as both are remembered; when they overlap again after it was settled, it opens again.
 *
 * open             Its owner has been asked, and has until the deadline.
 *                  → moved, cancelled    the owner says so, or the activity's calendar
 *                  → exemption-asked     once; a refused exemption is not asked for again
 *                  → suspended           the deadline passes and it must give way: so does the activity
 *                  → passed              the deadline passes and it was only asked to
 *                  → open                the meeting is at another time, or has become compulsory, and is still in the way: asked anew
 *                  → released            nothing is in the way any more: the meeting was moved, shortened, cancelled, or expects others
 * exemption-asked  An organizer of the meeting's department has to decide. The owner may still move or cancel.
 *                  → exempted            granted: both take place
 *                  → open                refused before the deadline
 *                  → suspended, passed   refused after it, or still undecided when the meeting begins
 *                  → exemption-asked     the deadline passes: it stays, overdue, and the organizers are told
 *                  → moved, cancelled, released
 * exempted         The first decision stands; what was suspended takes place again, unless another meeting stands in its way.
 *                  → moved, cancelled, released
 * suspended        It does not take place, for this meeting or for another; its owner may still settle it.
 *                  → open                it takes place again, and is still in the way: at another time, or since it had only been asked to
 *                  → moved, cancelled, released
 * passed           It takes place all the same, and the organizer knows.
 *                  → open                the meeting has changed and is still in the way
 *                  → suspended           it is suspended for another meeting
 *                  → moved, cancelled, released
 * moved, cancelled, released              Settled.  → open   it is in the way once more
 *
 * Where a case is released and its activity is suspended, the activity is offered back to its owner: unless another meeting stands in its way, and
 * not only one that has asked it to give way until a deadline that has passed.
 *
 * An activity that has begun, or whose meeting is over, is suspended no more: its case passes, and the organizer is told.
 */

export type Obligation = 'must' | 'asked';
export type CaseState = 'open' | 'exemption-asked' | 'exempted' | 'suspended' | 'passed' | 'moved' | 'cancelled' | 'released';

/** What the owner was told: of another meeting time they have to be told anew. */
export type Terms = {
  readonly obligation: Obligation;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly deadlineAt: Instant;
};

export type Standing = {
  readonly state: CaseState;
  /** How many times the owner has been asked. */
  readonly notice: number;
  /** Asked for an exemption that was refused. */
  readonly refused: boolean;
  /** The deadline passed while an organizer had to decide: what counts now is the start of the meeting. */
  readonly overdue: boolean;
};
type Known = Standing & { readonly terms: Terms };

export type Step = {
  readonly to: Standing;
  readonly terms: Terms;
  /** The owner is asked, or asked anew. */
  readonly ask?: true;
  readonly suspend?: true;
  /** If it is suspended, and nothing else is in its way. */
  readonly offerBack?: true;
};

const SETTLED: ReadonlySet<CaseState> = new Set<CaseState>(['moved', 'cancelled', 'released']);
export const isSettled = ({ state }: Pick<Standing, 'state'>): boolean => SETTLED.has(state);
/** Somebody still has to do something about it. */
export const isUnsettled = ({ state }: Pick<Standing, 'state'>): boolean => state === 'open' || state === 'exemption-asked';

const FRESH = { state: 'open', refused: false, overdue: false } as const;
const standing = ({ state, notice, refused, overdue }: Standing): Standing => ({ state, notice, refused, overdue });
const step = (known: Known, to: Partial<Standing>, more: Omit<Step, 'to' | 'terms'> = {}): Step => ({
  to: { ...standing(known), ...to },
  terms: known.terms,
  ...more,
});
const opened = (known: Known | undefined, terms: Terms): Step => ({
  to: { ...FRESH, notice: (known?.notice ?? 0) + 1 },
  terms,
  ask: true,
});

/** About the same conflict, which may have changed: a refused exemption stays refused. */
export const askedAnew = (known: Known, terms: Terms): Step => ({
  ...opened(known, terms),
  to: { ...FRESH, refused: known.refused, notice: known.notice + 1 },
});

/** Nothing of it changes but what it shows. */
export const unchanged = (known: Known): Step => step(known, {});

/** Of an activity that is suspended: that it takes place all the same is true of no case of it. */
export const ofSuspended = (one: Step): Step => (one.to.state === 'passed' ? { ...one, to: { ...one.to, state: 'suspended' } } : one);

/** What is asked of the owner was the same. */
const sameTerms = (one: Terms, other: Terms): boolean =>
  one.obligation === other.obligation &&
  one.startsAt === other.startsAt &&
  one.endsAt === other.endsAt &&
  one.deadlineAt === other.deadlineAt;

/** The activity is in the way on these terms; undefined: everything stays as it is. */
export function inTheWay(known: Known | undefined, terms: Terms): Step | undefined {
  if (!known || isSettled(known)) return opened(known, terms);
  if (sameTerms(known.terms, terms)) return undefined;
  switch (known.state) {
    case 'open':
    case 'passed':
      return askedAnew(known, terms);
    case 'exemption-asked':
      return { to: { ...standing(known), overdue: false }, terms };
    default:
      // Decided or suspended: it stays, on the terms that now hold.
      return { to: standing(known), terms };
  }
}

export type Why = 'moved' | 'cancelled' | 'released';

/** The activity is in the way no more: it was moved or cancelled, or the meeting was. */
export function outOfTheWay(known: Known, why: Why): Step | undefined {
  if (isSettled(known)) return undefined;
  return step(known, { state: why }, why === 'released' ? { offerBack: true } : {});
}

/** An exemption that nobody has decided about by the deadline waits until the meeting begins. */
export const dueAt = ({ overdue, terms }: Known): Instant => (overdue ? terms.startsAt : terms.deadlineAt);

/** What follows when the deadline passes. `late`: the activity has begun, or the meeting is over. */
export function atDeadline(known: Known, now: Instant, late: boolean): Step | undefined {
  if (!isUnsettled(known) || now < dueAt(known)) return undefined;
  if (known.state === 'exemption-asked' && now < known.terms.startsAt) return step(known, { overdue: true });
  return undone(known, late, {});
}

const undone = (known: Known, late: boolean, to: Partial<Standing>): Step =>
  known.terms.obligation === 'must' && !late
    ? step(known, { ...to, state: 'suspended' }, { suspend: true })
    : step(known, { ...to, state: 'passed' });

export type AskRefusal = 'settled' | 'asked-already' | 'decided-already' | 'too-late';

export function askExemption(known: Known, now: Instant): Step | AskRefusal {
  if (known.state === 'exemption-asked') return 'asked-already';
  if (known.state === 'exempted' || known.refused) return 'decided-already';
  if (isSettled(known)) return 'settled';
  if (known.state !== 'open' || now >= known.terms.deadlineAt) return 'too-late';
  return step(known, { state: 'exemption-asked' });
}

export type DecideRefusal = 'settled' | 'decided-already' | 'not-asked';

/** The first decision stands. */
export function decideExemption(known: Known, grant: boolean, now: Instant, late: boolean): Step | DecideRefusal {
  if (known.state === 'exempted' || known.refused) return 'decided-already';
  if (isSettled(known)) return 'settled';
  if (known.state !== 'exemption-asked') return 'not-asked';
  if (grant) return step(known, { state: 'exempted' });
  if (!known.overdue && now < known.terms.deadlineAt) return step(known, { state: 'open', refused: true });
  return undone(known, late, { refused: true });
}

/** An owner is given an hour at least, while there is one. */
const LEAST_MS = hourMs;

/** `by`: what policy says (meeting/precedence.ts). Where that has passed or is about to, an hour before the meeting; at the latest its start, unless it is under way. */
export function deadlineFor(startsAt: Instant, by: Instant, since: Instant): Instant {
  if (since >= startsAt) return plus(since, LEAST_MS);
  return [by, plus(startsAt, -LEAST_MS)].find((at) => at >= plus(since, LEAST_MS)) ?? startsAt;
}

const REMINDERS_MS = [24 * hourMs, 2 * hourMs];

/**
 * The next reminder after `now`; none within half an hour of being asked. What has to be settled in advance leaves people alone outside working hours:
 * they are reminded in the last ones before.
 */
export function nextReminder(
  { deadlineAt, obligation }: Pick<Terms, 'deadlineAt' | 'obligation'>,
  askedAt: Instant,
  now: Instant,
  { workingHours, calendar, zone }: Office,
): Instant | undefined {
  const reminders = REMINDERS_MS.map((before) => {
    const at = plus(deadlineAt, -before);
    // The very end of working hours is in them still.
    const isWorking = [at, plus(at, -1)].some((one) => isWorkingTime(one, workingHours, calendar, zone));
    return obligation === 'must' && !isWorking ? lastWorkingHour(at, workingHours, calendar, zone) : at;
  });
  return reminders.find((at) => at > now && at >= plus(askedAt, LEAST_MS / 2));
}
