import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageConversation } from '../../protocol.js';
import { usePage } from '../context.js';
import { MenuButton } from '../elements/menu-button.js';
import { BoltIcon, SendIcon } from '../icons.js';
import { texts } from '../text.js';
import { suggestionsFor } from './completion.js';
import { SuggestionList } from './suggestion-list.js';

export function Composer({ conversation }: { conversation: PageConversation }) {
  const { session, world, say } = usePage();
  const draftOf = `${world.me.id} ${conversation.id}`;
  const [text, setText] = useState(session.drafts.get(draftOf) ?? '');
  const [active, setActive] = useState(0);
  const [shut, setShut] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const suggestions = shut ? [] : suggestionsFor(text, world.commands);
  const at = Math.min(active, suggestions.length - 1);

  useEffect(() => {
    // On a phone the keyboard would cover half of the conversation before anything was read.
    if (window.matchMedia('(min-width: 641px)').matches && document.activeElement === document.body) area.current?.focus();
  }, []);
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 200)}px`;
  }, [text]);

  function write(next: string) {
    setText(next);
    setActive(0);
    setShut(false);
    session.drafts.set(draftOf, next);
  }
  async function send() {
    const sent = text.trim();
    if (sent === '') return;
    write('');
    const arrived = await session.send(conversation.id, sent);
    // Nothing typed is lost, and what was begun meanwhile is not overwritten.
    if (!arrived && !session.drafts.get(draftOf)) write(text);
  }
  function take(index: number) {
    const suggestion = suggestions[index];
    if (suggestion) write(suggestion.insert);
    area.current?.focus();
  }
  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>) {
    // Enter that ends a Chinese input method's composition is not meant for us (Safari says so by key code 229 only).
    if (event.isComposing || event.keyCode === 229) return;
    if (suggestions.length > 0) {
      const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1 };
      const to = moves[event.key];
      const whole = suggestions[at]?.insert.trim() === text.trim();
      if (to !== undefined) {
        event.preventDefault();
        return setActive((to + suggestions.length) % suggestions.length);
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        return setShut(true);
      }
      if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !whole)) {
        event.preventDefault();
        return take(at);
      }
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  }

  const shortcuts = world.shortcuts.map(({ callback_id, name }) => ({
    key: callback_id,
    label: name,
    description: '',
    pick: () => void session.shortcut(callback_id),
  }));
  const usage = world.commands.find(({ command }) => text.startsWith(`${command} `));
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {suggestions.length > 0 && <SuggestionList suggestions={suggestions} active={at} take={take} />}
      <div class="composer-box">
        {shortcuts.length > 0 && (
          <MenuButton id="shortcuts" label={say(texts.shortcuts)} items={shortcuts}>
            <BoltIcon />
          </MenuButton>
        )}
        <textarea
          id="composer"
          ref={area}
          rows={1}
          value={text}
          placeholder={say(texts.writeTo(conversation.name))}
          aria-label={say(texts.writeTo(conversation.name))}
          aria-describedby="composer-hint"
          aria-controls="suggestions"
          aria-activedescendant={suggestions.length > 0 ? `suggestion-${at}` : undefined}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="icon-button send"
          aria-label={say(texts.send)}
          title={say(texts.send)}
          aria-disabled={text.trim() === '' || undefined}
        >
          <SendIcon />
        </button>
      </div>
      <p class="composer-hint" id="composer-hint">
        {usage ? `${usage.command} ${usage.usage}` : say(texts.composerHint)}
      </p>
    </form>
  );
}
