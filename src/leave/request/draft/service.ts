import { readerOf, when } from '../../../calendar/reader.js';
import type { Option } from '../../../chat/card.js';
import { type FormValues, one } from '../../../chat/form.js';
import type { Locale } from '../../../chat/text.js';
import type { Tx } from '../../../db/transact.js';
import type { MemberId } from '../../../org/member.js';
import { optionsOf, peopleOptions } from '../../../org/options.js';
import { findMember, hasRight, recordAudit } from '../../../org/service.js';
import { kindsOf } from '../../chain/chain.js';
import { saidIn } from '../../decide/said.js';
import type { LeaveDeps } from '../../deps.js';
import type { Leave } from '../../leave.js';
import { stepsOf } from '../../step-store.js';
import { findLeave, writtenOf } from '../../store.js';
import { unsealWritten } from '../../words.js';
import { type Checked, check, type Draft, type Unfit, whyNotChanged } from '../check.js';
import { describe } from '../describe.js';
import type { Opened, Returned } from '../forms.js';
import type { Preview } from '../preview.js';
import type { Refusal } from '../problem/problem.js';
import { valuesOf } from './draft.js';
import { findDraft, keep, keepNew } from './drafts.js';

/** What somebody fills in, until it is submitted. */

type Author = { readonly memberId: string; readonly locale: Locale };
export type OpenedDraft = { readonly ok: true; readonly opened: Opened } | { readonly ok: false; readonly refusal: Refusal };
const refused = (refusal: Refusal) => ({ ok: false, refusal }) as const;

/** A new form; `values`: what is known of it already. */
export function openDraft(deps: LeaveDeps, author: Author, input: { values: FormValues; onBehalf: boolean }): Promise<OpenedDraft> {
  return deps.transact(async (tx) => {
    const { values, onBehalf } = input;
    if (onBehalf && !(await hasRight(tx, author.memberId, 'leave.onBehalf'))) return refused('right-missing');
    if (kindsOf(deps.policy.chains).length === 0) return refused('nothing-offered');
    const draft = { id: deps.newId(), authorId: author.memberId as MemberId, of: undefined, onBehalf, values, revision: 0 };
    await keepNew(tx, deps, draft);
    return { ok: true, opened: await opened(tx, deps, author, draft) };
  });
}

/** The form of a request that is to be changed, extended or submitted anew, as it is now. */
export function openChange(deps: LeaveDeps, author: Author, leaveId: string): Promise<OpenedDraft> {
  return deps.transact(async (tx) => {
    const leave = await findLeave(tx, leaveId);
    const refusal = await whyNotChanged(tx, leave, author.memberId);
    if (refusal || !leave) return refused(refusal ?? 'request-unknown');
    const written = await unsealWritten(tx, deps, leave.memberId, await writtenOf(tx, leave.id));
    const common = { id: deps.newId(), authorId: leave.memberId, of: leave.id, onBehalf: false, revision: 0 };
    const draft: Draft = { ...common, values: valuesOf(leave, written) };
    await keepNew(tx, deps, draft);
    return { ok: true, opened: await opened(tx, deps, author, draft) };
  });
}

/** The form as it was last left. */
export function reopenDraft(deps: LeaveDeps, author: Author, draftId: string): Promise<OpenedDraft> {
  return deps.transact(async (tx) => {
    const draft = await findDraft(tx, deps, draftId, author.memberId);
    return draft ? { ok: true, opened: await opened(tx, deps, author, draft) } : goneOrSubmitted(tx, author.memberId, draftId);
  });
}

async function opened(tx: Tx, deps: LeaveDeps, author: Author, draft: Draft): Promise<Opened> {
  const { values, of } = draft;
  const option = async (name: 'member' | 'acting'): Promise<Option | undefined> => (await optionsOf(tx, [one(values, name) ?? '']))[0];
  const former = of && (await findLeave(tx, of));
  return {
    draftId: draft.id,
    onBehalf: draft.onBehalf,
    values,
    kinds: kindsOf(deps.policy.chains),
    member: await option('member'),
    acting: await option('acting'),
    former: former && { leave: former, returned: await returnedWith(tx, deps, author, former) },
  };
}

/** Why it was returned. */
async function returnedWith(tx: Tx, deps: LeaveDeps, author: Author, leave: Leave): Promise<Returned | undefined> {
  if (leave.state !== 'returned') return undefined;
  const last = (await saidIn(tx, deps, leave, await stepsOf(tx, leave.id))).at(-1);
  if (!last?.step.outcome?.by) return undefined;
  const { by, at } = last.step.outcome;
  return { by: (await findMember(tx, by))?.name ?? '—', at: when(at, readerOf(deps, author)), words: last.words };
}

/** Keeps what was typed, whatever it is worth, and says what it would come to. */
export function previewDraft(
  deps: LeaveDeps,
  memberId: string,
  { draftId, values }: { readonly draftId: string; readonly values: FormValues },
): Promise<{ readonly ok: true; readonly preview: Preview } | Unfit> {
  return deps.transact(async (tx) => {
    if (!(await keep(tx, deps, draftId, memberId, values))) return goneOrSubmitted(tx, memberId, draftId);
    const draft = await findDraft(tx, deps, draftId, memberId);
    if (!draft) return refused('draft-gone');
    const checked = await check(tx, deps, draft);
    await recordLook(tx, deps, draft, checked);
    if (!checked.ok) return checked;
    return { ok: true, preview: await describe(tx, deps, draft, checked) };
  });
}

/**
 * Whoever enters a request for somebody is shown what is left of their leave and what they asked for before: by the preview, and as much by what is
 * wrong with the form.
 */
export async function recordLook(tx: Tx, deps: LeaveDeps, { authorId }: Draft, checked: Checked | Unfit): Promise<void> {
  const subject = checked.ok ? checked.leave.memberId : checked.refusal === 'fields' ? checked.about : undefined;
  if (subject === undefined || subject === authorId) return;
  await recordAudit(tx, { at: deps.clock.now(), actor: { member: authorId }, action: 'leave.previewed', subject });
}

/** A draft that has become a request is gone as well: whoever presses again is told which of the two it is. */
export async function goneOrSubmitted(tx: Tx, memberId: string, draftId: string) {
  const leave = await findLeave(tx, draftId);
  return refused(leave?.requestedBy === memberId ? 'submitted-already' : 'draft-gone');
}

export const searchPeople = (deps: LeaveDeps, query: string): Promise<Option[]> => deps.transact((tx) => peopleOptions(tx, query));
