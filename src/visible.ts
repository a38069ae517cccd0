/** What somebody typed, without what nobody sees and no form shows: control characters but line feed and tab, halves of surrogate pairs, blanks around it. */
export const visible = (words: string): string => words.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '').trim();
