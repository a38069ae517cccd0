import type { AllHTMLAttributes, TargetedKeyboardEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { usePage } from '../context.js';
import { DownIcon } from '../icons.js';
import { texts } from '../text.js';
import { ChoiceList } from './choice-list.js';
import type { Choice } from './options.js';

type Props = {
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly selected: readonly string[];
  /** What stands in the closed box. */
  readonly shown: string;
  readonly placeholder: string;
  /** Typing narrows the list; otherwise it is a plain menu. */
  readonly searchable: boolean;
  /** Said in place of the list: searching, nothing found, type more. */
  readonly note: string | undefined;
  readonly labels: Pick<
    AllHTMLAttributes<HTMLInputElement>,
    'aria-label' | 'aria-labelledby' | 'aria-describedby' | 'aria-invalid' | 'aria-required'
  >;
  readonly onQuery: (query: string) => void;
  readonly onPick: (choice: Choice) => void;
  /** Backspace in an empty box. */
  readonly onBack?: () => void;
  /** A list of several stays open after a pick. */
  readonly staysOpen: boolean;
};

/** An editable list box after the ARIA Authoring Practices (combobox with list autocomplete): focus stays in the box, arrows move in the list. */
export function Combobox(props: Props) {
  const { say } = usePage();
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const open = query !== null;
  const { choices } = props;
  const at = Math.min(active, choices.length - 1);

  function ask(text: string) {
    setQuery(text);
    props.onQuery(text);
    setActive(0);
  }
  function show() {
    if (open) return;
    ask('');
    setActive(
      Math.max(
        0,
        choices.findIndex(({ value }) => props.selected.includes(value)),
      ),
    );
  }
  function pick(choice: Choice | undefined) {
    if (!choice) return;
    props.onPick(choice);
    if (props.staysOpen) ask('');
    else setQuery(null);
  }
  function onKeyDown(event: TargetedKeyboardEvent<HTMLInputElement>) {
    if (event.isComposing) return;
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      ...(props.searchable ? {} : { Home: 0, End: choices.length - 1 }),
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (open) setActive(Math.max(0, Math.min(choices.length - 1, to)));
      else show();
    } else if (event.key === 'Enter' || (event.key === ' ' && !props.searchable)) {
      event.preventDefault(); // Enter in a form's box must not submit the form.
      if (open) pick(choices[at]);
      else show();
    } else if (event.key === 'Escape' && open) {
      // The list closes, not the form around it.
      event.preventDefault();
      event.stopPropagation();
      setQuery(null);
    } else if (event.key === 'Backspace' && !query) props.onBack?.();
  }

  return (
    <div class="combobox" ref={box}>
      <input
        {...props.labels}
        id={props.id}
        class="field"
        role="combobox"
        autocomplete="off"
        aria-expanded={open}
        aria-controls={`${props.id}-list`}
        aria-autocomplete={props.searchable ? 'list' : 'none'}
        aria-activedescendant={open && choices[at] ? `${props.id}-${at}` : undefined}
        readOnly={!props.searchable}
        value={open && props.searchable ? query : props.shown}
        placeholder={open && props.searchable ? props.shown || say(texts.typeToFind) : props.placeholder}
        onClick={show}
        onInput={(event) => ask(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setQuery(null)}
      />
      <DownIcon />
      {open && (
        <ChoiceList
          id={`${props.id}-list`}
          itemId={props.id}
          anchor={box}
          choices={choices}
          active={at}
          selected={props.selected}
          note={props.note}
          pick={pick}
        />
      )}
    </div>
  );
}
