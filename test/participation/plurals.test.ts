import { expect, test } from 'vitest';
import { counted, type Text } from '../../src/chat/text.js';
import { sentences as bulletin } from '../../src/participation/bulletin/words-text.js';
import { sentences as nudge } from '../../src/participation/nudge/text.js';
import { sentences as own } from '../../src/participation/own/text.js';
import { sentences as ratings } from '../../src/participation/ratings/text.js';
import { sentences as summary } from '../../src/participation/summary/text.js';

test.each([
  [counted(0, 'answer'), '0 answers'],
  [counted(0.5, 'day'), '0.5 days'],
  [counted(1, 'answer'), '1 answer'],
  [counted(2, 'answer'), '2 answers'],
  [counted(1, 'person', 'people'), '1 person'],
  [counted(21, 'person', 'people'), '21 people'],
])('%s', (words, expected) => expect(words).toBe(expected));

const OF: Readonly<Record<string, (n: number) => Text>> = {
  'others at the same rate': (n) => bulletin.same(n, '90.0%'),
  'absent people not listed': bulletin.more,
  'answers that can be given': nudge.confirm,
  'reminders sent': nudge.sent,
  'reminders to be sent': (n) => nudge.later(n, 'today'),
  'reminders before': nudge.already,
  'people on leave': nudge.away,
  'days of leave': (n) => own.daysOf('Leave', n),
  'prompts and ratings': (n) => ratings.summary(n, n),
  'rounds that wait': ratings.waits,
  'prompts not listed': ratings.morePrompts,
  'departments not listed': summary.moreDepartments,
  'people not listed': summary.morePeople,
  'asks left out': summary.onLeave,
};

test.each(Object.entries(OF))('one of %s is one in English, and two are two', (_what, of) => {
  expect(of(1).en).not.toMatch(/\b1 (?:more )?(?!this)\w+s\b|\bare\b|\bwere\b/);
  expect(of(1).en).toContain('1 ');
  expect(of(2).en).not.toBe(of(1).en.replaceAll('1', '2'));
});
