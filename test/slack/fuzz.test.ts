import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatEvent } from '../../src/chat/event.js';
import { signature } from '../../src/workspace/http-link.js';
import { bureauUnderAttack, PEOPLE, type Person } from '../org/forgery.js';
import { freePort } from '../support/running.js';
import { anAdapter, SECRET } from './desk.js';
import { type Mutation, mutated, mutations } from './mutate.js';
import * as payloads from './payloads.js';
import { rawServer } from './raw-server.js';
import { sparseServer } from './sparse-server.js';

type Bureau = Awaited<ReturnType<typeof bureauUnderAttack>>;

/** `FUZZED=20000` for as many as that. */
const RUNS = Number(process.env.FUZZED ?? 300);
const AT = Date.UTC(2026, 10, 24, 2);
const NAMESAKE = PEOPLE.find(({ is }) => is === 'namesake in another team');
const STRANGER = PEOPLE.find(({ is }) => is === 'stranger');
/** Kinds of envelopes; undefined: the one that fits. */
const ENVELOPES = [...Array(8).fill(undefined), 'error', 'hello', 'disconnect', 'disconnected', 'connected', '__proto__'] as (
  | string
  | undefined
)[];
const FOREIGN = ['U601', 'U001', 'U902', 'T2', 'D2', 'V1', '601', '__proto__'];

/** One payload of every kind, for every id that there is. */
function valid(bureau: Bureau): payloads.Json[] {
  const { handlers, rounds, contexts, forms, words } = bureau;
  const [round = ''] = rounds;
  return [
    ...handlers.action.flatMap((id) => [payloads.press(id, round), payloads.pressInForm(id, round, contexts[2] ?? '', forms[1] ?? {})]),
    ...handlers.submission.flatMap((id) => [
      payloads.submission(id, round, forms[1] ?? {}),
      payloads.submission(id, contexts[2] ?? '', forms[2] ?? {}),
    ]),
    ...handlers.options.map((id) => payloads.suggestion(id, '局')),
    ...handlers.shortcut.map((id) => payloads.shortcut(id)),
    ...words.flatMap((word) => [payloads.command(word), payloads.words(word)]),
    payloads.homeOpened(),
    payloads.userChanged(),
  ];
}

/** Who it is to the office that presses: somebody on the roster, a namesake in another team, or nobody. */
function personOf({ person: { userId, teamId } }: ChatEvent): Person {
  const found = PEOPLE.find(({ id, is }) => `U${id}` === userId && is !== 'namesake in another team');
  const person = found && teamId !== 'T1' && teamId !== '' ? NAMESAKE : (found ?? STRANGER);
  if (!person) throw new Error('nobody is like that');
  return person;
}

/** The bureau behind the adapter; `violations` collects what domain.md §5 forbids, whoever pressed. */
async function aBureau(where: Parameters<typeof anAdapter>[0], options: Parameters<typeof anAdapter>[1] = {}) {
  const bureau = await bureauUnderAttack();
  const violations: string[] = [];
  const handle = async (event: ChatEvent) => {
    const attempt = await bureau.attempt(personOf(event), event);
    violations.push(...attempt.violations);
    return attempt.reply;
  };
  const adapter = anAdapter(where, { ...options, storeMessage: async (event) => void (await handle(event)) });
  adapter.answerWith(handle);
  await adapter.slack.start();
  return { ...adapter, bureau, violations };
}

const changes = (bureau: Bureau): fc.Arbitrary<readonly Mutation[]> => mutations([...FOREIGN, ...bureau.values, ...bureau.contexts]);

test('over HTTP whatever is made of a payload is acknowledged, breaks nothing, and shows nobody another’s words', {
  timeout: 3_600_000,
}, async () => {
  const port = await freePort();
  const api = await rawServer((response) => void response.setHeader('content-type', 'application/json').end('{"ok":true}'));
  const { bureau, violations, logged } = await aBureau(api, { port, clock: { now: () => AT as never } });
  const seconds = AT / 1_000;
  let sent = 0;
  const send = async (payload: payloads.Json, text: string) => {
    const isEvent = payload.type === 'event_callback';
    const body = isEvent ? text : payload.command ? formOf(text) : new URLSearchParams({ payload: text }).toString();
    const type = isEvent ? 'application/json' : 'application/x-www-form-urlencoded';
    const headers = {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': signature(SECRET, seconds, body),
    };
    sent += 1;
    return (await fetch(`http://127.0.0.1:${port}/slack/events?${sent}`, { method: 'POST', body, headers })).status;
  };
  const all = valid(bureau);
  for (const payload of all) expect(await send(payload, JSON.stringify(payload))).toBe(200);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...all), changes(bureau), async (payload, change) => {
      const text = mutated(payload, change);
      expect(await send(payload, text)).toBe(200);
      expect(violations.splice(0)).toEqual([]);
      expect(logged.splice(0).filter((line) => line.length > 300)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('over a socket as well', { timeout: 3_600_000 }, async () => {
  const server = await sparseServer({ users: [] });
  const { bureau, violations, logged, slack } = await aBureau(server);
  await expect.poll(() => slack.connection(), { timeout: 15_000 }).toBe('connected');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...valid(bureau)),
      changes(bureau),
      fc.constantFrom(...ENVELOPES),
      async (payload, change, strange) => {
        const kind = payload.type === 'event_callback' ? 'events_api' : payload.command ? 'slash_commands' : 'interactive';
        await server.deliver(strange ?? kind, JSON.parse(mutated(payload, change)));
        expect(violations.splice(0)).toEqual([]);
        expect(logged.splice(0).filter((line) => line.length > 300)).toEqual([]);
      },
    ),
    { numRuns: RUNS },
  );
});

/** A command's fields are texts; what became something else is sent as its JSON. */
function formOf(text: string): string {
  const fields = Object.entries(JSON.parse(text)).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(fields).toString();
}
