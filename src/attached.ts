/** Something to read, by link. */
export type Attached = { readonly title: string; readonly url: string };

const MOST_ATTACHED = 10;

export function isLink(value: string): boolean {
  if (!/^https?:\/\/\S+$/u.test(value)) return false;
  return URL.canParse(value);
}

/** One a line: a title, a space, a link. Undefined: a line is none of it, or there are too many. */
export function attachedIn(value: string): Attached[] | undefined {
  const lines = value.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const found = lines.map((line) => /^(?:(?<title>.*\S)\s+)?(?<url>\S+)$/u.exec(line)?.groups);
  if (found.length > MOST_ATTACHED) return undefined;
  const attached = found.flatMap((one) => (one?.url && isLink(one.url) ? [{ title: one.title ?? one.url, url: one.url }] : []));
  return attached.length === lines.length ? attached : undefined;
}

/** As it is typed. */
export const attachedLines = (attached: readonly Attached[]): string =>
  attached.map(({ title, url }) => (title === url ? url : `${title} ${url}`)).join('\n');
