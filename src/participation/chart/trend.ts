import { shortPeriodWords } from '../../calendar/words.js';
import type { Chart } from '../../chat/card.js';
import { type Locale, say, type Text } from '../../chat/text.js';
import type { Subject, TrendPoint } from '../figures/figures.js';
import { MEASURES, type Measure, valueWords } from '../figures/measures.js';
import { isCounted, percentOf } from '../figures/rules.js';

/** What is drawn: figures of one unit, since they share an axis. */
const DRAWN: Readonly<Record<Subject, readonly Measure[]>> = {
  all: [MEASURES.answerRate, MEASURES.attendanceRate],
  prompts: [MEASURES.answerRate],
  meetings: [MEASURES.attendanceRate],
  leave: [MEASURES.days],
};
const titleText: Readonly<Record<Subject, Text>> = {
  all: { zh: '作答率和到会率', en: 'Answer and attendance rates' },
  prompts: { zh: '作答率', en: 'Answer rate' },
  meetings: { zh: '到会率', en: 'Attendance rate' },
  leave: { zh: '请假天数', en: 'Days of leave' },
};

/** The trend from the first period in which there was anything to count; what never had a figure is left out. Undefined: a single period is no trend. */
export function trendChart(trend: readonly TrendPoint[], subject: Subject, locale: Locale): Chart | undefined {
  const first = trend.findIndex(({ figures }) => isCounted(figures, subject));
  const points = first < 0 ? [] : trend.slice(first);
  if (points.length < 2) return undefined;
  const isRate = subject !== 'leave';
  const categories = points.map(({ period }) => shortPeriodWords(period, locale));
  const [colon, comma, semicolon] = locale === 'en' ? [': ', ', ', '; '] : ['：', '，', '；'];
  const drawn = DRAWN[subject].filter(({ of }) => points.some(({ figures }) => of(figures) !== null));
  const [only] = drawn;
  if (!only) return undefined;
  const title = say(drawn.length === DRAWN[subject].length ? titleText[subject] : only.label, locale);
  const words = drawn.map(({ label, of, unit }) => {
    const values = points.map(({ figures }, index) => `${categories[index]} ${valueWords(of(figures), unit)}`);
    return `${say(label, locale)}${colon}${values.join(comma)}`;
  });
  return {
    kind: 'chart',
    look: isRate ? 'line' : 'bar',
    title,
    categories,
    series: drawn.map(({ label, of }) => ({
      name: say(label, locale),
      values: points.map(({ figures }) => scaled(of(figures), isRate)),
    })),
    unit: isRate ? 'percent' : 'number',
    alternative: words.join(semicolon),
  };
}

/** A percentage with one decimal, as it is shown everywhere. */
const scaled = (value: number | null, isRate: boolean): number | null => (value === null || !isRate ? value : percentOf(value));
