import { z } from 'zod';
import { Span } from '../calendar/span.js';

/** The days that a span has at least. */
const leastDays = (span: Span): number => ('days' in span ? span.days : 'months' in span ? 28 * span.months : 365 * span.years);

const atLeast = (days: number, words: string) => Span.refine((span) => leastDays(span) >= days, words);

/** The section `retention` of data/policy.yaml: how long what is kept. What is left out is kept as long as written here. */
export const RetentionPolicy = z
  .strictObject({
    /** 作答内容, with its versions, from its last submission. That somebody answered is kept without limit. */
    responses: atLeast(90, '作答内容至少保存 90 天 / answers are kept for 90 days at least').default({ years: 3 }),
    /** Why somebody asked to be excused from a meeting, why that was refused, and why records of them were corrected. What was decided is kept without limit. */
    reasons: atLeast(30, '请假原因至少保存 30 天 / reasons are kept for 30 days at least').default({ years: 1 }),
    /** 草稿, from its last saving; never while the round is open. */
    drafts: Span.default({ days: 90 }),
    /** Words typed to siwen that nobody could handle; those that were handled are deleted at once. */
    words: atLeast(7, '至少保存 7 天 / a week at least').default({ days: 30 }),
    /** Keys by which a second delivery is known; a chat may deliver again for days (reliability.md). */
    keys: atLeast(7, '至少保存 7 天，以便识别重复送达 / a week at least, so that a second delivery is known').default({ days: 8 }),
    /** When which message was sent to whom, and whether it arrived. Cards older than that change no more. */
    messages: atLeast(30, '至少保存 30 天 / 30 days at least').default({ years: 2 }),
    /** 操作记录. The database itself refuses to lose an entry of the last three years. */
    audit: z
      .union([z.literal('forever'), atLeast(3 * 365, '操作记录至少保存三年 / the audit log is kept for three years at least')], {
        error: '应为 forever 或 { years: 年数 }，至少三年 / expected forever or { years: n }, three at least',
      })
      .default('forever'),
  })
  .prefault({});
export type RetentionPolicy = z.output<typeof RetentionPolicy>;
