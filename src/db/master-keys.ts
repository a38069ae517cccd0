import { keyFiles, type MasterKey, masterKeyId, parseKey, readIfThere } from './master-key.js';

/** The master keys at hand: one, except while it is being changed. */
export type MasterKeys = {
  /** The one this program was started with. */
  readonly first: MasterKey;
  /** By its id. One that is not known yet is looked for in the key files: another process may have changed the key since. */
  find(id: string): Uint8Array | undefined;
  /**
   * The same at the start. Whoever gives a key in the environment means that one: a file beside the database does not make up for a wrong one,
   * which would be noticed only when the file is gone.
   */
  atStart(id: string): Uint8Array | undefined;
};

/** `more`: from the environment, besides the first. A running program looks into the files of `dataDir` as well, wherever the first came from. */
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
  const given = new Map(known);
  const isFromFile = first.source === keyFiles(dataDir).current;
  function find(id: string): Uint8Array | undefined {
    // Twice: it may have moved from a file that was still to be read into one that had been read already.
    for (let times = 0; times < 2 && !known.has(id); times++) readFiles();
    return known.get(id);
  }
  return { first, find, atStart: (id) => (isFromFile ? find(id) : given.get(id)) };
}
