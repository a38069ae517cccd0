import { usePage } from '../context.js';
import type { Place } from '../state/state.js';
import { texts } from '../text.js';

const tabs = ['home', 'messages'] as const;

/** Home and Messages, as every Slack app has them. Arrows move between tabs (ARIA Authoring Practices, tabs). */
export function Tabs({ place }: { place: NonNullable<Place> }) {
  const { session, say } = usePage();
  const open = (tab: (typeof tabs)[number]) => void session.go({ channel: place.channel, tab });
  return (
    <div class="tabs" role="tablist" aria-label={say(texts.tabs)}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-selected={place.tab === tab}
          aria-controls="tab-panel"
          tabIndex={place.tab === tab ? 0 : -1}
          class="tab"
          onClick={() => open(tab)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
            const other = tab === 'home' ? 'messages' : 'home';
            document.getElementById(`tab-${other}`)?.focus();
            open(other);
          }}
        >
          {say(tab === 'home' ? texts.tabHome : texts.tabMessages)}
        </button>
      ))}
    </div>
  );
}
