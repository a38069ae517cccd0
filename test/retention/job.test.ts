import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { hourMs, type Instant, plus } from '../../src/calendar/instant.js';
import { noteHomeOpened } from '../../src/delivery/homes.js';
import { seen, storeMessage } from '../../src/delivery/inbox.js';
import type { DepartmentId, MemberId } from '../../src/org/member.js';
import { auditEntries } from '../../src/org/service.js';
import { openVersion } from '../../src/reflection/own/service.js';
import { exportOwn } from '../../src/reflection/response/export.js';
import { openOwn, saveDraft, submit } from '../../src/reflection/response/service.js';
import { look, share } from '../../src/reflection/response/share-service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import { askFigures } from '../../src/reflection/service.js';
import { retentionJob } from '../../src/retention/job.js';
import { retentionNoticeJob } from '../../src/retention/notice.js';
import { RetentionPolicy } from '../../src/retention/policy.js';
import { createClockControl } from '../../src/schedule/clock-control.js';
import { createTurns } from '../../src/schedule/turns.js';
import Database from '../../src/sqlite.js';
import { cardNow, deliver } from '../support/announced.js';
import { at, type Office, testOffice } from '../support/office.js';

const ME = '603';
const LEADER = '101';
const NIGHT = '03:30';
const words = (word: string) => ({ post: `${word}一`, expectations: `${word}二`, contribution: `${word}三`, conscience: `${word}四` });

async function bureau(section?: unknown) {
  const office = await testOffice(at('2026-11-24', '10:00'));
  const logged: unknown[] = [];
  const job = retentionJob({
    ...office.ground,
    policy: RetentionPolicy.parse(section),
    reflection: office.reflection,
    log: { info: (fields, sentence) => logged.push({ ...fields, sentence }) },
  });
  const runAt = async (now: Instant) => {
    office.moveTo(now);
    await job.run(now);
  };
  const notice = retentionNoticeJob(office.reflection);
  const tellAt = async (now: Instant) => {
    office.moveTo(now);
    await notice.run(now);
  };
  return { office, job, notice, runAt, tellAt, logged };
}

async function ask(office: Office) {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}

let presses = 0;
async function write(office: Office, roundId: string, memberId: string, word: string) {
  presses += 1;
  expect(await submit(office.reflection, { roundId, memberId, submission: `p${presses}`, answers: words(word) })).toMatchObject({
    ok: true,
  });
}
async function own(office: Office, roundId: string, memberId = ME) {
  const opened = await openOwn(office.reflection, { roundId, memberId });
  if (!opened.ok) throw new Error(opened.refusal);
  return opened.own;
}
const entries = (office: Office) => office.transact((tx) => auditEntries(tx, { action: 'retention', limit: 9 }));

