import type { TakenAccount } from '../accounts/taken.js';
import type { OtherPerson, Renumbered } from './same-person.js';

/** What a file may say by mistake: it is applied only once the operator has said how many there are of each. */
export type Doubts = {
  readonly renumbered: readonly Renumbered[];
  /** How many are deactivated; to be confirmed where `needsConfirmation`. */
  readonly leaving: number;
  readonly needsConfirmation: boolean;
  readonly otherPeople: readonly OtherPerson[];
  readonly takenAccounts: readonly TakenAccount[];
};

/** A file of which more than a fifth of the members, and more than five, have the worse is probably the wrong file. */
export const isMany = (count: number, members: number): boolean => count > 5 && count * 5 > members;

/** In the order in which they are asked about. */
export const DOUBTS = ['renumbered', 'many-leave', 'other-people', 'accounts-taken'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** How many there are to be confirmed of each. */
export const countsOf = (found: Doubts): Readonly<Record<Doubt, number>> => ({
  renumbered: found.renumbered.length,
  'many-leave': found.needsConfirmation ? found.leaving : 0,
  'other-people': found.otherPeople.length,
  'accounts-taken': found.takenAccounts.length,
});
