import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.js';
import { ClockIcon } from '../icons.js';
import { say } from '../language.js';
import { texts } from '../text.js';
import { JumpForm } from './jump-form.js';
import { dayWords, momentWords, timeOf } from './office-time.js';

/** Office time, what is due next, and the two ways to get there. Absent where time is real. */
export function OfficeClock() {
  const page = usePage();
  const { world, session, locale, zone } = page;
  const [picking, setPicking] = useState(false);
  const [sending, setSending] = useState(false);
  const now = useTicking(page.now);
  const { clock } = world;
  if (!clock) return null;
  const moving = clock.moving || sending;

  async function move(to: 'next' | number): Promise<boolean> {
    if (moving) return false;
    setSending(true);
    const went = await session.moveClock(to);
    setSending(false);
    return went;
  }
  return (
    <section class={`clock${moving ? ' is-moving' : ''}`} aria-label={page.say(texts.clock)}>
      <p class="clock-now">
        <ClockIcon />
        <span>{dayWords(now, zone, locale, now)}</span>
        <time dateTime={new Date(now).toISOString()}>{timeOf(now, zone)}</time>
      </p>
      <p class="clock-next">
        {clock.next ? (
          <>
            {page.say(texts.clockNext)}
            {locale === 'en' ? ': ' : '：'}
            <strong>{say(clock.next.what, locale)}</strong> <span>{momentWords(clock.next.at, zone, locale, now)}</span>
          </>
        ) : (
          page.say(texts.nothingDue)
        )}
      </p>
      <div class="clock-buttons">
        <button
          type="button"
          class="button primary"
          aria-disabled={moving || !clock.next || undefined}
          onClick={() => clock.next && void move('next')}
        >
          {page.say(texts.jumpNext)}
        </button>
        <button type="button" class="button" aria-expanded={picking} onClick={() => setPicking(!picking)}>
          {page.say(texts.jumpTo)}
        </button>
      </div>
      {picking && <JumpForm now={now} move={move} moving={moving} done={() => setPicking(false)} />}
      <p class="clock-progress" role="status">
        {moving && page.say(texts.moving)}
      </p>
      {moving && <progress aria-label={page.say(texts.moving)} />}
    </section>
  );
}

/** Drawn anew every second, so that the minute changes when it changes. */
function useTicking(now: () => number): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now();
}
