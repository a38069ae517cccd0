import type { Text } from './chat/text.js';
import type { Config } from './config.js';
import { readBytes } from './data-file.js';
import { StartError } from './db/start-error.js';
import { noteRealChat, realChatSince } from './delivery/real-chat.js';
import type { Ground } from './ground.js';
import { officeFile } from './ground.js';
import { hasMembers, type Imported, importRoster, problemLine } from './org/service.js';
import { seedSchedules } from './reflection/service.js';
import { noteOfficeClock } from './schedule/office-clock.js';
import { startText } from './start-text.js';
import type { Rooms } from './wire.js';

/**
 * The demo bureau, where there is nobody yet: in the local workspace only. Whoever gave tokens has a chat with real people in it, on Slack or on a
 * server of their own, and starts with an empty roster. Schedules come from data/policy.yaml once. Returns what the person at the screen has to know:
 * a roster with mistakes in it is not taken, and looked at again at the next start.
 */
export async function firstStart(config: Config, ground: Ground, rooms: Rooms): Promise<readonly Text[]> {
  const found = config.chat.kind === 'local' ? await takeRoster(config, ground) : [];
  await seedSchedules(rooms.reflection, ground.policy.reflection);
  return found;
}

/**
 * Notes whose office it is, the local workspace's or a real chat's; openGround refuses the local workspace's where there are tokens. Throws StartError where tokens were
 * lost: whatever waits for people on a real chat would count as sent to their doubles in the local workspace.
 */
export function keepToChat({ chat, dataDir }: Config, { transact, clock }: Pick<Ground, 'transact' | 'clock'>): Promise<void> {
  return transact(async (tx) => {
    if (chat.kind !== 'local') return noteRealChat(tx, clock.now());
    if ((await realChatSince(tx)) !== undefined) throw new StartError(startText.strayed(dataDir));
    await noteOfficeClock(tx);
  });
}

async function takeRoster(config: Config, { transact, clock, zone, policy }: Ground): Promise<readonly Text[]> {
  if (await transact(hasMembers)) return [];
  const path = officeFile(config, 'roster.csv');
  const content = readBytes(path);
  const result = await importRoster(
    { transact, clock, zone, ranks: policy.org.ranks },
    { actor: { operator: 'siwen' }, content, apply: true },
  );
  return mistakes(result, path);
}

function mistakes(result: Imported, path: string): Text[] {
  if (result.ok || result.refusal !== 'file-wrong') return [];
  const lines = [...result.notices, ...result.problems].map(
    (problem): Text => ({ zh: `  ${problemLine(problem, 'zh-CN')}`, en: `  ${problemLine(problem, 'en')}` }),
  );
  return [startText.rosterWrong(path, result.problems.length), ...lines];
}
