import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { OutcomeUnknown, Refused } from '../src/chat/errors.js';
import { readConfig } from '../src/config.js';
import { createLog, type LogFields } from '../src/log.js';
import { testDatabase } from './support/database.js';

const canary = '我最近的差距是调研不够';
const { zone } = readConfig({});

function written(fields: LogFields, sentence = 'A sentence.', plain = false): string {
  const lines: string[] = [];
  createLog({ level: 'info', zone, plain, write: (line) => lines.push(line) }).info(fields, sentence);
  return lines.join('');
}

test('ids, counts and the sentence are logged', () => {
  expect(JSON.parse(written({ room: 'reflection', roundId: 'R1', count: 3 }, 'A round was opened.'))).toMatchObject({
    level: 'info',
    msg: 'A round was opened.',
    room: 'reflection',
    roundId: 'R1',
    count: 3,
  });
});

test.each<[string, Record<string, unknown>]>([
  ['a name that is not on the list', { body: canary }],
  ['an object under a name that is', { roundId: { body: canary } }],
  ['a list', { roundId: [canary] }],
  ['a whole row', { roundId: 'R1', ...{ answer: canary, note: canary } }],
  ['a sentence under the name of an id', { memberId: canary.repeat(20) }],
  ['an error that quotes it', { error: new Error(canary) }],
  ['an error over several lines', { error: new Error(`first\n    at ${canary}\nlast`) }],
  ['the cause of an error', { error: new OutcomeUnknown('lost', { cause: new Error(canary) }) }],
  ['something thrown that is no error', { error: canary }],
  ['an object with a toJSON', { at: { toJSON: () => canary } }],
])('what somebody wrote does not reach the log through %s', (_way, fields) => {
  expect(written(fields)).not.toContain(canary);
  expect(written(fields, 'S.', true)).not.toContain(canary);
});

test('zod and SQLite quote the value they dislike; the log does not', async () => {
  const { transact } = await testDatabase();
  const { sql } = await import('kysely');
  const broken = await transact((tx) => sql.raw(`select '${canary}' from nowhere`).execute(tx)).catch((error: unknown) => error);
  const invalid = z.record(z.string(), z.number()).safeParse({ [canary]: canary }).error;
  expect(String(broken)).toContain('nowhere');
  expect(JSON.stringify(invalid)).toContain(canary);
  expect(written({ error: broken })).not.toContain('nowhere');
  expect(written({ error: invalid })).not.toContain(canary);
  expect(JSON.parse(written({ error: broken })).error).toMatchObject({ name: 'SqliteError', code: 'SQLITE_ERROR' });
});

test('no field but those of the list ever comes through', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (fields) => {
      const { level: _level, time: _time, msg: _msg, ...rest } = JSON.parse(written(fields));
      for (const value of Object.values(rest)) expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
      expect(
        Object.keys(rest).filter(
          (name) => !['error', 'at', 'key', 'code', 'kind', 'file', 'year', 'port', 'host', 'mode', 'pid', 'job', 'room'].includes(name),
        ),
      ).toEqual([]);
    }),
  );
});

test('an error keeps its name, code and place, and the chat’s own refusal its words', () => {
  const logged = JSON.parse(written({ error: new Refused('channel_not_found', 'person-gone') })).error;
  expect(logged).toMatchObject({ name: 'Refused', code: 'channel_not_found', message: 'the chat refused: channel_not_found' });
  expect(logged.frames[0]).toContain('log.test');
});

test('places in the built program are logged as places in src/', () => {
  const main = new URL('../dist/main.js', import.meta.url);
  const line = readFileSync(main, 'utf8').split('const rooms = wireRooms(', 1)[0]?.split('\n').length ?? 0;
  const error = new Error('lost');
  error.stack = `Error: lost\n    at main (${main.href}:${line}:2)`;
  expect(JSON.parse(written({ error })).error.frames).toEqual([expect.stringMatching(/^main \(.*\/src\/main\.ts:\d+:\d+\)$/)]);
});

test('what is below the level is not written', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'warn', zone, plain: false, write: (line) => lines.push(line) });
  log.debug({}, 'D.');
  log.info({}, 'I.');
  log.warn({}, 'W.');
  log.error({}, 'E.');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['W.', 'E.']);
});

test('at a terminal a line is a sentence, in the office’s time', () => {
  expect(written({ room: 'slack', attempt: 2 }, 'The connection was lost.', true)).toMatch(
    /^\d\d:\d\d info {2}The connection was lost\. {2}room=slack {2}attempt=2\n$/,
  );
});
