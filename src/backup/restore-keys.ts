import { dirname, join, resolve } from 'node:path';
import { examineKeys, type KeyStoreFile } from '../db/examine-keys.js';
import { KEY_STORE } from '../db/file.js';
import { loadMasterKey, type MasterKey, masterKeyId, parseKey } from '../db/master-key.js';
import { type MasterKeys, masterKeys } from '../db/master-keys.js';
import type { keysNeeded } from '../db/stage.js';
import { StartError } from '../db/start-error.js';
import { restoreRefusal } from './restore-text.js';

type Place = { readonly dataDir: string; readonly key: string | undefined; readonly oldKey: string | undefined };

/**
 * The key store to put beside a restored database: undefined where the present one opens it, or where it needs none. The present one goes first, whatever
 * lies beside the backup: it alone knows of every erasure. Throws StartError where nothing fits.
 */
export function whichKeys(place: Place, file: string, needed: ReturnType<typeof keysNeeded>): string | undefined {
  const { store, ownMasterKeys } = needed;
  const [own] = ownMasterKeys;
  if (store === undefined && own === undefined) return undefined;
  const { master, known } = keysAtHand(place);
  if (store === undefined) {
    // Of a former version: its keys lie in it, and are moved at the next start.
    if (own !== undefined && !ownMasterKeys.includes(masterKeyId(master.key))) throw wrongKey(file, own, master);
    return undefined;
  }
  const present = join(place.dataDir, KEY_STORE);
  const beside = join(dirname(file), KEY_STORE);
  const found = examineKeys(present, known, false);
  if (fits(found, store)) {
    if (found.state === 'opens') return undefined;
    throw wrongKey(present, found.masterKeyId, master);
  }
  if (resolve(beside) === resolve(present)) throw new StartError(restoreRefusal.noKeys([present]));
  const other = examineKeys(beside, known, true);
  if (!fits(other, store)) throw new StartError(restoreRefusal.noKeys([present, beside]));
  if (other.state === 'opens') return beside;
  throw wrongKey(beside, other.masterKeyId, master);
}

/** Whether a key store may take the present one's place: only where that is of no use. `store`: the one that the present database needs, if known. */
export function refuseKeyStore(place: Place, file: string, draft: string, store: string | undefined): void {
  const { master, known } = keysAtHand(place);
  const present = join(place.dataDir, KEY_STORE);
  const found = examineKeys(present, known, false);
  if ('id' in found && (store === undefined || found.id === store)) throw new StartError(restoreRefusal.keysInOrder(present));
  const copy = examineKeys(draft, known, false);
  if (!('id' in copy)) throw new StartError(restoreRefusal.damaged(file));
  if (store !== undefined && copy.id !== store) throw new StartError(restoreRefusal.otherKeys(file));
  if (copy.state === 'locked') throw wrongKey(file, copy.masterKeyId, master);
}

type Known = Extract<KeyStoreFile, { readonly id: string }>;
const fits = (file: KeyStoreFile, store: string): file is Known => 'id' in file && file.id === store;

function keysAtHand({ dataDir, key, oldKey }: Place): { readonly master: MasterKey; readonly known: MasterKeys } {
  const master = loadMasterKey(dataDir, key, false);
  return { master, known: masterKeys(master, oldKey ? [parseKey(oldKey, 'SIWEN_OLD_KEY')] : [], dataDir) };
}

const wrongKey = (file: string, needed: string, { key, source }: MasterKey): StartError =>
  new StartError(restoreRefusal.wrongKey(file, needed, masterKeyId(key), source));
