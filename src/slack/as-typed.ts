/*
 * What somebody types reaches an app as Slack keeps it (docs.slack.dev: Formatting message text): `&`, `<` and `>` are escaped, addresses and
 * names marked. Nothing of that is for people.
 */

const MARKED = /<([@#!]|https?:|mailto:|tel:)([^<>|]*)(?:\|([^<>]*))?>/g;
const SIGNS = { amp: '&', lt: '<', gt: '>' } as const;

/** The words as they were typed. A name that Slack gives by its id only stays that id. */
export function asTyped(text: string): string {
  const words = text.replace(MARKED, (_, kind: string, target: string, label = '') => unmarked(kind, target, label));
  return words.replace(/&(amp|lt|gt);/g, (_, sign: keyof typeof SIGNS) => SIGNS[sign]);
}

function unmarked(kind: string, target: string, label: string): string {
  if (kind === '@' || kind === '#') return kind + (label || target);
  if (kind === '!') return label || `@${target}`;
  if (kind === 'mailto:' || kind === 'tel:') return label || target;
  // `example.com` alone gets an address of its own; under other words it would be lost.
  const address = kind + target;
  if (label === '') return address;
  return address.endsWith(label) ? label : `${label} ${address}`;
}
