import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { Zone } from './calendar/instant.js';
import { isZone } from './calendar/zone.js';
import type { Locale, Text } from './chat/text.js';
import { configMessage, describeSecret, describeValue, expected, notSet, notUtf8, type Problem, unreadable } from './config-text.js';
import { codeOf, StartError } from './db/start-error.js';
import { urlOf } from './listening.js';
import { textOf } from './utf-8.js';

/** Where siwen speaks. Without a single SLACK_ variable it opens its own local workspace. */
export type ChatConfig =
  | { readonly kind: 'local' }
  | { readonly kind: 'slack-socket'; readonly botToken: string; readonly appToken: string; readonly apiUrl?: string }
  | { readonly kind: 'slack-http'; readonly botToken: string; readonly signingSecret: string; readonly apiUrl?: string };

export type LogLevel = z.output<typeof variables.LOG_LEVEL>;

export type Config = {
  readonly chat: ChatConfig;
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  /** The interface the page and /healthz listen on; other machines reach them only when this says so. */
  readonly host: string;
  /** Where other machines reach siwen, without a slash at its end; for calendar programs. */
  readonly publicUrl: string | undefined;
  readonly zone: Zone;
  /** The master key as written; undefined: the one beside the database. */
  readonly key: string | undefined;
  /** The master key before it, while it is being changed. */
  readonly oldKey: string | undefined;
  readonly locale: Locale;
  /** How long after a lost reply the conversation's history is believed. Against the local workspace, whose history is immediate, it is shorter. */
  readonly quietMs: number;
  /** How fast the chat is called, as a multiple of Slack's published limits. */
  readonly pace: number;
  readonly logLevel: LogLevel;
};

/** The settings can't be used. The message names every mistake; no secret stands in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(
    readonly problems: readonly Problem[],
    locale: Locale | undefined,
  ) {
    super(configMessage(problems, locale));
  }
}

const secret = z.string().min(1);
const masterKey = z.string().regex(/^(?:[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9_-]{43}=?)$/);
const decimal = (most: number) =>
  z
    .string()
    .regex(/^\d{1,4}(\.\d{1,3})?$/)
    .transform(Number)
    .refine((value) => value <= most);

/** Every variable siwen reads, and what it may hold. `.env.example` explains them. */
const variables = {
  SLACK_BOT_TOKEN: secret,
  SLACK_APP_TOKEN: secret,
  SLACK_SIGNING_SECRET: secret,
  SLACK_API_URL: z.url({ protocol: /^https?$/ }).transform((url) => (url.endsWith('/') ? url : `${url}/`)),
  SIWEN_DATA_DIR: z.string(),
  SIWEN_PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535),
  SIWEN_HOST: z.string().regex(/^[\w.:-]+$/),
  SIWEN_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/[?#]/.test(url))
    .transform((url) => url.replace(/\/+$/, '')),
  SIWEN_TIME_ZONE: z.string().refine(isZone),
  SIWEN_KEY: masterKey,
  SIWEN_OLD_KEY: masterKey,
  SIWEN_LOCALE: z.enum(['zh-CN', 'en']),
  SIWEN_QUIET_SECONDS: decimal(3_600),
  SIWEN_PACE: decimal(1_000).refine((factor) => factor > 0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
};
type Name = keyof typeof variables;

export const variableNames: readonly string[] = Object.keys(variables);

const meaning: Record<Name, Text> = {
  SLACK_BOT_TOKEN: expected.botToken,
  SLACK_APP_TOKEN: expected.appToken,
  SLACK_SIGNING_SECRET: expected.signingSecret,
  SLACK_API_URL: expected.apiUrl,
  SIWEN_DATA_DIR: expected.dataDir,
  SIWEN_PORT: expected.port,
  SIWEN_HOST: expected.host,
  SIWEN_PUBLIC_URL: expected.publicUrl,
  SIWEN_TIME_ZONE: expected.zone,
  SIWEN_KEY: expected.key,
  SIWEN_OLD_KEY: expected.key,
  SIWEN_LOCALE: expected.locale,
  SIWEN_QUIET_SECONDS: expected.quietSeconds,
  SIWEN_PACE: expected.pace,
  LOG_LEVEL: expected.logLevel,
};
const SECRETS: ReadonlySet<Name> = new Set<Name>([
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SIWEN_KEY',
  'SIWEN_OLD_KEY',
]);

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment, with `file` (.env) where a variable is not in it or is empty. A missing file is no mistake; one that can't be read is: StartError. Without the tokens in
 * it, siwen would open the local workspace.
 */
export function readEnvironment(file: string, environment: Environment): Environment {
  const content = contentOf(file);
  if (content === undefined) return environment;
  const text = textOf(content);
  if (text === undefined) throw new StartError(notUtf8(file));
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  return { ...parseEnv(text), ...Object.fromEntries(given) };
}

function contentOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new StartError(unreadable(file), { cause: error });
  }
}

