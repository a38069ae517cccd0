import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Approver, approverOf, type Circumstances } from '../../../src/leave/chain/approver.js';
import { chainFor } from '../../../src/leave/chain/chain.js';
import type { ChainStep } from '../../../src/leave/chain/policy.js';
import type { LeaveKind } from '../../../src/leave/leave.js';
import type { Member, MemberId } from '../../../src/org/member.js';
import { allMembers, loadOrg } from '../../../src/org/service.js';
import { testOffice } from '../../support/office.js';

// The office reviews docs/leave-chains.md, and no word of it comes from the program: what stands there is what has to come out.
const [page = ''] = readFileSync(new URL('../../../docs/leave-chains.md', import.meta.url), 'utf8').split('# How to read this');

const KINDS: Record<string, LeaveKind> = { 出差: 'business-trip', 年休假: 'annual-leave' };
const DONE = { notify: '告知', process: '办理', file: '备案' } as const;

type Row = { kind: LeaveKind; ranks: string[]; position: string; name: string; approver: string; next: string; after: string };

/** Each row, with the kind and the ranks of the headings it stands under. */
function rowsOf(text: string): Row[] {
  let [kind, ranks]: [LeaveKind | undefined, string[]] = [undefined, []];
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) kind = KINDS[line.slice(3)];
    if (line.startsWith('### ')) ranks = line.slice(4).split('、');
    const cells = line.split('|').map((cell) => cell.trim());
    const [, position = '', name = '', approver = '', next = '', after = ''] = cells;
    return kind && cells.length === 7 && position !== '---' && name !== '例'
      ? [{ kind, ranks, position, name, approver, next, after }]
      : [];
  });
}

const rows = rowsOf(page);

async function bureau() {
  const { transact, ground } = await testOffice();
  const [org, members] = await transact(async (tx) => [await loadOrg(tx), await allMembers(tx)] as const);
  const byName = new Map(members.map((member) => [member.name, member]));
  const now: Circumstances = { org, members: new Map(members.map((member) => [member.id, member])), away: new Map(), passed: new Set() };
  return { org, ranks: ground.policy.org.ranks, chains: ground.policy.leave.chains, byName, members, now };
}
type Bureau = Awaited<ReturnType<typeof bureau>>;

/** `副局长苏明礼（主管领导）`, as the roster calls them, and what they are to the applicant's department. */
function words(approver: Approver, applicant: Member, { org, members }: Bureau): string {
  if (approver.kind === 'office') return '上级机关批复，由办公室登记';
  const member = members.find(({ id }) => id === approver.id);
  const own = org.departments.find(({ id }) => id === applicant.departmentId);
  const isLeader = own?.supervisingLeaderId === approver.id;
  const what = isLeader ? '主管领导' : approver.id === org.bureauHeadId ? '主要领导' : '部门领导';
  const department = org.departments.find(({ id }) => id === member?.departmentId)?.name ?? '';
  const title = member?.position ?? '';
  return `${title.startsWith(department) || title.endsWith('局长') ? '' : department}${title}${member?.name}（${what}）`;
}

function afterWords(steps: readonly ChainStep[], { org }: Bureau): string {
  const done = steps.flatMap((step) => {
    if (step.action === 'approve') return [];
    const name = org.departments.find(({ functions }) => functions.includes(step.role))?.name ?? '';
    return [step.action === 'notify' ? `${DONE.notify}${name}` : `${name}${DONE[step.action]}`];
  });
  return done.length > 0 ? done.join(' → ') : '—';
}

test('every kind that the office offers stands there for every rank and position, once', async () => {
  const { ranks, chains } = await bureau();
  const offered = new Set(chains.flatMap(({ when }) => when.kind));
  const positions = new Set(rows.map(({ position }) => position));
  expect(positions.size).toBe(11);
  const told = rows.flatMap(({ kind, ranks: of, position }) => of.map((rank) => `${kind} ${rank} ${position}`));
  const all = [...offered].flatMap((kind) => ranks.flatMap((rank) => [...positions].map((position) => `${kind} ${rank} ${position}`)));
  expect(told.toSorted()).toEqual(all.toSorted());
});

test('whoever is an example holds the position that it is an example of', async () => {
  const { byName, org } = await bureau();
  for (const { position, name } of rows) {
    const member = byName.get(name);
    const department = org.departments.find(({ id }) => id === member?.departmentId);
    const isHead = department?.headId === member?.id;
    const leads = org.departments.some(({ supervisingLeaderId }) => supervisingLeaderId === member?.id);
    if (position === '局长') expect(member?.id).toBe(org.bureauHeadId);
    else if (position === '主管领导') expect([leads, isHead], name).toEqual([true, false]);
    else {
      expect(position, name).toContain(department?.name);
      expect(isHead, name).toBe(/(处长|主任)(（|$)/.test(position) && !position.includes('副'));
      expect(position.includes('局长直接主管'), name).toBe(department?.supervisingLeaderId === org.bureauHeadId);
    }
  }
});

/** The row as the program would have it, for one of its ranks. */
function decided({ kind, name }: Row, rank: string, office: Bureau): Pick<Row, 'approver' | 'next' | 'after'> {
  const applicant = office.byName.get(name);
  if (!applicant) throw new Error(name);
  const request = { kind, rank, memberId: applicant.id, departmentId: applicant.departmentId, halfDays: 4 };
  const steps = chainFor(office.chains, { ranks: office.ranks, departments: office.org.departments }, request) ?? [];
  const [first, ...others] = steps;
  if (first?.action !== 'approve' || others.some(({ action }) => action === 'approve')) throw new Error('one approval was expected');
  const asked = (now: Partial<Circumstances>) => approverOf(first.role, request, { ...office.now, ...now });
  const approver = asked({});
  const after = afterWords(steps, office);
  if (approver.kind === 'office') return { approver: words(approver, applicant, office), next: '—', after };
  const nobodyActs = new Map<MemberId, { actingId?: MemberId }>([[approver.id, {}]]);
  const next = words(asked({ away: nobodyActs }), applicant, office);
  // Where nobody is above them it stays with them: decide/turn.ts, which asks for somebody above, is told that there is nobody.
  expect(words(asked({ passed: new Set([approver.id]) }), applicant, office)).toBe(next);
  return { approver: words(approver, applicant, office), next, after };
}

test('the program decides as every row says, for each of its ranks', async () => {
  const office = await bureau();
  const told = rows.flatMap((row) => row.ranks.map((rank) => ({ ...row, rank })));
  expect(told.length).toBeGreaterThan(100);
  expect(told.map((row) => ({ ...row, ...decided(row, row.rank, office) }))).toEqual(told);
});
