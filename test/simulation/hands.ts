import type { Card, CardBlock, HandlerId } from '../../src/chat/card.js';
import type { ActionEvent, ChatEvent, ChatPerson, SubmissionEvent } from '../../src/chat/event.js';
import type { Form, FormValues } from '../../src/chat/form.js';

type Blocks = readonly (CardBlock | Form['blocks'][number])[];

/** Every button and menu of a card, form or Home tab. */
const elementsOf = (blocks: Blocks) => blocks.flatMap((block) => (block.kind === 'actions' ? block.elements : []));

/** The value of the button with this id, where there is one. */
export function buttonIn({ blocks }: { readonly blocks: Blocks }, id: HandlerId): string | undefined {
  const found = elementsOf(blocks).find((element) => element.kind === 'button' && element.id === id);
  return found?.kind === 'button' ? (found.value ?? '') : undefined;
}

/** The values of the buttons with this id, in this style. */
export function idsOf({ blocks }: { readonly blocks: Blocks }, id: HandlerId, style?: 'primary'): string[] {
  return elementsOf(blocks).flatMap((element) =>
    element.kind === 'button' && element.id === id && element.style === style ? [element.value ?? ''] : [],
  );
}

export function buttonLabels({ blocks }: Pick<Card, 'blocks'>): string[] {
  return elementsOf(blocks).map((element) => (element.kind === 'button' ? element.label : element.id));
}

export function optionIn({ blocks }: Pick<Card, 'blocks'>, id: HandlerId, nth: number): string | undefined {
  const found = elementsOf(blocks).find((element) => element.kind === 'menu' && element.id === id);
  return found?.kind === 'menu' ? found.options[nth]?.value : undefined;
}

/** Fills every field; `text` goes into the first that takes one. */
export function filled(form: Form, text: string): FormValues {
  let left: string | undefined = text;
  const values: Record<string, string | readonly string[]> = {};
  for (const block of form.blocks) {
    if (block.kind !== 'field') continue;
    const { input } = block;
    if (input.kind === 'text') {
      values[block.name] = left ?? '同上';
      left = undefined;
    } else if (input.kind === 'choice') values[block.name] = input.options[0]?.value ?? '';
    else if (input.kind === 'choices') values[block.name] = input.options.slice(0, 1).map((option) => option.value);
  }
  return values;
}

/** What the form's text fields hold when it is opened. */
export function initialText(form: Form): string {
  return form.blocks
    .flatMap((block) => (block.kind === 'field' && block.input.kind === 'text' ? [block.input.initial ?? ''] : []))
    .join('');
}

export const press = (
  person: ChatPerson,
  key: string,
  id: HandlerId,
  value: string,
  form?: Form,
  values: FormValues = {},
): ActionEvent => ({
  kind: 'action',
  person,
  key: `${person.teamId}:${person.userId}:${key}`,
  id,
  value,
  trigger: 'trigger',
  from: form ? { surface: 'form', context: form.context, values } : { surface: 'message' },
});

export const submission = (person: ChatPerson, key: string, form: Form, values: FormValues): SubmissionEvent => ({
  kind: 'submission',
  person,
  key: `${person.teamId}:V:${key}`,
  press: key,
  id: form.id,
  context: form.context,
  values,
});

export const homeOpened = (person: ChatPerson, key: string): ChatEvent => ({ kind: 'home-opened', person, key: `${person.userId}:${key}` });
