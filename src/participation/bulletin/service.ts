import { monthPeriod, parsePeriod } from '../../calendar/period.js';
import { dateOf } from '../../calendar/zone.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { hasRight, recordAudit } from '../../org/service.js';
import type { ParticipationDeps } from '../deps.js';
import { type Bulletin, type Found, isRefused, type Refused, type View } from './bulletin.js';
import { type Month, monthWith } from './month.js';
import * as store from './store.js';
import { forOffice, type Key } from './view.js';

/** As many as a year has. */
const MOST_MONTHS = 12;

type Shown = { readonly ok: true; readonly view: View; readonly months: readonly Month[] };
type Nothing = { readonly ok: true; readonly view: undefined };

/** The one of the month that somebody has typed or picked; of none: the one that waits, else the newest. A look at what is not published is on record. */
export function lookAtBulletin(
  deps: ParticipationDeps,
  { memberId, words }: { memberId: string; words: string },
): Promise<Shown | Nothing | Refused> {
  return deps.transact(async (tx) => {
    if (!(await hasRight(tx, memberId, 'participation.bulletin'))) return { ok: false, refusal: 'right-missing' };
    const months = await store.bulletinMonths(tx, MOST_MONTHS);
    const month = words === '' ? ((await store.waitingBulletin(tx))?.month ?? months[0]) : monthNamed(deps, words);
    if (month === undefined) return words === '' ? { ok: true, view: undefined } : { ok: false, refusal: 'month-unclear' };
    const found = await forOffice(tx, deps, { memberId, month });
    if (!found.ok) return found;
    await noteLook(tx, deps, found.view, memberId);
    return { ok: true, view: found.view, months };
  });
}

/** The one that waits for this member, among others of the office. Most of the time there is none, so their right is asked last. */
export async function bulletinWaiting(tx: Tx, memberId: string): Promise<Pick<Bulletin, 'month' | 'state'> | undefined> {
  const waiting = await store.waitingBulletin(tx);
  return waiting && (await hasRight(tx, memberId, 'participation.bulletin')) ? waiting : undefined;
}

/** Undefined: not understood, or not one whole month. */
function monthNamed({ clock, zone }: ParticipationDeps, words: string): Month | undefined {
  const period = parsePeriod(words, dateOf(clock.now(), zone));
  if (!period) return undefined;
  const { from, to } = monthPeriod(period.from);
  return from === period.from && to === period.to ? monthWith(from) : undefined;
}

/** A bulletin to be edited, corrected or published: what the form shows is on record as a look. */
export function openBulletin(deps: ParticipationDeps, key: Key, as: keyof typeof WHY_NOT): Promise<Found | Refused> {
  return deps.transact(async (tx) => {
    const found = await forOffice(tx, deps, key);
    if (!found.ok) return found;
    const refusal = WHY_NOT[as](found.view);
    if (refusal) return { ok: false, refusal, view: found.view };
    await noteLook(tx, deps, found.view, key.memberId);
    return found;
  });
}

/** Undefined: it may still be edited and published. */
export function whyNotDraft({ state }: View): 'published-before' | 'dismissed-before' | undefined {
  if (state === 'draft') return undefined;
  return state === 'published' ? 'published-before' : 'dismissed-before';
}

/** Undefined: it may be published, or again, where the chat has refused its post. */
export const whyNotPublish = (view: View): 'published-before' | 'dismissed-before' | undefined =>
  isRefused(view) ? undefined : whyNotDraft(view);

/** Undefined: it may be corrected. */
export function whyNotPublished({ state }: View): 'not-published' | 'dismissed-before' | undefined {
  if (state === 'published') return undefined;
  return state === 'draft' ? 'not-published' : 'dismissed-before';
}

const WHY_NOT = { draft: whyNotDraft, toPublish: whyNotPublish, published: whyNotPublished } as const;

async function noteLook(tx: Tx, deps: ParticipationDeps, view: View, memberId: string): Promise<void> {
  if (view.state !== 'published') await note(tx, deps, view, memberId, 'viewed');
}

/** On record: who, which month, which version. Never what it says. */
export const note = (
  tx: Tx,
  { clock }: ParticipationDeps,
  { month, version }: Pick<View, 'month' | 'version'>,
  memberId: string,
  what: 'viewed' | 'edited' | 'restored' | 'published' | 'reposted' | 'dismissed' | 'corrected',
): Promise<void> =>
  recordAudit(tx, {
    at: clock.now(),
    actor: { member: memberId as MemberId },
    action: `participation.bulletin-${what}`,
    subject: month,
    detail: `version=${version}`,
  });
