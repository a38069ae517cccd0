import type { Instant } from '../../calendar/instant.js';
import type { Reader } from '../../calendar/reader.js';
import type { MeetingId } from '../../meeting/meeting.js';
import type { MemberId } from '../../org/member.js';
import { type Best, type Content, type Improved, LONGEST, type Published, type View } from '../../participation/bulletin/bulletin.js';
import { bulletinCard, leftCard, notPostedCard, officeCard, postCard } from '../../participation/bulletin/cards.js';
import { publishForm, textForm } from '../../participation/bulletin/forms.js';
import type { Month } from '../../participation/bulletin/month.js';
import { bulletinText } from '../../participation/bulletin/words.js';
import type { Figures } from '../../participation/figures/figures.js';
import type { Sample } from '../../slack/diagnosis.js';
import { DEPARTMENT, NAME } from './notice-samples.js';

/** As long as a name may be where departments are listed (org/scope-menu.ts). */
const LONG = DEPARTMENT.padEnd(70, '组');
const rated = { name: LONG, rate: 0.983, of: 3_000 };
const best: Best = { listed: Array.from({ length: 6 }, () => rated), same: 30 };
const improved: Improved[] = Array.from({ length: 3 }, () => ({ name: LONG, now: rated, before: { ...rated, rate: 0.421 } }));
const figures = (n: number): Figures => ({
  prompts: { asked: 12_000 + n, answered: 11_950, late: 12, missing: 50 + n },
  meetings: { expected: 3_000 + n, present: 2_900, excused: 60, late: 12, absent: 40 + n },
  leave: { days: { 'business-trip': 301, 'annual-leave': 77 + n, 'personal-leave': 4, 'sick-leave': 9 }, people: 120 },
});
const CONTENT: Content = {
  total: figures(7),
  before: figures(0),
  best: { answers: best, attendance: best },
  improved: { answers: improved, attendance: improved },
  absent: { listed: Array.from({ length: 20 }, (_, n) => ({ department: `${n}${LONG}`, name: NAME, times: 12 })), more: 300 },
  open: { rounds: 300, firstCloses: 0 as Instant },
  checkIns: Array.from({ length: 30 }, (_, n) => `${n}` as MeetingId),
  recounted: true,
};
const MONTH = '2026-11' as Month;
const CHANNEL = `#${'通'.repeat(79)}`;

/** As much as there can be to say, and as much as the office can write. */
export function bulletinSamples(reader: Reader): Sample[] {
  const [by, at] = ['101' as MemberId, reader.now];
  const office: Reader = { ...reader, locale: 'zh-CN' };
  const who = { name: NAME, at };
  const counted: View = {
    month: MONTH,
    state: 'draft',
    content: CONTENT,
    draftedAt: at,
    version: 0,
    text: bulletinText(MONTH, CONTENT, 'zh-CN'),
    writtenBy: undefined,
    writtenAt: at,
    settled: undefined,
    published: undefined,
    settledWho: undefined,
    writer: undefined,
    channel: undefined,
  };
  const text = { heading: '题'.repeat(LONGEST.heading), introduction: '引'.repeat(LONGEST.introduction), body: '文'.repeat(LONGEST.body) };
  const edited: View = { ...counted, version: 12, text, writtenBy: by, writer: who, channel: CHANNEL };
  const published: Published = { version: 3, channel: CHANNEL, signed: DEPARTMENT, post: 'arrived', reposts: 0 };
  const corrected: View = { ...edited, state: 'published', settled: { by, at }, settledWho: who, published };
  const withPost = (post: Published['post']): View => ({ ...corrected, published: { ...published, post } });
  const months = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, '0')}` as Month);
  return [
    { name: 'officeCard counted', card: officeCard(counted, reader) },
    { name: 'officeCard edited', card: officeCard(edited, reader) },
    { name: 'officeCard refused', card: officeCard(withPost('refused'), reader) },
    { name: 'officeCard in doubt', card: officeCard(withPost('unknown'), reader) },
    { name: 'notPostedCard', card: notPostedCard(withPost('refused'), reader) },
    { name: 'leftCard', card: leftCard(corrected, reader) },
    { name: 'bulletinCard', card: bulletinCard(edited, months, reader) },
    { name: 'bulletinCard published', card: bulletinCard(corrected, months, reader) },
    { name: 'postCard', card: postCard(corrected, DEPARTMENT, office) },
    { name: 'textForm counted', form: textForm(counted, reader) },
    { name: 'textForm published', form: textForm(corrected, reader) },
    { name: 'publishForm', form: publishForm(edited, { channel: CHANNEL, signed: DEPARTMENT }, reader, office) },
  ];
}
