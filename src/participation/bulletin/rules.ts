import type { DepartmentFigures, Figures } from '../figures/figures.js';
import { valueWords } from '../figures/measures.js';
import { answerRate, attendanceRate, percentOf } from '../figures/rules.js';
import { type Best, type BulletinRefusal, type BulletinText, type ComparedBy, type Improved, LONGEST, type Rated } from './bulletin.js';

/** With fewer asks or invitations in the month one person more or less moves the rate by over ten points, so it says nothing of a department. */
export const FEWEST = 10;
const MOST_LISTED = 3;
const MOST_WITH_THE_SAME = 6;

const RATE: Readonly<Record<ComparedBy, (figures: Figures) => number | null>> = { answers: answerRate, attendance: attendanceRate };
const OF: Readonly<Record<ComparedBy, (figures: Figures) => number>> = {
  answers: ({ prompts }) => prompts.asked,
  attendance: ({ meetings }) => meetings.expected,
};

type Row = DepartmentFigures;

/** Undefined: too few for a rate. */
function ratedBy(by: ComparedBy, row: Row | undefined): Rated | undefined {
  if (!row || row.dissolved || OF[by](row) < FEWEST) return undefined;
  return { name: row.name, rate: RATE[by](row) ?? 0, of: OF[by](row) };
}

/**
 * The best three, and never more than half of those compared: to be among the best of three is to be no worse than two. Whoever has the same
 * rate as the last of them is listed as well.
 */
export function bestBy(by: ComparedBy, rows: readonly Row[]): Best {
  const rated = rows.flatMap((row) => ratedBy(by, row) ?? []).sort((a, b) => b.rate - a.rate || b.of - a.of);
  const last = rated[Math.min(MOST_LISTED, Math.floor(rated.length / 2)) - 1];
  if (!last || last.rate === 0) return { listed: [], same: 0 };
  const good = rated.filter(({ rate }) => rate >= last.rate);
  return { listed: good.slice(0, MOST_WITH_THE_SAME), same: Math.max(0, good.length - MOST_WITH_THE_SAME) };
}

/** A rate as it is written. */
const shown = ({ rate }: Rated): string => valueWords(rate, 'rate');

/** Those whose rate rose most; at least so that it can be read. */
export function improvedBy(by: ComparedBy, rows: readonly Row[], rowsBefore: readonly Row[]): Improved[] {
  const before = new Map(rowsBefore.map((row) => [row.id, row]));
  const rose = ({ now, before: then }: Improved) => percentOf(now.rate - then.rate);
  return rows
    .flatMap((row) => {
      const [now, then] = [ratedBy(by, row), ratedBy(by, before.get(row.id))];
      return now && then ? [{ name: row.name, now, before: then }] : [];
    })
    .filter((one) => one.now.rate > one.before.rate && shown(one.now) !== shown(one.before))
    .sort((a, b) => rose(b) - rose(a) || b.now.of - a.now.of)
    .slice(0, MOST_LISTED);
}

type Written = { readonly ok: true; readonly text: BulletinText } | { readonly ok: false; readonly refusal: BulletinRefusal };

/** A form may be forged, so its limits are checked again. */
export function checkText(written: BulletinText): Written {
  const text = { heading: written.heading.trim(), introduction: written.introduction.trim(), body: written.body.trim() };
  if (text.heading === '') return { ok: false, refusal: 'heading-missing' };
  if (text.body === '') return { ok: false, refusal: 'body-missing' };
  const isLong = (['heading', 'introduction', 'body'] as const).some((part) => text[part].length > LONGEST[part]);
  return isLong ? { ok: false, refusal: 'text-too-long' } : { ok: true, text };
}

export const isSameText = (a: BulletinText, b: BulletinText): boolean =>
  a.heading === b.heading && a.introduction === b.introduction && a.body === b.body;
