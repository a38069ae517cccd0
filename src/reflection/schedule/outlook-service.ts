import type { Instant } from '../../calendar/instant.js';
import { nextOccurrences } from '../../calendar/recurrence.js';
import { closesAt } from '../../calendar/window.js';
import type { Tx } from '../../db/transact.js';
import { awayAt } from '../../leave/away/service.js';
import { waitsUntil } from '../../meeting/service.js';
import { membersIn } from '../../org/audience.js';
import type { Member } from '../../org/member.js';
import { listedIn } from '../../org/options.js';
import { canBeAsked, loadOrg } from '../../org/service.js';
import { findDue, nextDue, type Occurrence } from '../../schedule/due.js';
import type { ReflectionDeps } from '../deps.js';
import type { ScheduleSpec } from '../policy.js';
import { goneFrom } from '../round/audience-service.js';
import { openRoundsIn } from '../round/count-store.js';
import { lateOneWaits, scheduled } from '../round/occurrence-service.js';
import type { OpenRound } from '../round/round.js';
import { audienceNow, idsOf } from '../round/service.js';
import { silentNudges } from '../rules.js';
import { hasSameTimes, type Schedule } from './schedule.js';
import { loadSchedules } from './store.js';

/** What a schedule comes to, before it is kept or sent. */
export type Preview = {
  readonly people: number;
  readonly closesAt: Instant;
  /** None while it is paused. */
  readonly next: readonly Instant[];
  readonly paused: boolean;
  /** Nudges, by their hours before the end, that do not go out the next time. */
  readonly silent: readonly number[];
  /** Departments of the audience that are no more. */
  readonly gone: readonly string[];
  /** The departments or people its audience lists, as they are called today. */
  readonly names: readonly string[];
  /** Rounds of the same questions that are open now, the newest first. */
  readonly open: readonly OpenRound[];
  /** The one of them that the next time comes on top of, where the times are new. */
  readonly again: OpenRound | undefined;
  /** What is due already, waits for a meeting or for the morning, and comes first of the next ones. */
  readonly waiting: Waiting | undefined;
};

/** How many would get it now and until when, and when the next five occurrences are. `of`: the schedule as it is kept, if it is. */
export async function preview(deps: ReflectionDeps, spec: ScheduleSpec, of?: Schedule): Promise<Preview> {
  const { calendar, zone, workingHours } = deps;
  const until = (opensAt: Instant) => closesAt(opensAt, spec.window, calendar, zone);
  const [now, hours] = [deps.clock.now(), spec.nudges.map(({ hoursBefore }) => hoursBefore)];
  const kept = of && hasSameTimes(of.spec, spec) ? of : undefined;
  const { asked, waiting, ...known } = await deps.transact(async (tx) => {
    const { asked } = await audienceNow(tx, deps, spec.audience);
    return {
      asked,
      gone: await goneFrom(tx, spec.audience),
      names: (await listedIn(tx, spec.audience)).map(({ label }) => label),
      open: await openRoundsIn(tx, spec.promptSet, now, idsOf(asked)),
      waiting: kept && !of?.paused ? await dueLater(tx, deps, kept, asked) : undefined,
    };
  });
  const coming = nextOccurrences(spec, calendar, zone, now, 5, kept?.handledThrough);
  const next = waiting === undefined ? coming : [waiting.comesAt, ...coming.slice(0, 4)];
  const [first] = next;
  const end = waiting?.closesAt ?? (first && until(first));
  const silent = first && end ? silentNudges({ opensAt: first, closesAt: end }, hours, workingHours, calendar, zone) : [];
  const paused = of?.paused ?? false;
  const again = kept || paused ? undefined : known.open.find((round) => first !== undefined && first < round.closesAt);
  return { people: asked.length, closesAt: until(now), next: paused ? [] : next, paused, silent, again, waiting, ...known };
}

export type Waiting = Occurrence & { readonly comesAt: Instant };

/** What is due already comes when the meeting that it waits for has ended, or in the morning. Undefined: nothing is, or it waits for neither. */
export async function dueLater(tx: Tx, deps: ReflectionDeps, schedule: Schedule, people: readonly Member[]): Promise<Waiting | undefined> {
  const now = deps.clock.now();
  const [due] = findDue(scheduled(schedule), deps.calendar, deps.zone, now).due;
  if (!due) return undefined;
  const ids = idsOf(people);
  const meetingEnd = await waitsUntil(tx, now, ids);
  const comesAt = (await lateOneWaits(tx, deps, due, ids, meetingEnd ?? now)) ?? meetingEnd;
  return comesAt === undefined ? undefined : { ...due, comesAt };
}

export type Outlook = {
  readonly schedule: Schedule;
  readonly people: number;
  /** The departments or people its audience lists, as they are called today. */
  readonly names: readonly string[];
  readonly next: Instant | undefined;
};

/** Every schedule with when it comes next, and how many get it then, as far as one knows now who is on leave. */
export async function outlooks(tx: Tx, deps: ReflectionDeps): Promise<Outlook[]> {
  const schedules = await loadSchedules(tx);
  const now = deps.clock.now();
  const [members, org, awayNow] = [await canBeAsked(tx), await loadOrg(tx), await awayAt(tx, deps, now)];
  const outlook = async (schedule: Schedule): Promise<Outlook> => {
    const everybody = membersIn(schedule.spec.audience, members, org, deps.ranks);
    const without = (away: ReadonlyMap<string, unknown>) => everybody.filter(({ id }) => !away.has(id));
    const waiting = await dueLater(tx, deps, schedule, without(awayNow));
    const next = waiting?.comesAt ?? nextDue(scheduled(schedule), deps.calendar, deps.zone, now);
    return {
      schedule,
      people: without(next === undefined ? awayNow : await awayAt(tx, deps, next)).length,
      names: (await listedIn(tx, schedule.spec.audience)).map(({ label }) => label),
      next,
    };
  };
  return Promise.all(schedules.map(outlook));
}

export const listOutlooks = (deps: ReflectionDeps): Promise<Outlook[]> => deps.transact((tx) => outlooks(tx, deps));
