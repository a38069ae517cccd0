import { expect, test } from 'vitest';
import type { ChatEvent } from '../../src/chat/event.js';
import type { Transact } from '../../src/db/transact.js';
import { createLog } from '../../src/log.js';
import { createMetrics } from '../../src/metrics.js';
import { metricsSources } from '../../src/metrics-sources.js';
import { syncAccounts } from '../../src/org/service.js';
import { openOwn } from '../../src/reflection/response/service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import { wireDispatch } from '../../src/wire.js';
import { testOffice } from '../support/office.js';

const CANARY = '金丝雀：我的差距在于调研不够深入';
const words = { post: CANARY, expectations: CANARY, contribution: CANARY, conscience: CANARY };

/** An office whose next transactions fail at their end, as on a full disk, with an error that quotes what was to be stored. */
async function failingOffice() {
  const office = await testOffice();
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  await syncAccounts(office.ground, [
    { userId: 'U603', teamId: 'T', name: '邓禾', email: 'deng.he@siwen.example', locale: 'zh-CN', active: true, bot: false },
  ]);
  let healthy = Number.POSITIVE_INFINITY;
  const transact: Transact = (work) =>
    office.transact(async (tx) => {
      const result = await work(tx);
      healthy -= 1;
      if (healthy < 0) throw new Error(`disk full while writing ${CANARY} of deng.he@siwen.example`, { cause: new Error(CANARY) });
      return result;
    });
  const lines: string[] = [];
  const metrics = createMetrics({ ...metricsSources(office.ground), connected: () => true });
  const logs = [true, false].map((plain) =>
    createLog({ level: 'debug', zone: office.ground.zone, plain, write: (line) => lines.push(line) }),
  );
  const dispatches = logs.map((log) => wireDispatch({ ...office.ground, transact }, log, metrics).dispatch);
  return { office, roundId: sent.round.id, dispatches, lines, metrics, breakAfter: (transactions: number) => (healthy = transactions) };
}

const from = { person: { userId: 'U603', teamId: 'T' }, trigger: 't' };

test('whatever fails while somebody writes, they get a number to quote, nothing is stored, and the log and the metrics hold no word of it', async () => {
  const { office, roundId, dispatches, lines, metrics, breakAfter } = await failingOffice();
  const form = { surface: 'form' as const, context: roundId, values: words };
  const events: ChatEvent[] = [
    { ...from, kind: 'submission', id: 'reflection.submit', context: roundId, values: words, key: 's', press: 'p' },
    { ...from, kind: 'action', id: 'reflection.draft', value: roundId, from: form, key: 'd' },
    { ...from, kind: 'message', text: CANARY, key: 'm' },
    { ...from, kind: 'command', text: `汇总 ${CANARY}`, key: 'c' },
    { ...from, kind: 'options', id: 'reflection.leaders', query: CANARY, key: 'o' },
  ];
  for (const dispatch of dispatches)
    for (const event of events)
      for (const transactions of [0, 1]) {
        breakAfter(transactions);
        const reply = await dispatch({ ...event, key: `${event.key}${transactions}` });
        if (reply.do === 'errors') expect(reply.errors).toEqual({ post: expect.stringMatching(/请把编号 \S{8} 告诉管理员/) });
      }
  breakAfter(Number.POSITIVE_INFINITY);
  const own = await openOwn(office.reflection, { roundId, memberId: '603' });
  expect(own).toMatchObject({ ok: true, own: { versions: 0, draft: undefined } });
  const log = lines.join('');
  expect(lines.length).toBeGreaterThan(10);
  expect(log).toContain('an event could not be handled');
  for (const secret of [CANARY, '调研不够', 'deng.he', '邓禾']) {
    expect(log).not.toContain(secret);
    expect(await metrics.text()).not.toContain(secret);
  }
  expect(await metrics.text()).toMatch(/siwen_chat_failures_total\{kind="submission"\} [1-9]/);
});
