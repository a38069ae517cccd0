import type { Instant } from '../../calendar/instant.js';
import type { Fate } from '../../delivery/fate.js';
import type { MeetingId } from '../../meeting/meeting.js';
import type { MemberId } from '../../org/member.js';
import type { Figures } from '../figures/figures.js';
import type { Month } from './month.js';

/** What of participation departments are compared by. */
export const COMPARED = ['answers', 'attendance'] as const;
export type ComparedBy = (typeof COMPARED)[number];

/** A department with its rate, and of how many asks or invitations it is one. */
export type Rated = { readonly name: string; readonly rate: number; readonly of: number };
export type Improved = { readonly name: string; readonly now: Rated; readonly before: Rated };
export type Best = {
  readonly listed: readonly Rated[];
  /** How many more have the same rate as the last one listed. */
  readonly same: number;
};
/** `dissolved`: the department is no more. */
export type Absent = { readonly department: string; readonly dissolved?: boolean; readonly name: string; readonly times: number };

/** What was counted of a month when its bulletin was drafted, or since. */
export type Content = {
  readonly total: Figures;
  readonly before: Figures;
  readonly best: Readonly<Record<ComparedBy, Best>>;
  readonly improved: Readonly<Record<ComparedBy, readonly Improved[]>>;
  /** Absent without leave; undefined: the policy has nobody named. */
  readonly absent?: { readonly listed: readonly Absent[]; readonly more: number } | undefined;
  /** Rounds that were still open, and so are in none of these figures. */
  readonly open?: { readonly rounds: number; readonly firstCloses: Instant } | undefined;
  /** Meetings whose check-in was still open, and that are in none of these figures either. */
  readonly checkIns?: readonly MeetingId[] | undefined;
  /** Counted again, since a round or a check-in that was open has closed. */
  readonly recounted?: boolean | undefined;
};

export type BulletinText = { readonly heading: string; readonly introduction: string; readonly body: string };

/** The limits of Slack's header and inputs (src/block-kit/limits.ts); both long texts at once fit into a message. */
export const LONGEST = { heading: 100, introduction: 1_000, body: 3_000 } as const satisfies Record<keyof BulletinText, number>;

/**
 * draft       → draft       counted again when rounds or check-ins that were open have closed: a newer version, unless somebody has written one
 *             → published   by whom of the office presses first; the text is that of the version they had before them
 *             → dismissed   not published; final
 * published   stays so; a correction is a newer version of its text, shown in the same message
 *             → published   again, where the chat has refused its post: a new post, of the text as it is then
 */
export type BulletinState = 'draft' | 'published' | 'dismissed';

export type Published = {
  readonly version: number;
  readonly channel: string;
  readonly signed: string;
  /** What became of the post in the channel. */
  readonly post: Fate;
  /** How often it was posted again. */
  readonly reposts: number;
};

export type Bulletin = {
  readonly month: Month;
  readonly state: BulletinState;
  readonly content: Content;
  readonly draftedAt: Instant;
  readonly version: number;
  readonly text: BulletinText;
  /** Undefined: nobody, it is as it was counted. */
  readonly writtenBy: MemberId | undefined;
  readonly writtenAt: Instant;
  readonly settled: { readonly by: MemberId; readonly at: Instant } | undefined;
  readonly published: Published | undefined;
};

export type Who = { readonly name: string; readonly at: Instant };
/** A bulletin as the office sees it. */
export type View = Bulletin & {
  readonly settledWho: Who | undefined;
  /** Whose the present text is; undefined: as counted. */
  readonly writer: Who | undefined;
  /** Where it was posted, or would be now; undefined: the policy names no channel. */
  readonly channel: string | undefined;
};

/** Published, but in no channel: the chat has refused it. */
export const isRefused = ({ published }: Pick<Bulletin, 'published'>): boolean => published?.post === 'refused';
export const isCorrected = ({ published, version }: Pick<Bulletin, 'published' | 'version'>): boolean =>
  published !== undefined && version > published.version;

export type BulletinRefusal =
  | 'right-missing'
  | 'bulletin-unknown'
  | 'month-unclear'
  | 'published-before'
  | 'dismissed-before'
  | 'not-published'
  | 'edited-since'
  | 'heading-missing'
  | 'body-missing'
  | 'text-too-long'
  | 'channel-missing'
  | 'post-missing';
/** `view`: for the office only. */
export type Refused = { readonly ok: false; readonly refusal: BulletinRefusal; readonly view?: View };
export type Found = { readonly ok: true; readonly view: View };
