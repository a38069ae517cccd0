import { type Locale, say, type Text } from '../chat/text.js';

const noAccount: Text = { zh: '没有这个账号', en: 'there is no such account' };
const notWritable: Text = { zh: '该频道不允许四问发言', en: 'siwen may not write in the channel' };
const noSuchFiles: Text = { zh: '聊天服务不收这类文件', en: 'the chat takes no files of this kind' };
const tooLarge: Text = { zh: '内容过大', en: 'it is too large' };
const tooLong: Text = { zh: '内容过长', en: 'it is too long' };
const ours: Text = { zh: '格式不被接受，属程序缺陷，请报告', en: 'its form is not taken, which is a fault of siwen; please report it' };

/** The codes that messages and files are refused with (docs.slack.dev: chat.postMessage, conversations.open, files.completeUploadExternal, "Errors"), and our own for files (send.ts). */
const WHY: Readonly<Record<string, Text>> = {
  user_disabled: { zh: '账号已停用', en: 'the account is switched off' },
  user_not_found: noAccount,
  users_not_found: noAccount,
  cannot_dm_bot: { zh: '对方是机器人', en: 'the recipient is a bot' },
  messages_tab_disabled: { zh: '应用的“消息”页已关闭', en: 'the app’s Messages tab is switched off' },
  channel_not_found: { zh: '频道不存在，或四问不在其中', en: 'there is no such channel, or siwen is not in it' },
  not_in_channel: { zh: '四问不在该频道中', en: 'siwen is not in the channel' },
  is_archived: { zh: '频道已归档', en: 'the channel is archived' },
  restricted_action: notWritable,
  restricted_action_read_only_channel: notWritable,
  restricted_action_thread_only_channel: notWritable,
  file_uploads_disabled: { zh: '聊天服务不允许上传文件', en: 'the chat takes no files' },
  file_uploads_except_images_disabled: noSuchFiles,
  file_type_not_allowed: noSuchFiles,
  file_upload_size_restricted: tooLarge,
  msg_too_long: tooLong,
  msg_blocks_too_long: tooLong,
  invalid_blocks: ours,
  invalid_blocks_format: ours,
  invalid_arguments: ours,
  invalid_metadata_format: ours,
  invalid_metadata_schema: ours,
  metadata_too_large: ours,
  no_text: ours,
  http_413: tooLarge,
  nothing_to_send: { zh: '内容已由本人删除', en: 'its owner has erased what it would hold' },
  unknown_file_source: ours,
  file_not_made: { zh: '文件没有生成', en: 'the file could not be made' },
};

/** Why a message did not arrive, with the chat's own word for whoever looks that up; the word alone where it is none of these. */
export function whyRefused(code: string, locale: Locale): string {
  const why = Object.hasOwn(WHY, code) ? WHY[code] : undefined;
  if (!why) return code;
  return locale === 'en' ? `${say(why, locale)} (${code})` : `${say(why, locale)}（${code}）`;
}
