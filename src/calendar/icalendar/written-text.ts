/** What a content line can hold. The library escapes text; what it lets through where text does not belong is stopped here. */

/** Halves of a character and control characters, which no calendar file may contain (RFC 5545 §3.1). */
function sound(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/(?![\t\r\n])\p{Cc}/gu, '');
}

/** One line: a title, a place, a name. */
export function line(text: string): string {
  return sound(text)
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .trim();
}

export function paragraphs(text: string): string {
  return sound(text)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .trim();
}

/** A quoted parameter can hold neither quotes nor line breaks (RFC 5545 §3.2); the library writes `\"`, which ends it early. */
export function commonName(name: string): string {
  return line(name).replaceAll('"', '”').replaceAll('\\', '＼') || '—';
}

/** Undefined: nothing that could be sent to. */
export function calAddress(email: string | undefined): string | undefined {
  return email && /^[^\s@<>"\\,;:]+@[^\s@<>"\\,;:]+$/.test(email) ? email : undefined;
}

/** Undefined: not a URI, or one that would run something. The library escapes `;` and `,` as in text, so they are written as octets. */
export function uriText(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { protocol, href } = new URL(link);
  if (!/^(https?|tel|mailto|sip|sips):$/.test(protocol)) return undefined;
  return href.replaceAll(';', '%3B').replaceAll(',', '%2C').replaceAll('\\', '%5C');
}
