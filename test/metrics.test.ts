import { expect, test } from 'vitest';
import type { Instant } from '../src/calendar/instant.js';
import { enqueue } from '../src/delivery/outbox.js';
import { createMetrics } from '../src/metrics.js';
import { metricsSources } from '../src/metrics-sources.js';
import { submit } from '../src/reflection/response/service.js';
import { sendRound } from '../src/reflection/schedule/service.js';
import { type Office, testOffice } from './support/office.js';

const still = {
  outboxDepth: async () => ({}),
  oldestPendingMs: async () => 0,
  rounds: async () => ({}),
  asked: async () => ({}),
  leave: async () => ({}),
  lastBackupAt: async () => undefined,
  connected: () => false,
};

test('what happened is counted', async () => {
  let up = true;
  const metrics = createMetrics({ ...still, connected: () => up });
  metrics.attempted('post', 'sent');
  metrics.attempted('post', 'sent');
  metrics.attempted('update', 'in-doubt');
  metrics.limited('chat.postMessage');
  metrics.acknowledged('view_submission', 20);
  metrics.handled('submission');
  metrics.failed('action');
  metrics.ticked(1_764_000_000_000 as Instant);
  const text = await metrics.text();
  expect(text).toContain('siwen_delivery_attempts_total{method="post",outcome="sent"} 2');
  expect(text).toContain('siwen_delivery_attempts_total{method="update",outcome="in-doubt"} 1');
  expect(text).toContain('siwen_chat_limited_total{method="chat.postMessage"} 1');
  expect(text).toContain('siwen_chat_acknowledgement_seconds_bucket{le="0.01",kind="view_submission"} 0');
  expect(text).toContain('siwen_chat_acknowledgement_seconds_bucket{le="0.025",kind="view_submission"} 1');
  expect(text).toContain('siwen_chat_acknowledgement_seconds_sum{kind="view_submission"} 0.02');
  expect(text).toContain('siwen_chat_events_total{kind="submission"} 1');
  expect(text).toContain('siwen_chat_failures_total{kind="action"} 1');
  expect(text).toContain('siwen_chat_failures_total{kind="submission"} 0');
  expect(text).toContain('siwen_schedule_last_tick_timestamp_seconds 1764000000');
  expect(text).toContain('siwen_chat_connected 1');
  expect(metrics.contentType).toContain('text/plain');
  up = false;
  expect(await metrics.text()).toContain('siwen_chat_connected 0');
});

test('every metric says what it is, of what type, and counts in base units', async () => {
  const lines = (await createMetrics(still).text()).split('\n');
  const named = (word: string) => lines.flatMap((line) => new RegExp(`^# ${word} (siwen_\\S+) (.+)`).exec(line)?.slice(1) ?? []);
  const types = named('TYPE');
  expect(types.filter((_, index) => index % 2 === 0)).toEqual(named('HELP').filter((_, index) => index % 2 === 0));
  expect(types.length).toBeGreaterThan(20);
  for (let index = 0; index < types.length; index += 2) {
    const [name = '', type] = types.slice(index);
    expect(name).not.toMatch(/_(ms|millis|minutes|hours)\b/);
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
  }
});

async function scrape(office: Office): Promise<string[]> {
  const text = await createMetrics({ ...metricsSources(office.ground), connected: () => true }).text();
  return text.split('\n').filter((line) => /^siwen_(delivery_o|reflection)/.test(line));
}

test('the outbox and the rounds are counted when somebody asks: states and numbers, no name and no word', async () => {
  const office = await testOffice();
  expect(await scrape(office)).toContain('siwen_delivery_oldest_pending_seconds 0');
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  office.pass(2);
  const now = office.now();
  await office.transact((tx) =>
    enqueue(tx, now, { kind: 'post', key: 'test.one:1', to: { channel: 'C1' }, card: { summary: '', blocks: [] }, urgency: 'urgent' }),
  );
  const [ask] = await office.outbox('reflection.ask');
  const prompts = sent.round.set.prompts.map(({ id }) => [id, '一段心里话'] as const);
  await submit(office.reflection, {
    roundId: sent.round.id,
    memberId: String(ask?.member_id),
    submission: 's',
    answers: Object.fromEntries(prompts),
  });
  const lines = await scrape(office);
  const asked = (await office.outbox('reflection.ask')).length;
  expect(lines).toEqual([
    `siwen_delivery_outbox_rows{state="pending"} ${asked + 1}`,
    'siwen_delivery_outbox_rows{state="sending"} 0',
    'siwen_delivery_outbox_rows{state="refused"} 0',
    'siwen_delivery_outbox_rows{state="expired"} 0',
    'siwen_delivery_outbox_rows{state="unknown"} 0',
    'siwen_reflection_rounds{state="open"} 1',
    'siwen_reflection_rounds{state="closed"} 0',
    'siwen_reflection_rounds{state="missed"} 0',
    'siwen_reflection_rounds{state="withdrawn"} 0',
    'siwen_reflection_asked{state="answered"} 1',
    `siwen_reflection_asked{state="unanswered"} ${asked - 1}`,
    'siwen_delivery_oldest_pending_seconds 7200',
  ]);
});

test('a state that has emptied does not go on showing its last number', async () => {
  let depth: Record<string, number> = { pending: 2 };
  const metrics = createMetrics({ ...still, outboxDepth: async () => depth });
  expect(await metrics.text()).toContain('siwen_delivery_outbox_rows{state="pending"} 2');
  depth = { sent: 7 };
  const later = await metrics.text();
  expect(later).not.toContain('state="pending"');
  expect(later).toContain('siwen_delivery_outbox_rows{state="sent"} 7');
});

test('two of them do not share their numbers', async () => {
  const one = createMetrics(still);
  const other = createMetrics(still);
  one.handled('action');
  expect(await one.text()).toContain('siwen_chat_events_total{kind="action"} 1');
  expect(await other.text()).not.toContain('kind="action"} 1');
});
