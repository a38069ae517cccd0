import { usePage } from '../context.js';
import { type JsonObject, stringOf } from '../json.js';
import { texts } from '../text.js';
import { ActionButton } from './action-button.js';
import { Checkboxes, RadioButtons } from './choices.js';
import { DateOrTime } from './date-time.js';
import { Overflow } from './overflow.js';
import { Select } from './select.js';
import { TextInput } from './text-input.js';

/** How an input block's label, hint and error belong to its element. */
export type FieldProps = {
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
};

export type ElementProps = {
  readonly blockId: string;
  readonly element: JsonObject;
  /** The bot is told at once when it is used. */
  readonly acts: boolean;
  readonly field?: FieldProps;
};

/** Block Kit's interactive elements. */
export function Element(props: ElementProps) {
  const { say } = usePage();
  const type = stringOf(props.element.type) ?? '';
  switch (type) {
    case 'button':
      return <ActionButton {...props} />;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextInput {...props} />;
    case 'static_select':
    case 'external_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
    case 'multi_static_select':
    case 'multi_external_select':
    case 'multi_users_select':
      return <Select {...props} />;
    case 'radio_buttons':
      return <RadioButtons {...props} />;
    case 'checkboxes':
      return <Checkboxes {...props} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateOrTime {...props} />;
    case 'overflow':
      return <Overflow {...props} />;
    default:
      return <span class="unknown-block">{say(texts.unknownBlock(type))}</span>;
  }
}

/** Attributes that tie a control to the words around it. Outside of an input block the placeholder is its name. */
export function labelling(field: FieldProps | undefined, name: string) {
  return field
    ? {
        'aria-labelledby': field.labelledBy,
        'aria-describedby': field.describedBy,
        'aria-invalid': field.invalid || undefined,
        'aria-required': field.required || undefined,
      }
    : { 'aria-label': name };
}
