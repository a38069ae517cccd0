/** Rosters pad a name of two characters to stand under those of three (丁 四); spaces between other letters are part of it. */
export const unpadded = (name: string): string => name.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
