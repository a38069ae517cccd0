import { z } from 'zod';
import { WorkCalendarPolicy } from './work-calendar-policy.js';
import { WorkingHours } from './working-hours.js';

/** The part of `data/policy.yaml` that says when the office works. */
export const CalendarPolicy = z.strictObject({ workCalendar: WorkCalendarPolicy, workingHours: WorkingHours });
export type CalendarPolicy = z.output<typeof CalendarPolicy>;
