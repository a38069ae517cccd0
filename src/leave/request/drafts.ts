import type { FormValues } from '../../chat/form.js';
import type { Tx } from '../../db/transact.js';
import type { LeaveDeps } from '../deps.js';
import { ownerOf } from '../words.js';
import type { Draft } from './check.js';
import * as store from './draft-store.js';

type Deps = Pick<LeaveDeps, 'vault' | 'clock'>;

/** What somebody types is theirs, before it is submitted as well: it lies sealed with their key. */
export async function keepNew(tx: Tx, { vault, clock }: Deps, draft: Draft): Promise<void> {
  const sealed = await vault.seal(tx, ownerOf(draft.authorId), JSON.stringify(draft.values));
  await store.insertDraft(tx, { ...draft, sealed }, clock.now());
}

/** False: it is gone, or somebody else's. */
export async function keep(tx: Tx, { vault, clock }: Deps, id: string, authorId: string, values: FormValues): Promise<boolean> {
  return store.saveDraft(tx, id, authorId, await vault.seal(tx, ownerOf(authorId), JSON.stringify(values)), clock.now());
}

/** Undefined: it is gone, somebody else's, or erased. */
export async function findDraft(tx: Tx, { vault }: Deps, id: string, authorId: string): Promise<Draft | undefined> {
  const stored = await store.findDraft(tx, id, authorId);
  const values = stored && (await vault.unseal(tx, ownerOf(authorId), stored.sealed));
  if (!stored || values === undefined) return undefined;
  const { sealed: _sealed, ...draft } = stored;
  return { ...draft, values: JSON.parse(values) as FormValues };
}
