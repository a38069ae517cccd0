import { type PeriodName, periodMenu } from '../../calendar/period-menu.js';
import { periodWords } from '../../calendar/words.js';
import type { Card, CardBlock, HandlerId } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { type Locale, say, type Text } from '../../chat/text.js';
import { departmentName, scopeMenu, short } from '../../org/scope-menu.js';
import { trendChart } from '../chart/trend.js';
import { text as exportText } from '../export/text.js';
import type { Figures } from '../figures/figures.js';
import { COLUMNS, changeWords, HEADLINES, type Measure, valueWords } from '../figures/measures.js';
import { isCounted } from '../figures/rules.js';
import { nudgeButton } from '../nudge/cards.js';
import { text as ratingsText } from '../ratings/text.js';
import type { Missing, Summary } from './summary.js';
import { nobodyText, sentences, subjectText, text, titleText, whoText } from './text.js';
import { viewValue } from './view.js';

/** A table takes 100 rows and 10,000 characters, a message 13,200 in all (src/block-kit/limits.ts). */
const MOST_ROWS = 60;
const SHOW: HandlerId = 'participation.show';
const PERIODS: readonly PeriodName[] = ['本周', '上周', '本月', '上月', '本季度', '上季度', '今年', '去年'];

const note = (sentence: string): CardBlock => ({ kind: 'note', text: [sentence] });
const figure = ({ of, unit }: Measure, figures: Figures): string => valueWords(of(figures), unit);

/** Five or six figures with their change, a row a department, who is missing, and where to look next. */
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
      ...(summary.earlier
        ? [note(say(sentences.earlier(summary.earlier.rounds, periodWords(summary.earlier.month, locale)), locale))]
        : []),
      ...(summary.onLeave > 0 ? [note(say(sentences.onLeave(summary.onLeave), locale))] : []),
      { kind: 'actions', elements: menusOf(summary, locale) },
      note(say(text.privacy, locale)),
    ],
  };
}

function figuresOf(summary: Summary, locale: Locale): CardBlock[] {
  const { subject, total, compared, open } = summary;
  // Where nothing was counted before, everything would be new; while rounds are open, it would look as if fewer answered.
  const compares = ({ about }: Pick<Measure, 'about'>) =>
    compared !== undefined && isCounted(compared.before, about) && !(about === 'prompts' && open > 0);
  const changeOf = (one: Measure, value: string): Text | undefined => {
    if (!compared || !compares(one)) return undefined;
    const soFar = figure(one, compared.now);
    const change = changeWords(one.of(compared.now), one.of(compared.before), one.unit, locale);
    if (change === undefined) return undefined;
    // What is of today, and leave that lies ahead, is in the figure and in no comparison.
    return value === soFar ? sentences.change(change) : sentences.changeSoFar(soFar, change);
  };
  const facts = HEADLINES[subject].map((one) => {
    const value = figure(one, total);
    const change = changeOf(one, value);
    return { label: say(one.label, locale), value: `${value}${change ? say(change, locale) : ''}` };
  });
  return [
    { kind: 'facts', facts },
    ...(open > 0 ? [note(say(sentences.open(open), locale))] : []),
    ...(compared && HEADLINES[subject].some(compares)
      ? [note(say(sentences.comparedWith(periodWords(compared.period, locale)), locale))]
      : []),
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
      rows: [...departments.slice(0, MOST_ROWS).map((one) => row(departmentName(one, locale), one)), row(say(text.total, locale), total)],
    },
    ...(more > 0 ? [note(say(sentences.moreDepartments(more), locale))] : []),
  ];
}

function missingOf({ missing, subject, total }: Summary, locale: Locale): CardBlock[] {
  if (subject === 'leave') return [];
  if (!missing) return [note(say(text.noNames, locale))];
  // Where nobody was asked or expected, nobody has answered or come.
  if (!isCounted(total, 'prompts') && !isCounted(total, 'meetings')) return [];
  if (missing.listed.length === 0) return [{ kind: 'text', text: [say(nobodyText[subject], locale)] }];
  return [
    { kind: 'text', text: [{ text: say(whoText[subject], locale), bold: true }] },
    { kind: 'facts', facts: namesOf(missing.listed, locale) },
    ...(missing.more > 0 ? [note(say(sentences.morePeople(missing.more), locale))] : []),
  ];
}

/** A line a department: names in one run would have to be taken apart by the reader. */
function namesOf(missing: readonly Missing[], locale: Locale): { label: string; value: string }[] {
  const [comma, separator] = locale === 'en' ? [', ', '; '] : ['，', '、'];
  const lines = new Map<string, string[]>();
  for (const { department, dissolved, name, unanswered, absent } of missing) {
    const label = departmentName({ name: department, dissolved }, locale);
    const times = [
      ...(unanswered > 0 ? [say(sentences.unanswered(unanswered), locale)] : []),
      ...(absent > 0 ? [say(sentences.absent(absent), locale)] : []),
    ].join(comma);
    lines.set(label, [...(lines.get(label) ?? []), `${name}${say(sentences.change(times), locale)}`]);
  }
  return [...lines].map(([label, names]) => ({ label, value: names.join(separator) }));
}

function menusOf(summary: Summary, locale: Locale) {
  const { period, subject, subjects, department, scope } = summary;
  const here = viewValue(period, subject, department?.id);
  const above = department && (scope.some(({ id }) => id === department.parentId) ? department.parentId : undefined);
  return [
    periodMenu(SHOW, PERIODS, (name) => viewValue(name, subject, department?.id), locale),
    // Not in the menu: whoever closed the form could not pick the same entry again.
    button('participation.dates', text.dates, here, { locale }),
    ...(subjects.length > 1
      ? [
          {
            kind: 'menu' as const,
            id: SHOW,
            placeholder: say(text.subject, locale),
            options: subjects.map((one) => ({ label: say(subjectText[one], locale), value: viewValue(period, one, department?.id) })),
          },
        ]
      : []),
    ...scopeMenu(SHOW, { department, departments: scope }, (id) => viewValue(period, subject, id), locale),
    ...(isCounted(summary.total, subject)
      ? [
          button('participation.workbook', exportText.workbook, here, { locale }),
          button('participation.csv', exportText.csv, here, { locale }),
          ...(chartOf(summary, locale).length > 0 ? [button('participation.picture', exportText.picture, here, { locale })] : []),
        ]
      : []),
    ...(summary.waiting > 0 ? [nudgeButton(summary.waiting, here, locale)] : []),
    ...(summary.earlier
      ? [button(SHOW, sentences.seeMonth(summary.earlier.month), viewValue(summary.earlier.month, subject, department?.id), { locale })]
      : []),
    ...(summary.rated ? [button('participation.ratings', ratingsText.open, here, { locale })] : []),
    ...(department && scope.length > 1 ? [button(SHOW, text.back, viewValue(period, subject, above), { locale })] : []),
  ];
}
