import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Instant } from './calendar/instant.js';

/** What is asked when somebody fetches /metrics. Counts only. */
export type MetricsSources = {
  /** Outbox rows by state, e.g. { pending: 3, sent: 120 }. */
  outboxDepth(): Promise<Readonly<Record<string, number>>>;
  /** Whether the chat can reach the bot. */
  connected(): boolean;
};

/** What other parts report as it happens. Labels are words from our own code: never an id, never what somebody wrote. */
export type Metrics = {
  /** One call of the chat for the outbox, and what came of it (delivery/outcomes.ts). */
  attempted(method: string, outcome: string): void;
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
  new Gauge({
    name: 'siwen_delivery_outbox_rows',
    help: 'Messages in the outbox, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      // Without a reset, a state that has emptied would go on showing its last number.
      this.reset();
      for (const [state, rows] of Object.entries(await sources.outboxDepth())) this.set({ state }, rows);
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
  const tick = new Gauge({
    name: 'siwen_schedule_last_tick_timestamp_seconds',
    help: 'Office time of the last tick that finished. Should never be more than two minutes old.',
    registers,
  });
  return {
    attempted: (method, outcome) => attempts.inc({ method, outcome }),
    handled: (kind) => events.inc({ kind }),
    failed: (kind) => failures.inc({ kind }),
    ticked: (now) => tick.set(now / 1000),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
