/** Something a person wrote. `seen`: they saw it accepted; otherwise it may or may not have arrived. */
export type Written = { readonly member: string; readonly roundId: string; readonly text: string; seen: boolean };

/** What people did and what they saw; the program is measured against it. In the order in which it happened. */
export type Diary = {
  readonly answers: Written[];
  readonly drafts: Written[];
  readonly exports: { readonly member: string; seen: boolean }[];
  /** Whoever opened their Home tab, by member. */
  readonly homes: Set<string>;
  /** Typed words that the program acknowledged, as `<channel>:<ts>`. */
  readonly words: Set<string>;
  /** How many the workspace has given up. */
  wordsUnheard: number;
  visits: number;
  /** Visits that ended with somebody waiting in vain, because the program was away. */
  inVain: number;
  /** A text nobody has written before. */
  text(member: string): string;
};

export function createDiary(): Diary {
  let written = 0;
  return {
    answers: [],
    drafts: [],
    exports: [],
    homes: new Set(),
    words: new Set(),
    wordsUnheard: 0,
    visits: 0,
    inVain: 0,
    text(member) {
      written += 1;
      return `${member} 第${written}稿`;
    },
  };
}
