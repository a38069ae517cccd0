import { expect, test } from 'vitest';
import { failureText, helpCard, longCard, outdatedCard } from '../../src/chat/cards.js';
import { type Conversation, dispatchTo } from '../../src/chat/dispatch.js';
import type { ActionEvent, ChatEvent, CommandEvent, SubmissionEvent } from '../../src/chat/event.js';
import { close, nothing, show } from '../../src/chat/reply.js';
import type { Locale } from '../../src/chat/text.js';
import type { Transact, Tx } from '../../src/db/transact.js';

const person = { userId: 'U1', teamId: 'T1' };
/** No room here reads anything. */
const transact: Transact = (work) => work({} as Tx);
const command = (text: string): CommandEvent => ({ kind: 'command', person, key: 'k', text, trigger: 't' });
const press = (id: ActionEvent['id']): ActionEvent => ({
  kind: 'action',
  person,
  key: 'k',
  id,
  value: '',
  trigger: 't',
  from: { surface: 'home' },
});
const submission = (values: SubmissionEvent['values']): SubmissionEvent => ({
  kind: 'submission',
  person,
  key: 'k',
  press: 'p',
  id: 'leave.request',
  context: '',
  values,
});
const card = (summary: string) => ({ summary, blocks: [{ kind: 'text' as const, text: [summary] }] });

function world(room: Conversation, who: 'member' | 'stranger' = 'member', locale: Locale = 'zh-CN') {
  const strangers: string[] = [];
  const failures: unknown[] = [];
  const dispatch = dispatchTo({
    transact,
    rooms: [room],
    identify: async () => (who === 'member' ? { memberId: 'M1', locale } : { stranger: locale }),
    onStranger: async ({ userId }) => void strangers.push(userId),
    strangerCard: () => card('不在花名册'),
    helpCard,
    outdatedCard,
    longCard,
    failureText,
    onFailure: (error) => {
      failures.push(error);
      return 'R-7';
    },
  });
  return { dispatch, strangers, failures };
}
const summaryOf = async (reply: ReturnType<ReturnType<typeof dispatchTo>>) => {
  const answered = await reply;
  return answered.do === 'show' ? answered.card.summary : answered.do;
};

const greet: Conversation = {
  commands: [
    {
      names: ['汇总', 'summary'],
      help: { zh: '看谁作答', en: 'see who answered' },
      run: async (_caller, rest) => show(card(`汇总:${rest}`)),
    },
    {
      names: ['我的一年', 'my year'],
      help: { zh: '我的一年', en: 'my year' },
      run: async (_caller, rest) => show(card(`我的一年:${rest}`)),
    },
    { names: ['我的', 'my'], help: { zh: '我的', en: 'mine' }, run: async (_caller, rest) => show(card(`我的:${rest}`)) },
  ],
};

test.each([
  ['汇总 上周', '汇总:上周'],
  ['  summary   last  week ', '汇总:last week'],
  ['SUMMARY', '汇总:'],
  ['汇总　上周', '汇总:上周'],
  ['my  Year last  year', '我的一年:last year'],
  ['my yearly report', '我的:yearly report'],
  ['汇总上周', '汇总:上周'],
  ['汇总：规划处', '汇总:规划处'],
  ['汇总2026年11月', '汇总:2026年11月'],
  ['我的一年2025', '我的一年:2025'],
  ['汇总２０２６年', '汇总:２０２６年'],
  ['汇总下午3点', '汇总:下午3点'],
])('the word «%s» reaches its command', async (text, expected) => {
  expect(await summaryOf(world(greet).dispatch(command(text)))).toBe(expected);
});

test.each(['', '你好', '汇总起来看', '汇总上报', 'summary2026', 'constructor', '__proto__'])(
  'anything else («%s») gets the help, never silence',
  async (text) => {
    expect(await summaryOf(world(greet).dispatch(command(text)))).toBe('四问能做这些事');
  },
);

test.each([
  ['年假', '台账:'],
  ['年假 12月7日', '申请'],
  ['年假12月7日', '申请'],
  ['年假 怎么算', '台账:怎么算'],
])('what follows a command that stands alone («%s») is first for whoever understands it', async (text, expected) => {
  const { dispatch } = world({
    commands: [
      { names: ['年假'], help: { zh: '台账', en: 'ledger' }, alone: true, run: async (_caller, rest) => show(card(`台账:${rest}`)) },
    ],
    plain: async (_caller, line) => (/\d/.test(line) ? show(card('申请')) : undefined),
  });
  expect(await summaryOf(dispatch(command(text)))).toBe(expected);
});

test('the help names every command in the reader’s language', async () => {
  const reply = await world(greet, 'member', 'en').dispatch({ kind: 'message', person, key: 'k', text: '?' });
  expect(JSON.stringify(reply)).toContain('summary');
  expect(JSON.stringify(reply)).not.toContain('汇总');
});

test('a button that no room handles explains itself', async () => {
  expect(await summaryOf(world({}).dispatch(press('old.button')))).toMatch('已经过时');
});

test('somebody who is not on the roster is told so, whatever they press, and noticed', async () => {
  const w = world({ actions: { 'leave.request': async () => close } }, 'stranger');
  expect(await summaryOf(w.dispatch(press('leave.request')))).toBe('不在花名册');
  expect(await w.dispatch(submission({ why: 'x' }))).toMatchObject({ do: 'errors', errors: { why: '不在花名册' } });
  expect(w.strangers).toEqual(['U1', 'U1']);
});

