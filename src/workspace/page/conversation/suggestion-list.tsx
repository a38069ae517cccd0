import { useEffect, useRef } from 'preact/hooks';
import { usePage } from '../context.js';
import { texts } from '../text.js';
import type { Suggestion } from './completion.js';

/** What may follow in the composer. The focus stays in the composer, which names the active line. */
export function SuggestionList({
  suggestions,
  active,
  take,
}: {
  suggestions: readonly Suggestion[];
  active: number;
  take: (index: number) => void;
}) {
  const { say } = usePage();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="suggestions" id="suggestions" role="listbox" aria-label={say(texts.commands)} ref={list}>
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the box, which keeps the focus (aria-activedescendant).
        <div
          key={suggestion.insert}
          role="option"
          id={`suggestion-${index}`}
          tabIndex={-1}
          class={`choice${index === active ? ' is-active' : ''}`}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(index)}
        >
          <span>{suggestion.label}</span>
          {suggestion.description && <small>{suggestion.description}</small>}
        </div>
      ))}
    </div>
  );
}
