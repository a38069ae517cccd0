import { usePage } from '../context.js';
import { stringOf } from '../json.js';
import { texts } from '../text.js';
import { ActionButton } from './action-button.js';
import { Checkboxes, RadioButtons } from './choices.js';
import { DateOrTime } from './date-time.js';
import type { ElementProps } from './field.js';
import { Overflow } from './overflow.js';
import { Select } from './select.js';
import { TextInput } from './text-input.js';

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
