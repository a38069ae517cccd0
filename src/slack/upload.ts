import type { WebClient } from '@slack/web-api';
import type { MessageRef, Upload } from '../chat/chat.js';
import { attempt, refused } from './errors.js';
import { fitted } from './fitted.js';
import { noncePart, openDm } from './history.js';

/** docs.slack.dev: files.getUploadURLExternal, `alt_txt_too_large`. */
const MOST_ALT_CHARACTERS = 1_000;

/** docs.slack.dev: Working with files. The message comes into being with the last step only, so the first two may fail without a trace. */
export async function upload(client: WebClient, to: string, file: Upload, nonce: string): Promise<MessageRef> {
  const channel = await openDm(client, to);
  const filename = withNonce(file.filename, nonce);
  // The SDK's type says alt_text, which Slack doesn't read.
  const announced = { filename, length: file.content.byteLength, ...(file.alt ? { alt_txt: fitted(file.alt, MOST_ALT_CHARACTERS) } : {}) };
  const place = await attempt('files.getUploadURLExternal', () => client.files.getUploadURLExternal(announced));
  const { upload_url: url, file_id: id } = place;
  if (!url || !id) throw refused('no_upload_url');
  const stored = await attempt('files.upload', () =>
    fetch(url, { method: 'POST', body: new Uint8Array(file.content), signal: AbortSignal.timeout(30_000) }),
  );
  if (!stored.ok) throw refused(`upload_${stored.status}`);
  await attempt('files.completeUploadExternal', () =>
    client.files.completeUploadExternal({ files: [{ id, title: file.title }], channel_id: channel }),
  );
  return { channel, id };
}

/** `我的作答.csv` → `我的作答-3fa9c01b.csv`: the name is where an upload carries its nonce, since files take no metadata. */
function withNonce(filename: string, nonce: string): string {
  const dot = filename.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [filename.slice(0, dot), filename.slice(dot)] : [filename, ''];
  return `${stem}-${noncePart(nonce)}${extension}`;
}
