import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageConversation } from '../../protocol.js';
import { dateOf, dayWords } from '../clock/office-time.js';
import { usePage } from '../context.js';
import { DownIcon } from '../icons.js';
import { emptyThread } from '../state/state.js';
import { texts } from '../text.js';
import { byDay, type Day } from './days.js';
import { Message } from './message.js';

/** Nearer to the end than this, new messages are followed. */
const nearPx = 80;

export function MessageList({ conversation }: { conversation: PageConversation }) {
  const { state, world, session, say, zone } = usePage();
  const thread = state.threads[conversation.id] ?? emptyThread;
  const { messages } = thread;
  const box = useRef<HTMLDivElement>(null);
  /** Where the reader was before the last change: the distance to the end survives what is added above. */
  const place = useRef({ atEnd: true, fromEnd: 0, height: 0, first: '', last: '' });
  const [unseen, setUnseen] = useState(false);
  const first = messages[0]?.ts ?? '';
  const last = messages.at(-1);

  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return;
    const before = place.current;
    const isNew = last !== undefined && last.ts !== before.last;
    // Asked of the list itself: whoever has just begun to scroll up is no longer at the end, though the event is still to come.
    const atEnd = before.atEnd && before.height - list.scrollTop - list.clientHeight < nearPx;
    if (atEnd || before.last === '' || (isNew && last.user === world.me.id)) list.scrollTop = list.scrollHeight;
    else if (first < before.first) list.scrollTop = list.scrollHeight - before.fromEnd;
    else if (isNew && last.ts > before.last) setUnseen(true);
    place.current = { ...before, first, last: last?.ts ?? '' };
    remember();
  }, [messages]);

  // What has been seen is read, also after coming back to the tab.
  const unread = conversation.unread;
  useEffect(() => {
    const read = () => {
      if (unread > 0 && document.visibilityState === 'visible' && place.current.atEnd) void session.markRead(conversation.id);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [unread, last?.ts]);

  // A card that grows, a keyboard that opens: whoever was at the end stays there.
  useEffect(() => {
    const list = box.current;
    if (!list) return;
    const observer = new ResizeObserver(() => {
      if (place.current.atEnd) list.scrollTop = list.scrollHeight;
    });
    observer.observe(list);
    if (list.firstElementChild) observer.observe(list.firstElementChild);
    return () => observer.disconnect();
  }, []);

  function remember() {
    const list = box.current;
    if (!list) return;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < nearPx;
    place.current = { ...place.current, atEnd, fromEnd: list.scrollHeight - list.scrollTop, height: list.scrollHeight };
    if (atEnd) setUnseen(false);
  }
  function onScroll() {
    const wasAtEnd = place.current.atEnd;
    remember();
    if (!wasAtEnd && place.current.atEnd && unread > 0) void session.markRead(conversation.id);
    if (box.current && box.current.scrollTop < 60 && thread.more && !thread.loading) void session.older(conversation.id);
  }
  function toEnd() {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior: still ? 'auto' : 'smooth' });
    setUnseen(false);
  }

  const panel = conversation.withBot ? ({ role: 'tabpanel', id: 'tab-panel', 'aria-labelledby': 'tab-messages' } as const) : {};
  return (
    <div class="messages-box" {...panel}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section class="messages" ref={box} tabIndex={0} aria-label={say(texts.messages)} onScroll={onScroll}>
        <div class="messages-inner">
          {thread.more && (
            <button type="button" class="button quiet older" onClick={() => void session.older(conversation.id)}>
              {say(thread.loading ? texts.loadingMessages : texts.older)}
            </button>
          )}
          {messages.length === 0 && <p class="quiet no-messages">{say(thread.loading ? texts.loadingMessages : texts.noMessages)}</p>}
          {byDay(messages, zone).map((day) => (
            <DayOf key={day.date} day={day} />
          ))}
        </div>
      </section>
      {unseen && (
        <button type="button" class="new-pill" onClick={toEnd}>
          {say(texts.newMessages)}
          <DownIcon />
        </button>
      )}
    </div>
  );
}

function DayOf({ day }: { day: Day }) {
  const { zone, locale, now, say } = usePage();
  const today = now();
  const near =
    day.date === dateOf(today, zone)
      ? `${say(texts.today)} · `
      : day.date === dateOf(today - 86_400_000, zone)
        ? `${say(texts.yesterday)} · `
        : '';
  return (
    <section class="day" aria-label={dayWords(day.at, zone, locale, today)}>
      <h2 class="day-name">
        <span>{`${near}${dayWords(day.at, zone, locale, today)}`}</span>
      </h2>
      <ol class="day-messages">
        {day.messages.map(({ message, follows }) => (
          <Message key={message.ts} message={message} follows={follows} />
        ))}
      </ol>
    </section>
  );
}
