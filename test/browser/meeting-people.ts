import { expect } from 'vitest';
import type { Person } from '../support/person.js';
import { DAY } from './office-days.js';

/** Resolves once the office's clock shows that hour. A day at a time, as each holds much that is sent. */
export async function passTime(person: Person, to: number): Promise<void> {
  for (let at = person.snapshot().clock?.now ?? to; at < to; ) {
    const next = Math.min(to, at + DAY);
    await person.advanceClock(next);
    await person.until('the clock to arrive', () => {
      const { clock } = person.snapshot();
      return clock && clock.move === null && clock.now >= next ? clock : undefined;
    });
    at = next;
  }
}

/** 活动, as its owner registers one. */
export async function register(owner: Person, fields: Record<string, string>): Promise<void> {
  await owner.say('活动');
  await owner.message('登记活动');
  await owner.press('登记活动');
  await owner.form('登记活动');
  await owner.fill(fields);
  expect(await owner.submit()).toMatchObject({ kind: 'form', form: { title: '请核对' } });
  await owner.submit();
  await owner.closeForm(true);
}

/** 请假, from the notice. */
export async function askToBeExcused(member: Person, reason: string): Promise<void> {
  await member.press('请假', await member.message('三楼会议室'));
  await member.form('会议请假');
  await member.fill({ 请假原因: reason, 具体说明: '已定行程' });
  expect(await member.submit()).toEqual({ kind: 'closed' });
}
