import { useSurface } from '../blocks/surface.js';
import { Mrkdwn } from '../blocks/text-object.js';
import { type JsonObject, listOf, objectOf, stringOf, wordsOf } from '../json.js';
import { type ElementProps, labelling } from './field.js';
import { type Choice, choiceOf, choicesOf } from './options.js';

export function RadioButtons({ blockId, element, acts, field }: ElementProps) {
  const { values, use, idOf } = useSurface();
  const actionId = stringOf(element.action_id) ?? '';
  const id = idOf(blockId, actionId);
  const picked = choiceOf(values[blockId]?.[actionId]?.selected_option)?.value;
  const pick = (choice: Choice) => void use(blockId, element, { type: 'radio_buttons', selected_option: choice.json }, acts);
  return (
    <div class="choices" role="radiogroup" {...labelling(field, '')}>
      {choicesOf(element).map((choice, index) => (
        <label key={choice.value} class="choice-line">
          <input type="radio" id={index === 0 ? id : undefined} name={id} checked={choice.value === picked} onChange={() => pick(choice)} />
          <ChoiceWords choice={choice} />
        </label>
      ))}
    </div>
  );
}

export function Checkboxes({ blockId, element, acts, field }: ElementProps) {
  const { values, use, idOf } = useSurface();
  const actionId = stringOf(element.action_id) ?? '';
  const id = idOf(blockId, actionId);
  const picked = listOf(values[blockId]?.[actionId]?.selected_options).flatMap((json) => choiceOf(json) ?? []);
  const isPicked = (choice: Choice) => picked.some(({ value }) => value === choice.value);
  const toggle = (choice: Choice) => {
    // In the order of the options, not of the clicks.
    const next = choicesOf(element).filter((one) => (one.value === choice.value ? !isPicked(one) : isPicked(one)));
    void use(blockId, element, { type: 'checkboxes', selected_options: next.map(({ json }) => json) }, acts);
  };
  return (
    <fieldset class="choices" {...labelling(field && { ...field, required: false }, '')}>
      {choicesOf(element).map((choice, index) => (
        <label key={choice.value} class="choice-line">
          <input type="checkbox" id={index === 0 ? id : undefined} checked={isPicked(choice)} onChange={() => toggle(choice)} />
          <ChoiceWords choice={choice} />
        </label>
      ))}
    </fieldset>
  );
}

function ChoiceWords({ choice }: { choice: Choice }) {
  return (
    <span>
      <OptionText text={objectOf(choice.json.text)} />
      {choice.description && (
        <small>
          <OptionText text={objectOf(choice.json.description)} />
        </small>
      )}
    </span>
  );
}

function OptionText({ text }: { text: JsonObject | undefined }) {
  return text?.type === 'mrkdwn' ? <Mrkdwn source={wordsOf(text)} /> : wordsOf(text);
}
