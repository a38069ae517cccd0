import { join } from 'node:path';
import type { Upload } from '../chat/chat.js';
import { inThread } from '../in-thread.js';
import { packageDir } from '../package-dir.js';
import type { Sheet } from './sheet.js';

/** Built: this file may be read from its source by a test. */
const program = join(packageDir, 'dist/workbook/worker.js');

/** The file as it is sent, made in a thread of its own: here it would stop everything for a second. It is made again when a stop has cut it short. */
export async function workbookFile(title: string, sheets: readonly Sheet[]): Promise<Upload> {
  return { filename: `${fileName(title)}.xlsx`, title, content: await inThread<Uint8Array>(program, sheets) };
}

/** No system takes these in a name. */
export const fileName = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 80);