/** Throws ConfigError with every mistake at once. A variable that is empty counts as not set. */
export function readConfig(environment: Environment): Config {
  const problems: Problem[] = [];
  function read<T>(name: Name, schema: z.ZodType<T>): T | undefined {
    const value = environment[name]?.trim();
    if (!value) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    problems.push({ variable: name, found: SECRETS.has(name) ? describeSecret(value) : describeValue(value), expected: meaning[name] });
    return undefined;
  }
  const locale = read('SIWEN_LOCALE', variables.SIWEN_LOCALE);
  const chat = chatConfig(read, problems);
  const config: Config = {
    chat,
    dataDir: read('SIWEN_DATA_DIR', variables.SIWEN_DATA_DIR) ?? 'data',
    port: read('SIWEN_PORT', variables.SIWEN_PORT) ?? 3210,
    host: read('SIWEN_HOST', variables.SIWEN_HOST) ?? '127.0.0.1',
    publicUrl: read('SIWEN_PUBLIC_URL', variables.SIWEN_PUBLIC_URL),
    zone: read('SIWEN_TIME_ZONE', variables.SIWEN_TIME_ZONE) ?? defaultZone,
    key: read('SIWEN_KEY', variables.SIWEN_KEY),
    oldKey: read('SIWEN_OLD_KEY', variables.SIWEN_OLD_KEY),
    locale: locale ?? 'zh-CN',
    quietMs: 1_000 * (read('SIWEN_QUIET_SECONDS', variables.SIWEN_QUIET_SECONDS) ?? 60),
    pace: read('SIWEN_PACE', variables.SIWEN_PACE) ?? 1,
    logLevel: read('LOG_LEVEL', variables.LOG_LEVEL) ?? 'info',
  };
  if (problems.length > 0) throw new ConfigError(problems, locale);
  return config;
}

/** On all addresses, or on this machine alone: from this machine it is reached by its own name. */
const ANYWHERE = ['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost'];

/** As set; without it the local workspace is reached by the address that it listens on. */
export function publicUrlOf({ publicUrl, chat, port, host }: Pick<Config, 'publicUrl' | 'chat' | 'port' | 'host'>): string | undefined {
  return publicUrl ?? (chat.kind === 'local' && port > 0 ? urlOf(ANYWHERE.includes(host) ? 'localhost' : host, port) : undefined);
}

const defaultZone = z.string().refine(isZone).parse('Asia/Shanghai');

function chatConfig(read: (name: Name, schema: z.ZodType<string>) => string | undefined, problems: Problem[]): ChatConfig {
  const before = problems.length;
  const apiUrl = read('SLACK_API_URL', variables.SLACK_API_URL);
  const botToken = read('SLACK_BOT_TOKEN', variables.SLACK_BOT_TOKEN);
  const appToken = read('SLACK_APP_TOKEN', variables.SLACK_APP_TOKEN);
  const signingSecret = read('SLACK_SIGNING_SECRET', variables.SLACK_SIGNING_SECRET);
  // A server that only speaks Slack's protocol gives out tokens of its own shape.
  const isSlack = apiUrl === undefined || /^https:\/\/(?:[\w-]+\.)?slack(?:-gov)?\.com\//.test(apiUrl);
  if (isSlack) {
    checkBeginning('SLACK_BOT_TOKEN', botToken, 'xoxb-', problems);
    checkBeginning('SLACK_APP_TOKEN', appToken, 'xapp-', problems);
    if (signingSecret && !/^[0-9a-f]{32}$/i.test(signingSecret))
      problems.push({ variable: 'SLACK_SIGNING_SECRET', found: describeSecret(signingSecret), expected: expected.signingSecret });
  }
  const server = apiUrl === undefined ? {} : { apiUrl };
  if (botToken && appToken) return { kind: 'slack-socket', botToken, appToken, ...server };
  if (botToken && signingSecret) return { kind: 'slack-http', botToken, signingSecret, ...server };
  // What is wrong with a variable has been said; that it is also "missing" would be said of something that stands there.
  if (problems.length === before) {
    if (botToken) problems.push({ variable: 'SLACK_APP_TOKEN', found: notSet, expected: expected.appTokenOrSecret });
    else if (appToken ?? signingSecret ?? apiUrl)
      problems.push({ variable: 'SLACK_BOT_TOKEN', found: notSet, expected: expected.botTokenToo });
  }
  return { kind: 'local' };
}

function checkBeginning(
  variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN',
  value: string | undefined,
  wanted: string,
  problems: Problem[],
): void {
  if (value === undefined || value.startsWith(wanted)) return;
  problems.push({
    variable,
    found: describeSecret(value, wanted),
    expected: variable === 'SLACK_BOT_TOKEN' ? expected.botToken : expected.appToken,
  });
}
