/** Why an organizer can't do it now. */
export type Refusal =
  | 'right-missing'
  | 'not-yours'
  | 'meeting-unknown'
  | 'meeting-cancelled'
  | 'meeting-over'
  | 'meeting-changed'
  | 'cancel-outdated'
  | 'announced-already'
  | 'draft-gone'
  | 'draft-changed'
  | 'draft-wrong'
  | 'clash';

export type Done<T = object> = ({ readonly ok: true } & T) | { readonly ok: false; readonly refusal: Refusal };
export const refused = (refusal: Refusal) => ({ ok: false, refusal }) as const;
