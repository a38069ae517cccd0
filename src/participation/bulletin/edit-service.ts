import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { ParticipationDeps } from '../deps.js';
import { type BulletinText, type Found, isRefused, type Refused, type View } from './bulletin.js';
import { checkText, isSameText } from './rules.js';
import { note, whyNotDraft, whyNotPublished } from './service.js';
import { addVersion } from './store.js';
import { showAll, updatePost } from './telling.js';
import { forOffice, type Key } from './view.js';
import { countedText } from './words.js';

/** `version`: the one they had before them. Whoever changed it first is not overwritten. */
export type Edit = Key & { readonly version: number; readonly text: BulletinText };

/** 编辑: a newer version of the draft. */
export function editBulletin(deps: ParticipationDeps, edit: Edit): Promise<Found | Refused> {
  return deps.transact(async (tx) => {
    const found = await forOffice(tx, deps, edit);
    return found.ok ? editDraft(tx, deps, found.view, edit, 'edited') : found;
  });
}

/** 恢复初稿: a newer version again, that says what was counted. */
export function restoreDraft(deps: ParticipationDeps, edit: Omit<Edit, 'text'>): Promise<Found | Refused> {
  return deps.transact(async (tx) => {
    const found = await forOffice(tx, deps, edit);
    if (!found.ok) return found;
    return editDraft(tx, deps, found.view, { ...edit, text: countedText(found.view) }, 'restored');
  });
}

async function editDraft(tx: Tx, deps: ParticipationDeps, view: View, edit: Edit, what: 'edited' | 'restored'): Promise<Found | Refused> {
  const refusal = whyNotDraft(view) ?? (view.version === edit.version ? undefined : 'edited-since');
  if (refusal) return { ok: false, refusal, view };
  const written = await write(tx, deps, view, edit);
  if (!written.ok || written.view.version === view.version) return written;
  await note(tx, deps, written.view, edit.memberId, what);
  await showAll(tx, deps, written.view, edit.memberId as MemberId);
  return written;
}

/** 更正: the message in the channel is changed, and says so. What the chat has refused is only written, to be published again. */
export function correctBulletin(deps: ParticipationDeps, edit: Edit): Promise<Found | Refused> {
  return deps.transact(async (tx) => {
    const found = await forOffice(tx, deps, edit);
    if (!found.ok) return found;
    const { view } = found;
    const refusal = whyNotPublished(view) ?? (view.version === edit.version ? undefined : 'edited-since');
    if (refusal) return { ok: false, refusal, view };
    const checked = checkText(edit.text);
    if (!checked.ok) return checked;
    if (isSameText(checked.text, view.text)) return found;
    const next = { ...view, text: checked.text, version: view.version + 1, writtenAt: deps.clock.now() };
    if (!(await postSays(tx, deps, next))) return { ok: false, refusal: 'post-missing', view };
    const written = await write(tx, deps, view, edit);
    // The channel must not say what is kept nowhere: all of it is taken back.
    if (!written.ok) throw new Error(`the bulletin of ${view.month} was changed by another transaction`);
    await note(tx, deps, written.view, edit.memberId, isRefused(view) ? 'edited' : 'corrected');
    await showAll(tx, deps, written.view, edit.memberId as MemberId);
    return written;
  });
}

/** False: there is no post to change. */
const postSays = async (tx: Tx, deps: ParticipationDeps, view: View): Promise<boolean> =>
  isRefused(view) || (view.published !== undefined && (await updatePost(tx, deps, view, view.published)));

/** The same text is no new version. */
async function write(tx: Tx, deps: ParticipationDeps, view: View, { memberId, text }: Edit): Promise<Found | Refused> {
  const checked = checkText(text);
  if (!checked.ok) return checked;
  if (isSameText(checked.text, view.text)) return { ok: true, view };
  if (!(await addVersion(tx, view, checked.text, memberId as MemberId, deps.clock.now())))
    return { ok: false, refusal: 'edited-since', view };
  return forOffice(tx, deps, { memberId, month: view.month });
}
