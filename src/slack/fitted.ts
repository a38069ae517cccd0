/** At most so many characters; what doesn't fit is seen to be missing. For charts alone, because of which nothing may fail: other words that are too long are a mistake. */
export function fitted(words: string, length: number, ending?: string): string {
  if (ending === undefined && words.length <= length) return words;
  return `${beginning(words, length - (ending ?? '…').length)}${ending ?? '…'}`;
}

/** Whole characters only: half of one is none. */
function beginning(line: string, length: number): string {
  let taken = '';
  for (const character of line) {
    if (taken.length + character.length > length) break;
    taken += character;
  }
  return taken;
}
