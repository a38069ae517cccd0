import type { Instant } from '../../calendar/instant.js';
import type { Reader } from '../../calendar/reader.js';
import type { DepartmentFunction } from '../../org/member.js';
import type { Parts } from '../../org/service.js';
import type { Leave } from '../leave.js';

/** `words`: who approved it, as the reader is told. */
export type Approved = { readonly words: (reader: Reader) => string; readonly at: Instant };

/** A leave that was filed with, or told to, a department (备案、打招呼), with who approved it last. */
export type Filing = {
  readonly leave: Leave;
  /** What it counts, less what was given back by coming back earlier. */
  readonly halfDays: number;
  readonly filedAt: Instant;
  /** Told apart from others of their department who are called the same. */
  readonly name: string;
  /** Of the time of request. */
  readonly department: string;
  readonly actingName: string | undefined;
  readonly approved: Approved | undefined;
};

const FUNCTIONS: readonly DepartmentFunction[] = ['office', 'political-work', 'personnel', 'party-committee', 'discipline'];

/** What is filed with these parts is for the member: those that their department plays, or one they head; all for the bureau's head. */
export const filedWith = ({ parts, headsOffice }: Parts): readonly DepartmentFunction[] => (headsOffice ? FUNCTIONS : [...parts]);

export type FilingRefusal = 'no-right' | 'period-unclear';
