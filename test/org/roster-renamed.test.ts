import { expect, test } from 'vitest';
import type { Transact } from '../../src/db/transact.js';
import { loadOrg } from '../../src/org/service.js';
import { edited, LINES, office, without } from './bureau.js';

const ids = async (transact: Transact) => new Map((await transact(loadOrg)).departments.map(({ id, name }) => [name, id]));
const renamed = (from: string, to: string, lines: readonly string[] = LINES) => lines.map((line) => line.replaceAll(from, to));

test('a department with another name and the same people is the same, and so is what stands under it', async () => {
  const { apply, transact } = await office();
  await apply();
  const before = await ids(transact);
  const result = await apply(renamed('乙处', '发展处'));
  expect(result.ok && result.changes).toEqual([
    {
      kind: 'changed',
      what: 'department',
      subject: '局/发展处',
      name: '发展处',
      fields: [{ column: 'department', from: '局/乙处', to: '局/发展处' }],
    },
  ]);
  const after = await ids(transact);
  expect(after.get('发展处')).toBe(before.get('乙处'));
  expect(after.get('丙科')).toBe(before.get('丙科'));
  expect(after.size).toBe(before.size);
  await apply();
  expect(await ids(transact)).toEqual(before);
});

test('what stands under it keeps its name, whoever is in it now', async () => {
  const { apply, transact } = await office();
  await apply();
  const before = await ids(transact);
  await apply(renamed('乙处', '发展处', [...without('211'), '212,辛八,科员,局/乙处/丙科,,是,,,,']), { confirmedLeaving: 1 });
  expect((await ids(transact)).get('丙科')).toBe(before.get('丙科'));
});

test('one that takes a name of former days is not what had that name then', async () => {
  const { apply, transact } = await office();
  await apply();
  const before = await ids(transact);
  await apply(edited('211', '局/乙处/丙科,,是', '局/乙处,,'));
  await apply(renamed('丙科', '丁科'));
  const newer = (await ids(transact)).get('丁科');
  expect(newer).not.toBe(before.get('丙科'));
  await apply();
  expect((await ids(transact)).get('丙科')).toBe(newer);
});

test('so it is with the office itself, and with one whose people are all in those under it', async () => {
  const { apply, transact } = await office();
  await apply();
  const before = await ids(transact);
  await apply(renamed('局', '总局'));
  expect((await ids(transact)).get('总局')).toBe(before.get('局'));
  const grouped = renamed('局/乙处', '局/机关/乙处', edited('002', '乙处', '机关、乙处'));
  await apply(grouped);
  const group = (await ids(transact)).get('机关');
  await apply(renamed('机关', '本部', grouped));
  expect((await ids(transact)).get('本部')).toBe(group);
});

test('a department that stands under another one now is the same', async () => {
  const { apply, transact } = await office();
  await apply();
  const before = await ids(transact);
  const result = await apply(renamed('局/乙处/丙科', '局/甲处/丙科'));
  expect(result.ok && result.changes.map(({ kind, subject }) => [kind, subject])).toEqual([['changed', '局/甲处/丙科']]);
  expect(await ids(transact)).toEqual(before);
  await apply();
  await apply(renamed('局/乙处', '局/新组/乙处', edited('002', '乙处', '新组、乙处')));
  expect((await ids(transact)).get('丙科')).toBe(before.get('丙科'));
  expect((await ids(transact)).get('乙处')).toBe(before.get('乙处'));
});

test('a quarter of its people may have gone elsewhere, come from elsewhere, or left; no more', async () => {
  const people = ['301', '302', '303', '304'].map((id, index) => `${id},人${id},科员,局/丁处,,${index === 0 ? '是' : ''},,,,`);
  const lines = [...edited('002', '乙处', '乙处、丁处'), ...people];
  const moved = (count: number) =>
    renamed('丁处', '新处', lines).map((line) =>
      Number(line.slice(0, 3)) > 304 - count && line.startsWith('30') ? line.replace('新处', '甲处') : line,
    );
  for (const [count, isSame] of [
    [1, true],
    [2, false],
  ] as const) {
    const { apply, transact } = await office();
    await apply(lines);
    const before = await ids(transact);
    await apply(moved(count));
    expect((await ids(transact)).get('新处') === before.get('丁处')).toBe(isSame);
  }
  const { apply, transact } = await office();
  await apply(lines);
  const before = await ids(transact);
  await apply(renamed('丁处', '新处', without('303', without('304', lines))), { confirmedLeaving: 2 });
  expect((await ids(transact)).get('新处')).toBe(before.get('丁处'));
});

test('one whose people went to a department that was there before is dissolved', async () => {
  const { apply } = await office();
  await apply();
  const result = await apply(edited('211', '局/乙处/丙科,,是', '局/乙处,,'));
  expect(result.ok && result.changes[0]).toMatchObject({ kind: 'deactivated', what: 'department', subject: '局/乙处/丙科' });
});

test('two that have been joined under a new name are dissolved, and theirs is a new one', async () => {
  const { apply, transact } = await office();
  await apply();
  const joined = renamed('甲处、乙处', '新处', edited('201', ',是,', ',,')).map((line) =>
    line.replace('局/甲处', '局/新处').replace('局/乙处', '局/新处'),
  );
  const result = await apply(joined);
  expect(result.ok && result.changes.filter(({ what }) => what === 'department').map(({ kind, name }) => [kind, name])).toEqual(
    expect.arrayContaining([
      ['added', '新处'],
      ['deactivated', '甲处'],
      ['deactivated', '乙处'],
    ]),
  );
  expect((await ids(transact)).size).toBe(3);
});
