/**
 * How much of Slack's Web API the local workspace has. `full`: all that the method's page describes for a bot, as far as an app can tell;
 * `part`: it works, without what is named. Every other method is answered with `unknown_method`. docs/workspace-differences.md shows this
 * table and says why each gap is accepted.
 */
type Coverage = { readonly how: 'full' } | { readonly how: 'part'; readonly lacks: string };

const full: Coverage = { how: 'full' };
const without = (lacks: string): Coverage => ({ how: 'part', lacks });

export const coverage = {
  'api.test': full,
  'auth.test': full,
  'apps.connections.open': full,
  'blocks.validate': without('what was expected instead (constraint)'),
  'bots.info': without('pictures'),
  'chat.delete': full,
  'chat.getPermalink': without('the link opens the conversation, not the message'),
  'chat.postEphemeral': without('attachments, threads'),
  'chat.postMessage': without('attachments, markdown_text, other names and icons, unfurling, broadcast replies'),
  'chat.update': without('attachments, markdown_text, files'),
  'conversations.history': without('reactions, pins'),
  'conversations.info': without('last_read, purpose, shared channels'),
  'conversations.join': full,
  'conversations.list': without('private channels and group conversations, of which there are none'),
  'conversations.members': full,
  'conversations.open': without('group conversations'),
  'conversations.replies': without('latest, oldest'),
  'files.completeUploadExternal': without('blocks'),
  'files.delete': without('the message keeps the name of the file'),
  'files.getUploadURLExternal': without('snippets'),
  'files.info': without('comments, thumbnails, public links'),
  'team.info': without('icons'),
  'users.info': without('pictures, status, presence'),
  'users.list': without('pictures, status, presence'),
  'users.lookupByEmail': without('pictures, status, presence'),
  'views.open': without('interactivity_pointer'),
  'views.publish': full,
  'views.push': without('interactivity_pointer'),
  'views.update': full,
} satisfies Readonly<Record<string, Coverage>>;

export type Method = keyof typeof coverage;
