import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { findMember } from '../../org/service.js';
import { approverOf } from '../chain/approver.js';
import { type Facing, facing } from '../decide/facing.js';
import { isApprover, presentOf } from '../decide/turn.js';
import type { LeaveDeps } from '../deps.js';
import { leavesOf } from '../store.js';
import type { Checked, Draft } from './check.js';
import type { Ahead, Preview } from './preview.js';

/** So many earlier requests are read. */
const MOST_EARLIER = 3;

/** A draft in words, for whoever is about to submit it. */
export async function describe(tx: Tx, deps: LeaveDeps, draft: Draft, checked: Checked): Promise<Preview> {
  const { leave, member, written, counted, balances, notes, former } = checked;
  return {
    draftId: draft.id,
    revision: draft.revision,
    leave,
    written,
    name: member.name,
    acting: leave.acting && (await nameOf(tx, leave.acting.memberId)),
    counted,
    balances,
    notes,
    ahead: await aheadOf(tx, deps, checked),
    facing: forApplicant(await facing(tx, deps, leave)),
    former,
    earlier: (await leavesOf(tx, member.id, { limit: MOST_EARLIER + 1, offset: 0 }))
      .filter(({ id }) => id !== former?.id)
      .slice(0, MOST_EARLIER),
  };
}

/** A colleague's leave is no business of theirs (domain.md §5): only of those who lead them or stand in, for one another. */
const forApplicant = (all: Facing): Facing => ({
  ...all,
  alsoAway: all.alsoAway.filter(({ isHead, isActing, isStoodInFor }) => isHead || isActing || isStoodInFor),
});

const nameOf = async (tx: Tx, id: MemberId): Promise<string> => (await findMember(tx, id))?.name ?? '—';

async function aheadOf(tx: Tx, deps: LeaveDeps, { leave, steps }: Checked): Promise<Ahead[]> {
  const present = await presentOf(tx, deps, [leave]);
  const ahead: Ahead[] = [];
  for (const { action, role } of steps) {
    if (!isApprover(role)) {
      ahead.push({ action, role, who: undefined });
      continue;
    }
    const turn = approverOf(role, leave, { ...present, passed: new Set() });
    const who =
      turn.kind === 'office'
        ? 'superior'
        : { name: await nameOf(tx, turn.id), standsFor: turn.standsFor === undefined ? undefined : await nameOf(tx, turn.standsFor) };
    ahead.push({ action, role, who });
  }
  return ahead;
}
