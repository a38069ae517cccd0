import { periodWords } from '../calendar/words.js';
import type { Card, CardBlock } from '../chat/card.js';
import { type Locale, say } from '../chat/text.js';
import type { Department } from '../org/member.js';
import type { Counted, Figures } from './rules.js';
import type { Summary } from './summary.js';
import { dissolved, more, moreDepartments, onLeave, PERIODS, periodText, text, times } from './text.js';

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

/** A table takes 100 rows and 10,000 characters, a message 13,200 in all, a menu 100 options (src/block-kit/limits.ts). */
const MOST_ROWS = 60;
const MOST_IN_MENU = 90;
const LONGEST_NAME = 70;

/** Five figures, a row a department, who is missing, and where to look next. */
export function summaryCard(summary: Summary, locale: Locale): Card {
  const { total, department } = summary;
  const heading = [say(text.title, locale), department && short(department.name), periodWords(summary.period, locale)]
    .filter(Boolean)
    .join(' · ');
  const headline = `${heading}：${say(text.asked, locale)} ${total.asked}，${say(text.answered, locale)} ${total.answered}，${say(text.rate, locale)} ${percent(total)}`;
  return {
    summary: headline,
    blocks: [
      { kind: 'heading', text: heading },
      ...(total.asked === 0 ? [note(say(text.none, locale))] : figuresOf(summary, locale)),
      ...(summary.onLeave > 0 ? [note(say(onLeave(summary.onLeave), locale))] : []),
      { kind: 'actions', elements: [periodMenu(summary, locale), ...scopeMenu(summary, locale)] },
      note(say(text.privacy, locale)),
    ],
  };
}

/** Visibly shortened where a chat takes no more. */
const short = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

const note = (sentence: string): CardBlock => ({ kind: 'note', text: [sentence] });

function figuresOf({ total, departments, missing, moreMissing }: Summary, locale: Locale): CardBlock[] {
  const columns = [text.department, text.asked, text.answered, text.late, text.missing, text.rate].map((column, index) => ({
    title: say(column, locale),
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const listed = departments.slice(0, MOST_ROWS);
  const [, ...figures] = row('', total);
  return [
    {
      kind: 'text',
      text: figures.flatMap((figure, index) => [
        `${index > 0 ? '　' : ''}${columns[index + 1]?.title}\u00a0`,
        { text: figure, bold: true },
      ]),
    },
    {
      kind: 'table',
      columns,
      rows: [...listed.map((one) => row(nameOf(one, locale), one)), row(say(text.total, locale), total)],
    },
    ...(departments.length > listed.length ? [note(say(moreDepartments(departments.length - listed.length), locale))] : []),
    { kind: 'text', text: [{ text: say(text.who, locale), bold: true }] },
    missing.length === 0 ? { kind: 'text', text: [say(text.everybody, locale)] } : { kind: 'facts', facts: namesOf(missing, locale) },
    ...(moreMissing > 0 ? [note(say(more(moreMissing), locale))] : []),
  ];
}

/** A line a department: names in one run would have to be taken apart by the reader. */
function namesOf(missing: Summary['missing'], locale: Locale): { label: string; value: string }[] {
  const lines = new Map<string, string[]>();
  for (const { department, name, times: n } of missing) {
    const names = lines.get(department) ?? [];
    lines.set(department, [...names, n > 1 ? say(times(name, n), locale) : name]);
  }
  return [...lines].map(([department, names]) => ({ label: short(department), value: names.join(locale === 'en' ? ', ' : '、') }));
}

export const nameOf = ({ name, dissolved: gone }: Counted, locale: Locale): string => short(gone ? say(dissolved(name), locale) : name);

/** Values: period | department id or nothing. */
function periodMenu({ department }: Summary, locale: Locale) {
  return {
    kind: 'menu' as const,
    id: 'participation.show' as const,
    placeholder: say(text.period, locale),
    options: PERIODS.map((period) => ({ label: say(periodText[period], locale), value: `${period}|${department?.id ?? ''}` })),
  };
}

function scopeMenu({ scope, period, department }: Summary, locale: Locale) {
  if (scope.length < 2) return [];
  const range = `${period.from}..${period.to}`;
  return [
    {
      kind: 'menu' as const,
      id: 'participation.show' as const,
      placeholder: say(text.scope, locale),
      options: [
        { label: say(text.all, locale), value: `${range}|` },
        ...choices(scope, department).map(({ id, name }) => ({ label: short(name), value: `${range}|${id}` })),
      ],
    },
  ];
}

/** Every department, or where a menu can't hold them, those directly below the one that is shown: one goes down step by step. */
function choices(scope: readonly Department[], shown: Department | undefined): readonly Department[] {
  if (scope.length <= MOST_IN_MENU) return scope;
  const inScope = new Set(scope.map(({ id }) => id));
  const tops = scope.filter(({ parentId }) => parentId === undefined || !inScope.has(parentId));
  const above = shown ? [shown] : tops;
  const below = scope.filter(({ parentId }) => above.some(({ id }) => id === parentId));
  return [...(shown ? [] : tops), ...below].slice(0, MOST_IN_MENU);
}
