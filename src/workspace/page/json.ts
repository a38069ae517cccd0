import type { Json } from '../protocol.js';

/** Readers for Slack's JSON. A part that is missing or of another kind reads as nothing, so that an odd block never breaks the page. */
export type JsonObject = { [key: string]: Json | undefined };

export function objectOf(json: Json | undefined): JsonObject | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
}

export function listOf(json: Json | undefined): Json[] {
  return Array.isArray(json) ? json : [];
}

export function objectsOf(json: Json | undefined): JsonObject[] {
  return listOf(json)
    .map(objectOf)
    .filter((item) => item !== undefined);
}

export function stringOf(json: Json | undefined): string | undefined {
  return typeof json === 'string' ? json : undefined;
}

export function numberOf(json: Json | undefined): number | undefined {
  return typeof json === 'number' ? json : undefined;
}

/** The words of a text object (plain_text or mrkdwn), or of a bare string. */
export function wordsOf(json: Json | undefined): string {
  return stringOf(json) ?? stringOf(objectOf(json)?.text) ?? '';
}
