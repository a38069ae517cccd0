import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { SlackError } from '../desk.js';
import { post } from '../messages.js';
import { conversationIn, type Endpoint, required, structure, text } from './call.js';

const Files = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);
const MOST_BYTES = 50 * 1024 * 1024;

const MIMETYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  ics: 'text/calendar; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The three steps of an upload (docs.slack.dev: Working with files, "Uploading files"). */
export const files: Readonly<Record<string, Endpoint>> = {
  'files.getUploadURLExternal': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const name = required(args, 'filename');
      const length = Number(required(args, 'length'));
      if (!(length > 0 && length <= MOST_BYTES)) throw new SlackError('file_upload_size_restricted');
      const id = `F${randomBytes(5).toString('hex').toUpperCase()}`;
      const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
      desk.store.createFile({ id, name, title: name, mimetype: MIMETYPES[extension] ?? 'application/octet-stream' });
      return { upload_url: `${desk.url()}/upload/${id}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const wanted = Files.safeParse(structure(args, 'files', 'invalid_arguments'));
      if (!wanted.success) throw new SlackError('invalid_arguments');
      const channel = conversationIn(desk, text(args, 'channel_id'));
      const found = wanted.data.map(({ id, title }) => {
        const file = desk.store.file(id);
        if (!file?.content) throw new SlackError('file_not_found');
        if (file.channel) throw new SlackError('file_already_shared');
        desk.store.shareFile(id, channel.id, title ?? file.title);
        return { id, name: file.name, title: title ?? file.title, mimetype: file.mimetype, size: file.size };
      });
      post(desk, channel, desk.bot.userId, { text: text(args, 'initial_comment') ?? '', files: found });
      return { files: found };
    },
  },
};
