import { randomUUID } from 'node:crypto';
import type { Desk } from './desk.js';
import { conversationsOf } from './messages.js';
import type { ClockState, PageUser, Snapshot } from './protocol.js';
import { modalsOf } from './show.js';
import type { User } from './store.js';
import { pageView } from './views.js';

export const pageUser = ({ id, name, title, locale, deleted, bot }: User): PageUser => ({ id, name, title, locale, deleted, bot });

const server = randomUUID();

/** All that a page shows when it opens. */
export function snapshotFor(desk: Desk, me: User, clock: ClockState | null): Snapshot {
  const home = desk.views.home(me.id);
  return {
    server,
    me: pageUser(me),
    people: desk.store.users().map(pageUser),
    team: desk.team,
    bot: { id: desk.bot.userId, name: desk.bot.name },
    conversations: conversationsOf(desk, me.id),
    home: home ? pageView(home, me.locale) : null,
    modals: modalsOf(desk, me.id),
    commands: [...desk.commands],
    shortcuts: [...desk.shortcuts],
    clock,
    connected: desk.app.connected(),
  };
}
