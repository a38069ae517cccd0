import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemberId } from '../../src/org/member.js';
import { planImport } from '../../src/org/roster/plan.js';
import type { Roster } from '../../src/org/roster/roster.js';
import { loadOrg } from '../../src/org/service.js';
import { edited, LINES, office } from './bureau.js';

/** A department, by the place of the one above it, which comes before; `own`: how many people it has itself. */
type Unit = { readonly name: string; readonly above: number | undefined; readonly people: readonly MemberId[] };

function pathAt(units: readonly Unit[], at: number): string {
  const unit = units[at];
  return unit?.above === undefined ? (unit?.name ?? '') : `${pathAt(units, unit.above)}/${unit.name}`;
}

function rosterOf(units: readonly Unit[]): Roster {
  const pathOf = (at: number) => pathAt(units, at);
  const none = { functions: [], headId: undefined, supervisingLeaderId: undefined };
  const nobody = { rank: '科员', position: undefined, roles: [], email: undefined, rosterAccount: undefined };
  return {
    departments: units.map(({ name, above }, at) => ({
      ...none,
      name,
      path: pathOf(at),
      parentPath: above === undefined ? undefined : pathOf(above),
    })),
    members: units.flatMap(({ people }, at) =>
      people.map((id) => ({ ...nobody, id, name: id, departmentPath: pathOf(at), joinedOn: undefined, workedSince: undefined })),
    ),
  };
}

type Arrangement = {
  readonly names: readonly string[];
  readonly places: readonly { readonly key: number; readonly above: number }[];
  readonly groups: number;
};

/** The ids of both offices' departments, in the order of their units. */
function idsOf(before: readonly Unit[], after: readonly Unit[]) {
  let count = 0;
  const newId = () => `d${count++}`;
  const first = planImport({ departments: [], members: [] }, rosterOf(before), newId);
  const second = planImport(first, rosterOf(after), newId);
  const now = new Map([...first.departments, ...second.departments].filter(({ active }) => active).map((one) => [one.order, one.id]));
  return [first.departments.map(({ id }) => id), after.map((_, at) => now.get(at))] as const;
}

const NAMES = Array.from({ length: 14 }, (_, nth) => `处${nth}`);
const someNames = fc.shuffledSubarray(NAMES, { minLength: NAMES.length });
const people = (unit: number, many: number) => Array.from({ length: many }, (_, nth) => `${unit}-${nth}` as MemberId);

test('a department of several people is the same, whatever it and others are called, wherever it stands and whatever groups are made', () => {
  const place = fc.record({ key: fc.nat(), above: fc.nat() });
  const arrangement = fc.record({
    names: someNames,
    places: fc.array(place, { minLength: 14, maxLength: 14 }),
    groups: fc.nat({ max: 4 }),
  });
  /** Departments and groups in any order, each under any that comes before. */
  const arranged = (sizes: readonly number[], { names, places, groups }: Arrangement): { units: Unit[]; own: number[] } => {
    const order = [...sizes.keys(), ...Array.from({ length: groups }, () => -1)]
      .map((own, at) => ({ own, key: places[at]?.key ?? 0 }))
      .toSorted((a, b) => a.key - b.key);
    const units = order.map(({ own }, at) => ({
      name: names[at] ?? '',
      above: at === 0 ? undefined : (places[at]?.above ?? 0) % at,
      people: own === -1 ? [] : people(own, sizes[own] ?? 0),
    }));
    return { units, own: order.map(({ own }) => own) };
  };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 2, maxLength: 9 }), arrangement, arrangement, (sizes, was, is) => {
      const [before, after] = [arranged(sizes, was), arranged(sizes, is)];
      const [then, now] = idsOf(before.units, after.units);
      const groups = new Map(before.units.flatMap(({ people }, at) => (people.length === 0 ? [[pathAt(before.units, at), then[at]]] : [])));
      for (const own of sizes.keys()) {
        // Whoever comes to be in the place of the group that they were in is that group.
        const group = groups.get(pathAt(after.units, after.own.indexOf(own)));
        const ids = [then[before.own.indexOf(own)], ...(group === undefined ? [] : [group])];
        expect(ids).toContain(now[after.own.indexOf(own)]);
      }
    }),
    { numRuns: 500 },
  );
});

