import type { PlainDate } from '../calendar/instant.js';
import type { Locale } from '../chat/text.js';

export type MemberId = string & { readonly brand: 'MemberId' };
export type DepartmentId = string & { readonly brand: 'DepartmentId' };

/** A name on the office's rank ladder (policy data), e.g. 正处级. */
export type Rank = string;

/** domain.md §5. `member` is everybody; heads and supervising leaders follow from the departments. */
export type Role = 'organizer' | 'administrator';

/** Which part a department plays in the office (domain.md, glossary). */
export type DepartmentFunction = 'office' | 'political-work' | 'personnel' | 'party-committee' | 'discipline';

export type Member = {
  readonly id: MemberId;
  readonly name: string;
  readonly email: string | undefined;
  readonly rank: Rank;
  /** 职务, as printed under the name, e.g. 办公室主任. */
  readonly position: string | undefined;
  readonly departmentId: DepartmentId;
  readonly roles: readonly Role[];
  /** False after leaving; members are never deleted. */
  readonly active: boolean;
  readonly joinedOn: PlainDate | undefined;
  /** 参加工作日期, from which cumulative years of work are counted; undefined where the roster is silent, and then `joinedOn` counts. */
  readonly workedSince: PlainDate | undefined;
  /** The chat account matched to this member, if any. */
  readonly chatUserId: string | undefined;
  /** The language of their chat account; Chinese where unknown. */
  readonly locale: Locale;
};

export type Department = {
  readonly id: DepartmentId;
  readonly name: string;
  readonly parentId: DepartmentId | undefined;
  readonly functions: readonly DepartmentFunction[];
  readonly headId: MemberId | undefined;
  readonly supervisingLeaderId: MemberId | undefined;
  /** Position among its siblings in the roster file. */
  readonly order: number;
};
