import { periodWords } from '../../calendar/words.js';
import type { Card, CardBlock, Menu } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { type Locale, say } from '../../chat/text.js';
import type { Counted } from '../../org/scope.js';
import { scopeOptions, short } from '../../org/scope-menu.js';
import { trendChart } from '../chart/trend.js';
import { text as exportText } from '../export/text.js';
import type { Figures } from '../figures/figures.js';
import { COLUMNS, changeWords, HEADLINES, type Measure, valueWords } from '../figures/measures.js';
import { isCounted } from '../figures/rules.js';
import { nudgeButton } from '../nudge/cards.js';
import { text as ratingsText } from '../ratings/text.js';
import type { Missing, Summary } from './summary.js';
import { PERIODS, periodText, sentences, subjectText, text, titleText } from './text.js';
import { viewValue } from './view.js';

/** A table takes 100 rows and 10,000 characters, a message 13,200 in all (src/block-kit/limits.ts). */
const MOST_ROWS = 60;

const note = (sentence: string): CardBlock => ({ kind: 'note', text: [sentence] });
const figure = ({ of, unit }: Measure, figures: Figures): string => valueWords(of(figures), unit);

/** Five figures with their change, a row a department, who is missing, and where to look next. */
export function summaryCard(summary: Summary, locale: Locale): Card {
  const { total, department, subject } = summary;
  const heading = [say(titleText[subject], locale), department && short(department.name), periodWords(summary.period, locale)]
    .filter(Boolean)
    .join(' · ');
  const [colon, comma] = locale === 'en' ? [': ', ', '] : ['：', '，'];
  const headline = HEADLINES[subject].map((one) => `${say(one.label, locale)} ${figure(one, total)}`).join(comma);
  return {
    summary: `${heading}${colon}${headline}`,
    blocks: [
      { kind: 'heading', text: heading },
      ...(isCounted(total, subject) ? figuresOf(summary, locale) : [note(say(text.none, locale))]),
      ...(summary.onLeave > 0 ? [note(say(sentences.onLeave(summary.onLeave), locale))] : []),
      { kind: 'actions', elements: menusOf(summary, locale) },
      note(say(text.privacy, locale)),
    ],
  };
}

function figuresOf(summary: Summary, locale: Locale): CardBlock[] {
  const { subject, total, compared } = summary;
  // Where nothing was counted before, everything would be new.
  const compares = isCounted(compared.before, subject);
  const facts = HEADLINES[subject].map((one) => {
    const change = compares && changeWords(one.of(compared.now), one.of(compared.before), one.unit, locale);
    return { label: say(one.label, locale), value: `${figure(one, total)}${change ? say(sentences.change(change), locale) : ''}` };
  });
  return [
    { kind: 'facts', facts },
    ...(compares ? [note(say(sentences.comparedWith(periodWords(compared.period, locale)), locale))] : []),
    ...chartOf(summary, locale),
    ...tableOf(summary, locale),
    ...missingOf(summary, locale),
  ];
}

const chartOf = ({ trend, subject }: Summary, locale: Locale): CardBlock[] => [trendChart(trend, subject, locale) ?? []].flat();

function tableOf({ departments, subject, total }: Summary, locale: Locale): CardBlock[] {
  const columns = COLUMNS[subject];
  const row = (name: string, figures: Figures) => [name, ...columns.map((one) => figure(one, figures))];
  const more = departments.length - MOST_ROWS;
  return [
    {
      kind: 'table',
      columns: [
        { title: say(text.department, locale) },
        ...columns.map(({ label }) => ({ title: say(label, locale), align: 'right' as const })),
      ],
      rows: [...departments.slice(0, MOST_ROWS).map((one) => row(nameOf(one, locale), one)), row(say(text.total, locale), total)],
    },
    ...(more > 0 ? [note(say(sentences.moreDepartments(more), locale))] : []),
  ];
}

export const nameOf = ({ name, dissolved }: Counted, locale: Locale): string =>
  short(dissolved ? say(sentences.dissolved(name), locale) : name);

function missingOf({ missing, subject }: Summary, locale: Locale): CardBlock[] {
  if (subject === 'leave') return [];
  if (!missing) return [note(say(text.noNames, locale))];
  if (missing.listed.length === 0) return [{ kind: 'text', text: [say(text.everybody, locale)] }];
  return [
    { kind: 'text', text: [{ text: say(text.who, locale), bold: true }] },
    { kind: 'facts', facts: namesOf(missing.listed, locale) },
    ...(missing.more > 0 ? [note(say(sentences.morePeople(missing.more), locale))] : []),
  ];
}

/** A line a department: names in one run would have to be taken apart by the reader. */
function namesOf(missing: readonly Missing[], locale: Locale): { label: string; value: string }[] {
  const [comma, separator] = locale === 'en' ? [', ', '; '] : ['，', '、'];
  const lines = new Map<string, string[]>();
  for (const { department, name, unanswered, absent } of missing) {
    const times = [
      ...(unanswered > 0 ? [say(sentences.unanswered(unanswered), locale)] : []),
      ...(absent > 0 ? [say(sentences.absent(absent), locale)] : []),
    ].join(comma);
    lines.set(department, [...(lines.get(department) ?? []), `${name}${say(sentences.change(times), locale)}`]);
  }
  return [...lines].map(([department, names]) => ({ label: short(department), value: names.join(separator) }));
}

function menusOf(summary: Summary, locale: Locale) {
  const { period, subject, department, scope } = summary;
  const menu = (placeholder: string, options: Menu['options']): Menu => ({ kind: 'menu', id: 'participation.show', placeholder, options });
  const here = viewValue(period, subject, department?.id);
  const departments = scopeOptions({ department, departments: scope }, (id) => viewValue(period, subject, id), locale);
  const above = department && (scope.some(({ id }) => id === department.parentId) ? department.parentId : undefined);
  return [
    menu(
      say(text.period, locale),
      PERIODS.map((name) => ({ label: say(periodText[name], locale), value: viewValue(name, subject, department?.id) })),
    ),
    ...(summary.subjects.length > 1
      ? [
          menu(
            say(text.subject, locale),
            summary.subjects.map((one) => ({ label: say(subjectText[one], locale), value: viewValue(period, one, department?.id) })),
          ),
        ]
      : []),
    ...(departments.length > 0 ? [menu(say(text.scope, locale), departments)] : []),
    ...(isCounted(summary.total, subject)
      ? [
          button('participation.workbook', exportText.workbook, here, { locale }),
          button('participation.csv', exportText.csv, here, { locale }),
          ...(chartOf(summary, locale).length > 0 ? [button('participation.picture', exportText.picture, here, { locale })] : []),
        ]
      : []),
    ...(summary.waiting > 0 ? [nudgeButton(summary.waiting, here, locale)] : []),
    ...(summary.rated ? [button('participation.ratings', ratingsText.open, here, { locale })] : []),
    ...(department && scope.length > 1
      ? [
          {
            kind: 'button' as const,
            id: 'participation.show' as const,
            label: say(text.back, locale),
            value: viewValue(period, subject, above),
          },
        ]
      : []),
  ];
}
