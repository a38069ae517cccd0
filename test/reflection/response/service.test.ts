import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { MemberId } from '../../../src/org/member.js';
import { loadOrg } from '../../../src/org/service.js';
import { erase, listOwn } from '../../../src/reflection/own/service.js';
import { reflectionConversation } from '../../../src/reflection/response/conversation.js';
import { exportOwn } from '../../../src/reflection/response/export.js';
import { openOwn, saveDraft, submit } from '../../../src/reflection/response/service.js';
import { findLeaders, look, share, unshare } from '../../../src/reflection/response/share-service.js';
import { closeRounds } from '../../../src/reflection/round/close-service.js';
import { askKey } from '../../../src/reflection/round/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { askFigures, countedRounds, missingMembers } from '../../../src/reflection/service.js';
import { cardNow, deliver } from '../../support/announced.js';
import { at, type Office, testOffice } from '../../support/office.js';

const MEMBER = '603' as MemberId;
const operator = { operator: 'test' };
const full = (word: string) => ({ post: `${word}一`, expectations: `${word}二`, contribution: `${word}三`, conscience: `${word}四` });

async function withRound(office: Office) {
  const sent = await sendRound(office.reflection, operator, {
    promptSet: 'four-questions',
    audience: { kind: 'bureau' },
    closes: { workdays: 3 },
  });
  if (!sent.ok) throw new Error(sent.refusal);
  const key = { roundId: sent.round.id, memberId: MEMBER };
  const answer = (word: string, submission = word) => submit(office.reflection, { ...key, submission, answers: full(word) });
  const own = async () => {
    const opened = await openOwn(office.reflection, key);
    if (!opened.ok) throw new Error(opened.refusal);
    return opened.own;
  };
  const interval = { start: at('2026-11-01', '00:00'), end: at('2026-12-01', '00:00') };
  const figures = async () => {
    const rows = await office.transact(async (tx) =>
      askFigures(
        tx,
        await countedRounds(tx, interval),
        (await loadOrg(tx)).departments.map(({ id }) => id),
      ),
    );
    return rows.reduce(
      (sum, row) => ({
        asked: sum.asked + row.asked,
        answered: sum.answered + row.answered,
        late: sum.late + row.late,
        missing: sum.missing + row.missing,
      }),
      { asked: 0, answered: 0, late: 0, missing: 0 },
    );
  };
  return { key, answer, own, figures, round: sent.round, people: sent.people, interval };
}

test('a round asks everybody exactly once, with a copy of what was asked', async () => {
  const office = await testOffice();
  const { round, people } = await withRound(office);
  const asks = await office.outbox(`reflection.ask:${round.id}`);
  expect(asks).toHaveLength(people);
  expect(new Set(asks.map((row) => row.member_id)).size).toBe(people);
  expect(asks.every((row) => row.expires_at === round.closesAt)).toBe(true);
  expect(round.set.prompts.map((prompt) => prompt.zh)[3]).toBe('四问我一切付出的结果与我做人的初衷和良心对照是否相符');
});

