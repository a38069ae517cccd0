import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { meetingOutcome } from '../../../src/db/migrations/035-meeting-outcome.js';
import { migrations } from '../../../src/db/migrations/index.js';
import { openDatabase } from '../../../src/db/open.js';
import type { MemberId } from '../../../src/org/member.js';
import { reflectionJobs } from '../../../src/reflection/jobs.js';
import { erase } from '../../../src/reflection/own/service.js';
import { countRatings } from '../../../src/reflection/rating/service.js';
import { submit } from '../../../src/reflection/response/service.js';
import { closeRounds } from '../../../src/reflection/round/close-service.js';
import { sendRound, sendTrial } from '../../../src/reflection/schedule/service.js';
import Database from '../../../src/sqlite.js';
import { scratch } from '../../db/scratch.js';
import { addCrowd, turnsDuring } from '../../support/crowd.js';
import { type Office, testOffice } from '../../support/office.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';

async function ask(office: Office) {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-checks', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
}
type Round = Awaited<ReturnType<typeof ask>>;

let presses = 0;
async function rate(office: Office, round: Round, memberId: string, rating: number) {
  presses += 1;
  const answers = Object.fromEntries(round.set.prompts.map(({ id, kind }) => [id, kind === 'rating' ? `${rating}` : '秘密']));
  const submitted = await submit(office.reflection, { roundId: round.id, memberId, submission: `press${presses}`, answers });
  if (!submitted.ok) throw new Error(submitted.refusal);
}
async function tick(office: Office) {
  for (const job of reflectionJobs(office.reflection)) await job.run(office.now());
}
const said = (act: () => Promise<unknown>) =>
  act().then(
    () => '',
    (error: Error) => error.message,
  );
/** Of the first prompt: department, rating, people. */
async function kept(office: Office, round: Round) {
  const prompt = round.set.prompts.find(({ kind }) => kind === 'rating')?.id ?? '';
  return office.transact((tx) =>
    tx
      .selectFrom('reflection_rating')
      .innerJoin('org_department', 'org_department.id', 'department_id')
      .select(['name', 'rating', 'people'])
      .where('round_id', '=', round.id)
      .where('prompt_id', '=', prompt)
      .orderBy('name')
      .orderBy('rating')
      .execute(),
  );
}
const rows = async (office: Office) => (await office.transact((tx) => tx.selectFrom('reflection_rating').selectAll().execute())).length;

/** Six of 规划处 and two of 办公室 have rated themselves. */
async function answered() {
  const office = await testOffice();
  await addCrowd(office, 4);
  const round = await ask(office);
  for (const [n, id] of ['602', '603', 'M0', 'M1', 'M2', 'M3'].entries()) await rate(office, round, id, 1 + (n % 3));
  for (const id of ['103', '104']) await rate(office, round, id, 5);
  return { office, round };
}

