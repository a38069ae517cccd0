import type { Tx } from '../../db/transact.js';
import { departmentsToldApart } from '../../org/scope.js';
import { isSuspended } from '../activity/takes-place.js';
import type { Meeting } from '../meeting.js';
import type { Shown } from './shown.js';

/** With the name that the organizing department has today, and as it stands now. */
export async function shownOf(tx: Tx, meeting: Meeting): Promise<Shown> {
  const names = await departmentsToldApart(tx);
  return { meeting, department: names.get(meeting.departmentId) ?? '—', suspended: await isSuspended(tx, meeting) };
}
