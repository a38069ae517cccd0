import type { Step } from '../leave.js';
import type { View } from './cards.js';

/** A step that waits for this member, with its request. */
export type Waiting = { readonly view: View; readonly step: Step };
/** `more`: how many are not among them. */
export type Queue = { readonly waiting: readonly Waiting[]; readonly more: number };
