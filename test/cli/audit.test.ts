import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { auditCommand } from '../../src/cli/audit.js';
import type { MemberId } from '../../src/org/member.js';
import { type AuditAction, recordAudit } from '../../src/org/service.js';
import { at, testOffice } from '../support/office.js';
import { KEY, run } from './command-line.js';

async function officeWithEntries() {
  const { transact, path } = await testOffice(at('2026-11-24', '10:00'));
  const actor = { member: '302' as MemberId };
  await transact(async (tx) => {
    for (const [date, time] of [
      ['2026-11-01', '00:00'],
      ['2026-11-30', '23:59'],
      ['2026-12-01', '00:00'],
    ] as const)
      await recordAudit(tx, { at: at(date, time), actor, action: 'reflection.look', subject: 'round1', detail: '102' });
  });
  const { name } = await transact((tx) => tx.selectFrom('org_member').select('name').where('id', '=', '302').executeTakeFirstOrThrow());
  const audit = (...words: string[]) => run(auditCommand, dirname(path), words, KEY);
  const english = (...words: string[]) => run(auditCommand, dirname(path), words, { ...KEY, SIWEN_LOCALE: 'en' });
  return { name, transact, audit, english };
}

test('siwen audit says who did what to whom and when, page by page', async () => {
  const { audit, name } = await officeWithEntries();
  const shown = await audit('--action', 'reflection', '--limit', '2');
  expect(shown.code).toBe(0);
  expect(shown.text).toContain(`2026年12月1日（周二） 00:00\t${name} 302\t查看他人给自己看的作答（reflection.look）\tround1\t`);
  const last = /--before (\d+)/.exec(shown.text)?.[1] ?? '';
  expect((await audit('--action', 'reflection', '--before', last, '--json')).json()).toMatchObject({
    entries: [{ actor: { member: '302' }, names: { actor: name } }],
    more: false,
  });
});

test('whoever asks for one member’s entries reads where looks at lists of several are', async () => {
  const { audit } = await officeWithEntries();
  for (const subject of ['102', '101']) expect((await audit('--subject', subject)).text).toContain('--action participation');
  expect((await audit('--action', 'reflection')).text).not.toContain('--action participation');
});

test('both days count, by the office’s calendar; a wrong date is refused and nothing is read', async () => {
  const { audit } = await officeWithEntries();
  const november = (await audit('--from', '2026-11-01', '--to', '2026-11-30', '--action', 'reflection', '--json')).json();
  expect(november.entries.map((entry: { at: number }) => entry.at)).toEqual([at('2026-11-30', '23:59'), at('2026-11-01', '00:00')]);
  expect((await audit('--from', '2027-01-01')).text).toContain('没有这样的记录');
  for (const wrong of [
    ['--from', '1.11.2026'],
    ['--from', '2026-12-01', '--to', '2026-11-30'],
    ['--limit', '-1'],
    ['--limit', '0'],
  ])
    expect((await audit(...wrong)).code).toBe(2);
  const read = (await audit('--action', 'org.audit-read', '--json')).json();
  expect(read.entries.map(({ detail }: { detail: string }) => detail)).toEqual([
    'from=2026-12-31T16:00:00.000Z',
    'from=2026-10-31T16:00:00.000Z until=2026-11-30T16:00:00.000Z action=reflection',
  ]);
});

test('what was done is told in words, beside the name that --action takes; a name of an older program stands by itself', async () => {
  const { transact, audit, english } = await officeWithEntries();
  expect((await english('--action', 'reflection.look')).text).toContain('\tlooked at shared answers (reflection.look)\tround1\t');
  const action = 'reflection.peeped' as AuditAction;
  await transact((tx) => recordAudit(tx, { at: at('2026-12-02', '09:00'), actor: { operator: 'root' }, action, subject: 'round1' }));
  expect((await audit('--action', action)).text).toContain('\troot\treflection.peeped\tround1');
});

test('roles, posts and functions that were given or taken are told in the words of the roster', async () => {
  const { audit, english, transact } = await officeWithEntries();
  const record = (action: AuditAction, detail: string) =>
    transact((tx) => recordAudit(tx, { at: at('2026-12-02', '09:00'), actor: { operator: 'li' }, action, subject: '302', detail }));
  await record('org.role-changed', '+administrator, -departmentHead 局/规划处');
  await record('org.function-changed', '+party-committee');
  expect((await audit('--action', 'org.role-changed')).text).toContain('\t+管理员，-部门领导 局/规划处\n');
  expect((await english('--action', 'org.role-changed')).text).toContain('\t+administrator, -department head 局/规划处\n');
  expect((await audit('--action', 'org.function-changed')).text).toContain('\t+机关党委\n');
});

test('--subject finds whoever stands in the detail behind what was done, and nobody whose number only looks alike', async () => {
  const { transact, audit } = await officeWithEntries();
  const actor = { member: '302' as MemberId };
  const entries = ['603 step 1 for 601', 'business-trip 603', '603', '6030 step 603', 'business-trip 001 instead of 603'];
  await transact(async (tx) => {
    for (const detail of entries)
      await recordAudit(tx, { at: at('2026-12-02', '10:00'), actor, action: 'leave.approved', subject: 'leave1', detail });
  });
  const { name } = await transact((tx) => tx.selectFrom('org_member').select('name').where('id', '=', '603').executeTakeFirstOrThrow());
  for (const who of ['603', name])
    expect((await audit('--subject', who, '--action', 'leave', '--json')).json()).toMatchObject({
      entries: [{ detail: '603' }, { detail: 'business-trip 603' }, { detail: '603 step 1 for 601' }],
    });
});
