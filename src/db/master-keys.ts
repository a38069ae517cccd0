import { keyFiles, type MasterKey, masterKeyId, parseKey, readIfThere } from './master-key.js';

/** The master keys at hand: one, except while it is being changed. */
export type MasterKeys = {
  /** The one this program was started with. */
  readonly first: MasterKey;
  /** By its id. One that is not known yet is looked for in the key files: another process may have changed the key since. */
  find(id: string): Uint8Array | undefined;
};

/** `more`: from the environment, besides the first. With `dataDir` given, the files there are looked into as well. */
export function masterKeys(first: MasterKey, more: readonly Uint8Array[], dataDir: string | undefined): MasterKeys {
  const known = new Map([first.key, ...more].map((key) => [masterKeyId(key), key]));
  function readFiles(dir: string): void {
    for (const path of Object.values(keyFiles(dir))) {
      const text = readIfThere(path);
      if (text === undefined) continue;
      const key = parseKey(text, path);
      known.set(masterKeyId(key), key);
    }
  }
  return {
    first,
    find(id) {
      if (dataDir !== undefined && !known.has(id)) readFiles(dataDir);
      return known.get(id);
    },
  };
}