describe('answering', () => {
  test('a double click saves one answer', async () => {
    const office = await testOffice();
    const { answer, own, figures } = await withRound(office);
    expect(await Promise.all([answer('甲', 'V1'), answer('甲', 'V1')])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await own()).toMatchObject({ versions: 1, answers: full('甲') });
    expect(await figures()).toMatchObject({ answered: 1, late: 0 });
  });

  test('who is told that it failed, changes the text and presses again in the same form, has what they wrote last', async () => {
    const office = await testOffice();
    const { own, round } = await withRound(office);
    const press = (word: string, name: string) =>
      reflectionConversation(office.reflection).forms?.['reflection.submit']?.(
        { memberId: MEMBER, locale: 'zh-CN' },
        {
          kind: 'submission',
          id: 'reflection.submit',
          person: { userId: 'U', teamId: 'T' },
          key: 'T:V1:hash',
          press: name,
          context: round.id,
          values: full(word),
        },
      );
    expect([await press('甲', 'first'), await press('乙', 'second')]).toEqual([{ do: 'close' }, { do: 'close' }]);
    expect(await own()).toMatchObject({ versions: 2, answers: full('乙') });
    await press('甲', 'first'); // delivered once more
    expect(await own()).toMatchObject({ versions: 2, answers: full('乙') });
    await press('甲', 'third');
    expect(await own()).toMatchObject({ versions: 3, answers: full('甲') });
  });

  test('a draft that was saved since survives an old press that is delivered once more', async () => {
    const office = await testOffice();
    const { answer, own, key } = await withRound(office);
    await answer('甲', 'V1:press');
    await saveDraft(office.reflection, { ...key, answers: full('乙') });
    expect(await answer('甲', 'V1:press')).toMatchObject({ ok: true });
    expect(await own()).toMatchObject({ versions: 1, answers: full('甲'), draft: { answers: full('乙') } });
  });

  test('pressing again with the same text saves nothing new, and is no refusal even when the time is over', async () => {
    const office = await testOffice();
    const { answer, own, round, key } = await withRound(office);
    await answer('甲', 'V1:first press');
    await saveDraft(office.reflection, { ...key, answers: full('乙') });
    expect(await answer('甲', 'V1:second press')).toMatchObject({ ok: true, late: false });
    expect(await own()).toMatchObject({ versions: 1, answers: full('甲'), draft: undefined });
    office.moveTo(round.closesAt);
    expect(await answer('甲', 'V1:third press')).toMatchObject({ ok: true, late: false });
    expect(await answer('乙', 'V1:fourth press')).toEqual({ ok: false, refusal: 'window-closed' });
  });

  test('the card in the conversation turns into a receipt that shows nothing of what was written', async () => {
    const office = await testOffice();
    const { answer, key } = await withRound(office);
    await answer('甲');
    const [card] = await office.outbox(askKey(key.roundId, MEMBER));
    expect(card?.content).toContain('已作答');
    expect(card?.content).not.toContain('甲一');
  });

  test('an edit keeps the earlier version', async () => {
    const office = await testOffice();
    const { answer, own } = await withRound(office);
    await answer('甲');
    office.pass(1);
    await answer('乙');
    expect(await own()).toMatchObject({ versions: 2, answers: full('乙'), may: 'edit' });
  });

  test('after the window the first answer is late, and it cannot be edited any more', async () => {
    const office = await testOffice();
    const { answer, own, round, figures } = await withRound(office);
    office.moveTo(round.closesAt);
    expect(await answer('甲')).toMatchObject({ ok: true, late: true });
    expect(await answer('乙')).toEqual({ ok: false, refusal: 'window-closed' });
    expect(await own()).toMatchObject({ versions: 1, may: 'closed' });
    expect(await figures()).toMatchObject({ answered: 1, late: 1 });
  });

  test('an answer in time that is edited in time does not become late', async () => {
    const office = await testOffice();
    const { answer, figures } = await withRound(office);
    await answer('甲');
    await answer('乙');
    expect(await figures()).toMatchObject({ answered: 1, late: 0 });
  });

  test('a draft is there when the form is opened again, and gone once submitted', async () => {
    const office = await testOffice();
    const { key, answer, own } = await withRound(office);
    await saveDraft(office.reflection, { ...key, answers: { post: '写到一半' } });
    expect((await own()).draft?.answers).toEqual({ post: '写到一半' });
    await answer('甲');
    expect((await own()).draft).toBeUndefined();
  });

  test('nobody opens, drafts or answers a round they were not asked in', async () => {
    const office = await testOffice();
    const sent = await sendRound(office.reflection, operator, {
      promptSet: 'four-questions',
      audience: { kind: 'members', members: ['001'] },
      closes: { days: 1 },
    });
    const key = { roundId: sent.ok ? sent.round.id : '', memberId: MEMBER };
    expect(await openOwn(office.reflection, key)).toEqual({ ok: false, refusal: 'not-asked' });
    expect(await saveDraft(office.reflection, { ...key, answers: { post: 'x' } })).toEqual({ ok: false, refusal: 'not-asked' });
    expect(await submit(office.reflection, { ...key, submission: 'V', answers: full('x') })).toEqual({ ok: false, refusal: 'not-asked' });
  });
});

describe('what was written belongs to its author', () => {
  test('no answer and no draft stands in the database file in clear', async () => {
    const office = await testOffice();
    const { key, answer } = await withRound(office);
    await saveDraft(office.reflection, { ...key, answers: { post: '金丝雀草稿' } });
    await answer('金丝雀正文', 'V1');
    const files = () => ['', '-wal'].map((suffix) => readFileSync(`${office.path}${suffix}`).toString('latin1')).join('');
    const inClear = (text: string) => files().includes(Buffer.from(text).toString('latin1'));
    expect([inClear('金丝雀草稿'), inClear('金丝雀正文')]).toEqual([false, false]);
    // The control: a name is stored in clear, so the search does find what is there.
    expect(inClear('邓禾')).toBe(true);
  });

  test('erasing one answer leaves the others readable and participation untouched', async () => {
    const office = await testOffice();
    const first = await withRound(office);
    await first.answer('甲');
    office.pass(1);
    const second = await withRound(office);
    await second.answer('乙');
    await erase(office.reflection, MEMBER, { roundId: first.key.roundId });
    expect(await first.own()).toMatchObject({ answers: undefined, gone: 'erased', versions: 1 });
    expect(await second.own()).toMatchObject({ answers: full('乙'), gone: undefined });
    expect(await first.figures()).toMatchObject({ answered: 2 });
  });

  test('erasing everything takes drafts along, and the old sealed text can never be opened again', async () => {
    const office = await testOffice();
    const { key, answer, own } = await withRound(office);
    await answer('甲');
    await saveDraft(office.reflection, { ...key, answers: { post: '草稿' } });
    const sealed = await office.transact((tx) => tx.selectFrom('reflection_response').select('content').executeTakeFirstOrThrow());
    await erase(office.reflection, MEMBER, 'everything');
    expect(await own()).toMatchObject({ answers: undefined, draft: undefined, gone: 'erased' });
    const opened = await office.transact((tx) => office.ground.vault.unseal(tx, MEMBER, sealed.content ?? new Uint8Array()));
    expect(opened).toBeUndefined();
  });

  test('the export holds every version, safe against formulas', async () => {
    const office = await testOffice();
    const { key, answer } = await withRound(office);
    await answer('甲');
    await submit(office.reflection, { ...key, submission: 'V2', answers: { ...full('乙'), post: '=1+1' } });
    const file = await exportOwn(office.reflection, MEMBER);
    const csv = Buffer.from(file?.content ?? []).toString('utf8');
    expect(csv.startsWith('\ufeff')).toBe(true);
    expect(csv).toContain('甲四');
    expect(csv).toContain("'=1+1");
    expect(csv.split('\r\n').filter(Boolean)).toHaveLength(1 + 2 * 4);
  });
});

