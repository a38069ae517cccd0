import type { Leave } from '../../leave.js';
import type { Shown } from '../../shown.js';
import type { Written } from '../../words.js';
import type { Said } from '../../written-shown.js';

/** A request of one's own with everything that was written, by either side. */
export type Own = {
  readonly shown: Shown;
  /** Undefined once it was erased or its time was over. */
  readonly written: Written | undefined;
  readonly said: readonly Said[];
};

/** So many stand on a page. */
export const PAGE = 8;
export type Page = { readonly leaves: readonly Leave[]; readonly offset: number; readonly more: boolean };

/** What waits for a member, and what of theirs is open; `more`: so many of theirs wait for them besides. */
export type Mine = { readonly own: readonly Leave[]; readonly asked: readonly Shown[]; readonly more: number };
