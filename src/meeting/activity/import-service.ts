import type { Unreadable } from '../../calendar/icalendar/problem.js';
import { dayMs, plus } from '../../calendar/instant.js';
import type { MemberId } from '../../org/member.js';
import { toldApart } from '../../org/scope.js';
import { type Actor, findMember, loadOrg, recordAudit } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { planImport } from './import-rules.js';
import { departmentsFor } from './service.js';
import { followedUids, importedFrom } from './store.js';
import { type TakenOver, takeOver } from './take-over.js';

export type ImportRefusal = 'right-missing' | 'department-unknown' | 'owner-missing' | 'owner-unknown' | 'not-a-calendar' | 'too-large';
export type Imported =
  | ({
      readonly ok: true /** Left to the calendars that the department follows. */;
      readonly followed: number;
      readonly unreadable: readonly Unreadable[];
    } & TakenOver)
  | { readonly ok: false; readonly refusal: ImportRefusal };

export type FileImport = {
  /** By id or name; where several share it, with the unit above: 综合科（第一工程管理所）. */
  readonly department: string;
  /** Who answers for the activities; left out: whoever imports them, or at the command line the department's head. */
  readonly owner?: string | undefined;
  readonly content: string | Uint8Array;
};

/** As far ahead as anybody plans. */
const AHEAD_MS = 400 * dayMs;

/** 导入日历: an .ics file, once. The same file again changes what has changed in it. Read outside of any transaction. */
export async function importFile(deps: MeetingDeps, actor: Actor, { department, owner, content }: FileImport): Promise<Imported> {
  const now = deps.clock.now();
  const source = await deps.transact(async (tx) => {
    const found = toldApart((await loadOrg(tx)).departments).find(({ id, name }) => id === department || name === department);
    if ('member' in actor) {
      const may = found && (await departmentsFor(tx, actor.member)).some(({ id }) => id === found.id);
      return may ? { departmentId: found.id, ownerId: actor.member } : 'right-missing';
    }
    if (!found) return 'department-unknown';
    const ownerId = (owner ?? found.headId) as MemberId | undefined;
    const member = ownerId && (await findMember(tx, ownerId));
    return member?.active ? { departmentId: found.id, ownerId: member.id } : owner === undefined ? 'owner-missing' : 'owner-unknown';
  });
  if (typeof source === 'string') return { ok: false, refusal: source };
  const window = { start: now, end: plus(now, AHEAD_MS) };
  // Only when there is a calendar file: a start need not read what understands them.
  const { readCalendar } = await import('../../calendar/icalendar/read.js');
  const calendar = await readCalendar(content, window, deps.zone);
  if (!calendar.ok) return { ok: false, refusal: calendar.problem };
  const [known, uids] = await deps.transact(async (tx) => [
    await importedFrom(tx, { departmentId: source.departmentId }),
    await followedUids(tx, source.departmentId),
  ]);
  const events = calendar.events.filter(({ uid }) => !uids.has(uid));
  const plan = planImport(known, { ...calendar, events }, { window, now, whole: false });
  const taken = await takeOver(deps, { ...source, feedId: undefined }, plan);
  const detail = `registered=${taken.registered} changed=${taken.changed} cancelled=${taken.cancelled}`;
  await deps.transact((tx) =>
    recordAudit(tx, { at: now, actor, action: 'meeting.activities-imported', subject: source.departmentId, detail }),
  );
  return { ok: true, followed: calendar.events.length - events.length, unreadable: calendar.unreadable, ...taken };
}
