import type { Step } from '../../leave.js';
import type { View } from '../cards.js';

/** A step that waits for this member, with its request. */
export type Waiting = { readonly view: View; readonly step: Step };
export type Queue = {
  readonly waiting: readonly Waiting[];
  /** How many are not among them. */
  readonly more: number;
  /** Of all of them: how many are the member's own to decide. A reply of the superior organ is entered by itself. */
  readonly own: number;
};
