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
import { findDue, nextDue } from '../../schedule/due.js';
import type { ReflectionDeps } from '../deps.js';
import type { ScheduleSpec } from '../policy.js';
import { goneFrom } from '../round/audience-service.js';
import { type OpenRound, openRoundsIn } from '../round/count-store.js';
import { lateOneWaits, scheduled } from '../round/occurrence-service.js';
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
};

/** How many would get it now and until when, and when the next five occurrences are. `of`: the schedule as it is kept, if it is. */
export async function preview(deps: ReflectionDeps, spec: ScheduleSpec, of?: Schedule): Promise<Preview> {
  const { calendar, zone, workingHours } = deps;
  const until = (opensAt: Instant) => closesAt(opensAt, spec.window, calendar, zone);
  const [now, hours] = [deps.clock.now(), spec.nudges.map(({ hoursBefore }) => hoursBefore)];
  const kept = of && hasSameTimes(of.spec, spec) ? of : undefined;
  const { asked, waitsFor, ...known } = await deps.transact(async (tx) => {
    const { asked } = await audienceNow(tx, deps, spec.audience);
    return {
      asked,
      gone: await goneFrom(tx, spec.audience),
      names: (await listedIn(tx, spec.audience)).map(({ label }) => label),
      open: await openRoundsIn(tx, spec.promptSet, now),
      waitsFor: kept && (await dueLater(tx, deps, kept, asked)),
    };
  });
  const coming = nextOccurrences(spec, calendar, zone, now, 5, kept?.handledThrough);
  const next = waitsFor === undefined ? coming : [waitsFor, ...coming.slice(0, 4)];
  const [first] = next;
  const silent = first === undefined ? [] : silentNudges({ opensAt: first, closesAt: until(first) }, hours, workingHours, calendar, zone);
  const paused = of?.paused ?? false;
  const again = kept || paused ? undefined : known.open.find((round) => first !== undefined && first < round.closesAt);
  return { people: asked.length, closesAt: until(now), next: paused ? [] : next, paused, silent, again, ...known };
}

/** What is due already comes when the meeting that it waits for has ended, or in the morning. Undefined: nothing is, or it waits for neither. */
async function dueLater(tx: Tx, deps: ReflectionDeps, schedule: Schedule, people: readonly Member[]): Promise<Instant | undefined> {
  const now = deps.clock.now();
  const [due] = findDue(scheduled(schedule), deps.calendar, deps.zone, now).due;
  if (!due) return undefined;
  const meetingEnd = await waitsUntil(tx, now, idsOf(people));
  return lateOneWaits(deps, due, people.length, meetingEnd ?? now) ?? meetingEnd;
}

export type Outlook = {
  readonly schedule: Schedule;
  readonly people: number;
  /** The departments or people its audience lists, as they are called today. */
  readonly names: readonly string[];
  readonly next: Instant | undefined;
};

/** Every schedule with how many would get it now, and when it comes next. */
export async function outlooks(tx: Tx, deps: ReflectionDeps): Promise<Outlook[]> {
  const schedules = await loadSchedules(tx);
  const away = await awayAt(tx, deps, deps.clock.now());
  const now = deps.clock.now();
  const [members, org] = [(await canBeAsked(tx)).filter(({ id }) => !away.has(id)), await loadOrg(tx)];
  const outlook = async (schedule: Schedule): Promise<Outlook> => {
    const people = membersIn(schedule.spec.audience, members, org, deps.ranks);
    return {
      schedule,
      people: people.length,
      names: (await listedIn(tx, schedule.spec.audience)).map(({ label }) => label),
      next: (await dueLater(tx, deps, schedule, people)) ?? nextDue(scheduled(schedule), deps.calendar, deps.zone, now),
    };
  };
  return Promise.all(schedules.map(outlook));
}

export const listOutlooks = (deps: ReflectionDeps): Promise<Outlook[]> => deps.transact((tx) => outlooks(tx, deps));
