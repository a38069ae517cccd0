import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Instant } from './calendar/instant.js';

/** What is asked when somebody fetches /metrics. Counts only. */
export type MetricsSources = {
  /** Outbox rows by state, e.g. { pending: 3, sent: 120 }. */
  outboxDepth(): Promise<Readonly<Record<string, number>>>;
};

/** What other parts report as it happens. Labels are words from our own code: never an id, never what somebody wrote. */
export type Metrics = {
  /** One attempt at the chat. `outcome`: sent, refused, rate-limited, unknown. */
  attempted(kind: string, outcome: string): void;
  /** A payload of the chat was answered. */
  handled(kind: string, outcome: 'ok' | 'failed'): void;
  /** A member submitted an answer. */
  answered(late: boolean): void;
  /** A tick went through everything that was due at `now`. */
  ticked(now: Instant): void;
  connected(up: boolean): void;
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
  const attempts = new Counter({
    name: 'siwen_delivery_attempts_total',
    help: 'Calls to the chat made for the outbox.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const events = new Counter({
    name: 'siwen_chat_events_total',
    help: 'Presses, forms, commands and words that were answered.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const answers = new Counter({
    name: 'siwen_reflection_answers_total',
    help: 'Answers that were submitted.',
    labelNames: ['late'],
    registers,
  });
  const tick = new Gauge({
    name: 'siwen_schedule_last_tick_timestamp_seconds',
    help: 'Office time of the last tick that finished. Should never be more than two minutes old.',
    registers,
  });
  const up = new Gauge({ name: 'siwen_chat_connected', help: '1 while the chat can reach siwen, otherwise 0.', registers });
  return {
    attempted: (kind, outcome) => attempts.inc({ kind, outcome }),
    handled: (kind, outcome) => events.inc({ kind, outcome }),
    answered: (late) => answers.inc({ late: String(late) }),
    ticked: (now) => tick.set(now / 1000),
    connected: (isUp) => up.set(isUp ? 1 : 0),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
