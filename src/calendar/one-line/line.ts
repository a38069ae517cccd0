/** A line that is understood piece by piece. What was understood is blanked in `rest`, which stays as long as `original`. */
export type Line = { readonly original: string; rest: string };
export type Taken = { readonly match: RegExpExecArray; readonly words: string; readonly end: number };

/** In the place of what was taken: a character that no pattern takes for a word. */
export const GAP = '\n';

/** Full-width digits and signs, and traditional characters of time, one for one, so that places in both stay the same. */
const SAME: Readonly<Record<string, string>> = {
  ...{ '：': ':', '／': '/', '－': '-', '．': '.', '～': '~', '〜': '~', '　': ' ', '，': ',', '；': ';', '。': ' ' },
  ...{ 點: '点', 時: '时', 週: '周', 後: '后', 兩: '两', 號: '号', 這: '这', 禮: '礼', 間: '间' },
};

/** As words are shown that stood in it, wherever it was broken. */
export const unbroken = (text: string): string => text.replace(/[\n\r\t]/g, ' ');

export function lineOf(text: string): Line {
  const plain = unbroken(text);
  const rest = plain
    // January; 2027年元月计划会 stays a title.
    .replace(/元(?=月份?的?\s*(?:[\d０-９一二三十]|第|首个|最后))/g, '一')
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[^\0-\x7f]/g, (sign) => SAME[sign] ?? sign);
  return { original: plain, rest };
}

/** Takes the first match out of the line. `pattern` needs neither `g` nor `y`. */
export function take(line: Line, pattern: RegExp): Taken | undefined {
  const match = pattern.exec(line.rest);
  if (!match || match[0] === '') return undefined;
  const end = match.index + match[0].length;
  line.rest = line.rest.slice(0, match.index) + GAP.repeat(match[0].length) + line.rest.slice(end);
  return { match, words: line.original.slice(match.index, end).trim(), end };
}

/** Takes what stands at `at`: `pattern` begins with ^. */
export function takeAt(line: Line, at: number, pattern: RegExp): { readonly match: RegExpExecArray; readonly end: number } | undefined {
  const match = pattern.exec(line.rest.slice(at));
  if (!match) return undefined;
  const end = at + match[0].length;
  line.rest = line.rest.slice(0, at) + GAP.repeat(match[0].length) + line.rest.slice(end);
  return { match, end };
}
