import { z } from 'zod';
import { PlainTimeText } from '../calendar/plain-date.js';
import { wholeNumber } from '../calendar/whole-number.js';

/** A channel by id or name. */
export const ChannelName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  // Slack: conversation ids are capital letters and digits, which no channel's name is.
  .transform((channel) => (/^[CG][A-Z0-9]{6,}$/.test(channel) || channel.startsWith('#') ? channel : `#${channel}`));

/** The section `meeting` of data/policy.yaml (domain.md §2). */
export const MeetingPolicy = z.strictObject({
  /** With so many full workdays before its start it is announced in advance. */
  inAdvance: z.strictObject({ workdays: wholeNumber(0, 30) }).prefault({ workdays: 1 }),
  /** What has to give way is settled by this time of the workday so many workdays before; left undone, it is suspended. */
  settleBy: z.strictObject({ workdaysBefore: wholeNumber(0, 30), time: PlainTimeText }).prefault({ workdaysBefore: 1, time: '17:30' }),
  /** Before the start, to whoever is expected. */
  reminders: z
    .array(z.strictObject({ minutesBefore: wholeNumber(1, 30 * 24 * 60) }))
    .max(5, '最多五次 / at most five')
    .prefault([{ minutesBefore: 24 * 60 }, { minutesBefore: 60 }, { minutesBefore: 10 }]),
  /** After the notice, in working hours, to whoever has not acknowledged; with the last, the organizer is given the list. */
  nudges: z
    .array(z.strictObject({ hoursAfter: wholeNumber(1, 24 * 30) }))
    .max(3, '最多三次 / at most three')
    .prefault([{ hoursAfter: 4 }]),
  /** Whoever checks in more than so many minutes after the start is late. */
  lateAfterMinutes: wholeNumber(0, 120).prefault(10),
  /** A check-in that nobody has closed closes so many hours after the end, and makes the report. */
  checkInClosesAfterHours: wholeNumber(0, 72).prefault(4),
  /** Whoever leaves more than so many minutes before the end leaves early (早退); left out where the office does not record it. */
  earlyLeaveMinutes: wholeNumber(1, 240).optional(),
  /** The lowest rank that is to be reachable at any hour; everybody else in working hours. */
  reachableFrom: z.string().min(1).prefault('正处级'),
  /** Where each meeting has its one post: a channel by id or name, e.g. #全局通知; left out, there is none. */
  channel: ChannelName.optional(),
  /** Whether the meeting comes as a calendar file with each notice, or to whoever presses 加入日历. Changes follow either way. */
  calendarFiles: z.enum(['on-request', 'with-notice']).prefault('with-notice'),
  feeds: z
    .strictObject({
      everyMinutes: wholeNumber(5, 24 * 60).prefault(30),
      /** Whether a feed may lie in the office's own network. */
      privateAddresses: z.boolean().prefault(false),
      /** How many days ahead activities are taken over. */
      daysAhead: wholeNumber(1, 400).prefault(60),
    })
    .prefault({}),
});
export type MeetingPolicy = z.output<typeof MeetingPolicy>;
