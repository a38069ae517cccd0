import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minuteMs, plus } from '../../../src/calendar/instant.js';
import { decide, finish } from '../../../src/leave/decide/decision-service.js';
import { stepJob } from '../../../src/leave/decide/jobs.js';
import { openStepOf } from '../../../src/leave/decide/open-step.js';
import { chainWithdrawn } from '../../../src/leave/decide/over-service.js';
import { halfDayOf } from '../../../src/leave/half-days.js';
import type { HistoryLine, Leave, LeaveState, Step } from '../../../src/leave/leave.js';
import { viewOf } from '../../../src/leave/showing.js';
import { moveLeave } from '../../../src/leave/store.js';
import type { MemberId } from '../../../src/org/member.js';
import { findMember } from '../../../src/org/service.js';
import { type Office, testOffice } from '../../support/office.js';
import { days, leaveOf } from '../away/world.js';
import { requested } from './world.js';

/** Of every position there is: the bureau's head, leaders, heads and members of the office, of personnel and of departments. */
const MEMBERS = ['001', '002', '003', '101', '102', '104', '301', '302', '601', '602', '603'] as const;
const member = fc.constantFrom(...MEMBERS);
const which = fc.nat(3);

const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('request'), by: member, kind: fc.constantFrom('business-trip', 'annual-leave') }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('decide'),
      which,
      /** Mostly whoever may, but anybody tries. */
      by: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: member }),
      verdict: fc.constantFrom('approved', 'approved', 'approved', 'refused', 'returned'),
      /** Of an older card or a later one. */
      off: fc.constantFrom(0, 0, 0, -1, 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw'), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.constantFrom(1, 12, 24, 72) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('goAway'), who: member, acting: fc.option(member, { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('quit'), who: member }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

type Seen = { readonly state: LeaveState; readonly steps: readonly Step[]; readonly history: readonly HistoryLine[] };

test('whatever people do, every request ends or waits for exactly one step, none is skipped, nobody decides their own or twice in a row, and what happened stays', async () => {
  const reached = { approved: 0, refused: 0, movedUp: 0, rerouted: 0, filed: 0, stood: 0 };
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(action, { minLength: 10, maxLength: 25 }), async (isTwice, actions) => {
      const office = isTwice ? withTwoApprovals(await testOffice()) : await testOffice();
      const job = stepJob(office.leave);
      const [leaves, seen]: [Leave[], Map<string, Seen>] = [[], new Map()];
      for (const one of actions) {
        await act(office, leaves, one);
        office.moveTo(plus(office.now(), minuteMs));
        await job.run(office.now());
        for (const leave of leaves) seen.set(leave.id, await check(office, leave, seen.get(leave.id)));
      }
      for (const { state, history } of seen.values()) {
        if (state === 'approved') reached.approved++;
        if (state === 'refused') reached.refused++;
        if (history.some(({ what }) => what === 'moved-up')) reached.movedUp++;
        if (history.some(({ what }) => what === 're-routed')) reached.rerouted++;
        if (history.some(({ what }) => what === 'filed')) reached.filed++;
        if (history.some(({ what }) => what === 'approval-stands')) reached.stood++;
      }
    }),
    { numRuns: 25, seed: 20261124 },
  );
  // The runs came by everything that the rules are about.
  for (const [what, times] of Object.entries(reached)) expect(times, what).toBeGreaterThan(0);
});

/** As the office would write it that has both the head and the leader in charge approve. */
function withTwoApprovals(office: Office): Office {
  const chains = office.leave.policy.chains.map(({ when, steps }) => ({
    when,
    steps: [
      { action: 'approve' as const, role: 'departmentHead' as const },
      { action: 'approve' as const, role: 'supervisingLeader' as const },
      ...steps.filter(({ action: does }) => does !== 'approve'),
    ],
  }));
  return { ...office, leave: { ...office.leave, policy: { ...office.leave.policy, chains } } };
}

