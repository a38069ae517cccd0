/** Why an organizer can't do it now. */
export type Refusal =
  | 'right-missing'
  | 'not-yours'
  | 'meeting-unknown'
  | 'meeting-cancelled'
  | 'meeting-over'
  | 'meeting-changed'
  | 'announced-already'
  | 'draft-gone'
  | 'draft-wrong'
  | 'clash';

export const refused = (refusal: Refusal) => ({ ok: false, refusal }) as const;
