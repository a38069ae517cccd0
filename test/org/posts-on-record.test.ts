import { expect, test } from 'vitest';
import { auditEntries, syncAccounts } from '../../src/org/service.js';
import { account, edited, LINES, office, without } from './bureau.js';

type Office = Awaited<ReturnType<typeof office>>;

/** Oldest first; who it was is looked at once, below. */
async function written({ transact }: Pick<Office, 'transact'>, action: string) {
  const entries = await transact((tx) => auditEntries(tx, { action, limit: 99 }));
  return entries.toReversed().map(({ subject, detail }) => [subject, detail]);
}

test('a first import names whoever holds a role or a post, and nobody else', async () => {
  const bureau = await office();
  await bureau.apply();
  expect(await written(bureau, 'org.role-changed')).toEqual([
    ['101', '+organizer, +departmentHead 局/甲处'],
    ['102', '+administrator'],
    ['001', '+departmentHead 局'],
    ['002', '+supervisingLeader 局/甲处, +supervisingLeader 局/乙处'],
    ['201', '+departmentHead 局/乙处'],
    ['211', '+departmentHead 局/乙处/丙科'],
  ]);
  expect(await written(bureau, 'org.function-changed')).toEqual([['局/甲处', '+office']]);
  const [entry] = await bureau.transact((tx) => auditEntries(tx, { subject: '102', limit: 1 }));
  expect(entry).toMatchObject({ actor: { operator: 'tester' }, names: { subject: '丁四' } });
});

test('who is given a role or a post, and who it is taken from, also by leaving', async () => {
  const bureau = await office();
  await bureau.apply();
  const before = (await written(bureau, 'org')).length;
  await bureau.apply(edited('202', ',,,,ji@', ',是,,管理员,ji@', edited('201', ',是,', ',,', without('102'))));
  expect((await written(bureau, 'org')).slice(before + 1)).toEqual([
    ['102', '-administrator'],
    ['201', '-departmentHead 局/乙处'],
    ['202', '+administrator, +departmentHead 局/乙处'],
  ]);
  await bureau.apply(edited('211', '丙科,,', '丙科,人事,', edited('101', '办公室', '政工', LINES)), { confirmedEmptied: 1 });
  expect((await written(bureau, 'org.function-changed')).slice(1)).toEqual([
    ['局/甲处', '+political-work, -office'],
    ['局/乙处/丙科', '+personnel'],
  ]);
});

test('a department with another name takes no post and no function from anybody', async () => {
  const bureau = await office();
  await bureau.apply();
  const before = await written(bureau, 'org');
  const renamed = LINES.map((line) => line.replaceAll('甲处', '综合处').replaceAll('乙处', '甲处'));
  await bureau.apply(renamed);
  expect((await written(bureau, 'org')).slice(before.length)).toEqual([['roster', expect.stringContaining('departments=2')]]);
  // What changes besides is told by the names of now.
  await bureau.apply(edited('201', ',是,', ',,', edited('202', ',,,,ji@', ',是,,,ji@')).map((line) => line.replaceAll('乙处', '发展处')));
  expect((await written(bureau, 'org.role-changed')).slice(-2)).toEqual([
    ['201', '-departmentHead 局/发展处'],
    ['202', '+departmentHead 局/发展处'],
  ]);
});

test('whose account is whose: of a whole office that comes at once only those who may do more, afterwards everybody', async () => {
  const bureau = await office();
  await bureau.apply();
  const head = account('U1', 'jia@bureau.example');
  const former = account('U6', 'ji@bureau.example');
  const next = account('U7', 'ji@bureau.example');
  await syncAccounts(bureau.deps, [head, former]);
  expect(await written(bureau, 'org.account-matched')).toEqual([['001', 'U1']]);
  await syncAccounts(bureau.deps, [head, former, next]);
  expect(await written(bureau, 'org.account-unmatched')).toEqual([['202', 'U6']]);
  await syncAccounts(bureau.deps, [head, account('U6'), next]);
  expect((await written(bureau, 'org.account-matched')).slice(1)).toEqual([['202', 'U7']]);
  const [entry] = await bureau.transact((tx) => auditEntries(tx, { subject: 'U7', limit: 1 }));
  expect(entry).toMatchObject({ actor: { operator: 'siwen' }, subject: '202' });
});
