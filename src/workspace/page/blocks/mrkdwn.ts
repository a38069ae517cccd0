/** Slack's mrkdwn as pieces to show. The page never makes HTML of it: a piece is text, and how it looks. */
export type Piece =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly bold?: true;
      readonly italic?: true;
      readonly strike?: true;
      readonly code?: true;
    }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'channel'; readonly id: string; readonly text: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | { readonly kind: 'date'; readonly timestamp: number; readonly format: string; readonly fallback: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'pre'; readonly text: string };

const token =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}*])\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}~])|:([a-z0-9_+-]+):/gu;

/** Bold and its like count only between spaces or marks, as in Slack: `请*李华*填写` shows its asterisks. Styles don't nest here. */
export function parseMrkdwn(source: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const plain = (until: number) => {
    if (until > done) pieces.push({ kind: 'text', text: unescaped(source.slice(done, until)) });
  };
  for (const match of source.matchAll(token)) {
    plain(match.index);
    const [whole, pre, code, angle, bold, italic, strike, emoji] = match;
    done = match.index + whole.length;
    if (pre !== undefined) pieces.push({ kind: 'pre', text: unescaped(pre.replace(/^\n/, '')) });
    else if (code !== undefined) pieces.push({ kind: 'text', text: unescaped(code), code: true });
    else if (angle !== undefined) pieces.push(parseAngle(angle));
    else if (bold !== undefined) pieces.push({ kind: 'text', text: unescaped(bold), bold: true });
    else if (italic !== undefined) pieces.push({ kind: 'text', text: unescaped(italic), italic: true });
    else if (strike !== undefined) pieces.push({ kind: 'text', text: unescaped(strike), strike: true });
    else if (emoji !== undefined) pieces.push({ kind: 'emoji', name: emoji });
  }
  plain(source.length);
  return pieces;
}

/** Slack, "Formatting text for app surfaces": `<url|text>`, `<@U…>`, `<#C…|name>`, `<!here>`, `<!date^…>`. */
function parseAngle(inside: string): Piece {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : unescaped(inside.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1) };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), text: label };
  if (target.startsWith('!date^')) {
    const [, seconds, format] = target.split('^');
    return { kind: 'date', timestamp: Number(seconds), format: format ?? '', fallback: label };
  }
  if (target.startsWith('!')) return { kind: 'broadcast', range: target.slice(1) };
  const url = unescaped(target);
  return isSafeLink(url) ? { kind: 'link', url, text: label || url } : { kind: 'text', text: unescaped(`<${inside}>`) };
}

/** Only these may be followed: `javascript:` and its like are shown as text. */
export function isSafeLink(url: string): boolean {
  return /^(https?:\/\/|mailto:|tel:)/i.test(url);
}

export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
