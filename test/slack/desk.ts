import { onTestFinished, vi } from 'vitest';
import type { ChatEvent, MessageEvent } from '../../src/chat/event.js';
import { nothing, type Reply } from '../../src/chat/reply.js';
import type { Locale } from '../../src/chat/text.js';
import type { Clock, Timer } from '../../src/schedule/clock.js';
import { systemClock, systemTimer } from '../../src/schedule/clock.js';
import { createSlack, type Slack } from '../../src/slack/app.js';
import type { SlackLog } from '../../src/slack/log.js';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../src/workspace/server.js';
import { personAt } from '../support/person.js';

export const SECRET = '0123456789abcdef0123456789abcdef';
export const people = [
  { name: '邓禾', email: 'denghe@bureau.example', locale: 'zh-CN' },
  { name: 'Grace', email: 'grace@bureau.example', locale: 'en-US' },
];

/** A workspace in memory. */
export async function aWorkspace(options: Partial<WorkspaceOptions> = {}): Promise<Workspace> {
  const workspace = await startWorkspace({
    port: 0,
    team: '局',
    bot: '四问',
    people,
    channels: [{ name: '通知', topic: '' }],
    commands: [{ command: '/siwen', usage: '', description: '' }],
    shortcuts: [{ callback_id: 'reflection.open', name: '四问' }],
    ...options,
  });
  onTestFinished(() => workspace.close());
  return workspace;
}

export function aLog() {
  const logged: string[] = [];
  const write: SlackLog['info'] = (fields, sentence) => void logged.push(`${sentence} ${JSON.stringify(fields)}`);
  return { logged, log: { debug: () => undefined, info: write, warn: write, error: write } satisfies SlackLog };
}

type Where = Pick<Workspace, 'apiUrl' | 'botToken' | 'appToken'>;
type Options = {
  /** An HTTP port instead of Socket Mode. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly timer?: Timer;
  /** Default: it is kept in `stored`. */
  readonly storeMessage?: (event: MessageEvent) => Promise<void>;
};

/** The adapter, connected to `where`; what the office answers is up to the test. */
export function anAdapter(where: Where, options: Options = {}) {
  const { port, clock = systemClock, timer = systemTimer } = options;
  const { logged, log } = aLog();
  const events: ChatEvent[] = [];
  const stored: MessageEvent[] = [];
  const acknowledged: string[] = [];
  const limited: string[] = [];
  const homesInDoubt: string[] = [];
  const homesLimited: [userId: string, retryAfterMs: number][] = [];
  let usersChanged = 0;
  let answer: (event: ChatEvent) => Reply | Promise<Reply> = () => nothing;
  let locale: Locale = 'zh-CN';
  const slack = createSlack({
    botToken: where.botToken,
    apiUrl: where.apiUrl,
    transport:
      port === undefined
        ? { appToken: where.appToken }
        : { signingSecret: SECRET, port, host: '127.0.0.1', otherwise: (_request, response) => void response.writeHead(404).end() },
    async dispatch(event) {
      events.push(event);
      return { ...(await answer(event)), locale };
    },
    storeMessage: options.storeMessage ?? (async (event) => void stored.push(event)),
    onUsersChanged: () => {
      usersChanged += 1;
    },
    onHomeNotDrawn: (userId, retryAfterMs) =>
      void (retryAfterMs === undefined ? homesInDoubt.push(userId) : homesLimited.push([userId, retryAfterMs])),
    acknowledged: (kind) => void acknowledged.push(kind),
    onLimited: (method) => void limited.push(method),
    clock,
    timer,
    log,
  });
  onTestFinished(() => slack.stop());
  return {
    slack,
    events,
    stored,
    logged,
    /** Kinds of payloads that were acknowledged, and methods that were answered with 429. */
    acknowledged,
    limited,
    usersChanged: () => usersChanged,
    homesInDoubt,
    homesLimited,
    /** What the office answers from now on, in this language. */
    answerWith(next: typeof answer, language: Locale = 'zh-CN') {
      answer = next;
      locale = language;
    },
  };
}

export const connected = (slack: Slack) => vi.waitUntil(() => slack.connection() === 'connected', { timeout: 15_000, interval: 10 });

/** A workspace, the adapter connected to it over Socket Mode, and somebody at the page. */
export async function aDesk(options: Options & { readonly workspace?: Partial<WorkspaceOptions>; readonly name?: string } = {}) {
  const workspace = await aWorkspace(options.workspace);
  const adapter = anAdapter(workspace, options);
  await adapter.slack.start();
  await connected(adapter.slack);
  const person = await personAt(workspace, options.name ?? '邓禾');
  onTestFinished(person.close);
  const teamId = await teamOf(workspace);
  return { workspace, ...adapter, person, calls: callsOf(workspace), teamId };
}

/** Every call of the Web API from now on, by method, as the workspace counts them. */
export function callsOf(workspace: Workspace): string[] {
  const calls: string[] = [];
  const { faults } = workspace;
  const take = faults.take.bind(faults);
  faults.take = (method) => {
    calls.push(method);
    return take(method);
  };
  return calls;
}

/** One call of the Web API, from outside of the adapter. */
export async function webApi(workspace: Workspace, method: string, args: Readonly<Record<string, unknown>> = {}) {
  const response = await fetch(workspace.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  return JSON.parse(await response.text());
}

const teamOf = async (workspace: Workspace): Promise<string> => (await webApi(workspace, 'auth.test')).team_id;
