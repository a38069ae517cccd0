import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Desk, SlackError } from './desk.js';
import type { User } from './store.js';
import type { View } from './views.js';

/*
 * Open forms are in memory only: what somebody is writing is not the workspace's to store. So that a restart of the server does not
 * cost them their words, the page keeps each form under the server's seal and brings it back.
 */

const macOf = (desk: Desk, content: string) => createHmac('sha256', desk.tokens.app).update(content).digest('base64url');

export function sealed(desk: Desk, view: View): string {
  const content = Buffer.from(JSON.stringify(view)).toString('base64url');
  return `${content}.${macOf(desk, content)}`;
}

function unsealed(desk: Desk, kept: string): View {
  const [content = '', mac = ''] = kept.split('.');
  const expected = Buffer.from(macOf(desk, content));
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new SlackError('invalid_arguments');
  return JSON.parse(Buffer.from(content, 'base64url').toString());
}

/** Lowest first. Nothing happens where forms are open already: another tab of the same person was quicker. */
export function reopen(desk: Desk, user: User, kept: readonly string[]): void {
  if (desk.views.stack(user.id).length > 0) return;
  const views = kept.map((one) => unsealed(desk, one));
  if (views.some((view) => view.userId !== user.id || view.type !== 'modal')) throw new SlackError('invalid_arguments');
  desk.views.restore(user.id, views);
}
