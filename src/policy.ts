import { z } from 'zod';
import { BackupPolicy } from './backup/policy.js';
import { CalendarPolicy } from './calendar/policy.js';
import { chainIssues } from './leave/chain/issues.js';
import { LeavePolicy } from './leave/policy.js';
import { MeetingPolicy } from './meeting/policy.js';
import { OrgPolicy } from './org/policy.js';
import { ParticipationPolicy } from './participation/policy.js';
import { ReflectionPolicy } from './reflection/policy.js';
import { RetentionPolicy } from './retention/policy.js';

/** data/policy.yaml: what offices differ on. Each section belongs to the room of its name. */
export const Policy = z
  .strictObject({
    org: OrgPolicy,
    calendar: CalendarPolicy,
    meeting: MeetingPolicy.prefault({}),
    leave: LeavePolicy.prefault({}),
    reflection: ReflectionPolicy,
    participation: ParticipationPolicy.prefault({}),
    backup: BackupPolicy.prefault({}),
    retention: RetentionPolicy,
  })
  .superRefine(({ org, leave }, context) => {
    for (const issue of chainIssues(leave.chains, org.ranks, ['leave', 'chains'])) context.addIssue(issue);
  });
export type Policy = z.output<typeof Policy>;
