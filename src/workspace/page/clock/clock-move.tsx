import { useId } from 'preact/hooks';
import type { ClockState } from '../../protocol.js';
import { usePage } from '../context.js';
import { texts } from '../text.js';
import { momentWords } from './office-time.js';

/** A jump under way: where to, how far it has come, and the way to end it early. */
export function ClockMove({ move, now }: { move: NonNullable<ClockState['move']>; now: number }) {
  const { say, session, zone, locale } = usePage();
  const id = useId();
  const done = (now - move.from) / Math.max(1, move.to - move.from);
  return (
    <div class="clock-move">
      <p id={id} role="status">
        {say(texts.moving(momentWords(move.to, zone, locale, now)))}
      </p>
      <progress aria-labelledby={id} value={Math.min(1, Math.max(0.02, done))} />
      <button type="button" class="button" onClick={() => void session.moveClock('halt')}>
        {say(texts.halt)}
      </button>
    </div>
  );
}