describe('when a round closes', () => {
  test('its ratings are counted by groups of five or more, and the few that are left over at the top are not', async () => {
    const { office, round } = await answered();
    await tick(office);
    expect(await rows(office)).toBe(0);
    office.moveTo(round.closesAt);
    await tick(office);
    expect(await kept(office, round)).toEqual([1, 2, 3].map((rating) => ({ name: '规划处', rating, people: 2 })));
    const prompts = await office.transact((tx) => tx.selectFrom('reflection_rating').select('prompt_id').distinct().execute());
    expect(prompts).toHaveLength(round.set.prompts.filter(({ kind }) => kind === 'rating').length);
  });

  test('an answer that is damaged is left out, which is said once, and the others count', async () => {
    const { office, round } = await answered();
    const other = await ask(office);
    for (const id of ['602', '603', 'M0', 'M1', 'M2']) await rate(office, other, id, 4);
    await office.transact(async (tx) => {
      const answer = tx.selectFrom('reflection_response').select('content').where('round_id', '=', round.id);
      const { content } = await answer.where('member_id', '=', '602' as MemberId).executeTakeFirstOrThrow();
      const damaged = Buffer.from(content ?? []).map((byte, index, all) => (index === all.length - 1 ? byte ^ 1 : byte));
      const change = tx.updateTable('reflection_response').set({ content: damaged }).where('round_id', '=', round.id);
      await change.where('member_id', '=', '602' as MemberId).execute();
    });
    office.moveTo(other.closesAt);
    await closeRounds(office.reflection);
    const counting = async () => [await said(() => countRatings(office.reflection)), await said(() => countRatings(office.reflection))];
    expect((await counting()).sort()).toEqual(['', `1 answers of round ${round.id} are in no count of ratings`]);
    expect((await kept(office, round)).reduce((sum, { people }) => sum + people, 0)).toBe(5);
    expect(await kept(office, other)).toEqual([{ name: '规划处', rating: 4, people: 5 }]);
    expect(await counting()).toEqual(['', '']);
  });

  test('those of small departments go up to the one above them', async () => {
    const { office, round } = await answered();
    for (const id of ['001', '202', '702']) await rate(office, round, id, 4);
    office.moveTo(round.closesAt);
    await tick(office);
    expect((await kept(office, round)).filter(({ name }) => name !== '规划处')).toEqual([
      { name: '四问示范局', rating: 4, people: 3 },
      { name: '四问示范局', rating: 5, people: 2 },
    ]);
  });

  test('an answer counts as it was at the end of the window, whatever comes afterwards', async () => {
    const { office, round } = await answered();
    await rate(office, round, '602', 5);
    office.moveTo(round.closesAt);
    await tick(office);
    const before = await kept(office, round);
    expect(before).toEqual([
      { name: '规划处', rating: 1, people: 1 },
      { name: '规划处', rating: 2, people: 2 },
      { name: '规划处', rating: 3, people: 2 },
      { name: '规划处', rating: 5, people: 1 },
    ]);
    for (const id of ['601', '101', '102', '001']) await rate(office, round, id, 1);
    await erase(office.reflection, '602', 'everything');
    office.pass(24 * 366 * 4);
    await tick(office);
    expect(await kept(office, round)).toEqual(before);
  });

  test('what was erased before is in no count', async () => {
    const { office, round } = await answered();
    await erase(office.reflection, '603', 'everything');
    await erase(office.reflection, 'M3', 'everything');
    office.moveTo(round.closesAt);
    await tick(office);
    // Four of 规划处 and two of 办公室 are together a group of the bureau’s.
    expect((await kept(office, round)).map(({ name }) => name)).toEqual(Array(4).fill('四问示范局'));
  });

  test('a trial is counted nowhere, nor a round without ratings', async () => {
    const office = await testOffice();
    await addCrowd(office, 6);
    await sendTrial(office.reflection, { member: '102' as MemberId }, 'four-checks');
    await sendRound(
      office.reflection,
      { operator: 'test' },
      { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { hours: 1 } },
    );
    office.pass(24 * 60);
    await closeRounds(office.reflection);
    expect(await office.transact((tx) => tx.selectFrom('reflection_rating_due').selectAll().execute())).toEqual([]);
  });
});

