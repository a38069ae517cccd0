import type { Card, CardBlock } from '../../src/chat/card.js';
import { longCard, outdatedCard } from '../../src/chat/cards.js';
import { type Conversation, dispatchTo } from '../../src/chat/dispatch.js';
import type { ActionEvent, ChatEvent } from '../../src/chat/event.js';
import type { Field, Form, FormValues } from '../../src/chat/form.js';
import type { Answer } from '../../src/chat/reply.js';
import type { Locale } from '../../src/chat/text.js';
import { cardAsForm, renderForm, renderHome } from '../../src/slack/modal.js';
import { ephemeral, optionsAck } from '../../src/slack/reply.js';
import { wireConversations } from '../../src/wire.js';
import type { Office } from './office.js';

type Id = `${string}.${string}`;

export const roomsOf = ({ ground }: Pick<Office, 'ground'>): Conversation[] => wireConversations(ground);

/** Slack itself would take everything that is shown: throws where it would not. A view may be 250 kB. */
export function acceptable(answer: Answer): Answer {
  switch (answer.do) {
    case 'open':
    case 'replace':
      if (Buffer.byteLength(JSON.stringify(renderForm(answer.form))) > 250_000) throw new Error('view_too_large');
      return answer;
    case 'show':
      for (const charts of [true, false]) ephemeral(answer.card, charts);
      cardAsForm(answer.card, answer.locale);
      return answer;
    case 'home':
      renderHome(answer.home);
      return answer;
    case 'options':
      optionsAck(answer);
      return answer;
    case 'nothing':
    case 'errors':
    case 'close':
      return answer;
  }
}

export type Place = 'message' | 'home' | { readonly form: Form; readonly values?: FormValues };

/** One member in conversation with all rooms, without a chat in between. Every answer is held against what Slack takes. */
export function talk(office: Office, memberId: string, locale: Locale = 'zh-CN') {
  const person = { userId: memberId, teamId: 'T' };
  const dispatch = dispatchTo({
    rooms: roomsOf(office),
    transact: office.transact,
    identify: async () => ({ memberId, locale }),
    onStranger: async () => undefined,
    strangerCard: () => ({ summary: 'stranger', blocks: [] }),
    helpCard: () => ({ summary: 'help', blocks: [{ kind: 'text', text: ['help'] }] }),
    outdatedCard,
    longCard,
    failureText: (reference) => reference,
    onFailure: (error) => {
      throw error;
    },
  });
  let keys = 0;
  const fresh = () => {
    keys += 1;
    return `${memberId}${keys}`;
  };
  const ask = async (event: ChatEvent) => acceptable(await dispatch(event));
  const fromOf = (place: Place): ActionEvent['from'] =>
    typeof place === 'string' ? { surface: place } : { surface: 'form', context: place.form.context, values: place.values ?? {} };
  return {
    /** `key`: as a second delivery of the same press has the first one's. */
    press: (id: Id, value = '', place: Place = 'message', key = fresh()) =>
      ask({ kind: 'action', id, value, trigger: 't', from: fromOf(place), person, key }),
    submit: (form: Form, values: FormValues) =>
      ask({ kind: 'submission', id: form.id, context: form.context, values, person, key: fresh(), press: fresh() }),
    command: (text: string) => ask({ kind: 'command', text, trigger: 't', person, key: fresh() }),
    say: (text: string) => ask({ kind: 'message', text, person, key: fresh() }),
    search: (id: Id, query: string) => ask({ kind: 'options', id, query, person, key: fresh() }),
    shortcut: (id: Id) => ask({ kind: 'shortcut', id, trigger: 't', person, key: fresh() }),
    home: () => ask({ kind: 'home-opened', person, key: fresh() }),
  };
}

export function formIn(answer: Answer): Form {
  if (answer.do !== 'open' && answer.do !== 'replace') throw new Error(`no form but ${JSON.stringify(answer)}`);
  return answer.form;
}

export function cardIn(answer: Answer): Card {
  if (answer.do !== 'show') throw new Error(`no card but ${JSON.stringify(answer)}`);
  return answer.card;
}

/** All that can be read, one line a block. */
export function wordsOf(blocks: readonly (CardBlock | Field)[]): string {
  return blocks.map((block) => strings(block).join(' ')).join('\n');
}

const UNREAD = new Set(['kind', 'id', 'value', 'style', 'look', 'name', 'align', 'source']);
function strings(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  if (Array.isArray(part)) return part.flatMap(strings);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    UNREAD.has(key) && !('label' in part && key === 'value' && isFact(part)) ? [] : strings(value),
  );
}
const isFact = (part: object): boolean => !('kind' in part);

/** Every button and menu, with what a press would send. */
export function pressable(blocks: readonly (CardBlock | Field)[]): { id: Id; label: string; value: string }[] {
  return blocks.flatMap((block) =>
    block.kind === 'actions'
      ? block.elements.flatMap((element) =>
          element.kind === 'menu'
            ? element.options.map(({ label, value }) => ({ id: element.id, label, value }))
            : [{ id: element.id, label: element.label, value: element.value ?? '' }],
        )
      : [],
  );
}

/** Of `<id>:<version>`, what a form or a button is about. */
export const idIn = (context: string): string => context.split(':')[0] ?? '';

/** The button with this label. */
export function button(blocks: readonly (CardBlock | Field)[], label: string): { id: Id; value: string } {
  const found = pressable(blocks).find((one) => one.label === label);
  if (!found)
    throw new Error(
      `no ${label} but ${pressable(blocks)
        .map((one) => one.label)
        .join(', ')}`,
    );
  return found;
}
