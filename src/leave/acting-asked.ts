import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import type { Leave } from './leave.js';
import { historyOf } from './store.js';

/** How often this member has been asked to be in charge: in the keys of what is said about it, since each time they may be wanted no more, or decline. */
export const timesAsked = async (tx: Tx, { id }: Pick<Leave, 'id'>, memberId: MemberId): Promise<number> =>
  (await historyOf(tx, id)).filter(({ what, subjectId }) => what === 'acting-asked' && subjectId === memberId).length;
