import type { MemberId } from '../org/member.js';
import type { Method } from './pacing.js';

/** What the dispatcher has read from the tables and not yet done. Times are elapsed milliseconds and die with the process. */
export type MessageWork = {
  readonly kind: 'post' | 'file';
  readonly id: number;
  readonly urgent: boolean;
  /** The recipient as the row names it: messages to one of them go in order. */
  readonly recipient: string;
  readonly member: MemberId | undefined;
  /** Undefined while the member has no account. */
  address: string | undefined;
  /** Looks since the last attempt that found nothing; undefined while nothing is in doubt. */
  looks: number | undefined;
  /** In doubt since before this program began: nobody knows whether the call was made, so it doesn't count as an attempt. */
  inherited: boolean;
  failures: number;
  refusals: number;
  readyAt: number;
  /** When it was attempted last; 0: not yet. */
  triedAt: number;
  /** What in the chat caused it, for the log. */
  readonly request: string | undefined;
};
type Refresh = {
  readonly urgent: boolean;
  failures: number;
  refusals: number;
  readyAt: number;
  triedAt: number;
  request: string | undefined;
};
export type UpdateWork = Refresh & { readonly kind: 'update'; readonly id: number };
export type HomeWork = Refresh & { readonly kind: 'home'; readonly member: MemberId };
export type Work = MessageWork | UpdateWork | HomeWork;

/** Work that must be done one after the other. */
export type Lane = { readonly key: string; rank: Rank; readonly work: Work[]; busy: boolean };

/** Urgent messages first; then what follows a press somebody is watching; then routine messages; then what changes for everybody. */
const RANKS = ['urgent', 'changes', 'routine', 'refreshes'] as const;
export type Rank = (typeof RANKS)[number];

/**
 * An urgent message has a lane apart from the routine ones to the same recipient: it doesn't wait behind one that is in doubt.
 * Lanes of one rank come in the order in which their first work was written.
 */
export function makeQueue() {
  const lanes: Record<Rank, Map<string, Lane>> = { urgent: new Map(), changes: new Map(), routine: new Map(), refreshes: new Map() };
  const laneOf = new Map<number, Lane>();

  function lane(rank: Rank, key: string): Lane {
    const known = lanes[rank].get(key);
    if (known) return known;
    const made: Lane = { key, rank, work: [], busy: false };
    lanes[rank].set(key, made);
    return made;
  }

  /** One that waits already will send the newest; one that is being sent needs another after it. There is one lane for both ranks. */
  function coalesce(key: string, work: UpdateWork | HomeWork): void {
    if (work.urgent) hasten(key);
    const place = lane(work.urgent || lanes.changes.has(key) ? 'changes' : 'refreshes', key);
    const waiting = place.work[place.busy ? 1 : 0];
    if (!waiting) place.work.push(work);
    else if (!isMessage(waiting)) {
      waiting.request = work.request;
      waiting.refusals = 0;
      waiting.readyAt = Math.min(waiting.readyAt, work.readyAt);
    }
  }

  function hasten(key: string): void {
    const known = lanes.refreshes.get(key);
    if (!known) return;
    lanes.refreshes.delete(key);
    lanes.changes.set(key, known);
    known.rank = 'changes';
  }

  return {
    /** False: the message is in it already. */
    add(work: Work): boolean {
      if (work.kind === 'update') coalesce(`update:${work.id}`, work);
      else if (work.kind === 'home') coalesce(`home:${work.member}`, work);
      else if (laneOf.has(work.id)) return false;
      else {
        const place = lane(work.urgent ? 'urgent' : 'routine', work.recipient);
        place.work.push(work);
        laneOf.set(work.id, place);
      }
      return true;
    },
    has: (id: number): boolean => laneOf.has(id),
    /** The first work of the lane is finished. */
    done(place: Lane): void {
      const work = place.work.shift();
      place.busy = false;
      if (work && isMessage(work)) laneOf.delete(work.id);
      if (place.work.length === 0) lanes[place.rank].delete(place.key);
    },
    /** A message that has expired. One that is being attempted finds out for itself. */
    forget(id: number): MessageWork | undefined {
      const place = laneOf.get(id);
      const index = place?.work.findIndex((work) => isMessage(work) && work.id === id) ?? -1;
      if (!place || index < 0 || (index === 0 && place.busy)) return undefined;
      const [work] = place.work.splice(index, 1);
      laneOf.delete(id);
      if (place.work.length === 0) lanes[place.rank].delete(place.key);
      return work && isMessage(work) ? work : undefined;
    },
    /** Lanes whose first work may be considered, most important first. */
    *free(): Generator<{ lane: Lane; work: Work }> {
      for (const rank of RANKS) {
        for (const place of lanes[rank].values()) {
          const [work] = place.work;
          if (work && !place.busy) yield { lane: place, work };
        }
      }
    },
  };
}

export const isMessage = (work: Work): work is MessageWork => work.kind === 'post' || work.kind === 'file';

export type Queue = ReturnType<typeof makeQueue>;

/** Of what has just been read from the tables. */
export const UNTRIED = { failures: 0, refusals: 0, readyAt: 0, triedAt: 0 } as const;

/** Which call the work needs next. */
export function methodOf(work: Work): Method {
  switch (work.kind) {
    case 'post':
      return work.looks === undefined ? 'post' : 'find';
    case 'file':
      return work.looks === undefined ? 'upload' : 'find';
    default:
      return work.kind;
  }
}
