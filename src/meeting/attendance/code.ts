import { createHmac } from 'node:crypto';
import { type Instant, plus } from '../../calendar/instant.js';

/** So long one code is shown. */
export const CODE_MS = 30_000;
/** Whoever has read a code has so long to finish typing it after the next one is shown. */
const GRACE_MS = 10_000;
const CODES = 1_000_000;

/** The six digits of this moment: the same for everybody, and for the page, without anything being stored (HOTP, RFC 4226 §5.3, in steps of time). */
export function codeAt(secret: string, now: Instant): string {
  const digest = createHmac('sha256', secret)
    .update(`${Math.floor(now / CODE_MS)}`)
    .digest();
  const offset = (digest[digest.length - 1] ?? 0) & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % CODES).padStart(6, '0');
}

export function isCode(secret: string, typed: string, now: Instant): boolean {
  if (typed === codeAt(secret, now)) return true;
  const before = plus(now, -GRACE_MS);
  return Math.floor(before / CODE_MS) !== Math.floor(now / CODE_MS) && typed === codeAt(secret, before);
}

/** Full-width digits and spaces are typed as well. */
export const codeIn = (words: string): string => words.normalize('NFKC').replace(/\s/g, '');

/** Whether what was typed is six digits, and nothing besides. */
export const looksLikeCode = (words: string): boolean => /^\d{6}$/.test(codeIn(words));

/** Seconds until another code is shown. */
export const secondsLeft = (now: Instant): number => Math.ceil((CODE_MS - (((now % CODE_MS) + CODE_MS) % CODE_MS)) / 1_000);