test('a failed submission keeps the form open, with a sentence and a reference at the first field', async () => {
  const w = world({ forms: { 'leave.request': () => Promise.reject(new Error('disk full')) } });
  expect(await w.dispatch(submission({ why: '家事', days: '1' }))).toMatchObject({
    do: 'errors',
    errors: { why: expect.stringContaining('R-7') },
  });
  expect(w.failures).toHaveLength(1);
});

test('a handler that throws at once is caught like one that rejects later', async () => {
  const w = world({
    actions: {
      'leave.request': () => {
        throw new Error('bug');
      },
    },
  });
  expect(await summaryOf(w.dispatch(press('leave.request')))).toMatch('R-7');
});

test('when the database is what broke, the person still gets a sentence', async () => {
  const dispatch = dispatchTo({
    transact,
    rooms: [],
    identify: () => Promise.reject(new Error('database is locked')),
    onStranger: async () => undefined,
    strangerCard: () => card(''),
    helpCard,
    outdatedCard,
    longCard,
    failureText,
    onFailure: () => 'R-8',
  });
  expect(await summaryOf(dispatch(press('leave.request')))).toMatch('R-8');
});

test('Home shows open tasks first, then history, then what the role may do, whichever room they come from', async () => {
  const line = (text: string) => [{ kind: 'text' as const, text: [text] }];
  const rooms: Conversation[] = [
    {
      home: async () => [
        { part: 'role', blocks: line('C') },
        { part: 'tasks', blocks: line('A') },
      ],
    },
    { home: async () => [{ part: 'history', blocks: line('B') }] },
    {},
  ];
  const dispatch = dispatchTo({
    transact,
    rooms,
    identify: async () => ({ memberId: 'M1', locale: 'zh-CN' }),
    onStranger: async () => undefined,
    strangerCard: () => card(''),
    helpCard,
    outdatedCard,
    longCard,
    failureText,
    onFailure: () => 'R',
  });
  const event: ChatEvent = { kind: 'home-opened', person, key: 'k' };
  expect(await dispatch(event)).toEqual({ do: 'home', home: { blocks: [...line('A'), ...line('B'), ...line('C')] }, locale: 'zh-CN' });
});

test('two rooms that claim one id are refused at start', () => {
  const room: Conversation = { actions: { 'leave.request': async () => nothing } };
  expect(() =>
    dispatchTo({
      transact,
      rooms: [room, { ...room }],
      identify: async () => ({ memberId: 'M', locale: 'en' }),
      onStranger: async () => undefined,
      strangerCard: () => card(''),
      helpCard,
      outdatedCard,
      longCard,
      failureText,
      onFailure: () => '',
    }),
  ).toThrow('leave.request');
});

test('an answer says which language its reader has, a stranger’s and a failure’s, too', async () => {
  const broken: Conversation = { actions: { 'leave.request': () => Promise.reject(new Error('bug')) } };
  for (const who of ['member', 'stranger'] as const) {
    const { dispatch } = world(broken, who, 'en');
    expect(await dispatch(press('leave.request'))).toMatchObject({ do: 'show', locale: 'en' });
  }
});

test('a press delivered again while it is handled is handled once, and neither is answered before it is done', async () => {
  let handled = 0;
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { dispatch } = world({
    actions: {
      'leave.request': async () => {
        handled += 1;
        await done;
        return close;
      },
    },
  });
  const answers = [dispatch(press('leave.request')), dispatch(press('leave.request'))];
  const early = await Promise.race([...answers, Promise.resolve('none yet')]);
  finish();
  expect([early, ...(await Promise.all(answers))]).toMatchObject(['none yet', { do: 'close' }, { do: 'close' }]);
  expect(handled).toBe(1);
  await dispatch(press('leave.request'));
  expect(handled).toBe(2);
});

test('two people at once are never given one answer, although the chat names nothing that tells their presses apart', async () => {
  const leave: Conversation = { actions: { 'leave.request': async (_caller, event) => show(card(event.person.userId)) } };
  const { dispatch } = world(leave);
  const both = ['U1', 'U2'].map((userId) => dispatch({ ...press('leave.request'), person: { ...person, userId } }));
  expect(await Promise.all(both)).toMatchObject([{ card: { summary: 'U1' } }, { card: { summary: 'U2' } }]);
});

test('what is longer than any command is read by nobody, and said to be', async () => {
  const read: string[] = [];
  const listens: Conversation = {
    commands: [{ names: ['汇总'], help: { zh: '', en: '' }, run: async (_caller, rest) => show(card(String(read.push(rest)))) }],
    plain: async (_caller, line) => void read.push(line),
  };
  const { dispatch } = world(listens);
  const said = (text: string) => summaryOf(dispatch(command(text)));
  expect(await said(`汇总 ${'上'.repeat(1_000)}`)).toContain('这段话太长');
  expect(await said('上'.repeat(1_001))).toContain('这段话太长');
  expect(read).toEqual([]);
  await said('上'.repeat(1_000));
  expect(read).toHaveLength(1);
});
