/** A point in office time: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly brand: 'Instant' };
/** 'YYYY-MM-DD', without a zone. */
export type PlainDate = string & { readonly brand: 'PlainDate' };
/** 'HH:mm', 00:00–23:59, without a zone. */
export type PlainTime = string & { readonly brand: 'PlainTime' };
/** An IANA zone name, e.g. 'Asia/Shanghai'. */
export type Zone = string & { readonly brand: 'Zone' };
/** Half-open [start, end), as in RFC 5545 §3.6.1. */
export type Interval = { readonly start: Instant; readonly end: Instant };

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** Twenty-four hours of elapsed time. A day of the office's calendar may be shorter or longer: see `addDays` and `instantAt`. */
export const dayMs = 24 * hourMs;

/** `ms` later, or earlier where `ms` is negative. */
export function plus(instant: Instant, ms: number): Instant {
  return (instant + ms) as Instant;
}

/** For logs that people read: date and time in UTC, as in ISO 8601. */
export const isoOf = (instant: Instant): string => new Date(instant).toISOString();