describe('what members wrote', () => {
  test('is kept through the last day of its span and gone in the night after, with every version; who took part counts on', async () => {
    const { office, runAt } = await bureau();
    const round = await ask(office);
    await write(office, round.id, ME, '甲');
    await write(office, round.id, ME, '乙');
    const departments = await office.transact((tx) => tx.selectFrom('org_department').select('id').execute());
    const figures = () =>
      office.transact((tx) =>
        askFigures(
          tx,
          [round.id],
          departments.map(({ id }) => id as DepartmentId),
        ),
      );
    const before = await figures();
    expect(before.reduce((sum, { answered }) => sum + answered, 0)).toBe(1);
    await runAt(at('2029-11-24', '23:59'));
    expect(await own(office, round.id)).toMatchObject({ answers: words('乙'), gone: undefined, keptUntil: '2029-11-24' });
    await runAt(at('2029-11-25', '03:29'));
    expect((await own(office, round.id)).answers).toBeDefined();
    await runAt(at('2029-11-25', NIGHT));
    expect(await own(office, round.id)).toMatchObject({ answers: undefined, gone: 'expired', versions: 2, keptUntil: undefined });
    for (const version of [1, 2])
      expect(await openVersion(office.reflection, { roundId: round.id, memberId: ME, version })).toMatchObject({
        answers: undefined,
        gone: 'expired',
      });
    expect(await figures()).toEqual(before);
  });

  test('an answer edited on the next day goes as a whole, by its last submission', async () => {
    const { office, runAt } = await bureau();
    const round = await ask(office);
    await write(office, round.id, ME, '甲');
    office.moveTo(at('2026-11-25', '09:00'));
    await write(office, round.id, ME, '乙');
    await runAt(at('2029-11-25', NIGHT));
    expect(await openVersion(office.reflection, { roundId: round.id, memberId: ME, version: 1 })).toMatchObject({ answers: words('甲') });
    await runAt(at('2029-11-26', NIGHT));
    expect(await own(office, round.id)).toMatchObject({ answers: undefined, gone: 'expired' });
  });

  test('the export says so; whoever it was shown to sees it no more', async () => {
    const { office, runAt } = await bureau();
    const round = await ask(office);
    await write(office, round.id, ME, '甲');
    expect(await share(office.reflection, { roundId: round.id, memberId: ME, leaderId: LEADER })).toMatchObject({ ok: true });
    const key = { roundId: round.id, memberId: ME, leaderId: LEADER };
    expect(await look(office.reflection, key)).toMatchObject({ ok: true });
    await deliver(office);
    await runAt(at('2029-11-25', NIGHT));
    const file = await exportOwn(office.reflection, ME);
    const rows: string[][] = parse(Buffer.from(file?.content ?? []).toString(), { bom: true });
    expect(rows.slice(1)).toEqual([expect.arrayContaining(['内容已按保存期限删除，作答记录保留。'])]);
    expect(await look(office.reflection, key)).toEqual({ ok: false, refusal: 'content-expired' });
    const [card] = await office.outbox('reflection.shared:');
    expect(await cardNow(office, card?.key ?? '')).toContain('已按保存期限删除');
  });

  test('nothing of it stays in the file', async () => {
    const { office, runAt } = await bureau();
    const round = await ask(office);
    await write(office, round.id, ME, '甲');
    const sqlite = new Database(office.path, { readonly: true });
    const sealed = sqlite.prepare<[], Buffer>('SELECT content FROM reflection_response').pluck().get() ?? Buffer.alloc(0);
    await runAt(at('2029-11-25', NIGHT));
    office.checkpoint();
    const file = sqlite.prepare<[], { file: string }>('PRAGMA database_list').get()?.file ?? '';
    sqlite.close();
    expect(sealed.length).toBeGreaterThan(50);
    expect(readFileSync(file).includes(sealed.subarray(20))).toBe(false);
  });

  test('a draft goes after its span, but never while its round is open', async () => {
    const { office, runAt } = await bureau({ drafts: { days: 1 } });
    const round = await ask(office);
    await saveDraft(office.reflection, { roundId: round.id, memberId: ME, answers: { post: '想到一半' } });
    await runAt(at('2026-11-26', NIGHT));
    expect((await own(office, round.id)).draft).toBeDefined();
    await runAt(at('2026-11-28', NIGHT));
    expect((await own(office, round.id)).draft).toBeUndefined();
  });
});

