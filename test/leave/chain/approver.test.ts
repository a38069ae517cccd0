import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approverOf, type Circumstances, decidedBefore } from '../../../src/leave/chain/approver.js';
import { APPROVERS, type ApproverRole, type Outcome, type Step } from '../../../src/leave/leave.js';
import type { Department, DepartmentId, MemberId } from '../../../src/org/member.js';
import { departments } from './chains.js';

const IDS = ['甲', '乙', '丙', '丁', '戊', '己'].map((name) => name as MemberId);
const someone = fc.constantFrom(...IDS);
const maybe = fc.option(someone, { nil: undefined });

const offices = departments.chain((drawn) =>
  fc.record({
    departments: fc
      .array(fc.record({ headId: maybe, supervisingLeaderId: maybe }), { minLength: drawn.length, maxLength: drawn.length })
      .map((leaders) =>
        drawn.map(
          (one, order): Department => ({
            ...one,
            functions: [],
            order,
            headId: undefined,
            supervisingLeaderId: undefined,
            ...leaders[order],
          }),
        ),
      ),
    leavers: fc.uniqueArray(someone, { maxLength: 2 }),
    away: fc.uniqueArray(fc.tuple(someone, maybe), { selector: ([id]) => id, maxLength: 4 }),
    passed: fc.uniqueArray(someone, { maxLength: 3 }),
    applicant: someone,
    own: fc.nat({ max: drawn.length - 1 }),
    role: fc.constantFrom(...APPROVERS),
  }),
);

type Drawn = typeof offices extends fc.Arbitrary<infer T> ? T : never;
const circumstancesOf = ({ departments: all, leavers, away, passed }: Drawn): Circumstances => ({
  org: { departments: all, bureauHeadId: all[0]?.headId },
  members: new Map(IDS.map((id) => [id, { active: !leavers.includes(id) }])),
  away: new Map(away.map(([id, actingId]) => [id, { actingId }])),
  passed: new Set(passed),
});
const requestOf = ({ applicant, own }: Drawn) => ({ memberId: applicant, departmentId: `D${own}` as DepartmentId });

test('never the applicant, nobody who has left, is away or was passed over; and who stands in stands in for somebody who is away', () => {
  fc.assert(
    fc.property(offices, (drawn) => {
      const approver = approverOf(drawn.role, requestOf(drawn), circumstancesOf(drawn));
      if (approver.kind === 'office') return;
      expect(approver.id).not.toBe(drawn.applicant);
      expect([...drawn.leavers, ...drawn.passed, ...drawn.away.map(([id]) => id)]).not.toContain(approver.id);
      if (approver.standsFor === undefined) return;
      expect(drawn.away).toContainEqual([approver.standsFor, approver.id]);
      expect([drawn.applicant, ...drawn.leavers, ...drawn.passed]).not.toContain(approver.standsFor);
    }),
    { numRuns: 2_000 },
  );
});

test('whoever lets it wait, it moves on to somebody else, and in the end to the office', () => {
  fc.assert(
    fc.property(offices, (drawn) => {
      const now = circumstancesOf({ ...drawn, passed: [] });
      const passed = new Set<MemberId>();
      for (let turn = 0; turn <= APPROVERS.length; turn++) {
        const approver = approverOf(drawn.role, requestOf(drawn), { ...now, passed });
        if (approver.kind === 'office') return true;
        passed.add(approver.id);
        if (approver.standsFor) passed.add(approver.standsFor);
      }
      return false;
    }),
    { numRuns: 1_000 },
  );
});

test('the office enters the superior organ’s reply only where nobody above the step may decide', () => {
  fc.assert(
    fc.property(offices, (drawn) => {
      const now = circumstancesOf(drawn);
      const free = (id: MemberId | undefined) =>
        id !== undefined && id !== drawn.applicant && now.members.get(id)?.active && !drawn.passed.includes(id);
      const ready = (id: MemberId | undefined) => free(id) && id !== undefined && !now.away.has(id);
      const holders = holdersFrom(drawn).filter((id) => free(id) && id !== undefined && (ready(id) || ready(now.away.get(id)?.actingId)));
      expect(approverOf(drawn.role, requestOf(drawn), now).kind).toBe(holders.length > 0 ? 'member' : 'office');
    }),
    { numRuns: 1_000 },
  );
});

/** Head, supervising leader and bureau head over the applicant's department, from the step's role on; the leader looked for level by level. */
function holdersFrom({ departments: all, own, role }: Drawn): (MemberId | undefined)[] {
  let at = all[own];
  while (at && !at.supervisingLeaderId) at = all.find(({ id }) => id === at?.parentId);
  const ladder: Record<ApproverRole, MemberId | undefined> = {
    departmentHead: all[own]?.headId,
    supervisingLeader: at?.supervisingLeaderId,
    bureauHead: all[0]?.headId,
  };
  return [ladder.departmentHead, ladder.supervisingLeader, ladder.bureauHead].slice(APPROVERS.indexOf(role));
}

