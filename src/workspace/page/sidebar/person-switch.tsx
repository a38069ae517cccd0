import { useId, useState } from 'preact/hooks';
import { Avatar } from '../avatar.js';
import { usePage } from '../context.js';
import { Dialog } from '../forms/dialog.js';
import { CrossIcon, DownIcon } from '../icons.js';
import { texts } from '../text.js';
import { PeopleFinder } from './people-finder.js';

/** Who the visitor is just now. Two browser tabs can be two people: the address keeps it. */
export function PersonSwitch() {
  const { world, session, say } = usePage();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { me } = world;
  return (
    <>
      <button type="button" class="who" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Avatar name={me.name} id={me.id} bot={false} />
        <span class="who-words">
          <span class="only-heard">{say(texts.iAm)} </span>
          <strong>{me.name}</strong>
          <small>{me.title}</small>
          <span class="only-heard"> {say(texts.switchPerson)}</span>
        </span>
        <DownIcon />
      </button>
      {open && (
        <Dialog labelledBy={id} class="people-dialog" onCancel={() => setOpen(false)}>
          <header class="dialog-head">
            <h2 id={id}>{say(texts.switchPerson)}</h2>
            <button type="button" class="icon-button" aria-label={say(texts.close)} onClick={() => setOpen(false)}>
              <CrossIcon />
            </button>
          </header>
          <PeopleFinder
            pick={(person) => {
              setOpen(false);
              session.switchTo(person.id);
            }}
          />
        </Dialog>
      )}
    </>
  );
}
