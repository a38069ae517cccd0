import type { Json } from '../../protocol.js';
import { type JsonObject, objectOf, objectsOf, stringOf, wordsOf } from '../json.js';

/** One option of a menu: `json` is what goes back to the bot. */
export type Choice = {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly group: string;
  readonly json: JsonObject;
};

export function choiceOf(json: Json | undefined, group = ''): Choice | undefined {
  const option = objectOf(json);
  const value = stringOf(option?.value);
  if (!option || value === undefined) return undefined;
  return { value, label: wordsOf(option.text), description: wordsOf(option.description), group, json: option };
}

export function choicesOf(element: JsonObject): Choice[] {
  const grouped = objectsOf(element.option_groups).flatMap((group) =>
    objectsOf(group.options).map((option) => choiceOf(option, wordsOf(group.label))),
  );
  return [...objectsOf(element.options).map((option) => choiceOf(option)), ...grouped].filter((choice) => choice !== undefined);
}

export function findChoices(choices: readonly Choice[], query: string): Choice[] {
  const words = query.trim().toLowerCase();
  return choices.filter(({ label, description }) => `${label} ${description}`.toLowerCase().includes(words));
}
