import { randomBytes } from 'node:crypto';
import { slackUser } from './api/people.js';
import type { Desk } from './desk.js';
import { tellEvent } from './interactivity.js';
import { openIm } from './messages.js';
import { pageUser } from './snapshot.js';
import type { User } from './store.js';

/** A person who is to have an account here; `email` tells them apart. */
export type Person = {
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly locale: string;
  readonly zone: string;
  readonly active: boolean;
};

/** Makes the accounts follow `people`: new ones get one, changes are taken over; nobody is removed, the inactive are deactivated. */
export function ensurePeople(desk: Desk, people: readonly Person[]): void {
  const known = new Map(desk.store.users().map((user) => [user.email, user]));
  const changed: { user: User; isNew: boolean }[] = [];
  desk.store.transaction(() => {
    for (const person of people) {
      const before = known.get(person.email);
      if (before && sameAs(before, person)) continue;
      const { active, ...profile } = person;
      const user: User = {
        ...profile,
        id: before?.id ?? `U${randomBytes(5).toString('hex').toUpperCase()}`,
        handle: before?.handle ?? person.email,
        deleted: !active,
        bot: false,
      };
      desk.store.saveUser(user);
      openIm(desk, user.id);
      changed.push({ user, isNew: !before });
    }
  });
  for (const { user, isNew } of changed) tellEvent(desk, { type: isNew ? 'team_join' : 'user_change', user: slackUser(desk, user, true) });
  if (changed.length > 0) desk.pages.sendAll(() => ({ type: 'people', people: desk.store.users().map(pageUser) }));
}

function sameAs(user: User, person: Person): boolean {
  return (
    user.name === person.name &&
    user.title === person.title &&
    user.locale === person.locale &&
    user.zone === person.zone &&
    user.deleted === !person.active
  );
}