describe('what is said of it', () => {
  test('the audit log, the log and the administrators hear how much, once; a night without anything says nothing', async () => {
    const { office, notice, runAt, tellAt, logged } = await bureau();
    const round = await ask(office);
    for (const member of [ME, '104']) await write(office, round.id, member, '甲');
    await runAt(at('2027-01-10', NIGHT));
    // Nor does anybody look at it again.
    expect(await office.transact((tx) => notice.nextDueAt(tx, office.now()))).toBeUndefined();
    expect([await entries(office), await office.outbox('retention.'), logged]).toEqual([[], [], []]);
    const night = at('2029-11-25', NIGHT);
    for (const now of [night, plus(night, 1), plus(night, hourMs)]) await runAt(now);
    const [entry, ...others] = await entries(office);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ action: 'retention.deleted', subject: String(night), actor: { operator: 'siwen' } });
    expect(entry?.detail).toContain('responses=2');
    expect(logged).toEqual([expect.objectContaining({ responses: 2, drafts: 0 })]);
    for (const time of ['09:00', '09:01']) await tellAt(at('2029-11-26', time));
    const notices = await office.outbox('retention.deleted:');
    expect(notices).toHaveLength(2);
    expect(notices[0]?.content).toContain('按保存期限已删除 2 份作答的内容');
    expect(JSON.stringify([notices, logged])).not.toContain('甲');
  });

  test('what nights and a weekend have deleted is told on the next workday, in working hours, as one', async () => {
    const { office, notice, runAt, tellAt } = await bureau();
    const first = await ask(office);
    await write(office, first.id, ME, '甲');
    office.pass(24);
    const second = await ask(office);
    await write(office, second.id, '104', '乙');
    const saturday = at('2029-11-24', NIGHT);
    for (const night of [saturday, at('2029-11-25', NIGHT), at('2029-11-26', NIGHT)]) {
      await runAt(night);
      await tellAt(night);
    }
    expect(await office.outbox('retention.deleted:')).toEqual([]);
    const next = await office.transact((tx) => notice.nextDueAt(tx, office.now()));
    expect(next).toBe(at('2029-11-26', '08:30'));
    await tellAt(next as Instant);
    const notices = await office.outbox('retention.deleted:');
    expect(notices.map(({ content }) => content?.match(/按保存期限已删除 2 份作答的内容/)?.length)).toEqual([1, 1]);
    expect(await office.transact((tx) => notice.nextDueAt(tx, office.now()))).toBeUndefined();
  });

  test('a run that was cut short goes on, even nights later, and says all that it has deleted', async () => {
    const { office, job, runAt } = await bureau();
    const round = await ask(office);
    for (const member of [ME, '104', '202']) await write(office, round.id, member, '甲');
    const sqlite = new Database(office.path);
    sqlite.exec(
      `CREATE TRIGGER dying BEFORE UPDATE ON reflection_response WHEN OLD.member_id = '603' BEGIN SELECT RAISE(ABORT, 'killed'); END`,
    );
    const night = at('2029-11-25', NIGHT);
    await expect(runAt(night)).rejects.toThrow();
    sqlite.exec('DROP TRIGGER dying');
    sqlite.close();
    expect(await entries(office)).toEqual([]);
    await runAt(at('2029-11-28', '08:00'));
    const [entry] = await entries(office);
    expect(entry).toMatchObject({ subject: String(night) });
    expect(entry?.detail).toContain('responses=3');
    await job.run(at('2029-11-28', '08:00'));
    const runs = await office.transact((tx) => tx.selectFrom('retention_run').selectAll().orderBy('occurrence_at').execute());
    expect(runs.map(({ occurrence_at, ended_at }) => [occurrence_at, ended_at !== null])).toEqual([
      [night, true],
      [at('2029-11-28', NIGHT), true],
    ]);
  });

  test('a clock that goes back deletes nothing a second time and runs no earlier night', async () => {
    const { office, runAt } = await bureau();
    await runAt(at('2026-11-26', NIGHT));
    await runAt(at('2026-11-20', '12:00'));
    const runs = await office.transact((tx) => tx.selectFrom('retention_run').select('occurrence_at').execute());
    expect(runs).toEqual([{ occurrence_at: at('2026-11-26', NIGHT) }]);
  });

  test('the clock of the local workspace stops where somebody’s words go, and only there', async () => {
    const { office, job, logged } = await bureau();
    const round = await ask(office);
    await write(office, round.id, ME, '甲');
    const stops: Instant[] = [];
    const clock = {
      now: office.now,
      async moveTo(instant: Instant) {
        stops.push(instant);
        office.moveTo(instant);
      },
    };
    const start = office.now();
    const control = createClockControl({
      transact: office.transact,
      clock: clock as never,
      jobs: [job],
      turns: createTurns(),
      settle: async () => undefined,
      log: { error: (fields) => expect(fields).toBeUndefined() },
    });
    await control.advanceTo(at('2031-01-01', '12:00'));
    expect(stops).toEqual([start, at('2029-11-25', NIGHT), at('2031-01-01', '12:00')]);
    expect(logged).toHaveLength(1);
    expect(await own(office, round.id)).toMatchObject({ gone: 'expired' });
  });
});

