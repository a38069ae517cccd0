import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import { openDatabase } from '../../src/db/open.js';
import { type Unlocked, unlock } from '../../src/db/unlock.js';
import type { Ground } from '../../src/ground.js';
import { type Rooms, wireRooms } from '../../src/wire.js';
import { type OfficeFiles, zone } from './office-files.js';
import type { World } from './world.js';

export const KEY = '07'.repeat(32);

/** Works on the same file beside the running bot, as the command line does, with a connection of its own. */
export async function beside<T>(world: World, files: OfficeFiles, work: (rooms: Rooms) => Promise<T>): Promise<T> {
  const { transact, close } = openDatabase(world.path);
  let keys: Unlocked | undefined;
  try {
    keys = await unlock(transact, world.dataDir, KEY);
    const { vault } = keys;
    const calendar = makeWorkCalendar(files.policy.calendar, files.calendarYears);
    const ground: Ground = { ...files, transact, clock: world.clock, zone, calendar, vault, newId: world.newId };
    return await work(wireRooms(ground));
  } finally {
    keys?.close();
    await close();
  }
}
