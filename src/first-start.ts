import { readFileSync } from 'node:fs';
import type { Config } from './config.js';
import type { Ground } from './ground.js';
import { officeFile } from './ground.js';
import { allMembers, importRoster } from './org/service.js';
import { seedSchedules, sendFirstRound } from './reflection/service.js';
import type { Rooms } from './wire.js';

/**
 * The demo bureau, where there is nobody yet: in the local workspace and on any server that isn't Slack itself. A real Slack starts with
 * an empty roster. Schedules come from data/policy.yaml once.
 */
export async function firstStart(config: Config, ground: Ground, rooms: Rooms): Promise<void> {
  const { transact, clock } = ground;
  const isDemo = config.chat.kind === 'local' || config.chat.apiUrl !== undefined;
  if (isDemo && (await transact(allMembers)).length === 0) {
    const content = readFileSync(officeFile(config, 'roster.csv'));
    await importRoster({ transact, clock, ranks: ground.policy.org.ranks }, { actor: { operator: 'siwen' }, content, apply: true });
  }
  await seedSchedules(rooms.reflection, ground.policy.reflection);
  if (isDemo) await sendFirstRound(rooms.reflection, 'four-questions');
}