describe('what only delivery keeps', () => {
  test.each([
    ['2026-12-02', false],
    ['2026-12-03', true],
  ])('keys by which a second delivery is known: in the night of %s gone %s', async (night, gone) => {
    const { office, runAt } = await bureau();
    await office.transact((tx) => seen(tx, 'K', office.now()));
    await runAt(at(night, NIGHT));
    expect(await office.transact((tx) => seen(tx, 'K', office.now()))).toBe(!gone);
  });

  test('when somebody last looked at Home, with them', async () => {
    const { office, runAt } = await bureau();
    await office.transact((tx) => noteHomeOpened(tx, office.now(), 'U603', ME as MemberId));
    const noted = () => office.transact((tx) => tx.selectFrom('delivery_home_opened').selectAll().execute());
    await runAt(at('2026-12-02', NIGHT));
    expect(await noted()).toHaveLength(1);
    await runAt(at('2026-12-03', NIGHT));
    expect(await noted()).toEqual([]);
  });

  test('messages that were settled, but neither those that wait nor one with a newer card to show', async () => {
    const { office, runAt } = await bureau({ messages: { days: 30 } });
    await ask(office);
    const sqlite = new Database(office.path);
    const total = sqlite.prepare<[], number>('SELECT count(*) FROM delivery_outbox').pluck().get() ?? 0;
    const ids = sqlite.prepare<[], number>('SELECT id FROM delivery_outbox ORDER BY id').pluck().all();
    const [kept] = ids;
    sqlite
      .prepare(
        "UPDATE delivery_outbox SET state = 'sent', content_id = NULL, settled_at = ?, message_channel = 'D', message_id = id WHERE id <> ?",
      )
      .run(office.now(), ids.at(-1));
    sqlite.prepare("INSERT INTO delivery_update (outbox_id, card) VALUES (?, '{}')").run(kept);
    await runAt(at('2026-12-24', NIGHT));
    const count = sqlite.prepare<[], number>('SELECT count(*) FROM delivery_outbox').pluck();
    expect(count.get()).toBe(total);
    await runAt(at('2026-12-25', NIGHT));
    expect(sqlite.prepare<[], number>('SELECT id FROM delivery_outbox ORDER BY id').pluck().all()).toEqual([kept, ids.at(-1)]);
    sqlite.close();
  });

  test('words that nobody could handle, after a month, and the administrators are told', async () => {
    const { office, runAt, tellAt } = await bureau();
    const sealer = { seal: (text: string) => Buffer.from(text), unseal: () => '' };
    const event = { kind: 'message', key: 'E1', person: { userId: 'U1', teamId: 'T' }, text: '心里的话' } as const;
    await storeMessage({ ...office.ground, sealer }, event as never);
    const texts = () => office.transact((tx) => tx.selectFrom('delivery_inbox').select('sealed_text').execute());
    await runAt(at('2026-12-24', NIGHT));
    expect((await texts())[0]?.sealed_text).not.toBeNull();
    await runAt(at('2026-12-25', NIGHT));
    expect(await texts()).toEqual([{ sealed_text: null }]);
    await tellAt(at('2026-12-25', '09:00'));
    expect((await office.outbox('retention.deleted:'))[0]?.content).toContain('1 条未能处理的输入');
  });
});

test('the audit log is kept for ever unless policy says otherwise, and for three years whatever anybody says', async () => {
  const keeps = await bureau();
  const count = (office: Office) =>
    office.transact((tx) => auditEntries(tx, { action: 'org.roster-imported', limit: 9 })).then((all) => all.length);
  await keeps.runAt(at('2046-01-01', NIGHT));
  expect(await count(keeps.office)).toBe(1);
  const { office, runAt } = await bureau({ audit: { years: 3 } });
  await ask(office);
  await runAt(at('2030-01-01', NIGHT));
  expect(await count(office)).toBe(1); // the newest entry is no younger: whoever asks then finds something
  office.moveTo(at('2030-01-01', '10:00'));
  await ask(office);
  await runAt(at('2030-01-02', NIGHT));
  expect(await count(office)).toBe(0);
});
