import { z } from 'zod';
import { PlainTimeText } from '../calendar/plain-date.js';

const count = z.int().min(0).max(1_000);

/** The section `backup` of data/policy.yaml. A policy from before there were backups has none. */
export const BackupPolicy = z.strictObject({
  /** When a copy is made each day, by the machine's clock. */
  time: PlainTimeText.prefault('02:30'),
  /** A path within the data directory, or an absolute one: another disk is better. */
  folder: z.string().trim().min(1, '应为文件夹的路径 / expected the path of a folder').prefault('backups'),
  /** The newest copy of each of so many days, weeks and months is kept. The newest of all is always kept, and whatever was made within a day. */
  keep: z.strictObject({ days: count.default(7), weeks: count.default(4), months: count.default(12) }).prefault({}),
});
export type BackupPolicy = z.output<typeof BackupPolicy>;
