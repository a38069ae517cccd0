import { usePage } from '../context.js';
import { BackIcon } from '../icons.js';
import { texts } from '../text.js';
import { Composer } from './composer.js';
import { Heard } from './heard.js';
import { HomeTab } from './home-tab.js';
import { MessageList } from './message-list.js';
import { Tabs } from './tabs.js';

export function ConversationPane() {
  const { state, world, session, say } = usePage();
  const { place } = state;
  const conversation = world.conversations.find(({ id }) => id === place?.channel);
  if (!place || !conversation) {
    return (
      <main class="pane empty-pane" id="messages" tabIndex={-1}>
        {world.conversations.length === 0 && <p>{say(texts.noConversations)}</p>}
      </main>
    );
  }
  const home = place.tab === 'home' && conversation.withBot;
  return (
    <main class="pane" id="messages" tabIndex={-1} aria-label={conversation.name}>
      <header class="pane-head">
        <button type="button" class="icon-button only-phone" aria-label={say(texts.backToList)} onClick={() => void session.go(null)}>
          <BackIcon />
        </button>
        <div class="pane-title">
          <h1>
            <span>{conversation.kind === 'channel' ? `# ${conversation.name}` : conversation.name}</span>
            {conversation.withBot && <span class="badge">{say(texts.app)}</span>}
          </h1>
          {conversation.topic && <p>{conversation.topic}</p>}
        </div>
        {conversation.withBot && <Tabs place={place} />}
      </header>
      {home ? (
        <HomeTab />
      ) : (
        <>
          <MessageList key={`${world.me.id} ${conversation.id}`} conversation={conversation} />
          <Heard />
          {!world.me.deleted && <Composer key={`composer ${world.me.id} ${conversation.id}`} conversation={conversation} />}
        </>
      )}
    </main>
  );
}
