import type { World } from './world.js';

/** Something that one member writes, marked with who it is. */
export function words(world: World, memberId: string, what: string): string {
  return `〔${memberId}#${world.newId()}〕${what}`;
}

/** Whatever is shown may hold what its reader wrote, and what was shared with them; never what anybody else did. */
export function checkPrivate(world: World, shown: unknown, reader: string | undefined, where: string, shared?: string): void {
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
  for (const [, writer] of text.matchAll(/〔(\w+)#/g))
    if (writer !== reader && (shared === undefined || writer !== shared))
      world.broken(`${where} shows ${reader ?? 'the chat'} what ${writer} wrote`);
}
