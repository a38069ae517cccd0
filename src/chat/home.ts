import type { CardBlock } from './card.js';

/** A piece of a person's Home tab. `shorter`: the same with a way to what is left out, for whoever has more on it than a chat takes. */
export type HomeSection = {
  readonly part: 'tasks' | 'history' | 'role';
  readonly blocks: readonly CardBlock[];
  readonly shorter?: readonly CardBlock[];
};

export type Home = { readonly blocks: readonly CardBlock[] };

/** Order on the page: open tasks first, then history, then what the person's role may do. */
const ORDER = { tasks: 0, history: 1, role: 2 } as const;

/** What Slack takes on one page (src/block-kit/limits.ts). */
const MOST_BLOCKS = 100;

/** As much of the sections as there is room for: where they don't fit, those furthest down are the first to be shortened. */
export function homeOf(sections: readonly HomeSection[]): Home {
  const page = [...sections].sort((a, b) => ORDER[a.part] - ORDER[b.part]).map(({ blocks, shorter }) => ({ blocks, shorter }));
  for (const section of [...page].reverse())
    if (page.flatMap(({ blocks }) => blocks).length > MOST_BLOCKS) section.blocks = section.shorter ?? section.blocks;
  return { blocks: page.flatMap(({ blocks }) => blocks) };
}
