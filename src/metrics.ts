import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Instant } from './calendar/instant.js';
import type { ChatEvent } from './chat/event.js';

const KINDS = [
  'command',
  'message',
  'shortcut',
  'action',
  'submission',
  'options',
  'home-opened',
] as const satisfies readonly ChatEvent['kind'][];

/** What is asked when somebody fetches /metrics. Counts only. */
export type MetricsSources = {
  /** Outbox rows by state, e.g. { pending: 3, sent: 120 }. */
  outboxDepth(): Promise<Readonly<Record<string, number>>>;
  /** How long the message that has waited longest has been in the outbox, by office time; 0 when none waits. */
  oldestPendingMs(): Promise<number>;
  /** Rounds by state. */
  rounds(): Promise<Readonly<Record<string, number>>>;
  /** How many are asked in the rounds that are open, by whether they have answered. */
  asked(): Promise<Readonly<Record<string, number>>>;
  /** Requests for leave that wait for an approval, members who are away, and leave that is over and not reported back from. */
  leave(): Promise<Readonly<Record<string, number>>>;
  /** When the newest good backup was made, by the machine's time; undefined: there is none. */
  lastBackupAt(): Promise<Instant | undefined>;
  /** Whether the chat can reach the bot. */
  connected(): boolean;
};

/** What other parts report as it happens. Labels are words from our own code: never an id, never what somebody wrote. */
export type Metrics = {
  /** One call of the chat for the outbox, and what came of it (delivery/outcomes.ts). */
  attempted(method: string, outcome: string): void;
  /** The chat answered a call of this method with 429. */
  limited(method: string): void;
  /** The chat was told that a payload of this kind had arrived. */
  acknowledged(kind: string, tookMs: number): void;
  /** A press, form, command or word is being answered. */
  handled(kind: string): void;
  /** It could not be, and the person was told so. */
  failed(kind: string): void;
  /** A tick went through everything that was due at `now`. */
  ticked(now: Instant): void;
  readonly contentType: string;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
};

export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const countByState = (name: string, help: string, count: () => Promise<Readonly<Record<string, number>>>) =>
    new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers,
      async collect() {
        // Without a reset, a state that has emptied would go on showing its last number.
        this.reset();
        for (const [state, rows] of Object.entries(await count())) this.set({ state }, rows);
      },
    });
  countByState('siwen_delivery_outbox_rows', 'Messages in the outbox, by state.', sources.outboxDepth);
  countByState('siwen_reflection_rounds', 'Rounds, by state; trials are not counted.', sources.rounds);
  countByState(
    'siwen_reflection_asked',
    'Members who are asked in a round that is open now, by whether they have answered.',
    sources.asked,
  );
  countByState('siwen_leave_requests', 'Leave that waits for an approval, that somebody is on now, and that is overdue.', sources.leave);
  new Gauge({
    name: 'siwen_delivery_oldest_pending_seconds',
    help: 'How long the message that has waited longest has been in the outbox; 0 when none waits.',
    registers,
    async collect() {
      this.set((await sources.oldestPendingMs()) / 1_000);
    },
  });
  new Gauge({
    name: 'siwen_backup_last_timestamp_seconds',
    help: 'When the newest good backup was made; 0: there is none.',
    registers,
    async collect() {
      this.set(((await sources.lastBackupAt()) ?? 0) / 1_000);
    },
  });
  new Gauge({
    name: 'siwen_chat_connected',
    help: '1 while the chat can reach siwen, otherwise 0.',
    registers,
    collect() {
      this.set(sources.connected() ? 1 : 0);
    },
  });
  const attempts = new Counter({
    name: 'siwen_delivery_attempts_total',
    help: 'Calls to the chat made for the outbox.',
    labelNames: ['method', 'outcome'],
    registers,
  });
  const limits = new Counter({
    name: 'siwen_chat_limited_total',
    help: 'Calls that the chat answered with 429, by the method of its API.',
    labelNames: ['method'],
    registers,
  });
  const acknowledgements = new Histogram({
    name: 'siwen_chat_acknowledgement_seconds',
    help: 'From the arrival of a payload to its acknowledgement, which comes after the commit. The chat gives up after three seconds.',
    labelNames: ['kind'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10],
    registers,
  });
  const events = new Counter({
    name: 'siwen_chat_events_total',
    help: 'Presses, forms, commands and words that came from the chat.',
    labelNames: ['kind'],
    registers,
  });
  const failures = new Counter({
    name: 'siwen_chat_failures_total',
    help: 'Those of them that could not be handled. Should stay at 0.',
    labelNames: ['kind'],
    registers,
  });
  // A rate counts from a number that was there before: without them the first failure of a kind would be none.
  for (const kind of KINDS) failures.inc({ kind }, 0);
  const tick = new Gauge({
    name: 'siwen_schedule_last_tick_timestamp_seconds',
    help: 'Office time of the last tick in which everything ran. Should never be more than two minutes old.',
    registers,
  });
  return {
    attempted: (method, outcome) => attempts.inc({ method, outcome }),
    limited: (method) => limits.inc({ method }),
    acknowledged: (kind, tookMs) => acknowledgements.observe({ kind }, tookMs / 1_000),
    handled: (kind) => events.inc({ kind }),
    failed: (kind) => failures.inc({ kind }),
    ticked: (now) => tick.set(now / 1000),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
