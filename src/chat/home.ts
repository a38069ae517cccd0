import type { CardBlock } from './card.js';

/** A piece of a person's Home tab. Order on the page: open tasks first, then history, then what the person's role may do. */
export type HomeSection = { readonly part: 'tasks' | 'history' | 'role'; readonly blocks: readonly CardBlock[] };

export type Home = { readonly blocks: readonly CardBlock[] };
