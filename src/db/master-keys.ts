import { keyFiles, type MasterKey, masterKeyId, parseKey, readIfThere } from './master-key.js';

/** The master keys at hand: one, except while it is being changed. */
export type MasterKeys = {
  /** The one this program was started with. */
  readonly first: MasterKey;
  /** By its id. One that is not known yet is looked for in the key files: another process may have changed the key since. */
  find(id: string): Uint8Array | undefined;
};

/** `more`: from the environment, besides the first. The files of `dataDir` are looked into as well, wherever the first one came from. */
export function masterKeys(first: MasterKey, more: readonly Uint8Array[], dataDir: string): MasterKeys {
  const known = new Map([first.key, ...more].map((key) => [masterKeyId(key), key]));
  function readFiles(): void {
    for (const path of Object.values(keyFiles(dataDir))) {
      const text = readIfThere(path);
      if (text === undefined) continue;
      const key = parseKey(text, path);
      known.set(masterKeyId(key), key);
    }
  }
  return {
    first,
    find(id) {
      // Twice: it may have moved from a file that was still to be read into one that had been read already.
      for (let times = 0; times < 2 && !known.has(id); times++) readFiles();
      return known.get(id);
    },
  };
}
