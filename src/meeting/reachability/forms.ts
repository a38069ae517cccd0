import { z } from 'zod';
import type { Reader } from '../../calendar/reader.js';
import { type Field, type Form, type FormValues, type Input, one, several } from '../../chat/form.js';
import { parsed } from '../../chat/parsed.js';
import { say, type Text } from '../../chat/text.js';
import type { Audience } from '../../org/audience.js';
import type { Rank } from '../../org/member.js';
import type { Outlook, ReachabilityRefusal, Request } from './check.js';
import { sentences, text } from './text.js';

/** Minutes. */
const MINUTES = [5, 10, 15, 30, 60] as const;
const USUAL = 15;
/** Slack: Modal views, private_metadata. */
const LONGEST_CONTEXT = 3_000;
/** No range is larger. */
const MOST_SHOWN = 999_999;

export function checkForm(id: string, ranks: readonly Rank[], { locale }: Reader): Form {
  const field = (name: string, label: Text, input: Input, hint?: Text): Field => ({
    kind: 'field',
    name,
    label: say(label, locale),
    ...(hint ? { hint: say(hint, locale), optional: true } : {}),
    input,
  });
  const search = (source: `${string}.${string}`, placeholder: Text): Input => ({
    kind: 'searchSeveral',
    source,
    placeholder: say(placeholder, locale),
  });
  const audiences = [
    { label: say(text.everybody, locale), value: 'bureau' },
    ...ranks.map((rank) => ({ label: locale === 'en' ? `${rank} and above` : `${rank}及以上`, value: `rank:${rank}` })),
  ];
  return {
    id: 'meeting.checkDraft',
    title: say(text.title, locale),
    submit: say(text.next, locale),
    close: say(text.close, locale),
    context: id,
    blocks: [
      { kind: 'note', text: [say(text.rule, locale)] },
      field('audience', text.who, { kind: 'choice', look: 'select', options: audiences, initial: 'bureau' }),
      field('departments', text.departments, search('meeting.checkDepartments', text.searchDepartments), text.departmentsHint),
      field('size', text.size, { kind: 'text', maxLength: 5 }, text.sizeHint),
      field('excluded', text.excluded, search('meeting.checkMembers', text.searchMembers), text.excludedHint),
      field('minutes', text.minutes, {
        kind: 'choice',
        look: 'select',
        options: MINUTES.map((minutes) => ({ label: say(sentences.minutes(minutes), locale), value: `${minutes}` })),
        initial: `${USUAL}`,
      }),
    ],
  };
}

export type ReadRequest =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly field: string; readonly refusal: ReachabilityRefusal };

export function readRequest(id: string, values: FormValues): ReadRequest {
  const typed = (one(values, 'size') ?? '').trim();
  const size = typed === '' ? 'all' : Number(typed.normalize('NFKC'));
  if (size !== 'all' && !(Number.isSafeInteger(size) && size >= 1)) return { ok: false, field: 'size', refusal: 'size-wrong' };
  const minutes = Number(one(values, 'minutes'));
  const request: Request = {
    id,
    audience: audienceIn(values),
    size,
    excluded: several(values, 'excluded'),
    minutes: MINUTES.some((each) => each === minutes) ? minutes : USUAL,
  };
  return JSON.stringify({ ...request, shown: MOST_SHOWN }).length > LONGEST_CONTEXT
    ? { ok: false, field: 'excluded', refusal: 'too-many' }
    : { ok: true, request };
}

/** Departments win over ranks: one of the two narrows the range. */
function audienceIn(values: FormValues): Audience {
  const departments = [...several(values, 'departments')];
  if (departments.length > 0) return { kind: 'departments', departments };
  const choice = one(values, 'audience') ?? 'bureau';
  return choice.startsWith('rank:') ? { kind: 'ranks', atLeast: choice.slice('rank:'.length) } : { kind: 'bureau' };
}

const Context = z.strictObject({
  id: z.string().min(1).max(60),
  audience: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bureau') }),
    z.strictObject({ kind: z.literal('ranks'), atLeast: z.string() }),
    z.strictObject({ kind: z.literal('departments'), departments: z.array(z.string()) }),
  ]),
  size: z.union([z.literal('all'), z.int().min(1)]),
  excluded: z.array(z.string()),
  minutes: z.int().min(1).max(60),
  shown: z.int().optional(),
});

/** Undefined for a context that no form of ours made. */
export const requestIn = (context: string): Request | undefined => parsed(Context, context);

/** `changed`: since it was shown for the first time. */
export function sureForm(
  request: Request,
  { willAsk, obliged, offDutySoon, onLeave, others }: Outlook,
  { locale }: Reader,
  { changed = false } = {},
): Form {
  return {
    id: 'meeting.startCheck',
    title: say(text.title, locale),
    submit: say(text.send, locale),
    close: say(text.close, locale),
    context: JSON.stringify({ ...request, shown: obliged }),
    blocks: [
      ...(changed ? [{ kind: 'note' as const, text: [say(text.rangeChanged, locale)] }] : []),
      { kind: 'text', text: [{ text: say(sentences.willAsk(willAsk, obliged), locale), bold: true }] },
      ...(offDutySoon > 0 ? [{ kind: 'note' as const, text: [say(sentences.offDutySoon(offDutySoon), locale)] }] : []),
      ...(onLeave > 0 ? [{ kind: 'note' as const, text: [say(sentences.onLeave(onLeave), locale)] }] : []),
      ...(others > 0 ? [{ kind: 'note' as const, text: [say(sentences.leftOut(others), locale)] }] : []),
      { kind: 'facts', facts: [{ label: say(text.minutes, locale), value: say(sentences.minutes(request.minutes), locale) }] },
    ],
  };
}
