import type { Json, Snapshot, StateValue } from '../../protocol.js';
import { listOf, stringOf } from '../json.js';
import { type Choice, choiceOf } from './options.js';

/** How a kind of menu keeps its value in Slack's shape, and where its options come from. */
export type SelectKind = {
  readonly several: boolean;
  readonly from: 'own' | 'bot' | 'people' | 'conversations';
  readonly read: (value: StateValue | undefined, world: Snapshot) => Choice[];
  readonly write: (type: string, choices: readonly Choice[]) => StateValue;
};

export function selectKind(type: string): SelectKind {
  const several = type.startsWith('multi_');
  const base = type.replace(/^multi_/, '');
  const from = sources[base] ?? 'own';
  const name = names[base] ?? 'option';
  const key = `selected_${name}${several ? 's' : ''}`;
  const toJson = (choice: Choice): Json => (name === 'option' ? choice.json : choice.value);
  const toChoice = (json: Json | undefined, world: Snapshot) =>
    name === 'option' ? choiceOf(json) : choicesFrom(from, world).find(({ value }) => value === stringOf(json));
  return {
    several,
    from,
    read: (value, world) => (several ? listOf(value?.[key]) : [value?.[key]]).flatMap((json) => toChoice(json, world) ?? []),
    write: (kind, choices) => ({ type: kind, [key]: several ? choices.map(toJson) : choices[0] ? toJson(choices[0]) : null }),
  };
}

const sources: Readonly<Record<string, SelectKind['from']>> = {
  external_select: 'bot',
  users_select: 'people',
  conversations_select: 'conversations',
  channels_select: 'conversations',
};

const names: Readonly<Record<string, string>> = { users_select: 'user', conversations_select: 'conversation', channels_select: 'channel' };

/** Options the workspace itself knows. */
export function choicesFrom(from: SelectKind['from'], world: Snapshot): Choice[] {
  const choice = (value: string, label: string, description: string): Choice => ({ value, label, description, group: '', json: {} });
  if (from === 'people')
    return world.people.filter(({ deleted }) => !deleted).map((person) => choice(person.id, person.name, person.title));
  if (from === 'conversations')
    return world.conversations.map((conversation) => choice(conversation.id, conversation.name, conversation.topic));
  return [];
}
