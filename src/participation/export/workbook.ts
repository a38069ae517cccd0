import type { Upload } from '../../chat/chat.js';
import { type Locale, say } from '../../chat/text.js';
import { departmentName } from '../../org/scope-menu.js';
import { workbookFile } from '../../workbook/in-worker.js';
import { COUNT_FORMAT, type Column, DATE_FORMAT, DAYS_FORMAT, RATE_FORMAT, type Sheet, serialDay } from '../../workbook/sheet.js';
import type { Figures } from '../figures/figures.js';
import { COLUMNS, EVERY, type Measure, subjectsIn, type Unit } from '../figures/measures.js';
import { subjectText } from '../summary/text.js';
import type { Exported } from './export.js';
import { text } from './text.js';
import { titleOf } from './title.js';

const FORMAT: Readonly<Record<Unit, string>> = { count: COUNT_FORMAT, rate: RATE_FORMAT, days: DAYS_FORMAT };

/** A sheet a subject with its total, the trend, and who is missing. */
export function summaryWorkbook(exported: Exported, locale: Locale): Promise<Upload> {
  const { missing } = exported;
  return workbookFile(titleOf(exported, locale), [
    ...subjectsIn(exported.subject).map(
      (subject): Sheet => ({
        name: say(subjectText[subject], locale),
        columns: [{ title: say(text.department, locale), width: 24 }, ...columnsOf(EVERY[subject], locale)],
        rows: [
          ...exported.departments.map((one) => [departmentName(one, locale), ...valuesOf(EVERY[subject], one)]),
          [say(text.total, locale), ...valuesOf(EVERY[subject], exported.total)],
        ],
        totalled: true,
      }),
    ),
    trendSheet(exported, locale),
    ...(missing.length > 0 ? [namesSheet(exported, locale)] : []),
  ]);
}

const columnsOf = (measures: readonly Measure[], locale: Locale): Column[] =>
  measures.map(({ label, unit }) => ({ title: say(label, locale), format: FORMAT[unit] }));
const valuesOf = (measures: readonly Measure[], figures: Figures): (number | null)[] => measures.map(({ of }) => of(figures));

function trendSheet({ subject, trend }: Exported, locale: Locale): Sheet {
  const date = (title: string): Column => ({ title, format: DATE_FORMAT, width: 18 });
  return {
    name: say(text.trend, locale),
    columns: [date(say(text.from, locale)), date(say(text.to, locale)), ...columnsOf(COLUMNS[subject], locale)],
    rows: trend.map(({ period, figures }) => [serialDay(period.from), serialDay(period.to), ...valuesOf(COLUMNS[subject], figures)]),
  };
}

function namesSheet({ missing }: Exported, locale: Locale): Sheet {
  return {
    name: say(text.names, locale),
    columns: [
      { title: say(text.department, locale), width: 24 },
      { title: say(text.name, locale) },
      { title: say(text.unanswered, locale), format: COUNT_FORMAT },
      { title: say(text.absent, locale), format: COUNT_FORMAT },
    ],
    rows: missing.map(({ department, dissolved, name, unanswered, absent }) => [
      departmentName({ name: department, dissolved }, locale),
      name,
      unanswered,
      absent,
    ]),
  };
}
