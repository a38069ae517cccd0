import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useFloating } from './floating.js';
import type { Choice } from './options.js';

type Props = {
  readonly id: string;
  readonly itemId: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly selected: readonly string[];
  readonly note: string | undefined;
  readonly pick: (choice: Choice) => void;
};

export function ChoiceList({ id, itemId, anchor, choices, active, selected, note, pick }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useFloating(anchor, list);
  useEffect(() => {
    list.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="choice-list" popover="manual" ref={list}>
      {note && (
        <p class="choice-note" role="status">
          {note}
        </p>
      )}
      <div role="listbox" id={id}>
        {choices.map((choice, index) => (
          <div key={choice.value} role="presentation">
            {choice.group && choice.group !== choices[index - 1]?.group && <div class="choice-group">{choice.group}</div>}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the box, which keeps the focus (aria-activedescendant). */}
            <div
              role="option"
              id={`${itemId}-${index}`}
              tabIndex={-1}
              class={`choice${index === active ? ' is-active' : ''}`}
              aria-selected={selected.includes(choice.value)}
              // Pressing must not take the focus from the box: its blur closes the list before the click arrives.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
            >
              <span>{choice.label}</span>
              {choice.description && <small>{choice.description}</small>}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
