import { type Logger, LogLevel } from '@slack/logger';
import type { Log } from '../log.js';

/** The part of the program's log that the adapter needs. Fields are ids and numbers, never what somebody wrote. */
export type SlackLog = Log;

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
