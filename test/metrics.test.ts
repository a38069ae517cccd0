import { expect, test } from 'vitest';
import type { Instant } from '../src/calendar/instant.js';
import { createMetrics } from '../src/metrics.js';

test('what happened is counted, and the outbox is counted when somebody asks', async () => {
  let up = true;
  let depth: Record<string, number> = { pending: 2, sent: 5 };
  const metrics = createMetrics({ outboxDepth: async () => depth, connected: () => up });
  metrics.attempted('post', 'sent');
  metrics.attempted('post', 'sent');
  metrics.attempted('update', 'unknown');
  metrics.handled('submission');
  metrics.failed('action');
  metrics.ticked(1_764_000_000_000 as Instant);
  const text = await metrics.text();
  expect(text).toContain('siwen_delivery_outbox_rows{state="pending"} 2');
  expect(text).toContain('siwen_delivery_attempts_total{method="post",outcome="sent"} 2');
  expect(text).toContain('siwen_delivery_attempts_total{method="update",outcome="unknown"} 1');
  expect(text).toContain('siwen_chat_events_total{kind="submission"} 1');
  expect(text).toContain('siwen_chat_failures_total{kind="action"} 1');
  expect(text).toContain('siwen_schedule_last_tick_timestamp_seconds 1764000000');
  expect(text).toContain('siwen_chat_connected 1');
  expect(metrics.contentType).toContain('text/plain');
  depth = { sent: 7 };
  up = false;
  const later = await metrics.text();
  expect(later).toContain('siwen_chat_connected 0');
  expect(later).not.toContain('state="pending"');
  expect(later).toContain('siwen_delivery_outbox_rows{state="sent"} 7');
});

test('two of them do not share their numbers', async () => {
  const still = { outboxDepth: async () => ({}), connected: () => false };
  const one = createMetrics(still);
  const other = createMetrics(still);
  one.handled('action');
  expect(await other.text()).not.toContain('kind="action"');
});
