import type { Desk } from './desk.js';
import { sealed } from './kept-forms.js';
import { pageView, type View } from './views.js';

const localeOf = (desk: Desk, userId: string) => desk.store.user(userId)?.locale ?? '';

/** The person's open forms as they are now. */
export function showModals(desk: Desk, userId: string): void {
  desk.pages.send(userId, () => ({ type: 'modals', modals: modalsOf(desk, userId) }));
}

export const modalsOf = (desk: Desk, userId: string) =>
  desk.views.stack(userId).map((view) => ({ ...pageView(view, localeOf(desk, userId)), kept: sealed(desk, view) }));

/** A view that was opened or changed, wherever it belongs. */
export function showView(desk: Desk, view: View): void {
  if (view.type === 'modal') showModals(desk, view.userId);
  else desk.pages.send(view.userId, () => ({ type: 'home', view: pageView(view, localeOf(desk, view.userId)) }));
}
