import type { PageConversation } from '../../protocol.js';
import { Avatar } from '../avatar.js';
import { OfficeClock } from '../clock/office-clock.js';
import { usePage } from '../context.js';
import { texts } from '../text.js';
import { PersonSwitch } from './person-switch.js';

export function Sidebar() {
  const { world, session, say, locale } = usePage();
  const channels = world.conversations.filter(({ kind }) => kind === 'channel');
  const direct = world.conversations.filter(({ kind }) => kind === 'im');
  return (
    <aside class="sidebar" aria-label={say(texts.sidebar)}>
      <header class="team">
        <strong>{world.team.name}</strong>
        <button
          type="button"
          class="button quiet"
          lang={locale === 'en' ? 'zh-CN' : 'en'}
          aria-label={say(texts.otherLanguageLabel)}
          onClick={() => session.speak(locale === 'en' ? 'zh-CN' : 'en')}
        >
          {say(texts.otherLanguage)}
        </button>
      </header>
      <PersonSwitch />
      <nav class="conversations" aria-label={say(texts.conversations)}>
        <Group title={say(texts.directMessages)} conversations={direct} />
        <Group title={say(texts.channels)} conversations={channels} />
      </nav>
      <OfficeClock />
    </aside>
  );
}

function Group({ title, conversations }: { title: string; conversations: readonly PageConversation[] }) {
  if (conversations.length === 0) return null;
  return (
    <section class="group">
      <h2>{title}</h2>
      <ul>
        {conversations.map((conversation) => (
          <ConversationLine key={conversation.id} conversation={conversation} />
        ))}
      </ul>
    </section>
  );
}

function ConversationLine({ conversation }: { conversation: PageConversation }) {
  const { state, session, say, world } = usePage();
  const here = state.place?.channel === conversation.id;
  // What one is looking at is being read; whether it is, the server hears a moment later.
  const unread = here && state.place?.tab === 'messages' ? 0 : conversation.unread;
  const bot = conversation.withBot;
  return (
    <li>
      <button
        type="button"
        class={`conversation${unread > 0 ? ' has-unread' : ''}`}
        aria-current={here ? 'page' : undefined}
        onClick={() => void session.go({ channel: conversation.id, tab: here && state.place ? state.place.tab : 'messages' })}
      >
        {conversation.kind === 'im' ? (
          <Avatar name={conversation.name} id={bot ? world.bot.id : conversation.id} bot={bot} />
        ) : (
          <span class="hash" aria-hidden="true">
            #
          </span>
        )}
        <span class="conversation-name">{conversation.name}</span>
        {unread > 0 && (
          <span class="unread">
            <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
            <span class="only-heard">{say(texts.unread(unread))}</span>
          </span>
        )}
      </button>
    </li>
  );
}
