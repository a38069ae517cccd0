import type { Instant } from '../../calendar/instant.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { PromptSet } from '../prompt-sets.js';
import type { RoundState } from '../rules.js';

/** 一次推送. `set` is a copy of what was asked: a later change of the file changes no round. */
export type Round = {
  readonly id: string;
  readonly scheduleId: string | undefined;
  readonly occurrenceAt: Instant;
  readonly set: PromptSet;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly state: RoundState;
  /** 试发: sent to oneself, counts nowhere. */
  readonly trial: boolean;
};

/** One that can be answered now. */
export type OpenRound = {
  readonly id: string;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly people: number;
  readonly answered: number;
};

/** Whether one member, who was asked, has answered. */
export type StoredAsk = { readonly memberId: MemberId; readonly answeredAt: Instant | undefined; readonly late: boolean };
export type OwnRound = { readonly round: Round; readonly ask: StoredAsk };

/** What participation counts; service.ts says what each figure means. */
export type AskFigures = { departmentId: DepartmentId; asked: number; answered: number; late: number; missing: number };
/** How often one member, in the department they were in when asked, has not answered. */
export type MissingFigure = { memberId: MemberId; departmentId: DepartmentId; missing: number };
/** One ask of a member's own: when its round opened, and whether they answered. */
export type OwnAsk = { readonly opensAt: Instant; readonly closesAt: Instant; readonly answered: boolean; readonly late: boolean };
