import type { Instant } from './instant.js';

/** The Date header of an answer (RFC 9110 §5.6.7); whole seconds. Undefined where it is missing or none. */
export function httpDate(header: string | null): Instant | undefined {
  const instant = Date.parse(header ?? '');
  return Number.isNaN(instant) ? undefined : (instant as Instant);
}
