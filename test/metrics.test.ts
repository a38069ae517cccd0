import { expect, test } from 'vitest';
import type { Instant } from '../src/calendar/instant.js';
import { createMetrics } from '../src/metrics.js';

test('what happened is counted, and the outbox is counted when somebody asks', async () => {
  let depth: Record<string, number> = { pending: 2, sent: 5 };
  const metrics = createMetrics({ outboxDepth: async () => depth });
  metrics.attempted('post', 'sent');
  metrics.attempted('post', 'sent');
  metrics.attempted('update', 'unknown');
  metrics.handled('submission', 'ok');
  metrics.answered(true);
  metrics.ticked(1_764_000_000_000 as Instant);
  metrics.connected(true);
  const text = await metrics.text();
  expect(text).toContain('siwen_delivery_outbox_rows{state="pending"} 2');
  expect(text).toContain('siwen_delivery_attempts_total{kind="post",outcome="sent"} 2');
  expect(text).toContain('siwen_delivery_attempts_total{kind="update",outcome="unknown"} 1');
  expect(text).toContain('siwen_chat_events_total{kind="submission",outcome="ok"} 1');
  expect(text).toContain('siwen_reflection_answers_total{late="true"} 1');
  expect(text).toContain('siwen_schedule_last_tick_timestamp_seconds 1764000000');
  expect(text).toContain('siwen_chat_connected 1');
  expect(metrics.contentType).toContain('text/plain');
  depth = { sent: 7 };
  const later = await metrics.text();
  expect(later).not.toContain('state="pending"');
  expect(later).toContain('siwen_delivery_outbox_rows{state="sent"} 7');
});

test('two of them do not share their numbers', async () => {
  const one = createMetrics({ outboxDepth: async () => ({}) });
  const other = createMetrics({ outboxDepth: async () => ({}) });
  one.answered(false);
  expect(await other.text()).not.toContain('late="false"');
});
