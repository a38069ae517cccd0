import { periodWords } from '../calendar/words.js';
import type { Card, CardBlock } from '../chat/card.js';
import { type Locale, say } from '../chat/text.js';
import type { Figures } from './rules.js';
import type { Summary } from './summary.js';
import { more, PERIODS, periodText, text, times } from './text.js';

/** From the counts: rounding an already rounded rate would be off by a tenth. */
const percent = ({ asked, answered }: Figures): string => (asked === 0 ? '—' : `${((answered / asked) * 100).toFixed(1)}%`);
const row = (name: string, figures: Figures): string[] => [
  name,
  `${figures.asked}`,
  `${figures.answered}`,
  `${figures.late}`,
  `${figures.missing}`,
  percent(figures),
];

const MOST_ROWS = 60;
const MOST_IN_MENU = 90;

/** Five figures, a row a department, who is missing, and where to look next. */
export function summaryCard(summary: Summary, locale: Locale): Card {
  const { total, department } = summary;
  const heading = [say(text.title, locale), department?.name, periodWords(summary.period, locale)].filter(Boolean).join(' · ');
  const headline = `${heading}：${say(text.asked, locale)} ${total.asked}，${say(text.answered, locale)} ${total.answered}，${say(text.rate, locale)} ${percent(total)}`;
  return {
    summary: headline,
    blocks: [
      { kind: 'heading', text: heading },
      ...(total.asked === 0 ? [note(say(text.none, locale))] : figuresOf(summary, locale)),
      { kind: 'actions', elements: [periodMenu(summary, locale), ...scopeMenu(summary, locale)] },
      note(say(text.privacy, locale)),
    ],
  };
}

const note = (sentence: string): CardBlock => ({ kind: 'note', text: [sentence] });

function figuresOf({ total, departments, missing, moreMissing }: Summary, locale: Locale): CardBlock[] {
  const columns = [text.department, text.asked, text.answered, text.late, text.missing, text.rate].map((column, index) => ({
    title: say(column, locale),
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const names = missing.map((one) => `${one.department} ${one.times > 1 ? say(times(one.name, one.times), locale) : one.name}`).join('、');
  const rest = moreMissing > 0 ? ` ${say(more(moreMissing), locale)}` : '';
  return [
    {
      kind: 'facts',
      facts: [
        { label: say(text.asked, locale), value: `${total.asked}` },
        { label: say(text.answered, locale), value: `${total.answered}` },
        { label: say(text.late, locale), value: `${total.late}` },
        { label: say(text.missing, locale), value: `${total.missing}` },
        { label: say(text.rate, locale), value: percent(total) },
      ],
    },
    {
      kind: 'table',
      columns,
      rows: [...departments.slice(0, MOST_ROWS).map((one) => row(one.name, one)), row(say(text.total, locale), total)],
    },
    { kind: 'text', text: [{ text: say(text.who, locale), bold: true }] },
    { kind: 'text', text: [missing.length === 0 ? say(text.everybody, locale) : names + rest] },
  ];
}

/** Values: period | department id or nothing. */
function periodMenu({ department }: Summary, locale: Locale) {
  return {
    kind: 'menu' as const,
    id: 'participation.show' as const,
    placeholder: say(text.period, locale),
    options: PERIODS.map((period) => ({ label: say(periodText[period], locale), value: `${period}|${department?.id ?? ''}` })),
  };
}

function scopeMenu({ scope, period }: Summary, locale: Locale) {
  if (scope.length < 2) return [];
  const range = `${period.from}..${period.to}`;
  return [
    {
      kind: 'menu' as const,
      id: 'participation.show' as const,
      placeholder: say(text.scope, locale),
      options: [
        { label: say(text.all, locale), value: `${range}|` },
        ...scope.slice(0, MOST_IN_MENU).map(({ id, name }) => ({ label: name, value: `${range}|${id}` })),
      ],
    },
  ];
}
