import { chmodSync, writeFileSync } from 'node:fs';
import { StartError } from '../db/start-error.js';

/**
 * Names, ranks, addresses, and who took part: for the file's owner only, also where one of that name could be read by others.
 * Throws StartError where it can't be written.
 */
export function writeOwnFile(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, '', { mode: 0o600 });
    chmodSync(path, 0o600);
    writeFileSync(path, content);
  } catch (error) {
    throw new StartError(
      {
        zh: `写不了文件 ${path}：请检查文件夹是否存在、是否有权限、磁盘是否已满。`,
        en: `${path} cannot be written: check that its folder exists, the permissions, and that the disk is not full.`,
      },
      { cause: error },
    );
  }
}
