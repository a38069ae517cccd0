import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../src/config.js';
import { startWorkspace, type Workspace } from '../../src/workspace/server.js';
import { firstDay } from '../support/first-day.js';
import { type Colleague, makePeople, workspaceOf, writeRoster } from './bureau.js';
import { createDiary, type Diary } from './diary.js';
import { createMoments, type Moments } from './moments.js';
import { environmentFor, type Life, startLife } from './program.js';
import { programOf, type Strategy } from './strategy.js';
import type { Violation } from './violation.js';

/** One run's office: its people, their chat, the program, and what has been noticed so far. */
export type Office = {
  readonly dataDir: string;
  readonly people: readonly Colleague[];
  readonly workspace: Workspace;
  readonly diary: Diary;
  readonly moments: Moments;
  readonly violations: Violation[];
  readonly config: Config;
  /** Starts the program, which is not running. `pace`: how many times Slack's own. */
  begin(pace: number): Life;
};

export type OfficeOptions = { readonly members: number; readonly strategy: Strategy; readonly quietMs: number };

export async function openOffice({ members, strategy, quietMs }: OfficeOptions): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'siwen-crash-'));
  const people = makePeople(members);
  const diary = createDiary();
  const violations: Violation[] = [];
  const roster = writeRoster(dataDir, people);
  const workspace = await startWorkspace({
    ...workspaceOf(dataDir, people),
    onEventSettled({ event }, acknowledged) {
      if (!isWords(event)) return;
      if (acknowledged) diary.words.add(`${event.channel}:${event.ts}`);
      else diary.wordsUnheard += 1;
    },
    onFailure: (error) => void violations.push({ kind: 'other', what: `the workspace failed: ${String(error)}` }),
  });
  const environment = environmentFor(workspace, dataDir, quietMs);
  await firstDay(dataDir, roster, environment);
  const program = await programOf(strategy);
  const onOwnEnd = (code: number | null) =>
    void violations.push({ kind: 'other', what: `the program ended by itself with ${code}; see program.log` });
  return {
    dataDir,
    people,
    workspace,
    diary,
    moments: createMoments(),
    violations,
    config: readConfig(environment),
    begin: (pace) => startLife(program, { ...environment, SIWEN_PACE: String(pace) }, dataDir, onOwnEnd),
  };
}

type Words = { readonly channel: string; readonly ts: string };

/** A person's new message; the bot's own and changed ones are told as well. */
function isWords(event: unknown): event is Words {
  if (typeof event !== 'object' || event === null || !('type' in event)) return false;
  return event.type === 'message' && !('subtype' in event) && !('bot_id' in event);
}
