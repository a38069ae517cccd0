import type { Card } from '../../../src/chat/card.js';
import { beginChain } from '../../../src/leave/decide/service.js';
import type { Period } from '../../../src/leave/half-days.js';
import type { Leave, Step } from '../../../src/leave/leave.js';
import { stepsOf } from '../../../src/leave/step-store.js';
import { findLeave, historyOf } from '../../../src/leave/store.js';
import type { Office } from '../../support/office.js';
import { days, leaveOf } from '../away/world.js';

export const NEXT_WEEK = days('2026-12-01 am', '2026-12-03 pm');

/** A request as it is submitted: the row, and its chain. */
export async function requested(office: Office, memberId: string, more: Partial<Leave> = {}, period: Period = NEXT_WEEK): Promise<Leave> {
  const leave = await leaveOf(office, memberId, period, { state: 'pending', ...more });
  await office.transact((tx) => beginChain(tx, office.leave, leave));
  return leave;
}

export const stepsNow = (office: Office, leave: Leave): Promise<Step[]> => office.transact((tx) => stepsOf(tx, leave.id));

/** `approve departmentHead open 601`, one for each step. */
export async function chainNow(office: Office, leave: Leave): Promise<string[]> {
  return (await stepsNow(office, leave)).map(({ action, role, state, assigneeId, standsFor, outcome }) =>
    [
      action,
      role,
      state,
      ...(assigneeId ? [assigneeId] : []),
      ...(standsFor ? [`for ${standsFor}`] : []),
      ...(outcome ? [outcome.is] : []),
    ].join(' '),
  );
}

export const stateNow = (office: Office, leave: Leave) => office.transact(async (tx) => (await findLeave(tx, leave.id))?.state);

/** `opened 601`, one for each line. */
export const historyNow = (office: Office, leave: Leave): Promise<string[]> =>
  office.transact(async (tx) =>
    (await historyOf(tx, leave.id)).map(({ what, actorId, subjectId }) =>
      [what, ...(actorId ? [`by ${actorId}`] : []), ...(subjectId ? [subjectId] : [])].join(' '),
    ),
  );

/** The newest of what was put into the outbox under this key: the post, or what its card was changed to. */
export async function cardNow(office: Office, key: string): Promise<Card> {
  const found = (await office.outbox(key)).find((row) => row.key === key);
  if (!found) throw new Error(`nothing under ${key}`);
  return JSON.parse(found.content ?? '');
}

/** Whom messages went to whose key begins so. */
export const toldOf = async (office: Office, prefix: string): Promise<string[]> =>
  (await office.outbox(prefix)).map(({ member_id }) => member_id ?? '').sort();
