import { expect, test } from 'vitest';
import { personAt } from '../support/person.js';
import { newDataDir, startProgram } from '../support/running.js';

type Line = { readonly msg: string; readonly request?: string; readonly [name: string]: unknown };

const linesOf = (output: string): Line[] => output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

test('the id of a request leads through the log: committed, acknowledged, and every message it causes', { timeout: 60_000 }, async () => {
  const bot = await startProgram(newDataDir(), { LOG_LEVEL: 'debug' });
  const cadre = await personAt(bot, '邓禾');
  const card = await cadre.message('一问');
  await cadre.openHome();
  await cadre.homeWith('作答');
  await cadre.press('作答', card);
  await cadre.form('四问');
  await cadre.fill({ 一问: '甲', 二问: '乙', 三问: '丙', 四问: '丁' });
  expect(await cadre.submit()).toEqual({ kind: 'closed' });
  await cadre.changed(card, '已作答');
  await cadre.say('帮助');
  await cadre.message('四问能做这些事');
  expect(await bot.stop()).toBe(0);

  const lines = linesOf(bot.output());
  const trail = (event: string) => {
    const found = lines.findLast((line) => line.msg.startsWith('handled') && [line.handler, line.kind].includes(event));
    return lines.filter((line) => line.request === found?.request).map(({ msg, kind }) => [msg, kind].filter(Boolean).join(' '));
  };
  const answered = trail('reflection.submit');
  expect(answered.slice(0, 2)).toEqual(['handled, and what it changed is committed submission', 'acknowledged']);
  expect(answered.slice(2).toSorted()).toEqual([
    'an attempt has ended home',
    'an attempt has ended update',
    'waits in the outbox home',
    'waits in the outbox update',
  ]);
  expect(trail('message')).toEqual([
    'acknowledged',
    'handled, and what it changed is committed message',
    'waits in the outbox post',
    'an attempt has ended post',
  ]);
  const requests = lines.flatMap((line) => (line.msg === 'acknowledged' ? [line.request] : []));
  expect(new Set(requests).size).toBe(requests.length);
});
