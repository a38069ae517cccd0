import type { Instant } from '../calendar/instant.js';
import type { Gone } from '../db/gone.js';
import type { Transact, Tx } from '../db/transact.js';
import { dropUnanswered } from '../delivery/inbox.js';
import { dropWaiting } from '../delivery/leavers.js';
import type { LeaveDeps } from '../leave/deps.js';
import { countReasons, eraseReasons } from '../leave/service.js';
import type { MeetingDeps } from '../meeting/deps.js';
import { countWritten, eraseWritten } from '../meeting/give-way/service.js';
import { countCorrectionReasons, eraseCorrectionReasons } from '../meeting/service.js';
import type { Member, MemberId } from '../org/member.js';
import { type Actor, clearContact, findMember, recordAudit } from '../org/service.js';
import type { ReflectionDeps } from '../reflection/deps.js';
import { erase, writtenBy } from '../reflection/service.js';
import type { Clock } from '../schedule/clock.js';

/** What the key store notes of them: a former database has their address again, and loses it once more. */
const GONE = 'member/';

export type LeaverRefusal = 'nobody' | 'still-here';
/** `reasons`: of absences, exemptions and decisions about them, and of corrections of their attendance and annual leave. */
export type Erased =
  | { readonly ok: true; readonly name: string; readonly answers: number; readonly drafts: number; readonly reasons: number }
  | { readonly ok: false; readonly refusal: LeaverRefusal };

type Deps = {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly reflection: ReflectionDeps;
  readonly leave: LeaveDeps;
  readonly meeting: MeetingDeps;
};

/**
 * At the wish of somebody who has left and has no account any more: what they wrote and what others were entering for them, with its key, and how
 * to reach them. Whoever is still here does it by themselves, and nobody else does it for them. That they were asked, and answered, counts on.
 * Without `apply` it only says what would go.
 */
export async function eraseLeaver(
  deps: Deps,
  input: { readonly actor: Actor; readonly memberId: string; readonly apply: boolean },
): Promise<Erased> {
  const found = await deps.transact(async (tx) => {
    const member = await findMember(tx, input.memberId);
    if (!member) return undefined;
    const { id } = member;
    const reasons = (await countReasons(tx, id)) + (await countCorrectionReasons(tx, id)) + (await countWritten(tx, id));
    return { member, ...(await writtenBy(tx, id)), reasons };
  });
  if (!found) return { ok: false, refusal: 'nobody' };
  const { member, answers, drafts, reasons } = found;
  if (member.active) return { ok: false, refusal: 'still-here' };
  if (input.apply) await apply(deps, input.actor, member, `responses=${answers} drafts=${drafts} reasons=${reasons}`);
  return { ok: true, name: member.name, answers, drafts, reasons };
}

async function apply({ transact, clock, reflection, leave, meeting }: Deps, actor: Actor, { id }: Member, detail: string): Promise<void> {
  await erase(reflection, id, 'everything');
  await eraseReasons(leave, id);
  await eraseCorrectionReasons(meeting, id);
  await eraseWritten(meeting, id);
  await transact(async (tx) => {
    if ((await findMember(tx, id))?.active) return;
    await forgetContact(tx, id, clock.now());
    await reflection.vault.noteGone(tx, `${GONE}${id}`, clock.now());
    await recordAudit(tx, { at: clock.now(), actor, action: 'retention.erased', subject: id, detail });
  });
  await reflection.vault.destroyReplaced();
}

/**
 * In a database that was put back, from `takenAt`: whoever was erased since has no address there either, although its roster may have them still. Their keys
 * are gone anyway. Gives who they are.
 */
export async function eraseGoneAgain(tx: Tx, gone: Gone, takenAt: Instant, now: Instant, actor: Actor): Promise<MemberId[]> {
  const ids = [...gone]
    .flatMap(([what, at]) => (what.startsWith(GONE) && at > takenAt ? [what.slice(GONE.length) as MemberId] : []))
    .sort();
  for (const id of ids) {
    await forgetContact(tx, id, now);
    await recordAudit(tx, { at: now, actor, action: 'retention.erased', subject: id, detail: 'restored' });
  }
  return ids;
}

/** How to reach them, what they typed that was never handled, and what still waits to be sent to them. */
async function forgetContact(tx: Tx, id: MemberId, now: Instant): Promise<void> {
  const accounts = await clearContact(tx, id);
  await dropUnanswered(tx, now, accounts);
  await dropWaiting(tx, now, id, accounts);
}
