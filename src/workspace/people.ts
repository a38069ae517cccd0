import { isDeepStrictEqual } from 'node:util';
import { slackUser } from './api/user-json.js';
import type { Desk } from './desk.js';
import { tellEvent } from './events.js';
import { newId } from './ids.js';
import { openIm } from './messages.js';
import { pageUser } from './snapshot.js';
import type { User } from './store.js';

/** A person who is to have an account here; `email` tells them apart. */
export type Person = {
  readonly name: string;
  readonly email: string;
  /** Department and rank, shown beside the name. */
  readonly title?: string;
  /** As in Slack: 'zh-CN' (default), 'en-US'. Only what a new account begins with: later it is the person's own choice. */
  readonly locale?: string;
  /** Default Asia/Shanghai. */
  readonly zone?: string;
  /** False: the account is deactivated. */
  readonly active?: boolean;
};

/** Makes the accounts follow `people`: new ones get one, changes are taken over, the inactive are deactivated; nobody is removed. Gives who changed. */
export function admit(desk: Desk, people: readonly Person[]): { user: User; isNew: boolean }[] {
  const known = new Map(desk.store.users().map((user) => [user.email, user]));
  const changed: { user: User; isNew: boolean }[] = [];
  desk.store.transaction(() => {
    for (const person of people) {
      const before = known.get(person.email);
      const user = accountOf(person, before);
      if (isDeepStrictEqual(before, user)) continue;
      desk.store.saveUser(user);
      openIm(desk, user.id);
      known.set(user.email, user);
      changed.push({ user, isNew: !before });
    }
  });
  return changed;
}

/** The same, and the app and the pages hear of it. */
export function ensurePeople(desk: Desk, people: readonly Person[]): void {
  const changed = admit(desk, people);
  for (const { user, isNew } of changed) tellEvent(desk, { type: isNew ? 'team_join' : 'user_change', user: slackUser(desk, user, true) });
  if (changed.length > 0) desk.pages.sendAll(() => ({ type: 'people', people: desk.store.users().map(pageUser) }));
}

export function chooseLanguage(desk: Desk, user: User, locale: string): void {
  if (user.locale === locale) return;
  const changed = { ...user, locale };
  desk.store.saveUser(changed);
  tellEvent(desk, { type: 'user_change', user: slackUser(desk, changed, true) });
  desk.pages.sendAll(() => ({ type: 'people', people: desk.store.users().map(pageUser) }));
}

function accountOf({ name, email, title = '', locale = 'zh-CN', zone = 'Asia/Shanghai', active = true }: Person, before?: User): User {
  const id = before?.id ?? newId('U');
  return { id, handle: before?.handle ?? email, name, email, title, locale: before?.locale ?? locale, zone, deleted: !active, bot: false };
}
