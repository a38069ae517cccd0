import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SubmissionEvent } from '../../src/chat/event.js';
import type { Answer } from '../../src/chat/reply.js';
import { transactOn } from '../../src/db/transact.js';
import { createLog } from '../../src/log.js';
import { syncAccounts } from '../../src/org/service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import Database from '../../src/sqlite.js';
import { wireDispatch } from '../../src/wire.js';
import { account } from '../org/bureau.js';
import { testOffice } from '../support/office.js';

const NOT_SAVED = /没有办成，所填内容尚未保存。请稍后再试；若仍不成，请把编号 \S+ 告诉管理员。/;

/** The demo bureau with a round, its bot on a connection that the test can spoil. It waits for other processes as long as a test may. */
async function office() {
  const bureau = await testOffice();
  const { ground, transact, path } = bureau;
  const members = await transact((tx) => tx.selectFrom('org_member').select(['id', 'email']).execute());
  await syncAccounts(
    ground,
    members.map(({ id, email }) => account(`U${id}`, email ?? undefined)),
  );
  const sent = await sendRound(
    bureau.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  ground.vault.prepare(members.map(({ id }) => id));
  // Pages that the migrations freed would still take something on a full disk.
  const tidying = new Database(path);
  tidying.exec('VACUUM');
  tidying.close();
  bureau.checkpoint();
  const sqlite = new Database(path, { timeout: 25 });
  onTestFinished(() => void sqlite.close());
  const lines: string[] = [];
  const log = createLog({ level: 'info', zone: ground.zone, plain: false, write: (line) => lines.push(line) });
  const on = { ...ground, transact: transactOn(sqlite, 30) };
  const { dispatch } = wireDispatch(on, log, { handled: () => undefined, failed: () => undefined });
  let presses = 0;
  const submit = (memberId: string, word: string): Promise<Answer> => {
    presses += 1;
    const event: SubmissionEvent = {
      kind: 'submission',
      id: 'reflection.submit',
      person: { userId: `U${memberId}`, teamId: 'T1' },
      context: sent.round.id,
      values: { post: word, expectations: word, contribution: word, conscience: word },
      key: `form${presses}`,
      press: `press${presses}`,
    };
    return dispatch(event);
  };
  const rows = () => {
    const other = new Database(path, { readonly: true });
    try {
      const count = (table: string) => other.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      return ['reflection_response', 'reflection_draft', 'delivery_outbox', 'delivery_seen', 'delivery_update'].map(count);
    } finally {
      other.close();
    }
  };
  return { ids: members.map(({ id }) => id), sqlite, path, submit, rows, lines, transact, roundId: sent.round.id };
}
type Office = Awaited<ReturnType<typeof office>>;

const saved = (answer: Answer) => answer.do !== 'errors';
const said = (answer: Answer) => JSON.stringify(answer);

/** Spoils the database; returns what repairs it. */
const faults: Readonly<Record<string, (office: Office) => () => void>> = {
  'a full disk': ({ sqlite }) => {
    sqlite.pragma(`max_page_count = ${Number(sqlite.pragma('page_count', { simple: true }))}`);
    return () => void sqlite.pragma('max_page_count = 1000000');
  },
  'a file that can only be read': ({ sqlite }) => {
    sqlite.pragma('query_only = ON');
    return () => void sqlite.pragma('query_only = OFF');
  },
  'a file that another program holds': ({ path }) => {
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    return () => other.close();
  },
};
/** What the log says of it, in words. */
const words: Readonly<Record<string, string>> = {
  'a full disk': 'lies on a disk that is full',
  'a file that can only be read': 'cannot be written',
  'a file that another program holds': 'is being held by another program',
};
const LONG = '很长的一段话。'.repeat(400);

describe.each(Object.entries(faults))('%s', (name, spoil) => {
  test('the person is told in a sentence, the log says what to do, nothing half is written; and it works again without a restart', async () => {
    const bureau = await office();
    const { submit, rows, lines } = bureau;
    const before = rows();
    const repair = spoil(bureau);
    const answer = await submit('603', LONG);
    expect(said(answer)).toMatch(NOT_SAVED);
    repair();
    expect(rows()).toEqual(before);
    expect(lines.join('\n')).toContain(words[name]);
    expect(lines.join('\n')).not.toContain(LONG.slice(0, 14));
    expect(saved(await submit('603', LONG))).toBe(true);
    expect(rows()).not.toEqual(before);
  });
});

test('a damaged page: the person is told in a sentence, and the log names siwen restore', async () => {
  const { submit, lines, path } = await office();
  const bytes = readFileSync(path);
  bytes.fill(0x5a, 4096 * 4);
  writeFileSync(path, bytes);
  expect(said(await submit('603', LONG))).toMatch(NOT_SAVED);
  expect(lines.join('\n')).toContain('damaged. Stop siwen and put the newest sound backup in its place with siwen restore.');
});

test('whoever is told that an answer was saved has it saved: 450 answers, many at once, on a disk that fills, locks and clears', {
  timeout: 60_000,
}, async () => {
  const bureau = await office();
  const { submit, transact, ids, sqlite } = bureau;
  const kinds = Object.values(faults);
  const told = new Map<string, number>();
  const failures = { told: 0, saved: 0 };
  for (let round = 0; round < 45; round++) {
    const spoil = kinds[round % kinds.length];
    const some = Array.from({ length: 10 }, (_, index) => ids[(round * 7 + index) % ids.length] ?? '');
    let repair = round % 2 === 0 ? spoil?.(bureau) : undefined;
    const answers = some.map(async (id, index) => {
      const answer = await submit(id, `${LONG}${round}-${index}`);
      if (saved(answer)) told.set(id, (told.get(id) ?? 0) + 1);
      failures[saved(answer) ? 'saved' : 'told'] += 1;
    });
    // In the odd rounds it happens while they are being saved; in some of the even ones it is over before all have failed.
    for (let turn = 0; turn < round % 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (round % 2 === 1 && round % 3 !== 2) repair = spoil?.(bureau);
    if (round % 4 === 0) repair?.();
    await Promise.all(answers);
    repair?.();
  }
  const versions = await transact((tx) => tx.selectFrom('reflection_response').select('member_id').execute());
  const stored = new Map(ids.map((id) => [id, versions.filter(({ member_id }) => member_id === id).length]));
  expect(failures.told).toBeGreaterThan(100);
  expect(failures.saved).toBeGreaterThan(100);
  expect([...stored].filter(([id, count]) => count !== (told.get(id) ?? 0))).toEqual([]);
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
});