describe('sharing', () => {
  test('a leader sees an answer while it is shared with them, each look is audited, and taking it back ends it', async () => {
    const office = await testOffice();
    const { key, answer } = await withRound(office);
    await answer('甲');
    const leaders = await findLeaders(office.reflection, MEMBER, '');
    const leader = leaders[0]?.id ?? '';
    expect(await look(office.reflection, { ...key, leaderId: leader })).toEqual({ ok: false, refusal: 'not-shared' });
    expect(await share(office.reflection, { ...key, leaderId: leader })).toMatchObject({ ok: true });
    expect(await look(office.reflection, { ...key, leaderId: leader })).toMatchObject({
      ok: true,
      shown: { answers: full('甲'), member: '邓禾（规划处）', late: false },
    });
    expect(await look(office.reflection, { ...key, leaderId: leaders[1]?.id ?? '' })).toEqual({ ok: false, refusal: 'not-shared' });
    const looks = await office.transact((tx) => tx.selectFrom('org_audit').selectAll().where('action', '=', 'reflection.look').execute());
    expect(looks).toHaveLength(1);
    await unshare(office.reflection, { ...key, leaderId: leader });
    expect(await look(office.reflection, { ...key, leaderId: leader })).toEqual({ ok: false, refusal: 'not-shared' });
    const cards = await office.outbox('reflection.shared:');
    expect(cards).toHaveLength(1);
    expect(cards[0]?.content).not.toContain('甲一');
  });

  test('only leaders can be chosen, and never oneself', async () => {
    const office = await testOffice();
    const { key, answer } = await withRound(office);
    await answer('甲');
    expect(await share(office.reflection, { ...key, leaderId: '104' })).toEqual({ ok: false, refusal: 'not-a-leader' });
    expect(await share(office.reflection, { ...key, leaderId: MEMBER })).toEqual({ ok: false, refusal: 'not-a-leader' });
    const names = await findLeaders(office.reflection, '001', '');
    expect(names.some((leader) => leader.id === '001')).toBe(false);
  });

  test('there is nothing to share before an answer, or after it was erased', async () => {
    const office = await testOffice();
    const { key, answer } = await withRound(office);
    expect(await share(office.reflection, { ...key, leaderId: '001' })).toEqual({ ok: false, refusal: 'nothing-to-show' });
    await answer('甲');
    await erase(office.reflection, MEMBER, 'everything');
    expect(await share(office.reflection, { ...key, leaderId: '001' })).toEqual({ ok: false, refusal: 'nothing-to-show' });
  });
});

test('who is missing is listed until they answer; my rounds are listed newest first', async () => {
  const office = await testOffice();
  const { answer, interval } = await withRound(office);
  const departments = (await office.transact(loadOrg)).departments.map(({ id }) => id);
  const missing = async () =>
    (await office.transact(async (tx) => missingMembers(tx, await countedRounds(tx, interval), departments))).map((one) => one.memberId);
  expect(await missing()).toContain(MEMBER);
  await answer('甲');
  expect(await missing()).not.toContain(MEMBER);
  office.pass(1);
  const second = await withRound(office);
  const { rounds, more } = await listOwn(office.reflection, MEMBER, { offset: 0, limit: 1 });
  expect(rounds.map(({ round }) => round.id)).toEqual([second.key.roundId]);
  expect(more).toBe(true);
});

test('the card says when the newest version was received, also when the round has closed', async () => {
  const office = await testOffice();
  const { answer, round } = await withRound(office);
  await deliver(office);
  await answer('甲');
  office.moveTo(at('2026-11-25', '16:00'));
  await answer('乙');
  const card = () => cardNow(office, askKey(round.id, MEMBER));
  expect(await card()).toContain('11月25日（周三） 16:00 收到');
  office.moveTo(round.closesAt);
  await closeRounds(office.reflection);
  expect(await card()).toContain('11月25日（周三） 16:00 收到');
});
