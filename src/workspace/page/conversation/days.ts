import type { PageMessage } from '../../protocol.js';
import { dateOf } from '../clock/office-time.js';

/** Slack's ts is seconds with six digits after the point. */
export function instantOfTs(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

export type Day = {
  readonly date: string;
  readonly at: number;
  readonly messages: readonly { readonly message: PageMessage; readonly follows: boolean }[];
};

/** Messages by office day. `follows`: by the same sender within five minutes, so that the name need not be said again. */
export function byDay(messages: readonly PageMessage[], zone: string): Day[] {
  const days: { date: string; at: number; messages: { message: PageMessage; follows: boolean }[] }[] = [];
  let previous: PageMessage | undefined;
  for (const message of messages) {
    const at = instantOfTs(message.ts);
    const date = dateOf(at, zone);
    let day = days.at(-1);
    if (day?.date !== date) {
      day = { date, at, messages: [] };
      days.push(day);
      previous = undefined;
    }
    const follows =
      previous !== undefined &&
      previous.user === message.user &&
      previous.ephemeral === message.ephemeral &&
      at - instantOfTs(previous.ts) < 5 * 60_000;
    day.messages.push({ message, follows });
    previous = message;
  }
  return days;
}

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
