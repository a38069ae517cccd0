import type { Card } from '../../../src/chat/card.js';
import type { Form, FormValues } from '../../../src/chat/form.js';
import type { LeaveId, LeaveState } from '../../../src/leave/leave.js';
import { findLeave, historyOf, leavesOf, moveLeave } from '../../../src/leave/store.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { formIn, talk } from '../../support/talk.js';

/** 规划处: a member, the deputy head, the head; somebody of the office and of personnel. */
export const ME = '603';
export const DEPUTY = '602';
export const HEAD = '601';
export const OFFICE = '104';
export const PERSONNEL = '302';

/** A trip from Monday to Wednesday of next week, as it is filled in. */
export const TRIP: FormValues = {
  kind: 'business-trip',
  from: '2026-11-30',
  fromHalf: 'morning',
  until: '2026-12-02',
  untilHalf: 'afternoon',
  destination: '西安',
  reason: '参加项目评审',
};
export const ANNUAL: FormValues = {
  kind: 'annual-leave',
  from: '2026-12-07',
  fromHalf: 'morning',
  until: '2026-12-09',
  untilHalf: 'afternoon',
};

export const bureau = () => testOffice(at('2026-11-24', '10:00'));

/** From the form to the preview. */
export async function previewed(office: Office, memberId: string, values: FormValues, form?: Form): Promise<Form> {
  const me = talk(office, memberId);
  return formIn(await me.submit(form ?? formIn(await me.press('leave.new')), values));
}

/** From the form to the request. */
export async function requested(office: Office, memberId: string, values: FormValues = TRIP, form?: Form): Promise<LeaveId> {
  const preview = await previewed(office, memberId, values, form);
  formIn(await talk(office, memberId).submit(preview, {}));
  return (preview.context.split(':')[0] ?? '') as LeaveId;
}

export const leaveNow = (office: Office, id: LeaveId) =>
  office.transact(async (tx) => {
    const leave = await findLeave(tx, id);
    if (!leave) throw new Error('no such request');
    return leave;
  });

export const all = (office: Office, memberId: string) => office.transact((tx) => leavesOf(tx, memberId, { limit: 50, offset: 0 }));

/** As whoever decides does. */
export const settled = (office: Office, id: LeaveId, to: Exclude<LeaveState, 'ended' | 'pending'>) =>
  office.transact((tx) => moveLeave(tx, id, ['pending', 'approved'], to));

export const happenings = (office: Office, id: LeaveId) =>
  office.transact(async (tx) => (await historyOf(tx, id)).map(({ what, actorId }) => `${what}${actorId ? ` ${actorId}` : ''}`));

export async function cardNow(office: Office, key: string): Promise<Card> {
  const found = (await office.outbox(key)).find((row) => row.key === key);
  if (!found) throw new Error(`nothing under ${key}`);
  return JSON.parse(found.content ?? '');
}