async function act(office: Office, leaves: Leave[], one: Action): Promise<void> {
  switch (one.do) {
    case 'request':
      if ('kind' in one && (await isThere(office, one.by)))
        leaves.push(await requested(office, one.by, { kind: one.kind as Leave['kind'] }));
      return;
    case 'decide':
      if ('verdict' in one) await decideOn(office, leaves[one.which], one);
      return;
    case 'withdraw': {
      const leave = 'which' in one ? leaves[one.which] : undefined;
      if (leave)
        await office.transact(async (tx) => {
          if (await moveLeave(tx, leave.id, ['pending', 'approved'], 'withdrawn')) await chainWithdrawn(tx, office.leave, leave);
        });
      return;
    }
    case 'wait':
      if ('hours' in one) office.pass(one.hours);
      return;
    case 'goAway':
      if ('acting' in one) await goAway(office, one.who, one.acting);
      return;
    default:
      if ('who' in one) await quit(office, one.who);
  }
}

const isThere = (office: Office, id: string) => office.transact(async (tx) => (await findMember(tx, id))?.active === true);

async function decideOn(
  office: Office,
  leave: Leave | undefined,
  { by, verdict, off }: { by: string | undefined; verdict: string; off: number },
): Promise<void> {
  if (!leave) return;
  const { may, steps, leave: now } = await office.transact((tx) => viewOf(tx, office.leave, leave));
  const open = openStepOf(now, steps);
  const memberId = by ?? [...may][0] ?? '601';
  const key = { id: leave.id, position: (open?.position ?? 0) + off, memberId };
  // Both at once, as two people would.
  await Promise.all([
    decide(office.leave, { ...key, verdict, words: '理由' }),
    finish(office.leave, key),
    decide(office.leave, { ...key, verdict: 'refused', words: '理由' }),
  ]);
}

async function goAway(office: Office, who: string, acting: string | undefined): Promise<void> {
  const { on } = halfDayOf(office.now(), office.ground.zone);
  const other = acting === undefined || acting === who ? undefined : { memberId: acting as MemberId, answer: 'accepted' as const };
  await leaveOf(office, who, days(`${on} am`, `${on} pm`), { acting: other });
}

/** Some have to stay, or there is nobody left to decide. */
async function quit(office: Office, who: string): Promise<void> {
  if (who === '101' || who === '301' || who === '001') return;
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ active: 0 })
      .where('id', '=', who as MemberId)
      .execute(),
  );
}

async function check(office: Office, { id, memberId }: Leave, before: Seen | undefined): Promise<Seen> {
  const { leave, steps, history, may } = await office.transact((tx) => viewOf(tx, office.leave, { id }));
  const states = steps.map(({ state }) => state);
  // None is skipped: done ones, at most one that is open, and those whose turn has not come.
  expect(states.join(' ')).toMatch(/^(done ?)*(open ?)?(waiting ?)*$/);
  const open = openStepOf(leave, steps);
  if (leave.state === 'pending') expect(open?.action).toBe('approve');
  // Whoever has approved the step just before is not asked again.
  const former = open?.action === 'approve' ? steps[open.position - 1] : undefined;
  if (former) expect([former.assigneeId]).not.toEqual([open?.assigneeId]);
  if (leave.state === 'approved') {
    expect(steps.filter(({ action }) => action === 'approve').every(({ outcome }) => outcome?.is === 'approved')).toBe(true);
    expect(open !== undefined || states.every((state) => state === 'done')).toBe(true);
  }
  if (leave.state === 'refused' || leave.state === 'returned') expect(steps.filter(({ state }) => state === 'open')).toEqual([]);
  // Whatever waits waits for somebody who is there, and something becomes due of it; whatever doesn't is over.
  if (open) {
    expect(may.size).toBeGreaterThan(0);
    expect(open.dueAt).toBeGreaterThan(office.now());
    expect(may.has(memberId)).toBe(false);
    for (const who of may) expect(await isThere(office, who)).toBe(true);
  } else expect(steps.filter(({ dueAt }) => dueAt !== undefined)).toEqual([]);
  for (const { outcome } of steps) expect(outcome?.by).not.toBe(memberId);
  // First decisions stand, and what happened stays.
  for (const step of before?.steps ?? []) if (step.outcome) expect(steps[step.position]?.outcome).toEqual(step.outcome);
  expect(history.slice(0, before?.history.length ?? 0)).toEqual(before?.history ?? []);
  if (before && before.state !== 'pending' && before.state !== 'approved') expect(leave.state).toBe(before.state);
  return { state: leave.state, steps, history };
}
