import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { Card } from '../chat/card.js';
import type { Field, Form, Input } from '../chat/form.js';
import type { Home } from '../chat/home.js';
import { type Locale, say } from '../chat/text.js';
import { renderBlock, renderBlocks, renderOption } from './blocks.js';
import { refuseInvalidView } from './check.js';
import { plain } from './plain.js';
import { text } from './text.js';

/** The action_id of every field; the field's name is its block_id. */
export const VALUE = 'value';

export function renderForm(form: Form): ModalView {
  const view: ModalView = {
    type: 'modal',
    callback_id: form.id,
    title: plain(form.title),
    close: plain(form.close),
    ...(form.submit ? { submit: plain(form.submit) } : {}),
    private_metadata: form.context,
    blocks: form.blocks.map((block) => (block.kind === 'field' ? renderField(block) : renderBlock(block, 'modal'))),
  };
  return refuseInvalidView(view);
}

export function renderHome(home: Home): HomeView {
  return refuseInvalidView({ type: 'home', blocks: renderBlocks(home.blocks, 'home') });
}

/** A card shown as a form: in answer to a press on Home or in a form, where Slack has no place for a message. */
export function cardAsForm(card: Card, locale: Locale): ModalView {
  return refuseInvalidView({
    type: 'modal',
    callback_id: 'siwen.shown',
    title: plain(say(text.name, locale)),
    close: plain(say(text.close, locale)),
    blocks: renderBlocks(card.blocks, 'modal'),
  });
}

function renderField(field: Field): KnownBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label),
    ...(field.hint ? { hint: plain(field.hint) } : {}),
    ...(field.optional ? { optional: true } : {}),
    element: renderInput(field.input),
  };
}

function renderInput(input: Input) {
  switch (input.kind) {
    case 'text':
      return {
        type: 'plain_text_input' as const,
        action_id: VALUE,
        ...(input.multiline ? { multiline: true } : {}),
        ...(input.initial ? { initial_value: input.initial } : {}),
        ...(input.placeholder ? { placeholder: plain(input.placeholder) } : {}),
        ...(input.maxLength ? { max_length: input.maxLength } : {}),
      };
    case 'choice': {
      const options = input.options.map(renderOption);
      const initial = options.find((option) => option.value === input.initial);
      return {
        type: input.look === 'radio' ? ('radio_buttons' as const) : ('static_select' as const),
        action_id: VALUE,
        options,
        ...(initial ? { initial_option: initial } : {}),
      };
    }
    case 'choices': {
      const options = input.options.map(renderOption);
      const initial = options.filter((option) => input.initial?.includes(option.value));
      return {
        type: input.look === 'checkbox' ? ('checkboxes' as const) : ('multi_static_select' as const),
        action_id: VALUE,
        options,
        ...(initial.length > 0 ? { initial_options: initial } : {}),
      };
    }
    case 'search':
      return {
        type: 'external_select' as const,
        action_id: input.source,
        min_query_length: 0,
        ...(input.placeholder ? { placeholder: plain(input.placeholder) } : {}),
        ...(input.initial ? { initial_option: renderOption(input.initial) } : {}),
      };
    case 'searchSeveral':
      return {
        type: 'multi_external_select' as const,
        action_id: input.source,
        min_query_length: 0,
        ...(input.placeholder ? { placeholder: plain(input.placeholder) } : {}),
        ...(input.initial?.length ? { initial_options: input.initial.map(renderOption) } : {}),
      };
    case 'date':
      return { type: 'datepicker' as const, action_id: VALUE, ...(input.initial ? { initial_date: input.initial } : {}) };
    case 'time':
      return { type: 'timepicker' as const, action_id: VALUE, ...(input.initial ? { initial_time: input.initial } : {}) };
  }
}
