import { useSurface } from '../blocks/surface.js';
import { usePage } from '../context.js';
import { CrossIcon } from '../icons.js';
import { stringOf, wordsOf } from '../json.js';
import { texts } from '../text.js';
import { Combobox } from './combobox.js';
import { type ElementProps, labelling } from './field.js';
import type { Choice } from './options.js';
import { selectKind } from './select-kind.js';
import { useChoices } from './use-choices.js';

/** Every menu of Block Kit: one or several, with its own options, the bot's, or people and conversations. */
export function Select({ blockId, element, acts, field }: ElementProps) {
  const { say, world } = usePage();
  const surface = useSurface();
  const actionId = stringOf(element.action_id) ?? '';
  const type = stringOf(element.type) ?? '';
  const kind = selectKind(type);
  const value = surface.values[blockId]?.[actionId];
  const selected = kind.read(value, world);
  const { choices, note, search, searchable } = useChoices(blockId, element, kind);
  const left = kind.several ? choices.filter((choice) => !selected.some((one) => one.value === choice.value)) : choices;
  const placeholder = wordsOf(element.placeholder) || say(texts.choose);

  const keep = (next: readonly Choice[]) => void surface.use(blockId, element, kind.write(type, next), acts);
  const remove = (choice: Choice) => keep(selected.filter(({ value: other }) => other !== choice.value));
  const last = selected.at(-1);
  const only = kind.several ? undefined : selected[0];

  return (
    <div class="select">
      {kind.several && selected.length > 0 && (
        <ul class="chips">
          {selected.map((choice) => (
            <li key={choice.value} class="chip">
              {choice.label}
              <button type="button" class="icon-button" aria-label={say(texts.removeOption(choice.label))} onClick={() => remove(choice)}>
                <CrossIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Combobox
        id={surface.idOf(blockId, actionId)}
        choices={left}
        selected={selected.map((choice) => choice.value)}
        shown={only?.label ?? ''}
        placeholder={placeholder}
        searchable={searchable}
        note={note}
        labels={labelling(field, placeholder)}
        onQuery={search}
        onPick={(choice) => keep(kind.several ? [...selected, choice] : [choice])}
        onBack={() => kind.several && last && remove(last)}
        staysOpen={kind.several}
      />
      {only && field && !field.required && (
        <button type="button" class="button quiet" onClick={() => keep([])}>
          {say(texts.clear)}
        </button>
      )}
    </div>
  );
}
