import type { Tx } from '../../db/transact.js';
import { loadOrg } from '../../org/service.js';
import { isSuspended } from '../activity/takes-place.js';
import type { Meeting } from '../meeting.js';
import type { Shown } from './shown.js';

/** With the name that the organizing department has today, and as it stands now. */
export async function shownOf(tx: Tx, meeting: Meeting): Promise<Shown> {
  const { departments } = await loadOrg(tx);
  return {
    meeting,
    department: departments.find(({ id }) => id === meeting.departmentId)?.name ?? '—',
    suspended: await isSuspended(tx, meeting),
  };
}
