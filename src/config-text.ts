import { counted, type Text } from './chat/text.js';

/** A mistake in the settings: which variable, what stands there, what should; where nothing does (`notSet`), why it is needed. */
export type Problem = { readonly variable: string; readonly found: Text; readonly expected: Text };

/** The file with the settings. */
export const unreadable = (file: string): Text => ({
  zh: `${file} 无法读取。请检查它是不是普通文件以及它的权限；不需要这个文件的，请把它移走。`,
  en: `${file} cannot be read. Check that it is an ordinary file, and its permissions; move it away where it is not needed.`,
});

/** Read as something else, none of it would be found, or other words than were written. */
export const notUtf8 = (file: string): Text => ({
  zh: `${file} 不是 UTF-8 编码，没有读取。请用编辑器另存为 UTF-8（记事本：另存为，编码选“UTF-8”）。`,
  en: `${file} is not in UTF-8 and was not read. Save it as UTF-8 with an editor (Notepad: Save as, encoding “UTF-8”).`,
});

export const notSet: Text = { zh: '没有设置', en: 'not set' };

/** Beginnings that Slack documents ("Token types"); they tell which kind of token was pasted and give nothing away. */
const KNOWN_BEGINNINGS = ['xoxb-', 'xoxp-', 'xapp-', 'xoxe.', 'xoxe-', 'xoxa-', 'xoxs-', 'xoxc-'];

/** A secret is never repeated: a pasted token in a wrong place would otherwise end in a terminal's or a log collector's history. */
export function describeSecret(value: string, wantedBeginning?: string): Text {
  const length: Text = { zh: `${value.length} 个字符的内容`, en: `a value of ${counted(value.length, 'character')}` };
  const beginning = KNOWN_BEGINNINGS.find((known) => value.startsWith(known));
  if (beginning && beginning !== wantedBeginning)
    return { zh: `${length.zh}，以 ${beginning} 开头`, en: `${length.en} that begins with ${beginning}` };
  if (wantedBeginning && !value.startsWith(wantedBeginning))
    return { zh: `${length.zh}，不以 ${wantedBeginning} 开头`, en: `${length.en} that does not begin with ${wantedBeginning}` };
  return length;
}

/** What stands in a variable that is no secret. Shown, unless somebody put a token there by mistake. */
export function describeValue(value: string): Text {
  const misplaced = KNOWN_BEGINNINGS.some((known) => value.includes(known));
  return misplaced ? describeSecret(value) : { zh: `“${value}”`, en: `“${value}”` };
}

export const expected = {
  botToken: {
    zh: '以 xoxb- 开头的机器人令牌（Slack 应用页面的 OAuth & Permissions）',
    en: 'the bot token, which begins with xoxb- (OAuth & Permissions on the page of your Slack app)',
  },
  appToken: {
    zh: '以 xapp- 开头的应用令牌（Basic Information › App-Level Tokens，权限 connections:write）',
    en: 'the app-level token, which begins with xapp- (Basic Information › App-Level Tokens, scope connections:write)',
  },
  signingSecret: {
    zh: '32 位十六进制的签名密钥（Basic Information › App Credentials）',
    en: 'the signing secret, 32 hexadecimal digits (Basic Information › App Credentials)',
  },
  appTokenOrSecret: {
    zh: '除 SLACK_BOT_TOKEN 外，还需要这个应用令牌（Socket Mode，不需要公网地址），或在 SLACK_SIGNING_SECRET 填写签名密钥（HTTP 方式）',
    en: 'besides SLACK_BOT_TOKEN, siwen needs this app-level token (Socket Mode, no public address), or the signing secret in SLACK_SIGNING_SECRET (HTTP)',
  },
  botTokenToo: {
    zh: '连接 Slack 需要机器人令牌；若只想使用本地工作区，请清空所有 SLACK_ 变量',
    en: 'Slack cannot be reached without the bot token; for the local workspace leave every SLACK_ variable empty',
  },
  apiUrl: {
    zh: '以 http:// 或 https:// 开头的地址，如 https://slack.com/api/',
    en: 'an http:// or https:// address such as https://slack.com/api/',
  },
  dataDir: { zh: '一个文件夹的路径', en: 'the path of a folder' },
  port: { zh: '0 到 65535 之间的整数（0 表示任一空闲端口）', en: 'a whole number from 0 to 65535 (0: any free port)' },
  publicUrl: {
    zh: '以 http:// 或 https:// 开头的地址，如 https://siwen.example.cn',
    en: 'an address that begins with http:// or https://, such as https://siwen.example.cn',
  },
  host: { zh: '网络地址或主机名，如 127.0.0.1 或 0.0.0.0', en: 'an address or host name such as 127.0.0.1 or 0.0.0.0' },
  zone: { zh: 'IANA 时区名，如 Asia/Shanghai', en: 'an IANA time zone such as Asia/Shanghai' },
  key: {
    zh: '32 字节的密钥：64 位十六进制，或 44 个字符的 base64（可用 openssl rand -base64 32 生成）',
    en: 'a key of 32 bytes: 64 hexadecimal digits, or 44 characters of base64 (openssl rand -base64 32 makes one)',
  },
  locale: { zh: 'zh-CN 或 en', en: 'zh-CN or en' },
  quietSeconds: { zh: '0 到 3600 之间的秒数，如 60', en: 'seconds from 0 to 3600, such as 60' },
  pace: { zh: '大于 0、不超过 1000 的倍数，如 1 或 0.5', en: 'a factor above 0 and up to 1000, such as 1 or 0.5' },
  logLevel: { zh: 'trace、debug、info、warn、error、fatal 或 silent', en: 'trace, debug, info, warn, error, fatal or silent' },
} as const satisfies Record<string, Text>;

/** Chinese and what is not are set apart. */
const apart = (words: string): string => (/^[\w-]/.test(words) ? ` ${words}` : words);

/** Every mistake in one message, one line each. Who has not chosen a language reads Chinese and, below it, English. */
export function configMessage(problems: readonly Problem[], locale: 'zh-CN' | 'en' | undefined): string {
  const zh = [
    `设置有 ${problems.length} 处错误（环境变量或 .env 文件），请改正后再启动：`,
    ...problems.map(({ variable, found, expected: wanted }) =>
      found === notSet ? `  ${variable}：${notSet.zh}；${wanted.zh}` : `  ${variable}：现为${apart(found.zh)}；应为${apart(wanted.zh)}`,
    ),
  ];
  const en = [
    `${problems.length === 1 ? 'One setting is' : `${problems.length} settings are`} wrong (environment or .env). Please correct and start again:`,
    ...problems.map(({ variable, found, expected: wanted }) =>
      found === notSet ? `  ${variable}: ${notSet.en}; ${wanted.en}` : `  ${variable}: found ${found.en}; expected ${wanted.en}`,
    ),
  ];
  return (locale === 'en' ? en : locale === 'zh-CN' ? zh : [...zh, '', ...en]).join('\n');
}
