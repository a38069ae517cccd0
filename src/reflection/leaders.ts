import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import { loadOrg } from '../org/service.js';

/** Those who head or supervise a department: answers can be shown to them, as long as they do. */
export async function leaderIds(tx: Tx): Promise<ReadonlySet<MemberId>> {
  const { departments } = await loadOrg(tx);
  return new Set(departments.flatMap(({ headId, supervisingLeaderId }) => [headId, supervisingLeaderId]).filter((id) => id !== undefined));
}
