import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Department, DepartmentFunction, DepartmentId, Member, MemberId, Role } from '../../src/org/member.js';
import { authorize, type Org, type Right, standingsOf } from '../../src/org/permissions.js';

const d = (id: string) => id as DepartmentId;
const m = (id: string) => id as MemberId;
/** Every right there is: one that is added to the program without being tried here doesn't compile. */
const EVERY: Record<Right, true> = {
  'participation.view': true,
  'participation.bulletin': true,
  'reflection.schedule': true,
  'reflection.send': true,
  'org.roster': true,
  'org.audit': true,
  'meeting.organize': true,
  'meeting.bureau': true,
  'meeting.activity': true,
  'meeting.reachability': true,
  'leave.personnel': true,
  'leave.onBehalf': true,
  'leave.view': true,
};
const RIGHTS = Object.keys(EVERY) as Right[];

const department = (
  id: string,
  parent: string | undefined,
  head?: string,
  leader?: string,
  functions: DepartmentFunction[] = [],
): Department => ({
  id: d(id),
  name: id,
  parentId: parent === undefined ? undefined : d(parent),
  functions,
  headId: head === undefined ? undefined : m(head),
  supervisingLeaderId: leader === undefined ? undefined : m(leader),
  order: 0,
});
const member = (id: string, departmentId: string, roles: Role[] = [], active = true): Member => ({
  id: m(id),
  name: id,
  email: undefined,
  rank: '科员',
  position: undefined,
  departmentId: d(departmentId),
  roles,
  active,
  joinedOn: undefined,
  workedSince: undefined,
  chatUserId: undefined,
  locale: 'zh-CN',
});

const ORG: Org = {
  departments: [
    department('bureau', undefined, 'chief'),
    department('office', 'bureau', 'head-of-office', 'deputy-1', ['office']),
    department('personnel', 'bureau', 'head-of-personnel', 'deputy-1', ['personnel']),
    department('party', 'bureau', 'head-of-party', 'deputy-1', ['party-committee', 'political-work', 'discipline']),
    department('works', 'bureau', 'head-of-works', 'deputy-2'),
    department('works/site', 'works', 'head-of-site'),
    department('works/site/gate', 'works/site', 'head-of-gate'),
  ],
  bureauHeadId: 'chief',
};
const ALL = ['bureau', 'office', 'personnel', 'party', 'works', 'works/site', 'works/site/gate'];
const ADMINISTRATOR: Right[] = ['reflection.schedule', 'reflection.send', 'org.roster', 'org.audit'];

const heading = (...departments: string[]) => ({
  'participation.view': departments,
  'meeting.activity': departments,
  'leave.view': departments,
});
const inCharge = (...departments: string[]) => ({ 'participation.view': departments, 'leave.view': departments });
const OFFICE = {
  'participation.view': ALL,
  'participation.bulletin': ALL,
  'meeting.activity': ALL,
  'meeting.reachability': ALL,
  'leave.onBehalf': ALL,
  'leave.view': ALL,
};
const PERSONNEL = { 'leave.personnel': ALL, 'leave.onBehalf': ALL, 'leave.view': ALL };

/** Written from domain.md §5 by hand, not from the program's table: who → right → the departments reached. */
const EXPECTED: readonly { who: Member; sees: Partial<Record<Right, readonly string[]>> }[] = [
  { who: member('cadre', 'works'), sees: {} },
  { who: member('chief', 'bureau'), sees: heading(...ALL) },
  { who: member('deputy-1', 'bureau'), sees: inCharge('office', 'personnel', 'party') },
  { who: member('deputy-2', 'bureau'), sees: inCharge('works', 'works/site', 'works/site/gate') },
  { who: member('head-of-works', 'works'), sees: heading('works', 'works/site', 'works/site/gate') },
  { who: member('head-of-site', 'works/site'), sees: heading('works/site', 'works/site/gate') },
  { who: member('head-of-gate', 'works/site/gate'), sees: heading('works/site/gate') },
  { who: member('head-of-office', 'office'), sees: OFFICE },
  { who: member('clerk', 'office'), sees: OFFICE },
  { who: member('head-of-personnel', 'personnel'), sees: { ...heading('personnel'), ...PERSONNEL } },
  { who: member('recruiter', 'personnel'), sees: PERSONNEL },
  { who: member('head-of-personnel', 'bureau'), sees: { ...heading('personnel'), ...PERSONNEL } },
  { who: member('head-of-office', 'bureau'), sees: OFFICE },
  { who: member('party-clerk', 'party'), sees: {} },
  { who: member('announcer', 'works', ['organizer']), sees: { 'meeting.organize': ['works'], 'meeting.activity': ['works'] } },
  {
    who: member('party-announcer', 'party', ['organizer']),
    sees: { 'meeting.organize': ['party'], 'meeting.activity': ['party'], 'meeting.bureau': ALL },
  },
  { who: member('office-announcer', 'office', ['organizer']), sees: { ...OFFICE, 'meeting.organize': ['office'], 'meeting.bureau': ALL } },
  { who: member('admin', 'works', ['administrator']), sees: Object.fromEntries(ADMINISTRATOR.map((right) => [right, ALL])) },
  {
    who: member('both', 'works', ['organizer', 'administrator']),
    sees: {
      'meeting.organize': ['works'],
      'meeting.activity': ['works'],
      ...Object.fromEntries(ADMINISTRATOR.map((right) => [right, ALL])),
    },
  },
  {
    who: member('head-of-works', 'works', ['administrator']),
    sees: {
      ...heading('works', 'works/site', 'works/site/gate'),
      ...Object.fromEntries(ADMINISTRATOR.map((right) => [right, ALL])),
    },
  },
];

describe.each(EXPECTED)('$who.id $who.roles may do what the rules give them and nothing more', ({ who, sees }) => {
  test.each(RIGHTS)('%s', (right) => {
    const decision = authorize(who, ORG, right);
    const expected = sees[right];
    if (expected === undefined) expect(decision).toEqual({ ok: false, missing: right });
    else expect(decision).toEqual({ ok: true, departmentIds: new Set(expected) });
  });

  test.each(RIGHTS)('%s: nothing after leaving', (right) => {
    const left = { ...who, active: false };
    expect(standingsOf(left, ORG)).toEqual([]);
    expect(authorize(left, ORG, right)).toEqual({ ok: false, missing: right });
  });
});

test('whoever answers for a department answers for all under it and for none beside it, however deep', () => {
  const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(parents, fc.nat(), fc.boolean(), (numbers, pick, asHead) => {
      const ids = ['d0', ...numbers.map((_, index) => `d${index + 1}`)];
      const parentOf = new Map(numbers.map((number, index) => [`d${index + 1}`, `d${number % (index + 1)}`]));
      const chosen = ids[pick % ids.length] ?? 'd0';
      // Shuffled, so that a child may come before its parent.
      const departments = ids
        .map((id) =>
          department(id, parentOf.get(id), id === chosen && asHead ? 'me' : undefined, id === chosen && !asHead ? 'me' : undefined),
        )
        .toReversed();
      const isUnder = (id: string | undefined): boolean => id !== undefined && (id === chosen || isUnder(parentOf.get(id)));
      const decision = authorize(member('me', 'elsewhere'), { departments, bureauHeadId: undefined }, 'participation.view');
      expect(decision).toEqual({ ok: true, departmentIds: new Set(ids.filter(isUnder)) });
    }),
  );
});
