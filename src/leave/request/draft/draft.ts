import { attachedIn, attachedLines } from '../../../attached.js';
import type { PlainDate } from '../../../calendar/instant.js';
import { plainDate } from '../../../calendar/plain-date.js';
import { type FormValues, one } from '../../../chat/form.js';
import type { MemberId } from '../../../org/member.js';
import { visible } from '../../../visible.js';
import { compareHalfDays, HALVES, type Half, type HalfDay, type Period } from '../../half-days.js';
import { LEAVE_KINDS, type Leave, type LeaveKind } from '../../leave.js';
import type { Written } from '../../words.js';
import type { FieldName, Problem, Problems } from '../problem/problem.js';
import { isTooLong } from '../rules.js';

/*
 * What somebody fills in is kept as it was typed, so that the form can be gone back to, and read anew each time: when it is checked, and when it is
 * submitted, since a day may have passed or somebody have gone away in between.
 */

export type Details = {
  /** For whom, where it is somebody else. */
  readonly memberId: string | undefined;
  readonly kind: LeaveKind;
  readonly period: Period;
  readonly written: Written;
  readonly actingId: MemberId | undefined;
};
export type ReadDraft = { readonly ok: true; readonly details: Details } | { readonly ok: false; readonly problems: Problems };

/** In characters; what a form's fields take. */
export const LONGEST = { destination: 100, reason: 500, phone: 40, attachments: 2_000 } as const;
type Typed = keyof typeof LONGEST;
/** A number with what people write around it: 029-8765 4321 转 12. */
const PHONE = /^[+(（]?\d[\d\s()（）+\-–—转分机extEXT.,、/;；]*$/u;

export function readDraft(values: FormValues): ReadDraft {
  const problems: Partial<Record<FieldName, Problem>> = {};
  const typed = (name: Typed): string => {
    const value = visible(one(values, name) ?? '');
    if (value.length > LONGEST[name]) problems[name] = 'too-long';
    return value;
  };
  const kind = LEAVE_KINDS.find((known) => known === one(values, 'kind'));
  if (!kind) problems.kind = 'required';
  const period = periodIn(values, problems);
  const [destination, reason, phone] = [typed('destination').replace(/\s+/gu, ' '), typed('reason'), typed('phone')];
  if (kind === 'business-trip' && destination === '') problems.destination = 'destination-needed';
  // 年休假 is due to whoever asks for it: it needs no reason.
  if (kind !== undefined && kind !== 'annual-leave' && reason === '') problems.reason = 'required';
  if (phone !== '' && !PHONE.test(phone)) problems.phone ??= 'phone-wrong';
  const attachments = attachedIn(typed('attachments'));
  if (!attachments) problems.attachments ??= 'attachment-wrong';
  if (Object.keys(problems).length > 0 || !kind || !period || !attachments) return { ok: false, problems };
  const actingId = (one(values, 'acting') ?? '') as MemberId;
  return {
    ok: true,
    details: {
      memberId: one(values, 'member') || undefined,
      kind,
      period,
      written: { reason, destination, phone, attachments },
      actingId: actingId === '' ? undefined : actingId,
    },
  };
}

function periodIn(values: FormValues, problems: Partial<Record<FieldName, Problem>>): Period | undefined {
  const dateIn = (name: 'from' | 'until'): PlainDate | undefined => {
    const value = one(values, name) ?? '';
    const date = plainDate(value);
    if (!date) problems[name] = value === '' ? 'required' : 'not-a-date';
    return date;
  };
  const from = endIn(dateIn('from'), one(values, 'fromHalf'), 'morning');
  const until = endIn(dateIn('until'), one(values, 'untilHalf'), 'afternoon');
  if (!from || !until) return undefined;
  if (compareHalfDays(until, from) < 0) problems.until = 'ends-first';
  else if (isTooLong({ from, until })) problems.until = 'longer-than-a-year';
  return { from, until };
}

const endIn = (on: PlainDate | undefined, half: string | undefined, usual: Half): HalfDay | undefined =>
  on && { on, half: HALVES.find((known) => known === half) ?? usual };

/** What the form shows of a request that is to be changed. Of what was erased nothing is left to show. */
export function valuesOf({ kind, period, acting }: Pick<Leave, 'kind' | 'period' | 'acting'>, written: Written | undefined): FormValues {
  return {
    kind,
    from: period.from.on,
    fromHalf: period.from.half,
    until: period.until.on,
    untilHalf: period.until.half,
    ...(acting && acting.answer !== 'declined' ? { acting: acting.memberId } : {}),
    ...(written
      ? {
          destination: written.destination,
          reason: written.reason,
          phone: written.phone,
          attachments: attachedLines(written.attachments),
        }
      : {}),
  };
}
