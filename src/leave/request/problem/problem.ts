/** What somebody fills in, by the name of its field. */
export const FIELDS = [
  'member',
  'kind',
  'from',
  'fromHalf',
  'until',
  'untilHalf',
  'destination',
  'reason',
  'acting',
  'phone',
  'attachments',
] as const;
export type FieldName = (typeof FIELDS)[number];

/** Why a request can't be made as it stands, at the field it is about. */
export type Problem =
  | 'required'
  | 'member-unsuitable'
  | 'kind-not-offered'
  /** Their rank in the roster is none of the ladder: no chain is for them. */
  | 'rank-unknown'
  | 'not-a-date'
  | 'ends-first'
  | 'longer-than-a-year'
  | 'too-far-back'
  /** For whoever enters it for somebody else. */
  | 'over-a-year-back'
  | 'too-far-ahead'
  | 'no-working-day'
  | 'overlaps'
  /** Of what it changes, days that have passed already. */
  | 'begun-left-out'
  | 'balance-short'
  | 'next-year-short'
  | 'destination-needed'
  | 'acting-needed'
  | 'acting-unsuitable'
  | 'acting-away'
  | 'too-long'
  | 'phone-wrong'
  | 'attachment-wrong';
export type Problems = Readonly<Partial<Record<FieldName, Problem>>>;

/** Why nothing can be done with the form or the request at all. */
export type Refusal =
  | 'right-missing'
  | 'request-unknown'
  /** Refused, withdrawn, replaced or ended: nothing is left to change. */
  | 'closed'
  /** What has begun is reported back from instead. */
  | 'begun'
  | 'confirmed-already'
  /** A change of it waits for a decision. */
  | 'being-changed'
  /** What it was to change was replaced, withdrawn or reported back from. */
  | 'original-over'
  /** It waits for the member, who changes all of it at once. */
  | 'returned'
  /** Somebody else is to be in charge meanwhile, and can be. */
  | 'acting-stands'
  | 'draft-gone'
  | 'draft-changed'
  | 'submitted-already'
  | 'nothing-offered';

/** Why whoever is asked to be in charge meanwhile can't answer. */
export type ActingRefusal =
  /** Nor were they ever, for all that they are told. */
  'not-asked' | 'closed' | 'returned' | 'accepted-already' | 'declined-already';
