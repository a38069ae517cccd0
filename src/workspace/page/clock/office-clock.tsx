import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.js';
import { ClockIcon } from '../icons.js';
import { say } from '../language.js';
import { texts } from '../text.js';
import { ClockMove } from './clock-move.js';
import { JumpForm } from './jump-form.js';
import { dateWords, momentWords, timeOf } from './office-time.js';

/** Office time, what is due next, and the two ways to get there. Absent where time is real. */
export function OfficeClock() {
  const page = usePage();
  const { world, session, locale, zone } = page;
  const [picking, setPicking] = useState(false);
  const [sending, setSending] = useState(false);
  const now = useTicking(page.now);
  const { clock } = world;
  if (!clock) return null;
  const next = clock.next;

  async function move(to: 'next' | number): Promise<boolean> {
    if (sending || clock?.move) return false;
    setSending(true);
    const went = await session.moveClock(to);
    setSending(false);
    return went;
  }
  return (
    <section class="clock" aria-label={page.say(texts.clock)}>
      <p class="clock-now">
        <ClockIcon />
        <span>{dateWords(now, zone, locale)}</span>
        <time dateTime={new Date(now).toISOString()}>{timeOf(now, zone)}</time>
      </p>
      {clock.move ? (
        <ClockMove move={clock.move} now={now} />
      ) : (
        <>
          <p class="clock-next">
            {next ? (
              <>
                {page.say(texts.clockNext)}
                <strong>{say(next.what, locale)}</strong> <span>{momentWords(next.at, zone, locale, now)}</span>
              </>
            ) : (
              page.say(texts.nothingDue)
            )}
          </p>
          <div class="clock-buttons">
            <button
              type="button"
              class="button primary"
              aria-disabled={sending || !next || undefined}
              onClick={() => next && void move('next')}
            >
              {page.say(texts.jumpNext)}
            </button>
            <button type="button" class="button" aria-expanded={picking} onClick={() => setPicking(!picking)}>
              {page.say(texts.jumpTo)}
            </button>
          </div>
          {picking && <JumpForm now={now} move={move} done={() => setPicking(false)} />}
        </>
      )}
      <p class="error" role="alert">
        {clock.broken && page.say(texts.clockBroken)}
      </p>
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
