import { pino } from 'pino';
import type { Instant, Zone } from './calendar/instant.js';
import { timeOf } from './calendar/zone.js';
import { OutcomeUnknown, RateLimited, Refused } from './chat/errors.js';
import { requestId } from './chat/request.js';
import type { LogLevel } from './config.js';
import { DataFileError } from './data-file.js';
import { inWords } from './db/file.js';
import { StartError } from './db/start-error.js';
import { inSources } from './source-places.js';

/**
 * The only names that reach the log (reliability.md, fact 8): ids, counts, durations and words of our own. There is no name under which
 * what a member wrote could pass, so a careless `{ ...row }` loses the text instead of publishing it.
 */
const NAMES = [
  ...['room', 'handler', 'kind', 'state', 'outcome', 'action', 'job', 'source', 'request', 'finished'],
  ...['memberId', 'departmentId', 'roundId', 'scheduleId', 'responseId', 'setId', 'outboxId', 'key'],
  ...['userId', 'teamId', 'channel', 'method', 'code', 'meaning', 'mode'],
  ...['count', 'asked', 'added', 'changed', 'deactivated', 'skipped', 'unmatched', 'pending', 'attempt', 'retries', 'schema', 'year'],
  ...['at', 'dueAt', 'opensAt', 'closesAt', 'until', 'tookMs', 'waitMs', 'retryAfterMs', 'downMs'],
  ...['signal', 'address', 'host', 'port', 'version', 'file', 'pid', 'payload', 'inboxId', 'failures'],
  ...['responses', 'drafts', 'words', 'keys', 'messages', 'entries'],
] as const;
const ALLOWED: ReadonlySet<string> = new Set(NAMES);

/** `fields`: names on the list above with plain values, and `error`. Anything else is left out. The sentence is fixed text. */
export type LogFields = { readonly [name in (typeof NAMES)[number] | 'error']?: unknown };
export type Write = (fields: LogFields, sentence: string) => void;
export type Log = { readonly debug: Write; readonly info: Write; readonly warn: Write; readonly error: Write };

/** An id is short. Longer text on an allowed name is somebody's sentence in the wrong place. */
const LONGEST_VALUE = 200;
const DEEPEST_CAUSE = 5;

/** These say only codes, methods, file names, places in data files and what to do. */
const OWN_ERRORS = [Refused, RateLimited, OutcomeUnknown, DataFileError, StartError];

type Scalar = string | number | boolean;
export type LoggedError = { name: string; code?: Scalar; message?: string; frames: string[]; cause?: LoggedError };

export function safeFields(fields: LogFields): Record<string, Scalar | LoggedError> {
  const safe: Record<string, Scalar | LoggedError> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'error') safe.error = safeError(value, 0);
    else if (ALLOWED.has(name) && isScalar(value)) safe[name] = value;
  }
  return safe;
}

/** Messages of foreign errors are left out: SQLite and zod put the value that they dislike into them. Name, code and place remain. */
function safeError(error: unknown, depth: number): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = 'code' in error && isScalar(error.code) ? error.code : undefined;
  const known = inWords(error); // a full disk, a damaged file: in our own words, with what to do
  const message = known instanceof Error && OWN_ERRORS.some((kind) => known instanceof kind) ? known.message : undefined;
  return {
    name: error.name.slice(0, LONGEST_VALUE),
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    frames: framesOf(error),
    ...(error.cause instanceof Error && depth < DEEPEST_CAUSE ? { cause: safeError(error.cause, depth + 1) } : {}),
  };
}

/** The lines of the stack that name a place. The message stands above them, over as many lines as it likes. */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  const at = stack.indexOf(error.message);
  const below = error.message !== '' && at >= 0 ? stack.slice(at + error.message.length) : stack;
  return inSources(below)
    .split('\n')
    .flatMap((line) => /^ {4}at (.+)$/.exec(line)?.[1] ?? []);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'boolean' || typeof value === 'number' || (typeof value === 'string' && value.length <= LONGEST_VALUE);
}

export type LogOptions = {
  readonly level: LogLevel;
  readonly zone: Zone;
  /** Lines for a person at a terminal instead of JSON. */
  readonly plain: boolean;
  /** Gets whole lines. */
  write(line: string): void;
};

export function createLog({ level, zone, plain, write }: LogOptions): Log {
  const logger = pino(
    { level, base: null, formatters: { level: (label) => ({ level: label }) }, mixin: () => ({ request: requestId() }) },
    { write: (line: string) => write(plain ? plainLine(line, zone) : line) },
  );
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error'): Write =>
    (fields, sentence) => {
      if (logger.isLevelEnabled(name)) logger[name](safeFields(fields), sentence);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** 15:04 warn  The connection to Slack was lost.  attempt=3 */
function plainLine(line: string, zone: Zone): string {
  const { time, level, msg, error, ...fields } = JSON.parse(line);
  const values = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  const causes = error ? ['', ...plainError(error)].join('\n    ') : '';
  return `${timeOf(time as Instant, zone)} ${String(level).padEnd(5)} ${[msg, ...values].join('  ')}${causes}\n`;
}

function plainError({ name, code, message, frames, cause }: LoggedError): string[] {
  const head = [name, code, message].filter((part) => part !== undefined).join(' ');
  return [head, ...frames.slice(0, DEEPEST_CAUSE).map((frame) => `at ${frame}`), ...(cause ? plainError(cause) : [])];
}
