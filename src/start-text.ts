import type { Text } from './chat/text.js';

/** What the person at the screen is told at the start. */
export const startText = {
  local: (url: string): Text => ({ zh: `四问已启动。请在浏览器中打开 ${url}`, en: `siwen is running. Open ${url} in a browser` }),
  slack: (health: string): Text => ({
    zh: `四问已启动，正在连接聊天服务。状态：${health}`,
    en: `siwen is running and connecting to the chat. Status: ${health}`,
  }),
  rosterWrong: (path: string, count: number): Text => ({
    zh: `${path} 有 ${count} 处需要改正，没有导入，现在花名册是空的。改正后重新启动即可：`,
    en: `${path} has ${count === 1 ? 'one mistake' : `${count} mistakes`} and was not imported; the roster is empty now. Correct it and start again:`,
  }),
  /** The office is on a real chat, and its tokens are missing. */
  strayed: (dataDir: string): Text => ({
    zh: `${dataDir} 里的数据已用于聊天服务，现在没有设置 SLACK_BOT_TOKEN。为免消息发错地方，四问没有启动。请检查 .env 或环境变量；只想在本地试用的，请用 SIWEN_DATA_DIR 另选一个空目录。`,
    en: `What is in ${dataDir} belongs to an office on a real chat, and SLACK_BOT_TOKEN is not set. siwen was not started, so that no message goes to the wrong place. Check .env or the environment; to try siwen out locally, choose an empty folder with SIWEN_DATA_DIR.`,
  }),
  /** The office is the local workspace's, and there are tokens. */
  tried: (dataDir: string): Text => ({
    zh: `${dataDir} 里是在本地工作区试用的数据：有些消息只发给了试用的人，时钟也可能走在前面，不能接到聊天服务上。请在 .env 或服务的设置中用 SIWEN_DATA_DIR 另选一个空文件夹（例如 office），本局的 policy.yaml 和 calendar 可以复制过去；其中没有要保留的，也可以把这个文件夹清空后再启动。只想继续试用的，请清空 SLACK_ 开头的各项设置。`,
    en: `What is in ${dataDir} belongs to the local workspace: some messages went to people there only, and its clock may be ahead, so it can’t be used with a real chat. Choose an empty folder with SIWEN_DATA_DIR (office, for example), in .env or where the service is set up; your own policy.yaml and calendar may be copied there. Where nothing in it is to be kept, you may also empty it and start again. To go on trying siwen out, leave every SLACK_ setting empty.`,
  }),
} as const;

/** Why nothing can be served there. `place`: address and port. */
export const portText = {
  taken: (place: string): Text => ({
    zh: `${place} 已被别的程序占用，四问没有启动。请停止那个程序，或用 SIWEN_PORT 换一个端口。`,
    en: `${place} is taken by another program, so siwen was not started. Stop that program, or choose another port with SIWEN_PORT.`,
  }),
  forbidden: (place: string): Text => ({
    zh: `没有使用 ${place} 的权限，四问没有启动。请用 SIWEN_PORT 换一个 1024 以上的端口。`,
    en: `${place} may not be used without further permissions, so siwen was not started. Choose a port above 1024 with SIWEN_PORT.`,
  }),
  elsewhere: (place: string): Text => ({
    zh: `无法使用 ${place}：本机没有这个地址，四问没有启动。请检查 SIWEN_HOST：只供本机访问的填 127.0.0.1，其他机器也要访问的填本机的网络地址或 0.0.0.0。`,
    en: `${place} cannot be used, because this machine has no such address, so siwen was not started. Check SIWEN_HOST: 127.0.0.1 for this machine only; the machine’s own address, or 0.0.0.0, for others too.`,
  }),
} as const;
