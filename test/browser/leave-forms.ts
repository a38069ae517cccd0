import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Person } from '../support/person.js';
import { formOf } from './conversation.js';

/** Somebody out of a search field of the open form. */
export async function pick(page: Page, label: string, name: string): Promise<void> {
  await formOf(page)
    .getByRole('combobox', { name: new RegExp(`^${label}`) })
    .fill(name);
  await formOf(page).getByRole('option', { name }).first().click();
}

/** 不同意 and 退回修改 ask for the reason. */
export async function decideWithWords(approver: Person, card: string, verdict: '不同意' | '退回修改', words: string): Promise<void> {
  await approver.press(verdict, await approver.message(card));
  await approver.form(verdict);
  await approver.fill({ [verdict === '不同意' ? '不同意的理由' : '需要修改什么']: words });
  expect(await approver.submit()).toEqual({ kind: 'closed' });
}
