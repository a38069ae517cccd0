import type { Text } from '../../chat/text.js';

/** One thing that was looked at. `check` is its name for scripts; `next` says what to do about it. */
export type Finding = { readonly check: string; readonly ok: boolean; readonly what: Text; readonly next?: Text };

export const good = (check: string, what: Text): Finding => ({ check, ok: true, what });
export const bad = (check: string, what: Text, next: Text): Finding => ({ check, ok: false, what, next });
