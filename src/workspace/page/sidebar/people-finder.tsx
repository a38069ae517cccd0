import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageUser } from '../../protocol.js';
import { Avatar } from '../avatar.js';
import { usePage } from '../context.js';
import { SearchIcon } from '../icons.js';
import { texts } from '../text.js';
import { findPeople } from './find-people.js';

/** A search box with its results under it; arrows move, Enter takes. */
export function PeopleFinder({ pick }: { pick: (person: PageUser) => void }) {
  const { world, say } = usePage();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const { found, total } = useMemo(() => findPeople(world.people, query), [world.people, query]);
  const at = Math.min(active, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  function onKeyDown(event: TargetedKeyboardEvent<HTMLInputElement>) {
    if (event.isComposing) return;
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 };
    const to = moves[event.key];
    const person = found[at];
    if (to !== undefined) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(found.length - 1, to)));
    } else if (event.key === 'Enter' && person) {
      event.preventDefault();
      pick(person);
    }
  }
  return (
    <div class="finder">
      <div class="finder-box">
        <SearchIcon />
        <input
          type="text"
          class="field"
          role="combobox"
          autocomplete="off"
          data-focus
          aria-expanded="true"
          aria-controls="people-list"
          aria-activedescendant={found.length > 0 ? `person-${at}` : undefined}
          aria-label={say(texts.findPerson)}
          placeholder={say(texts.findPerson)}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="finder-list" role="listbox" id="people-list" aria-label={say(texts.switchPerson)} ref={list}>
        {found.map((person, index) => (
          <PersonLine key={person.id} person={person} index={index} active={index === at} here={person.id === world.me.id} pick={pick} />
        ))}
      </div>
      <p class="finder-count" role="status">
        {total === 0
          ? say(texts.noPerson)
          : total > found.length
            ? say(texts.morePeople(total - found.length))
            : say(texts.peopleFound(total))}
      </p>
    </div>
  );
}

type LineProps = {
  readonly person: PageUser;
  readonly index: number;
  readonly active: boolean;
  readonly here: boolean;
  readonly pick: (person: PageUser) => void;
};

function PersonLine({ person, index, active, here, pick }: LineProps) {
  const { say } = usePage();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the box, which keeps the focus (aria-activedescendant).
    <div
      role="option"
      id={`person-${index}`}
      tabIndex={-1}
      aria-selected={here}
      class={`person${active ? ' is-active' : ''}${person.deleted ? ' is-deactivated' : ''}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => pick(person)}
    >
      <Avatar name={person.name} id={person.id} bot={false} />
      <span class="who-words">
        <strong>{person.name}</strong>
        <small>{person.title}</small>
      </span>
      {here && <span class="badge">{say(texts.here)}</span>}
      {person.deleted && <span class="badge">{say(texts.deactivated)}</span>}
    </div>
  );
}
