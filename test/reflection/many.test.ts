import { expect, test } from 'vitest';
import { plus } from '../../src/calendar/instant.js';
import { submit } from '../../src/reflection/response/service.js';
import { closeRounds } from '../../src/reflection/round/close-service.js';
import { sendReminders } from '../../src/reflection/round/service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import { deliver } from '../support/announced.js';
import { addCrowd, turnsDuring } from '../support/crowd.js';
import { testOffice } from '../support/office.js';

/** Everybody on a large roster: a statement for each of them would stop the loop for a third of a second, and nobody would be answered. */
const PEOPLE = 3_000;
const answers = { post: '一', expectations: '二', contribution: '三', conscience: '四' };

async function crowded() {
  const office = await testOffice();
  await addCrowd(office, PEOPLE);
  return office;
}

const send = async (office: Awaited<ReturnType<typeof crowded>>) => {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    { promptSet: 'four-questions', audience: { kind: 'bureau' }, closes: { workdays: 3 } },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  return sent.round;
};

test('a round for 3,000 people asks each of them once, and others get their turn meanwhile', async () => {
  const office = await crowded();
  expect(await turnsDuring(() => send(office))).toBeGreaterThanOrEqual(PEOPLE / 200);
  const asked = (await office.outbox('reflection.ask:')).map(({ member_id }) => member_id);
  expect(asked).toHaveLength(PEOPLE + 26);
  expect(new Set(asked).size).toBe(asked.length);
});

test('a nudge to 3,000 people goes to each of them once, and others get their turn meanwhile', async () => {
  const office = await crowded();
  const round = await send(office);
  await deliver(office);
  await submit(office.reflection, { roundId: round.id, memberId: 'M7', submission: 'V', answers });
  await office.transact((tx) =>
    tx.insertInto('reflection_reminder').values({ round_id: round.id, member_id: '', due_at: office.now() }).execute(),
  );
  expect(await turnsDuring(() => sendReminders(office.reflection))).toBeGreaterThanOrEqual(PEOPLE / 200);
  const reminded = (await office.outbox('reflection.remind:')).map(({ member_id }) => member_id);
  expect(reminded).toHaveLength(PEOPLE + 26 - 1);
  expect(reminded).not.toContain('M7');
});

test('as many reminders as people chose for the same morning all go out at that moment', async () => {
  const office = await crowded();
  const round = await send(office);
  const due_at = plus(office.now(), 60_000);
  const chosen = Array.from({ length: 450 }, (_, n) => ({ round_id: round.id, member_id: `M${n}`, due_at }));
  await office.transact((tx) => tx.insertInto('reflection_reminder').values(chosen).execute());
  office.moveTo(due_at);
  await sendReminders(office.reflection);
  const reminded = (await office.outbox('reflection.remind:')).map(({ member_id }) => member_id);
  expect(reminded).toHaveLength(chosen.length);
  expect(new Set(reminded)).toEqual(new Set(chosen.map(({ member_id }) => member_id)));
});

test('closing a round of 3,000 people changes every card, and others get their turn meanwhile', async () => {
  const office = await crowded();
  const round = await send(office);
  await submit(office.reflection, { roundId: round.id, memberId: 'M7', submission: 'V', answers });
  office.moveTo(round.closesAt);
  expect(await turnsDuring(() => closeRounds(office.reflection))).toBeGreaterThanOrEqual(PEOPLE / 200);
  const cards = await office.outbox('reflection.ask:');
  expect(cards.filter(({ content }) => content?.includes('已截止'))).toHaveLength(cards.length - 1);
  expect(cards.find(({ member_id }) => member_id === 'M7')?.content).toContain('已作答');
});
