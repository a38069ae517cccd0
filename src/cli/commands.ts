import type { Command } from 'commander';
import { activityCommand } from './activity.js';
import { auditCommand } from './audit.js';
import { backupCommand } from './backup.js';
import { calendarCommand } from './calendar.js';
import type { Cli } from './cli.js';
import { doctorCommand } from './doctor.js';
import { eraseCommand } from './erase.js';
import { exportCommand } from './export.js';
import { keyCommand } from './key.js';
import { leaveCommand } from './leave.js';
import { outboxCommand } from './outbox.js';
import { restoreCommand } from './restore.js';
import { roundCommand } from './round.js';
import { scheduleCommand } from './schedule.js';
import { summaryCommand } from './summary.js';

/** In the order in which the help shows them; 花名册 comes before, from the room that has it. */
export const COMMANDS: readonly ((cli: Cli) => Command)[] = [
  scheduleCommand,
  roundCommand,
  activityCommand,
  summaryCommand,
  exportCommand,
  leaveCommand,
  calendarCommand,
  outboxCommand,
  auditCommand,
  keyCommand,
  eraseCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
];
