import type { Locator, Page } from 'playwright-core';

/** The form on top. */
export const formOf = (page: Page) => page.getByRole('dialog').last();
export const pressInForm = (page: Page, name: string) => formOf(page).getByRole('button', { name, exact: true }).click();
/** The newest message with these words. */
export const cardWith = (messages: Locator, words: string) => messages.locator('.message').filter({ hasText: words }).last();
export const pressOn = (card: Locator, name: string) => card.getByRole('button', { name, exact: true }).click();
/** What asks whether it is meant. */
export const agree = (page: Page, name: string) => page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click();

export async function say(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /发消息给/ }).fill(words);
  await page.keyboard.press('Enter');
}

/** Once it says so. */
export async function closeForm(page: Page, words: string): Promise<void> {
  await formOf(page).getByText(words).waitFor();
  await page.keyboard.press('Escape');
  await formOf(page).waitFor({ state: 'detached' });
}
