/** What must not happen (docs/guarantees.md). `answer missing`: somebody saw it accepted. */
export const KINDS = ['lost', 'doubled', 'answer missing', 'wrong card', 'other'] as const;
export type Kind = (typeof KINDS)[number];
export type Violation = { readonly kind: Kind; readonly what: string };

export function tally(violations: readonly Violation[]): Record<Kind, number> {
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const { kind } of violations) counts[kind] += 1;
  return counts;
}
