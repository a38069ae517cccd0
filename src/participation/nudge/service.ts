import { intervalOf, type Period } from '../../calendar/period.js';
import type { MemberId } from '../../org/member.js';
import { countedIn, type ScopeRefusal, scopeOf } from '../../org/scope.js';
import { recordAudit } from '../../org/service.js';
import type { Nudged } from '../../reflection/nudge/nudge.js';
import { nudgeWaiting } from '../../reflection/service.js';
import type { ParticipationDeps } from '../deps.js';

export type NudgeResult = ({ readonly ok: true } & Nudged) | { readonly ok: false; readonly refusal: ScopeRefusal };

/** Reminds those of the viewer's scope who can still answer a round of the period, with the next tick; on record with how many. */
export async function nudgeMissing(
  deps: ParticipationDeps,
  { memberId, period, departmentId }: { readonly memberId: string; readonly period: Period; readonly departmentId: string | undefined },
): Promise<NudgeResult> {
  const by = memberId as MemberId;
  return deps.transact(async (tx): Promise<NudgeResult> => {
    const scope = await scopeOf(tx, { member: by }, 'participation.view', departmentId);
    if (!scope.ok) return scope;
    const departmentIds = (await countedIn(tx, scope)).map(({ id }) => id);
    const nudged = await nudgeWaiting(tx, deps.reflection, { interval: intervalOf(period, deps.zone), departmentIds, by });
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: by },
      action: 'participation.nudge',
      subject: `${period.from}..${period.to}`,
      detail: `${scope.department?.id ?? 'all'}; nudged=${nudged.nudged + nudged.inMeeting}`,
    });
    return { ok: true, ...nudged };
  });
}
