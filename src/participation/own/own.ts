import type { Figures } from '../figures/figures.js';

/** A member's own figures of one year: what summaries count, for one person, whatever department they were in (docs/figures.md). */
export type OwnYear = {
  readonly year: number;
  readonly total: Figures;
  /** Those in which there was anything. */
  readonly months: readonly { readonly month: number; readonly figures: Figures }[];
  /** How many of what counts as missing can still be answered in time. */
  readonly open: number;
  /** Years in which there is anything, the newest first. */
  readonly years: readonly number[];
};