test('departments and groups that swap their names swap nothing else', () => {
  const shape = fc.array(fc.record({ above: fc.nat(), many: fc.nat({ max: 2 }) }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(shape, someNames, someNames, (places, was, is) => {
      const above = places.map((one, at) => (at === 0 ? undefined : one.above % at));
      const units = (names: readonly string[]) =>
        places.map(({ many }, at): Unit => {
          // Who has one department below has somebody of their own, and nobody is alone in what they are in.
          const below = above.filter((one) => one === at).length;
          return { name: names[at] ?? '', above: above[at], people: people(at, many + Math.max(0, 2 - below)) };
        });
      const [then, now] = idsOf(units(was), units(is));
      expect(now).toEqual(then);
    }),
    { numRuns: 500 },
  );
});

const ids = async ({ transact }: Pick<Awaited<ReturnType<typeof office>>, 'transact'>) =>
  new Map((await transact(loadOrg)).departments.map(({ id, name }) => [name, id]));
const staff = (path: string, from: number, many: number) =>
  Array.from({ length: many }, (_, nth) => `${from + nth},人${from + nth},科员,${path},,${nth === 0 ? '是' : ''},,,,`);
const two = (first: readonly string[], second: readonly string[], supervised: string) => [
  ...edited('002', '乙处', `乙处、${supervised}`),
  ...first,
  ...second,
];

test('departments that are numbered anew are where their people are', async () => {
  const bureau = await office();
  await bureau.apply(two(staff('局/一科', 301, 4), staff('局/二科', 311, 4), '一科、二科'));
  const before = await ids(bureau);
  await bureau.apply(two(staff('局/二科', 301, 4), staff('局/三科', 311, 4), '二科、三科'));
  const after = await ids(bureau);
  expect([after.get('二科'), after.get('三科')]).toEqual([before.get('一科'), before.get('二科')]);
});

test('one person alone who goes to where somebody else was has changed places', async () => {
  for (const many of [1, 2]) {
    const bureau = await office();
    await bureau.apply(two(staff('局/一科', 301, many), staff('局/二科', 311, many), '一科、二科'));
    const before = await ids(bureau);
    await bureau.apply(two(staff('局/二科', 301, many), staff('局/一科', 311, many), '一科、二科'));
    const after = await ids(bureau);
    expect(after.get('一科') === before.get('一科')).toBe(many === 1);
    expect(after.get('一科') === before.get('二科')).toBe(many > 1);
  }
});

test('departments whose heads change places are what they were', async () => {
  const bureau = await office();
  const unit = (name: string, head: number, from: number) => [...staff(`局/${name}`, head, 1), ...staff(`局/${name}/${name}一科`, from, 4)];
  await bureau.apply(two(unit('东所', 301, 310), unit('西所', 302, 320), '东所、西所'));
  const before = await ids(bureau);
  await bureau.apply(two(unit('东所', 302, 310), unit('西所', 301, 320), '东所、西所'));
  expect(await ids(bureau)).toEqual(before);
});

test('a department whose people stay is the same, however many others come to be in it', async () => {
  const bureau = await office();
  const centre = (path: string, head: string) => staff(path, 301, 8).map((line) => line.replace(',是,', `,${head},`));
  await bureau.apply(two(centre('局/信息中心', '是'), [], '信息中心'));
  const before = await ids(bureau);
  const result = await bureau.apply([...LINES, ...centre('局/甲处', '')]);
  expect(result.ok && result.changes[0]).toMatchObject({ kind: 'deactivated', subject: '局/信息中心' });
  before.delete('信息中心');
  expect(await ids(bureau)).toEqual(before);
});

test.each(['局/服务中心', '局/甲处/综合科'])('one that gives nearly all of its people to %s is the same', async (founded) => {
  const bureau = await office();
  const many = staff('局/甲处', 301, 8).map((line) => line.replace(',是,', ',,'));
  await bureau.apply([...LINES, ...many]);
  const before = await ids(bureau);
  const name = founded.split('/').at(-1) ?? '';
  const result = await bureau.apply(two(staff(founded, 301, 8), [], `甲处、${name}`));
  expect(result.ok && result.changes[0]).toMatchObject({ kind: 'added', subject: founded });
  const after = await ids(bureau);
  after.delete(name);
  expect(after).toEqual(before);
});

test.each(['局/局领导', '局/机关/局领导'])('the office whose leaders are entered in %s from now on is the same', async (leaders) => {
  const bureau = await office();
  const units = LINES.slice(2).map((line) => line.replace(/局\/(甲|乙)处/, '局/机关/$1处'));
  const top = (path: string, heads: string) => [`001,甲一,正厅级,${path},,${heads},,,,`, `002,乙二,副厅级,${path},,,机关,,,`];
  await bureau.apply([...top('局', '是'), ...units]);
  const before = await ids(bureau);
  expect(await bureau.apply([...top(leaders, '局、局领导'), ...units])).toMatchObject({ ok: true });
  const after = await ids(bureau);
  expect(after.delete('局领导')).toBe(true);
  expect(after).toEqual(before);
});

test('a new group that is put above a department is not that department, whatever that is called', async () => {
  const bureau = await office();
  await bureau.apply();
  const before = await ids(bureau);
  await bureau.apply(edited('002', '甲处', '综合处').map((line) => line.replace('局/甲处', '局/本部/综合处')));
  const after = await ids(bureau);
  expect(after.get('综合处')).toBe(before.get('甲处'));
  expect([...before.values()]).not.toContain(after.get('本部'));
});

test('an office that is put under another one is the same', async () => {
  const bureau = await office();
  await bureau.apply();
  const before = await ids(bureau);
  const above = ['000,总一,正厅级,总局,,是,,,,', ...LINES.map((line) => line.replace(',局', ',总局/局'))];
  await bureau.apply(edited('000', ',,,,', ',局,,,', above));
  const after = await ids(bureau);
  expect(after.get('局')).toBe(before.get('局'));
  await bureau.apply(LINES, { confirmedLeaving: 1 });
  expect(await ids(bureau)).toEqual(before);
});

test.each([false, true])('one that was left out by mistake comes back, not an older one of its name (sorted anew: %s)', async (sorted) => {
  const bureau = await office();
  const named = (lines: readonly string[]) => lines.map((line) => line.replace('丙科', '丁科'));
  const order = (lines: readonly string[]) => (sorted ? [...lines.slice(0, 2), ...lines.slice(4), ...lines.slice(2, 4)] : lines);
  const leftOut = edited('211', '局/乙处/丙科,,是', '局/乙处,,');
  await bureau.apply();
  const older = (await ids(bureau)).get('丙科');
  await bureau.apply(leftOut);
  await bureau.apply(order(named(LINES)));
  const own = (await ids(bureau)).get('丁科');
  await bureau.apply(order(LINES));
  await bureau.apply(order(leftOut));
  await bureau.apply(order(LINES));
  expect((await ids(bureau)).get('丙科')).toBe(own);
  expect(own).not.toBe(older);
});

test('of several of former days under one name it is the one whose people come back', async () => {
  const bureau = await office();
  await bureau.apply();
  const older = (await ids(bureau)).get('丙科');
  const others = [...LINES.slice(0, -1), '212,辛八,正科级,局/乙处/丙科,,是,,,,'];
  // 丙科 is dissolved and its head leaves; another 丙科 is founded under another name, and is dissolved as well.
  await bureau.apply(LINES.slice(0, -1));
  await bureau.apply(others.map((line) => line.replace('丙科', '丁科')));
  await bureau.apply(others);
  await bureau.apply([...LINES.slice(0, -1), '212,辛八,正科级,局/乙处,,,,,,']);
  await bureau.apply();
  expect((await ids(bureau)).get('丙科')).toBe(older);
});