describe('once, whatever happens', () => {
  test('a round that was to close while the program was down is counted at the next start', async () => {
    const { office, round } = await answered();
    office.moveTo(round.closesAt);
    office.pass(24 * 30);
    for (const id of ['601', '101', '102', '001', '002', '003']) await rate(office, round, id, 1);
    await tick(office);
    expect((await kept(office, round)).reduce((sum, { people }) => sum + people, 0)).toBe(6);
  });

  test('a crash between closing and counting counts it at the next start', async () => {
    const { office, round } = await answered();
    office.moveTo(round.closesAt);
    await closeRounds(office.reflection);
    expect(await rows(office)).toBe(0);
    await tick(office);
    expect(await kept(office, round)).toHaveLength(3);
  });

  test('a crash while it is counted leaves nothing behind, and two who count at once count it once', async () => {
    const { office, round } = await answered();
    office.moveTo(round.closesAt);
    await closeRounds(office.reflection);
    const broken = { ...office.reflection, vault: { ...office.reflection.vault, unseal: () => Promise.reject(new Error('power cut')) } };
    await expect(countRatings(broken)).rejects.toThrow('power cut');
    expect(await rows(office)).toBe(0);
    await Promise.all([countRatings(office.reflection), countRatings(office.reflection)]);
    await countRatings(office.reflection);
    expect(await kept(office, round)).toEqual([1, 2, 3].map((rating) => ({ name: '规划处', rating, people: 2 })));
  });

  test('years of rounds are counted one by one, and what becomes due meanwhile is not kept waiting', async () => {
    const { office, round } = await answered();
    const others = [await ask(office), await ask(office)];
    for (const other of others) for (const id of ['602', '603', 'M0', 'M1', 'M2']) await rate(office, other, id, 4);
    office.moveTo(round.closesAt);
    const waits = async () => (await office.transact((tx) => tx.selectFrom('reflection_rating_due').selectAll().execute())).length;
    const left: number[] = [];
    for (let n = 0; n < 4; n++) {
      await tick(office);
      left.push(await waits());
    }
    expect(left).toEqual([2, 1, 0, 0]);
    for (const one of [round, ...others]) expect(await kept(office, one)).not.toEqual([]);
  });

  test('as long as a round waits to be counted something is due, and then nothing is', async () => {
    const { office, round } = await answered();
    const due = () =>
      office.transact(async (tx) => {
        const job = reflectionJobs(office.reflection).find(({ name }) => name === 'reflection.ratings');
        return job?.nextDueAt(tx, office.now());
      });
    office.moveTo(round.closesAt);
    expect(await due()).toBeUndefined();
    await closeRounds(office.reflection);
    expect(await due()).toBe(office.now() + 1);
    await countRatings(office.reflection);
    expect(await due()).toBeUndefined();
  });

  test('rounds that former versions have closed are counted when the database is brought forward', async () => {
    const path = join(scratch(), 'siwen.db');
    const former = new Database(path);
    former.pragma('application_id = 0x7369776e');
    const before = migrations.indexOf(meetingOutcome) + 1;
    for (const sql of migrations.slice(0, before)) former.exec(sql);
    former.pragma(`user_version = ${before}`);
    former.exec(`INSERT INTO reflection_round (id, occurrence_at, asked, opens_at, closes_at, state, missed_reason, trial) VALUES
      ('closed', 0, '{"prompts":[{"kind":"text"},{"kind":"rating"}]}', 0, 1, 'closed', NULL, 0),
      ('words', 1, '{"prompts":[{"kind":"text"}]}', 0, 1, 'closed', NULL, 0),
      ('open', 2, '{"prompts":[{"kind":"rating"}]}', 0, 1, 'open', NULL, 0),
      ('missed', 3, '{"prompts":[{"kind":"rating"}]}', 0, 1, 'missed', 'window-over', 0),
      ('trial', 4, '{"prompts":[{"kind":"rating"}]}', 0, 1, 'closed', NULL, 1)`);
    former.close();
    const database = openDatabase(path);
    expect(await database.transact((tx) => tx.selectFrom('reflection_rating_due').selectAll().execute())).toEqual([{ round_id: 'closed' }]);
    await database.close();
  });
});

test('whoever is asked for a rating is told in the form what becomes of it', async () => {
  const { office, round } = await answered();
  const words = async (id: string) => wordsOf(formIn(await talk(office, '601').press('reflection.answer', id)).blocks);
  expect(await words(round.id)).toContain('评分只在五人以上的范围里');
  const other = { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { hours: 1 } } as const;
  const sent = await sendRound(office.reflection, { operator: 'test' }, other);
  expect(await words(sent.ok ? sent.round.id : '')).not.toContain('五人以上');
});

describe('what is kept', () => {
  test('says nothing of who answered what, and counting leaves no trace in the audit log or the outbox', async () => {
    const { office, round } = await answered();
    office.moveTo(round.closesAt);
    await closeRounds(office.reflection);
    const traces = () =>
      office.transact(async (tx) => [
        await tx.selectFrom('org_audit').selectAll().execute(),
        await tx.selectFrom('delivery_outbox').selectAll().execute(),
      ]);
    const before = await traces();
    await countRatings(office.reflection);
    expect(await traces()).toEqual(before);
    const [row] = await office.transact((tx) => tx.selectFrom('reflection_rating').selectAll().execute());
    expect(Object.keys(row ?? {}).toSorted()).toEqual(['department_id', 'people', 'prompt_id', 'rating', 'round_id']);
  });

  test('is never changed', async () => {
    const { office, round } = await answered();
    office.moveTo(round.closesAt);
    await tick(office);
    await expect(office.transact((tx) => tx.updateTable('reflection_rating').set({ people: 9 }).execute())).rejects.toThrow('once');
  });
});

test('while hundreds of answers are counted, others get their turn', async () => {
  const office = await testOffice();
  await addCrowd(office, 400);
  const round = await ask(office);
  for (let n = 0; n < 400; n++) await rate(office, round, `M${n}`, 1 + (n % 5));
  office.moveTo(round.closesAt);
  await closeRounds(office.reflection);
  expect(await turnsDuring(() => countRatings(office.reflection))).toBeGreaterThan(4);
  expect((await kept(office, round)).map(({ people }) => people)).toEqual([80, 80, 80, 80, 80]);
});
