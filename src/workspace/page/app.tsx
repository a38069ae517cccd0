import { useEffect, useMemo, useState } from 'preact/hooks';
import { languageOf, makePage, PageProvider } from './context.js';
import { ConversationPane } from './conversation/conversation-pane.js';
import { FormStack } from './forms/form-stack.js';
import { say } from './language.js';
import { Banners } from './notices/banners.js';
import { Toasts } from './notices/toasts.js';
import type { Session } from './session.js';
import { Sidebar } from './sidebar/sidebar.js';
import type { PageAction } from './state/reduce.js';
import type { PageState } from './state/state.js';
import type { Store } from './state/store.js';
import { texts } from './text.js';

export function App({ store, session }: { store: Store<PageState, PageAction>; session: Session }) {
  const [state, setState] = useState(store.get());
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);
  const locale = languageOf(state);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const { world } = state;
  const page = useMemo(() => (world ? makePage(state, world, session) : null), [state, world, session]);
  useEffect(() => {
    if (!world) return;
    const unread = world.conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${world.me.name} · ${world.team.name}`;
  }, [world]);

  if (!page) return <Opening lost={state.link === 'lost'} locale={locale} again={() => void session.start()} />;
  return (
    <PageProvider value={page}>
      <a class="skip" href="#messages">
        {page.say(texts.skip)}
      </a>
      {/* Behind an open form nothing is read out or pressed: there the topmost form shows banners and toasts. */}
      <div class={`app ${state.place ? 'at-conversation' : 'at-list'}`}>
        {page.world.modals.length === 0 && <Banners />}
        <Sidebar />
        <ConversationPane />
      </div>
      <FormStack />
      {page.world.modals.length === 0 && <Toasts />}
    </PageProvider>
  );
}

function Opening({ lost, locale, again }: { lost: boolean; locale: 'zh-CN' | 'en'; again: () => void }) {
  return (
    <main class="opening" aria-live="polite">
      <img src={new URL('./icon.svg', import.meta.url).href} alt="" width="48" height="48" />
      <p>{say(lost ? texts.unreachable : texts.loading, locale)}</p>
      {lost && (
        <button type="button" class="button primary" onClick={again}>
          {say(texts.tryAgain, locale)}
        </button>
      )}
    </main>
  );
}
