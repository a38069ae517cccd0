import { onTestFinished } from 'vitest';
import type { Answer } from '../../src/chat/reply.js';
import { correctBalance } from '../../src/leave/balance/entry-service.js';
import { decide } from '../../src/leave/decide/decision-service.js';
import Database from '../../src/sqlite.js';
import { ANNUAL, requested, TRIP } from '../leave/request/world.js';
import { giveAccounts } from '../meeting/scene.js';
import { type Office, testOffice } from '../support/office.js';
import { everybodysCarried } from './carried.js';

/** Who may settle what, written by hand from domain.md §3 and §5: the trip of 603, that of the head 901, the annual leave of 702 and of 301. */
export const PEOPLE = [
  { id: '001', is: 'head of the bureau', settles: [], keeps: false },
  { id: '003', is: 'supervising leader', settles: [], keeps: false },
  { id: '004', is: 'supervising leader of those who wait', settles: ['901'], keeps: false },
  { id: '102', is: 'office, organizer, administrator', settles: [], keeps: false },
  { id: '104', is: 'office', settles: [], keeps: false },
  { id: '302', is: 'personnel, administrator', settles: ['702', '301'], keeps: true },
  { id: '301', is: 'head of personnel, with a request of their own', settles: ['702'], keeps: true },
  { id: '202', is: 'political work', settles: [], keeps: false },
  { id: '601', is: 'head of the department', settles: ['603'], keeps: false },
  { id: '801', is: 'head of another department', settles: ['803'], keeps: false },
  { id: '602', is: 'in charge meanwhile', settles: [], keeps: false },
  { id: '603', is: 'cadre', settles: [], keeps: false },
] as const;
export type Person = (typeof PEOPLE)[number];

/** What only some may read: whoever wrote it, and whoever it is for. */
const SECRETS = {
  reason: { words: '金丝雀-事由', readers: ['603', '601'] },
  phone: { words: '029-5550199', readers: ['603', '601'] },
  holiday: { words: '金丝雀-休假', readers: ['702', '004'] },
  returned: { words: '金丝雀-退回', readers: ['803', '801'] },
  correction: { words: '金丝雀-更正', readers: ['702', '301', '302'] },
} as const;

/** The demo bureau with requests in every state, and everything its people carry on their cards and forms. */
export async function leavesUnderAttack() {
  const office = await testOffice();
  await giveAccounts(office);
  await plant(office);
  const sqlite = new Database(office.path, { readonly: true });
  onTestFinished(() => void sqlite.close());
  const rows = (sql: string, values: Readonly<Record<string, string>>) => JSON.stringify(sqlite.prepare(sql).all(values));
  const foreign = `(SELECT id FROM leave_request WHERE member_id <> @id AND requested_by <> @id
    AND member_id NOT IN (SELECT value FROM json_each(@own)))`;

  /** What `person` may not change, table by table. */
  function guarded({ id, settles, keeps }: Person): Record<string, string> {
    const own = JSON.stringify(settles);
    const acts = JSON.stringify(sqlite.prepare('SELECT id FROM leave_request WHERE acting_id = ?').pluck().all(id));
    return {
      requests: rows(
        `SELECT id, kind, from_on, until_on, half_days, hex(written), state, back_on, confirm_by FROM leave_request WHERE id IN ${foreign}`,
        { id, own },
      ),
      'who is in charge': rows(
        `SELECT id, acting_id, acting_answer FROM leave_request WHERE id IN ${foreign} AND id NOT IN (SELECT value FROM json_each(@acts))`,
        { id, own, acts },
      ),
      steps: rows(`SELECT leave_id, position, state, outcome, done_by, hex(words) FROM leave_step WHERE leave_id IN ${foreign}`, {
        id,
        own,
      }),
      'their own steps': rows(
        'SELECT leave_id, position FROM leave_step JOIN leave_request ON id = leave_id WHERE member_id = @id AND done_by = @id',
        { id },
      ),
      'the ledger': rows(`SELECT * FROM leave_entry ${keeps ? 'WHERE member_id = @id' : 'WHERE @id IS NOT NULL'}`, { id }),
    };
  }

  /** Lets it happen. Everything about it that is forbidden, in words; none: all is well. */
  async function violations(person: Person, act: () => Promise<Answer>): Promise<string[]> {
    const before = guarded(person);
    const said = JSON.stringify(await act());
    const after = guarded(person);
    return [
      ...Object.values(SECRETS)
        .filter(({ words, readers }) => said.includes(words) && !(readers as readonly string[]).includes(person.id))
        .map(({ words }) => `reads ${words}`),
      ...Object.keys(before)
        .filter((what) => before[what] !== after[what])
        .map((what) => `changes ${what}`),
    ];
  }
  return { office, carried: await everybodysCarried(office), violations };
}

async function plant(office: Office): Promise<void> {
  const { leave } = office;
  await requested(office, '603', { ...TRIP, reason: SECRETS.reason.words, phone: SECRETS.phone.words, acting: '602' });
  await requested(office, '901', { ...TRIP, acting: '902' });
  const returned = await requested(office, '803', TRIP);
  await must(decide(leave, { id: returned, position: 0, memberId: '801', verdict: 'returned', words: SECRETS.returned.words }));
  for (const [id, by] of [
    ['702', '004'],
    ['301', '002'],
  ] as const) {
    const annual = await requested(office, id, {
      ...ANNUAL,
      reason: id === '702' ? SECRETS.holiday.words : '',
      acting: id === '301' ? '302' : undefined,
    });
    await must(decide(leave, { id: annual, position: 0, memberId: by, verdict: 'approved', words: '' }));
  }
  const under = await requested(office, '602', { ...TRIP, from: '2026-11-24', until: '2026-11-25' });
  await must(decide(leave, { id: under, position: 0, memberId: '601', verdict: 'approved', words: '' }));
  await must(correctBalance(leave, { id: 'entry', memberId: '302', of: '702', year: 2026, halfDays: 2, reason: SECRETS.correction.words }));
}

async function must(done: Promise<{ readonly ok: boolean }>): Promise<void> {
  const result = await done;
  if (!result.ok) throw new Error(JSON.stringify(result));
}
