import type { Desk } from '../desk.js';
import type { Message, StoredFile } from '../store.js';

/** A file as messages and file methods show it (docs.slack.dev: File object). */
export function slackFile(desk: Desk, file: StoredFile): Record<string, unknown> {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').at(-1) ?? '',
    size: file.size,
    ...(file.alt ? { alt_txt: file.alt } : {}),
    user: desk.bot.userId,
    mode: 'hosted',
    url_private: `${desk.url()}/local/file/${file.id}`,
  };
}

/** A message as the Web API shows it (docs.slack.dev: Message object). */
export function slackMessage(desk: Desk, message: Message, withMetadata: boolean): Record<string, unknown> {
  return {
    type: 'message',
    ts: message.ts,
    user: message.user,
    text: message.text,
    team: desk.team.id,
    ...(message.user === desk.bot.userId ? { bot_id: desk.bot.botId, app_id: desk.appId } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { files: message.files.map((file) => slackFile(desk, file)), upload: false } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}
