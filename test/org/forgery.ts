import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HandlerId } from '../../src/chat/card.js';
import type { ChatEvent } from '../../src/chat/event.js';
import type { FormValues } from '../../src/chat/form.js';
import type { Reply } from '../../src/chat/reply.js';
import { importRoster, syncAccounts } from '../../src/org/service.js';
import { erase } from '../../src/reflection/own/service.js';
import { submit } from '../../src/reflection/response/service.js';
import { share } from '../../src/reflection/response/share-service.js';
import { sendRound } from '../../src/reflection/schedule/service.js';
import Database from '../../src/sqlite.js';
import { wireConversations, wireDispatch } from '../../src/wire.js';
import { testOffice } from '../support/office.js';
import { account } from './bureau.js';

const TEAM = 'T1';
const UNITS = ['第一工程管理所', '第二工程管理所'];
const BUREAU = ['办公室', '政工部', '人事教育处', '机关党委', '纪监处', '规划处', '项目管理处', ...UNITS];

/** One of every standing of domain.md §5, and those who have none. `reach`: whose participation they may see; `leave`: whose leave, where that is more; written by hand, not from the program's table. */
export const PEOPLE = [
  { id: '001', is: 'head of the bureau', reach: BUREAU, mayPlan: false },
  { id: '003', is: 'supervising leader', reach: ['规划处', '第一工程管理所'], mayPlan: false },
  { id: '104', is: 'office', reach: BUREAU, mayPlan: false },
  { id: '102', is: 'office, administrator', reach: BUREAU, mayPlan: true },
  { id: '302', is: 'personnel, administrator', reach: [], leave: BUREAU, mayPlan: true },
  { id: '301', is: 'head of personnel', reach: ['人事教育处'], leave: BUREAU, mayPlan: false },
  { id: '402', is: 'party committee', reach: [], mayPlan: false },
  { id: '601', is: 'department head, organizer', reach: ['规划处'], mayPlan: false },
  { id: '603', is: 'cadre', reach: [], mayPlan: false },
  { id: '902', is: 'switched off', reach: [], mayPlan: false },
  { id: '803', is: 'left', reach: [], mayPlan: false },
  { id: 'stranger', is: 'stranger', reach: [], mayPlan: false },
  { id: '001', is: 'namesake in another team', reach: [], mayPlan: false },
] as const;
export type Person = (typeof PEOPLE)[number];
const NOBODY = new Set<string>(['switched off', 'left', 'stranger', 'namesake in another team'] satisfies Person['is'][]);

/** Who wrote something. 603 showed the first round to 601. */
const WRITERS = ['104', '601', '603', '702', '803'];
const canary = (writer: string, round: number) => `金丝雀-${writer}-${round}`;
const GARBAGE = [
  '',
  ':',
  '__proto__',
  'constructor:toString',
  "' OR 1=1 --",
  '9'.repeat(400),
  '-1',
  '1e308',
  '\u0000',
  '本月|',
  '{}',
  '[1]',
];

