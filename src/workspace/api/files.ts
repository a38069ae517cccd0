import { z } from 'zod';
import { type Desk, SlackError } from '../desk.js';
import { newId } from '../ids.js';
import { post } from '../messages.js';
import type { StoredFile } from '../store.js';
import { type Args, type Endpoint, required, structure, text } from './call.js';
import { writable } from './chat.js';
import { slackFile } from './message-json.js';

const Wanted = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);
export const MOST_BYTES = 50 * 1024 * 1024;
const MOST_ALT_CHARACTERS = 1_000;

const MIMETYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  ics: 'text/calendar; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function fileIn(desk: Desk, id: string) {
  const file = desk.store.file(id);
  if (!file?.content) throw new SlackError('file_not_found');
  return file;
}

/** Third step: everything is checked before anything is shared, so that a refused call has shared nothing. */
function complete(desk: Desk, args: Args): Record<string, unknown> {
  const wanted = Wanted.safeParse(structure(args, 'files', 'invalid_arguments'));
  if (!wanted.success) throw new SlackError('invalid_arguments');
  const ids = [text(args, 'channel_id'), ...(text(args, 'channels') ?? '').split(',')].filter((id): id is string => !!id);
  const channels = ids.map((id) => writable(desk, id));
  const files: StoredFile[] = wanted.data.map(({ id, title }) => {
    const { name, mimetype, size, alt, channel, title: before } = fileIn(desk, id);
    if (channel !== null) throw new SlackError('file_already_completed');
    return { id, name, title: title ?? before, mimetype, size, ...(alt ? { alt } : {}) };
  });
  const threadTs = text(args, 'thread_ts');
  desk.store.transaction(() => {
    for (const file of files) desk.store.shareFile(file.id, channels[0]?.id ?? '', file.title);
    for (const channel of channels)
      post(desk, channel, desk.bot.userId, { text: text(args, 'initial_comment') ?? '', files, ...(threadTs ? { threadTs } : {}) });
  });
  return { files: files.map((file) => slackFile(desk, file)) };
}

/** The three steps of an upload (docs.slack.dev: Working with files, "Uploading files"); the second is uploads.ts. */
export const files = {
  'files.getUploadURLExternal': {
    token: 'bot',
    scopes: ['files:write'],
    perMinute: 100,
    run(desk, args) {
      const name = required(args, 'filename');
      const size = Number(required(args, 'length'));
      if (!Number.isInteger(size) || size <= 0 || size > MOST_BYTES) throw new SlackError('file_upload_size_restricted');
      const alt = text(args, 'alt_txt') ?? '';
      if (alt.length > MOST_ALT_CHARACTERS) throw new SlackError('alt_txt_too_large');
      const id = newId('F');
      const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
      desk.store.createFile({ id, name, title: name, mimetype: MIMETYPES[extension] ?? 'application/octet-stream', size, alt });
      return { upload_url: `${desk.url()}/upload/${id}`, file_id: id };
    },
  },
  'files.completeUploadExternal': { token: 'bot', scopes: ['files:write'], perMinute: 100, run: complete },
  'files.info': {
    token: 'bot',
    scopes: ['files:read'],
    perMinute: 100,
    run: (desk, args) => ({ file: slackFile(desk, fileIn(desk, required(args, 'file', 'file_not_found'))) }),
  },
  'files.delete': {
    token: 'bot',
    scopes: ['files:write'],
    perMinute: 50,
    run(desk, args) {
      const { id } = fileIn(desk, required(args, 'file', 'file_not_found'));
      desk.store.deleteFile(id);
      return {};
    },
  },
} satisfies Record<string, Endpoint>;
