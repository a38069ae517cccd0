import type { TargetedKeyboardEvent } from 'preact';
import { useSurface } from '../blocks/surface.js';
import { usePage } from '../context.js';
import { listOf, numberOf, objectOf, stringOf, wordsOf } from '../json.js';
import { texts } from '../text.js';
import { type ElementProps, labelling } from './field.js';

/** Which keyboard a phone shows. */
const keyboards: Readonly<Record<string, 'email' | 'url' | 'decimal'>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
};

/** Text too long is said, never cut: pasting into a box with `maxlength` would lose the end without a word. */
export function TextInput({ blockId, element, acts, field }: ElementProps) {
  const { say } = usePage();
  const { values, use, idOf } = useSurface();
  const actionId = stringOf(element.action_id) ?? '';
  const type = stringOf(element.type) ?? '';
  const id = idOf(blockId, actionId);
  const text = stringOf(values[blockId]?.[actionId]?.value) ?? '';
  const max = numberOf(element.max_length);
  const multiline = element.multiline === true;
  const triggers = listOf(objectOf(element.dispatch_action_config)?.trigger_actions_on);
  const onCharacter = acts && triggers.includes('on_character_entered');
  const onEnter = acts && (triggers.length === 0 || triggers.includes('on_enter_pressed'));
  const valueWith = (written: string) => ({ type, value: written === '' ? null : written });
  const keep = (written: string) => void use(blockId, element, valueWith(written), onCharacter);

  // Said only when it begins to matter: four counters that nobody comes near would be noise.
  const left = max !== undefined && text.length > max * 0.9 ? max - text.length : undefined;
  const labels = labelling(field, wordsOf(element.placeholder));
  const described = [field?.describedBy, left !== undefined && `${id}-left`].filter(Boolean).join(' ') || undefined;
  const common = {
    ...labels,
    id,
    'aria-describedby': described,
    class: 'field',
    value: text,
    placeholder: wordsOf(element.placeholder),
    // The first field a form wants the cursor in (Slack: focus_on_load).
    'data-focus': element.focus_on_load === true || undefined,
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.isComposing || !onEnter) return;
    event.preventDefault(); // It tells the bot; it does not submit the form.
    void use(blockId, element, valueWith(event.currentTarget.value), true);
  };
  return (
    <>
      {multiline ? (
        <textarea {...common} rows={3} onInput={(event) => keep(event.currentTarget.value)} />
      ) : (
        <input
          {...common}
          type="text"
          inputMode={keyboards[type]}
          autocomplete="off"
          onInput={(event) => keep(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      )}
      {left !== undefined && (
        <p class={`left${left < 0 ? ' is-over' : ''}`} id={`${id}-left`}>
          {say(left < 0 ? texts.over(-left) : texts.left(left))}
        </p>
      )}
    </>
  );
}
