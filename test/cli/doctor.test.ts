import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { doctorCommand } from '../../src/cli/doctor.js';
import { activeMembers, syncAccounts } from '../../src/org/service.js';
import { testOffice } from '../support/office.js';
import { KEY, run } from './command-line.js';

test('doctor ends with 1 and says what to do while something is amiss; the line goes away with it', async () => {
  const office = await testOffice();
  const doctor = (...words: string[]) => run(doctorCommand, dirname(office.path), words, KEY);
  const before = await doctor();
  expect(before.code).toBe(1);
  expect(before.text).toContain('✓ 花名册 26 人');
  expect(before.text).toContain('✗ 26 人没有对应的聊天账号；请看 siwen roster check');
  const members = await office.transact(activeMembers);
  await syncAccounts(
    office.ground,
    members.map(({ id, name, email }) => ({ userId: `U${id}`, teamId: 'T', name, email, locale: 'zh-CN', active: true, bot: false })),
  );
  expect((await doctor()).text).toContain('✓ 人人都有对应的聊天账号');
  const findings = (await doctor('--json')).json();
  expect(
    findings.every(({ ok, what }: { ok: unknown; what: { zh?: string; en?: string } }) => typeof ok === 'boolean' && what.zh && what.en),
  ).toBe(true);
});
