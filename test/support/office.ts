import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nanoid } from 'nanoid';
import { onTestFinished } from 'vitest';
import { hourMs, type Instant, plus, type Zone } from '../../src/calendar/instant.js';
import { PlainDateText, PlainTimeText } from '../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import { instantAt, isZone } from '../../src/calendar/zone.js';
import { readDataFile } from '../../src/data-file.js';
import { unlock } from '../../src/db/unlock.js';
import { whatItSays } from '../../src/delivery/content.js';
import type { Ground } from '../../src/ground.js';
import { importRoster } from '../../src/org/service.js';
import { Policy } from '../../src/policy.js';
import { loadPromptSets } from '../../src/reflection/prompt-sets.js';
import { wireRooms } from '../../src/wire.js';
import { testDatabase } from './database.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

export function zone(name = 'Asia/Shanghai'): Zone {
  if (!isZone(name)) throw new Error(name);
  return name;
}

/** A wall time in the office. */
export function at(date: string, time: string): Instant {
  return instantAt(PlainDateText.parse(date), PlainTimeText.parse(time), zone());
}

/** The demo bureau on a real database file, with a clock that the test moves. It starts on a Tuesday morning. */
export async function testOffice(start: Instant = at('2026-11-24', '10:00')) {
  const { transact, path, checkpoint } = await testDatabase();
  let now = start;
  const clock = { now: () => now };
  const shipped = readDataFile(`${root}data/policy.yaml`, Policy);
  // Calendar files come to who asks for one: most tests look at what is said in messages.
  const policy: Policy = { ...shipped, meeting: { ...shipped.meeting, calendarFiles: 'on-request' } };
  const keys = await unlock(transact, dirname(path), '07'.repeat(32));
  onTestFinished(() => keys.close());
  const ground: Ground = {
    transact,
    clock,
    zone: zone(),
    calendar: makeWorkCalendar(policy.calendar, []),
    policy,
    promptSets: loadPromptSets(`${root}prompts`),
    vault: keys.vault,
    newId: nanoid,
  };
  const content = readFileSync(`${root}data/roster.csv`);
  await importRoster({ transact, clock, zone: zone(), ranks: policy.org.ranks }, { actor: { operator: 'test' }, content, apply: true });
  return {
    ...wireRooms(ground),
    ground,
    transact,
    path,
    checkpoint,
    keyCopies: keys.copies,
    moveTo: (instant: Instant) => {
      now = instant;
    },
    pass: (hours: number) => {
      now = plus(now, hours * hourMs);
    },
    now: () => now,
    /** What lies in the outbox, by the beginning of its key. */
    outbox: (prefix: string) =>
      transact((tx) =>
        tx
          .selectFrom('delivery_outbox')
          .select(['key', whatItSays, 'state', 'expires_at', 'member_id'])
          .where('key', 'like', `${prefix}%`)
          .orderBy('id')
          .execute(),
      ),
  };
}

export type Office = Awaited<ReturnType<typeof testOffice>>;
