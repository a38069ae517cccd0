import { unescaped } from '../blocks/mrkdwn.js';
import { usePage } from '../context.js';
import { texts } from '../text.js';

/** Reads a new message of the open conversation out; the list itself is silent, or loading history would read all of it. */
export function Heard() {
  const { state, say, nameOf } = usePage();
  return (
    <p class="only-heard" aria-live="polite">
      {state.heard && say(texts.heard(nameOf(state.heard.user), unescaped(state.heard.text)))}
    </p>
  );
}
