import { monthPeriod } from '../../calendar/period.js';
import { dateIn } from '../../calendar/plain-date.js';
import { shortPeriodWords } from '../../calendar/words.js';
import type { Card, CardBlock, Menu } from '../../chat/card.js';
import { type Locale, say } from '../../chat/text.js';
import { LEAVE_KINDS } from '../../leave/leave.js';
import { kindText } from '../../leave/text.js';
import type { Figures } from '../figures/figures.js';
import { MEASURES, type Measure, valueWords } from '../figures/measures.js';
import { isCounted } from '../figures/rules.js';
import type { OwnYear } from './own.js';
import { sentences, text } from './text.js';

const { asked, answered, late, missing, expected, present, lateThere, excused, absent, days } = MEASURES;
const PROMPTS = [asked, answered, late, missing];
const MEETINGS = [expected, present, lateThere, excused, absent];
/** So few that they fit on a phone. */
const COLUMNS = [asked, answered, expected, present, days];

/** What one has done in a year: three lines, and a row a month. */
export function ownYearCard(own: OwnYear, locale: Locale): Card {
  const { year, total, open } = own;
  const heading = `${say(text.title, locale)} · ${say(sentences.year(year), locale)}`;
  const lines = linesOf(total, locale);
  const isEmpty = own.months.length === 0 && !isCounted(total, 'all');
  const [colon, stop] = locale === 'en' ? [': ', '; '] : ['：', '；'];
  return {
    summary: `${heading}${colon}${isEmpty ? say(text.none, locale) : lines.map(({ label, value }) => `${label} ${value}`).join(stop)}`,
    blocks: [
      { kind: 'heading', text: heading },
      ...(isEmpty
        ? [{ kind: 'text' as const, text: [say(text.none, locale)] }]
        : [{ kind: 'facts' as const, facts: lines }, tableOf(own, locale)]),
      ...(open > 0 ? [{ kind: 'note' as const, text: [say(sentences.stillOpen(open), locale)] }] : []),
      ...menuOf(own, locale),
      { kind: 'note', text: [say(text.note, locale)] },
    ],
  };
}

function linesOf(total: Figures, locale: Locale) {
  const comma = locale === 'en' ? ', ' : '，';
  const figures = (measures: readonly Measure[]) =>
    measures.map(({ label, of, unit }) => say(sentences.figure(say(label, locale), valueWords(of(total), unit)), locale)).join(comma);
  const kinds = LEAVE_KINDS.filter((kind) => total.leave.days[kind] > 0);
  const taken = kinds.map((kind) => say(sentences.daysOf(say(kindText[kind], locale), total.leave.days[kind] / 2), locale)).join(comma);
  return [
    { label: say(text.prompts, locale), value: isCounted(total, 'prompts') ? figures(PROMPTS) : say(text.noPrompts, locale) },
    { label: say(text.meetings, locale), value: isCounted(total, 'meetings') ? figures(MEETINGS) : say(text.noMeetings, locale) },
    { label: say(text.leave, locale), value: taken || say(text.noLeave, locale) },
  ];
}

function tableOf({ year, months }: OwnYear, locale: Locale): CardBlock {
  const heads = COLUMNS.map((one) => say(one === days ? text.days : one.label, locale));
  const name = (month: number) => shortPeriodWords(monthPeriod(dateIn(year, month, 1)), locale);
  return {
    kind: 'table',
    columns: [{ title: say(text.month, locale) }, ...heads.map((title) => ({ title, align: 'right' as const }))],
    rows: months.map(({ month, figures }) => [name(month), ...COLUMNS.map(({ of, unit }) => valueWords(of(figures), unit))]),
  };
}

/** Slack: 100 options (src/block-kit/limits.ts). */
const MOST_YEARS = 90;

function menuOf({ year, years }: OwnYear, locale: Locale): CardBlock[] {
  const others = years.filter((one) => one !== year).slice(0, MOST_YEARS);
  if (others.length === 0) return [];
  const options = others.map((one) => ({ label: say(sentences.year(one), locale), value: `${one}` }));
  const menu: Menu = { kind: 'menu', id: 'participation.ownYear', placeholder: say(text.otherYear, locale), options };
  return [{ kind: 'actions', elements: [menu] }];
}
