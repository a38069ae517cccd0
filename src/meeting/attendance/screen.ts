import { say } from '../../chat/text.js';
import type { Board } from './attendance.js';
import { sentences, text } from './text.js';

/** How often the page asks again. Short against the code's 30 seconds, so that nobody reads an old one for long. */
const REFRESH_SECONDS = 3;

/** What stands on the big screen: readable from the last row, in both languages, without a script. */
export function screenPage({ meeting, code, left, figures, closed }: Board): string {
  const both = (words: { readonly zh: string; readonly en: string }) => `${escaped(words.zh)} <small>${escaped(words.en)}</small>`;
  const counted = sentences.counted(figures.present, figures.expected);
  const body = closed
    ? `<p class="code over">${both(ended)}</p>`
    : `<p class="code" aria-live="polite">${escaped(code.slice(0, 3))} ${escaped(code.slice(3))}</p><p>${both(sentences.secondsLeft(left))}</p><p>${both(how)}</p>`;
  return page(
    meeting.title,
    `<h1>${escaped(meeting.title)}</h1>${body}<p class="count">${both(counted)}</p>`,
    closed ? '' : `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">`,
  );
}

export const missingPage = (): string => page(say(text.title, 'zh-CN'), `<h1>${escaped(gone.zh)}</h1><p>${escaped(gone.en)}</p>`, '');

/** It asks again by itself. */
export const failedPage = (): string =>
  page(
    say(text.title, 'zh-CN'),
    `<h1>${escaped(failed.zh)}</h1><p>${escaped(failed.en)}</p>`,
    `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">`,
  );

const failed = { zh: '暂时不能显示签到码，稍后自动重试', en: 'The code can’t be shown now; this page tries again by itself' };
const ended = { zh: '签到已结束', en: 'Check-in is closed' };
const gone = { zh: '没有这个页面', en: 'There is no such page' };
const how = { zh: '给四问发送：签到 加上面的数字', en: 'Send siwen: check-in and these digits' };

const STYLE =
  'body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;font-family:sans-serif;font-size:3vmin;color:#111;background:#fff}h1{font-size:6vmin;margin:2vmin}.code{font-size:min(26vmin,17vw);font-weight:700;letter-spacing:.05em;margin:0;font-variant-numeric:tabular-nums}.over{font-size:12vmin}.count{font-size:6vmin}small{color:#555}';

const page = (title: string, body: string, head: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>${escaped(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;

/** A title is what an organizer typed. */
const escaped = (words: string): string => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
