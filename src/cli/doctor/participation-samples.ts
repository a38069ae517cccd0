import { dateIn } from '../../calendar/plain-date.js';
import type { Locale } from '../../chat/text.js';
import type { Department, DepartmentId, MemberId } from '../../org/member.js';
import { type Figures, SUBJECTS } from '../../participation/figures/figures.js';
import { NOTHING, trendPeriods } from '../../participation/figures/rules.js';
import { ownYearCard } from '../../participation/own/cards.js';
import { ratingsCard } from '../../participation/ratings/cards.js';
import type { Distribution } from '../../participation/ratings/ratings.js';
import { summaryCard } from '../../participation/summary/cards.js';
import { datesForm } from '../../participation/summary/forms.js';
import type { Summary } from '../../participation/summary/summary.js';
import { viewValue } from '../../participation/summary/view.js';
import type { Sample } from '../../slack/diagnosis.js';
import { WORDS } from './notice-samples.js';

/** What leaders pull beside the summary, and what members see of themselves. */
export function participationSamples(locale: Locale): Sample[] {
  const department = { id: 'dStGXR8_Z5jdHi6B-myT1' as DepartmentId, name: '第一工程管理所' } as Department;
  const above = { id: 'dStGXR8_Z5jdHi6B-myT2' as DepartmentId, name: '四问示范局' } as Department;
  const distributions = Array.from(
    { length: 100 },
    (_, n): Distribution => ({
      title: { zh: '题'.repeat(12), en: 't'.repeat(20) },
      prompt: { zh: `${n}${WORDS}`, en: `${n}${WORDS}` },
      times: { 5: 10_000, 4: 10_000, 3: 10_000, 2: 10_000, 1: 10_000 },
      shown: 50_000,
      answers: 50_001,
    }),
  );
  const total: Figures = {
    prompts: { asked: 500, answered: 499, late: 250, missing: 1 },
    meetings: { expected: 500, present: 400, excused: 50, late: 100, absent: 50 },
    leave: { days: { 'business-trip': 101, 'annual-leave': 31, 'personal-leave': 41, 'sick-leave': 61 }, people: 1 },
  };
  const months = Array.from({ length: 12 }, (_, n) => ({ month: n + 1, figures: n % 2 === 0 ? total : NOTHING }));
  const years = Array.from({ length: 100 }, (_, n) => 2026 - n);
  const period = { from: dateIn(2026, 1, 1), to: dateIn(2026, 12, 31) };
  return [
    { name: 'summaryCard', card: summaryCard(summaryOf(total), locale) },
    {
      name: 'ratingsCard',
      card: ratingsCard({ ok: true, period, department, scope: [department, above], rounds: 12, open: 2, distributions }, locale),
    },
    { name: 'datesForm', form: datesForm(period, viewValue(period, 'meetings', department.id), locale) },
    { name: 'ownYearCard', card: ownYearCard({ year: 2026, total, months, years, open: 12 }, locale) },
  ];
}

/** A row more than a table takes, as many names as are listed, a change to say of every figure, and somewhere to go back to. */
function summaryOf(total: Figures): Summary {
  const name = '直属机关基层党组织建设工作领导小组办公室';
  const departments = Array.from({ length: 61 }, (_, index) => ({
    id: `D${index}` as DepartmentId,
    name,
    dissolved: index > 30,
    ...total,
  }));
  const scope = Array.from({ length: 90 }, (_, index) => ({ id: `D${index}` as DepartmentId, name }) as Department);
  const listed = Array.from({ length: 30 }, () => ({
    memberId: '603-20081101-00017' as MemberId,
    name: '买买提·阿卜杜热合曼江',
    department: name,
    dissolved: true,
    unanswered: 30,
    absent: 20,
  }));
  const period = { from: dateIn(2026, 10, 1), to: dateIn(2026, 12, 31) };
  const before: Figures = { ...total, prompts: { asked: 500, answered: 100, late: 1, missing: 400 } };
  return {
    ok: true,
    period,
    subject: 'all',
    subjects: SUBJECTS,
    department: scope[0],
    scope,
    total,
    compared: { period, now: total, before },
    trend: trendPeriods(period).map((one) => ({ period: one, figures: total })),
    departments,
    missing: { listed, more: 2_970 },
    open: 0,
    earlier: { rounds: 2, month: { from: dateIn(2026, 9, 1), to: dateIn(2026, 9, 30) } },
    waiting: 3_000,
    rated: true,
    onLeave: 3_000,
  };
}
