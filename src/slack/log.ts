import { type Logger, LogLevel } from '@slack/logger';

/** The part of the program's log that the adapter needs. Fields are ids and numbers, never what somebody wrote. */
export type SlackLog = {
  info(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  error(fields: Readonly<Record<string, unknown>>, sentence: string): void;
};

const nothing = () => undefined;

/** For the SDK: its log lines hold message texts, answers of forms and tokens (reliability.md, fact 8), so none of them is kept. */
export const quietLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
