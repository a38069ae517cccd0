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
} as const;