/** 局长甲; 副局长乙 is in charge of 处, whose head is 丙; 科 is under 处, with 丁 as its head. 戊 works in 科. */
const [head, deputy, chief, section, clerk, other] = IDS as [MemberId, MemberId, MemberId, MemberId, MemberId, MemberId];
const unit = (id: string, parentId: string | undefined, headId: MemberId, supervisingLeaderId?: MemberId): Department => ({
  id: id as DepartmentId,
  name: id,
  parentId: parentId as DepartmentId | undefined,
  functions: [],
  headId,
  supervisingLeaderId,
  order: 0,
});
const bureau: Circumstances = {
  org: { departments: [unit('局', undefined, head), unit('处', '局', chief, deputy), unit('科', '处', section)], bureauHeadId: head },
  members: new Map(IDS.map((id) => [id, { active: true }])),
  away: new Map(),
  passed: new Set(),
};
const asks = (role: ApproverRole, memberId: MemberId, departmentId: string, now: Partial<Circumstances> = {}) => {
  const approver = approverOf(role, { memberId, departmentId: departmentId as DepartmentId }, { ...bureau, ...now });
  return approver.kind === 'office' ? '办公室' : `${approver.id}${approver.standsFor ? `代${approver.standsFor}` : ''}`;
};
const away = (...pairs: [MemberId, MemberId?][]) => ({ away: new Map(pairs.map(([id, actingId]) => [id, { actingId }])) });
const passed = (...ids: MemberId[]) => ({ passed: new Set(ids) });
const left = (...ids: MemberId[]) => ({ members: new Map(IDS.map((id) => [id, { active: !ids.includes(id) }])) });

test.each<[string, string, string]>([
  ['a clerk asks the head of their section', asks('departmentHead', clerk, '科'), section],
  [
    'a section without a supervising leader of its own is in the charge of the one above it',
    asks('supervisingLeader', clerk, '科'),
    deputy,
  ],
  ['a head’s own request goes to the supervising leader', asks('departmentHead', section, '科'), deputy],
  ['a supervising leader’s own request goes to the bureau’s head', asks('supervisingLeader', deputy, '处'), head],
  ['the bureau head’s own request is decided by the superior organ', asks('departmentHead', head, '局'), '办公室'],
  ['the head is away and somebody is in charge', asks('departmentHead', clerk, '科', away([section, other])), `${other}代${section}`],
  ['the head is away and nobody is in charge', asks('departmentHead', clerk, '科', away([section])), deputy],
  ['the applicant is in charge meanwhile', asks('departmentHead', clerk, '科', away([section, clerk])), deputy],
  ['whoever is in charge is away as well', asks('departmentHead', clerk, '科', away([section, other], [other, chief])), deputy],
  ['whoever is in charge has left', asks('departmentHead', clerk, '科', { ...away([section, other]), ...left(other) }), deputy],
  ['the head has let it wait', asks('departmentHead', clerk, '科', passed(section)), deputy],
  [
    'the acting person has let it wait',
    asks('departmentHead', clerk, '科', { ...away([section, other]), ...passed(other, section) }),
    deputy,
  ],
  ['the head who let it wait is away now', asks('departmentHead', clerk, '科', { ...away([section, other]), ...passed(section) }), deputy],
  ['head and supervising leader have let it wait', asks('departmentHead', clerk, '科', passed(section, deputy)), head],
  ['the head has left', asks('departmentHead', clerk, '科', left(section)), deputy],
  ['the department is gone', asks('departmentHead', clerk, '股'), head],
  ['an approver’s own leave is no reason to pass them over once they are back', asks('departmentHead', clerk, '科', away()), section],
])('%s', (_, found, expected) => {
  expect(found).toBe(expected);
});

const [first, second] = IDS as [MemberId, MemberId];
const done = (assigneeId: MemberId | undefined, by: MemberId, is: Outcome = 'approved') =>
  ({ position: 0, action: 'approve', assigneeId, outcome: { is, by, at: 0 } }) as Step;
const toMember = (id: MemberId, standsFor?: MemberId) => ({ kind: 'member', id, standsFor }) as const;

test.each([
  ['the same person', done(first, first), toMember(first), first],
  ['the same in somebody’s place', done(first, first), toMember(first, second), first],
  ['somebody else', done(first, first), toMember(second), undefined],
  ['somebody else in their place', done(first, first), toMember(second, first), undefined],
  ['who refused', done(first, first, 'refused'), toMember(first), undefined],
  ['who returned it', done(first, first, 'returned'), toMember(first), undefined],
  ['the superior organ twice', done(undefined, first), { kind: 'office' } as const, first],
  ['who only entered the superior organ’s reply', done(undefined, first), toMember(first), undefined],
  ['the superior organ after a member', done(first, first), { kind: 'office' } as const, undefined],
  ['nothing decided yet', { ...done(first, first), outcome: undefined } as Step, toMember(first), undefined],
  ['a step that is no approval', { ...done(first, first), action: 'process' } as Step, toMember(first), undefined],
  ['not just before', { ...done(first, first), position: 5 } as Step, toMember(first), undefined],
])('decided in the step before: %s', (_what, step, turn, expected) => {
  expect(decidedBefore([step], { position: 1 }, turn)).toBe(expected);
});
