/** One line that any font and any XML can take: no new lines, control characters, halves of characters or marks that turn the writing around. */
export const oneLine = (words: string): string => words.replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Co}]+/gu, ' ').trim();

/** About how wide the words are, in their own height: a Chinese character is as wide as high. */
export const breadth = (words: string): number => [...words].reduce((total, one) => total + (one.charCodeAt(0) > 0x2e7f ? 1 : 0.6), 0);

/** At most so wide; what doesn't fit is seen to be missing. */
export function within(words: string, most: number): string {
  const line = oneLine(words);
  if (breadth(line) <= most) return line;
  let taken = '';
  for (const character of line) {
    if (breadth(taken + character) + 1 > most) break;
    taken += character;
  }
  return `${taken.trimEnd()}…`;
}
