import type { Tx } from '../../db/transact.js';
import type { DepartmentFunction, Member, MemberId } from '../../org/member.js';
import { actingFor, administrators, loadOrg } from '../../org/service.js';
import { awayAt } from '../away/service.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, Step } from '../leave.js';
import { toldOf } from '../store.js';
import { isApprover } from './turn.js';

/** Which part a department must play to settle the step: with an approve step that nobody in the office may decide, that of the office. */
export const partOf = ({ role }: Pick<Step, 'role'>): DepartmentFunction => (isApprover(role) ? 'office' : role);

export type Handlers = {
  /** Whoever may settle it. */
  readonly may: readonly MemberId[];
  /** Those of them whose work it is first: heads and organizers (经办人), and where there are none everybody. */
  readonly told: readonly MemberId[];
};

/**
 * Who settles a step that is no single approver's, or is told of it; never the applicant. Where nobody else plays the part, the office does, and
 * then administrators: no request waits for nobody.
 */
export const handlersOf = (tx: Tx, step: Pick<Step, 'role'>, leave: Pick<Leave, 'memberId'>): Promise<Handlers> =>
  handlersIn(tx)(step, leave);

/** The same for many steps: who plays a part is read once. */
export function handlersIn(tx: Tx): (...whose: [Pick<Step, 'role'>, Pick<Leave, 'memberId'>]) => Promise<Handlers> {
  const acting = new Map<DepartmentFunction, readonly Member[]>();
  let heads: ReadonlySet<MemberId | undefined> | undefined;

  async function playing(part: DepartmentFunction): Promise<readonly Member[]> {
    const members = acting.get(part) ?? (await actingFor(tx, part));
    acting.set(part, members);
    return members;
  }

  return async (step, { memberId }) => {
    const others = (some: readonly Member[]) => some.filter(({ id }) => id !== memberId);
    for (const part of [partOf(step), 'office'] as const) {
      const found = others(await playing(part));
      if (found.length === 0) continue;
      const ofHeads = heads ?? new Set((await loadOrg(tx)).departments.map(({ headId }) => headId));
      heads = ofHeads;
      const first = found.filter(({ id, roles }) => ofHeads.has(id) || roles.includes('organizer'));
      return { may: idsOf(found), told: idsOf(first.length > 0 ? first : found) };
    }
    const rest = idsOf(others(await administrators(tx)));
    return { may: rest, told: rest };
  };
}

/**
 * Who gets the card of a step now, or is reminded of it: whoever is away is left out, and whoever is in charge for them is told where they may settle
 * it. Where nobody of those told first is there, all the others are; where nobody is there at all, rather they than nobody.
 */
export async function toTell(
  tx: Tx,
  deps: LeaveDeps,
  step: Pick<Step, 'role'>,
  leave: Pick<Leave, 'memberId'>,
): Promise<readonly MemberId[]> {
  const { may, told } = await handlersOf(tx, step, leave);
  const away = await awayAt(tx, deps, deps.clock.now());
  const inPlace = told.flatMap((id) => away.get(id)?.actingId ?? []).filter((id) => may.includes(id));
  const there = (some: readonly MemberId[]) => [...new Set(some)].filter((id) => !away.has(id));
  return [there([...told, ...inPlace]), there(may)].find((some) => some.length > 0) ?? told;
}

/**
 * Who has a step before them that it has come to, and that is no single approver's: of those who play its part now, whoever has a card of it or
 * would get one. Whoever has been given another post has what they were told, and no more; who has come after them knows from the files.
 */
export async function holdersOf(tx: Tx, step: Step, leave: Pick<Leave, 'id' | 'memberId'>): Promise<MemberId[]> {
  if (step.state === 'waiting' || step.assigneeId !== undefined) return [];
  const { may, told } = await handlersOf(tx, step, leave);
  const cards = await toldOf(tx, leave.id);
  return may.filter((id) => told.includes(id) || cards.some(({ memberId, part }) => memberId === id && part === step.action));
}

/** Who may settle a step that is no single approver's and that it has come to, or could until somebody did, or the request went no further. */
export async function couldSettle(tx: Tx, step: Step, leave: Pick<Leave, 'memberId'>): Promise<readonly MemberId[]> {
  const isToSettle = step.action === 'approve' || step.action === 'process';
  return isToSettle && step.state !== 'waiting' && step.assigneeId === undefined ? (await handlersOf(tx, step, leave)).may : [];
}

const idsOf = (members: readonly Member[]): MemberId[] => members.map(({ id }) => id);