/** The demo bureau with answers in it, and everything that somebody who forges a payload could put there. */
export async function bureauUnderAttack() {
  const office = await testOffice();
  const { ground, reflection, transact, path } = office;
  const sqlite = new Database(path, { readonly: true });
  onTestFinished(() => void sqlite.close());
  const members = await transact((tx) => tx.selectFrom('org_member').select(['id', 'email']).execute());
  const departments = await transact((tx) => tx.selectFrom('org_department').select(['id', 'name']).execute());
  await syncAccounts(
    ground,
    members.map(({ id, email }) => account(`U${id}`, email ?? undefined, { teamId: TEAM, active: id !== '902' })),
  );
  const rounds: string[] = [];
  for (const audience of [{ kind: 'bureau' }, { kind: 'members', members: ['104', '601', '603', '702', '803'] }] as const) {
    const sent = await sendRound(
      reflection,
      { operator: 'test' },
      { promptSet: 'four-questions', audience: structuredClone(audience) as never, closes: { workdays: 3 } },
    );
    if (!sent.ok) throw new Error(sent.refusal);
    rounds.push(sent.round.id);
  }
  const [first = '', second = ''] = rounds;

  let submissions = 0;
  async function write(writer: string): Promise<void> {
    for (const [index, roundId] of rounds.entries()) {
      const words = canary(writer, index);
      const answers = { post: words, expectations: words, contribution: words, conscience: words };
      await submit(reflection, { roundId, memberId: writer, submission: `planted-${submissions++}`, answers });
    }
  }
  for (const writer of WRITERS) await write(writer);
  await share(reflection, { roundId: first, memberId: '603', leaderId: '601' });
  await erase(reflection, '104', { roundId: second });
  const staying = readFileSync(new URL('../../data/roster.csv', import.meta.url), 'utf8').split('\n');
  const content = new TextEncoder().encode(staying.filter((row) => !row.startsWith('803,')).join('\n'));
  await importRoster(
    { transact, clock: ground.clock, zone: ground.zone, ranks: ground.policy.org.ranks },
    { actor: { operator: 'test' }, content, apply: true },
  );

  const conversations = wireConversations(ground);
  const idsOf = (part: 'actions' | 'forms' | 'shortcuts' | 'options') =>
    conversations.flatMap((room) => Object.keys(room[part] ?? {}) as HandlerId[]);
  const failures: string[] = [];
  const silent = () => undefined;
  const { dispatch } = wireDispatch(
    ground,
    {
      debug: silent,
      info: silent,
      warn: silent,
      error: ({ error }) => void failures.push(error instanceof Error ? (error.stack ?? '') : ''),
    },
    { handled: silent, failed: silent },
  );

  /** What `person` may not change, table by table. */
  const guarded = (person: Person): Record<string, string> => {
    const rows = (sql: string, ...values: string[]) => JSON.stringify(sqlite.prepare(sql).all(...values));
    return {
      'answers of others': rows(
        'SELECT member_id, round_id, version, hex(content) FROM reflection_response WHERE member_id <> ?',
        person.id,
      ),
      'drafts of others': rows('SELECT member_id, round_id, hex(content) FROM reflection_draft WHERE member_id <> ?', person.id),
      'shares of others': rows('SELECT * FROM reflection_share WHERE member_id <> ?', person.id),
      'who answered, of others': rows('SELECT * FROM reflection_ask WHERE member_id <> ? AND answered_at IS NOT NULL', person.id),
      roster: rows('SELECT * FROM org_member') + rows('SELECT * FROM org_department'),
      ...(person.mayPlan ? {} : { schedules: rows('SELECT * FROM reflection_schedule'), rounds: rows('SELECT * FROM reflection_round') }),
      'audit entries of others': rows('SELECT * FROM org_audit WHERE member_id IS NULL OR member_id <> ?', person.id),
    };
  };
  const ownAnswers = (person: Person): string =>
    JSON.stringify(sqlite.prepare('SELECT round_id, version, hex(content) FROM reflection_response WHERE member_id = ?').all(person.id));
  const shownTo = (person: Person): string[] =>
    sqlite
      .prepare<[string], { member_id: string; round_id: string }>('SELECT member_id, round_id FROM reflection_share WHERE leader_id = ?')
      .all(person.id)
      .map(({ member_id, round_id }) => canary(member_id, rounds.indexOf(round_id)));
  const mayReach = (person: Person, said: string) =>
    new Set<string>('leave' in person && said.includes('请假汇总 · ') ? person.leave : person.reach);

  const bureau = {
    dataDir: dirname(path),
    rounds,
    handlers: { action: idsOf('actions'), submission: idsOf('forms'), shortcut: idsOf('shortcuts'), options: idsOf('options') },
    words: conversations.flatMap((room) => (room.commands ?? []).map(({ names: [name = ''] }) => name)),
    values: [
      ...rounds,
      ...WRITERS.map((writer) => `${first}:0:${writer}`),
      `${second}:0:603`,
      `${first}:1:0`,
      `${first}:601`,
      ...['hour', 'afternoon', 'tomorrow'].map((word) => `${word}:${second}`),
      ...['weekly-four-reminders', 'monthly-four-questions', 'four-questions', '601', '603'],
      ...departments.filter(({ name }) => ['办公室', '规划处', '第一工程管理所'].includes(name)).map(({ id }) => `本月|${id}`),
      '本月',
      ...GARBAGE,
    ],
    contexts: [
      ...rounds,
      '{"version":"0","id":"monthly-four-questions"}',
      '{"version":"0","id":"monthly-four-questions","request":"x"}',
      '{"id":"monthly-four-questions","promptSet":"four-questions","audience":"members","pattern":"daily"}',
      '{"id":"x","spec":{"promptSet":"four-questions","audience":{"kind":"members","members":["601","603"]},"recurrence":{"freq":"daily"},"time":"09:00","window":{"days":1}}}',
      '{"__proto__":{"id":"x"}}',
      ...GARBAGE,
    ],
    forms: [
      {},
      { post: '伪造', expectations: '伪造', contribution: '伪造', conscience: '伪造' },
      { leader: '601', promptSet: 'four-questions', audience: 'members', pattern: 'daily', members: ['601', '603'], time: '09:00' },
      { leader: ['601'], post: ['a', 'b'], time: '99:99' },
      JSON.parse('{"__proto__":"x","constructor":"y"}'),
      { post: '长'.repeat(20_000) },
    ] as FormValues[],
    personOf: ({ id, is }: Person) => ({ userId: `U${id}`, teamId: is === 'namesake in another team' ? 'T2' : TEAM }),
    /** Lets the event happen. `violations`: everything about it that domain.md §5 forbids, in words; none: all is well. */
    async attempt(person: Person, event: ChatEvent): Promise<{ reply: Reply; violations: string[] }> {
      const isNobody = NOBODY.has(person.is);
      const before = guarded(person);
      const own = ownAnswers(person);
      const mayRead = new Set(isNobody ? [] : [canary(person.id, 0), canary(person.id, 1), ...shownTo(person)]);
      const reply = await dispatch(event);
      const said = JSON.stringify(reply);
      const after = guarded(person);
      if (own !== ownAnswers(person)) await write(person.id); // what it erased or overwrote is there again for the next
      const reach = mayReach(person, said);
      const isSummary = JSON.stringify(event).includes('participation.show') || ('text' in event && event.text.startsWith('汇总'));
      const violations = [
        ...WRITERS.flatMap((writer) => [canary(writer, 0), canary(writer, 1)])
          .filter((words) => said.includes(words) && !mayRead.has(words))
          .map((words) => `reads ${words}`),
        ...Object.keys(before)
          .filter((what) => before[what] !== after[what])
          .map((what) => `changes ${what}`),
        ...(isSummary
          ? BUREAU.filter((name) => said.includes(`"${name}"`) && !reach.has(name)).map((name) => `sees who took part in ${name}`)
          : []),
        ...('form' in reply && reply.form.id.startsWith('reflection.schedule') && !person.mayPlan ? ['is shown the schedules'] : []),
        ...(isNobody && ['open', 'replace', 'close'].includes(reply.do) ? ['is served, although nobody here'] : []),
        ...failures.splice(0).map((failure) => `breaks it: ${failure}`),
      ];
      return { reply, violations };
    },
  };
  return { ...bureau, violations: async (person: Person, event: ChatEvent) => (await bureau.attempt(person, event)).violations };
}
