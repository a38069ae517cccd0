import { type FormValues, one } from '../../../chat/form.js';
import type { Tx } from '../../../db/transact.js';
import { findMember } from '../../../org/service.js';
import type { LeaveDeps } from '../../deps.js';
import { ownerOf } from '../../words.js';
import type { Draft } from '../check.js';
import * as store from './store.js';

type Deps = Pick<LeaveDeps, 'vault' | 'clock'>;

/*
 * What is typed into a form is personal before it is submitted as well. It lies sealed with the key of whom it is about: the author's own, until
 * somebody else is named in it.
 */

export async function keepNew(tx: Tx, deps: Deps, draft: Draft): Promise<void> {
  await store.insertDraft(tx, { ...draft, ...(await sealed(tx, deps, draft, draft.values)) }, deps.clock.now());
}

/** False: it is gone, or somebody else's. */
export async function keep(tx: Tx, deps: Deps, id: string, authorId: string, values: FormValues): Promise<boolean> {
  const stored = await store.findDraft(tx, id, authorId);
  if (!stored) return false;
  await store.saveDraft(tx, { id, ...(await sealed(tx, deps, stored, values)) }, deps.clock.now());
  return true;
}

async function sealed(tx: Tx, { vault }: Deps, draft: Pick<Draft, 'authorId' | 'onBehalf'>, values: FormValues) {
  // By the roster: a forged id gets no key of its own.
  const memberId = draft.onBehalf ? (await findMember(tx, one(values, 'member') ?? ''))?.id : undefined;
  return { memberId, sealed: await vault.seal(tx, ownerOf(memberId ?? draft.authorId), JSON.stringify(values)) };
}

/** Undefined: it is gone, somebody else's, or erased. */
export async function findDraft(tx: Tx, { vault }: Deps, id: string, authorId: string): Promise<Draft | undefined> {
  const stored = await store.findDraft(tx, id, authorId);
  const values = stored && (await vault.unseal(tx, ownerOf(stored.memberId ?? stored.authorId), stored.sealed));
  if (!stored || values === undefined) return undefined;
  const { sealed: _sealed, memberId: _memberId, ...draft } = stored;
  return { ...draft, values: JSON.parse(values) as FormValues };
}
