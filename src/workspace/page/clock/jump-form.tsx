import { useId, useRef, useState } from 'preact/hooks';
import { usePage } from '../context.js';
import type { Text } from '../language.js';
import { texts } from '../text.js';
import { dateOf, instantOf, timeOf } from './office-time.js';

/** Everything due on the way is done at its time: more than a year of that takes longer than anybody waits. */
const mostMs = 366 * 86_400_000;

type Props = { readonly now: number; readonly move: (to: number) => Promise<boolean>; readonly done: () => void };

export function JumpForm({ now, move, done }: Props) {
  const { say, zone } = usePage();
  const id = useId();
  // From the next full hour on: the moment that is now would be past before the form is sent.
  const start = Math.ceil((now + 60_000) / 3_600_000) * 3_600_000;
  const [date, setDate] = useState(dateOf(start, zone));
  const [time, setTime] = useState(timeOf(start, zone));
  const [problem, setProblem] = useState<Text | null>(null);
  const dateField = useRef<HTMLInputElement>(null);

  async function go() {
    const instant = instantOf(date, time, zone);
    const wrong = problemWith(instant, now);
    setProblem(wrong);
    if (wrong) dateField.current?.focus();
    else if (instant !== undefined && (await move(instant))) done();
  }
  const invalid = problem ? { 'aria-invalid': true, 'aria-describedby': `${id}-problem` } : {};
  return (
    <form
      class="jump"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <label class="jump-date">
        {say(texts.jumpDate)}
        <input
          ref={dateField}
          class="field"
          type="date"
          value={date}
          min={dateOf(now, zone)}
          max={dateOf(now + mostMs, zone)}
          onInput={(event) => setDate(event.currentTarget.value)}
          {...invalid}
        />
      </label>
      <label>
        {say(texts.jumpTime)}
        <input class="field" type="time" value={time} onInput={(event) => setTime(event.currentTarget.value)} {...invalid} />
      </label>
      <button type="submit" class="button">
        {say(texts.jump)}
      </button>
      <p class="error" id={`${id}-problem`} role="alert">
        {problem && say(problem)}
      </p>
    </form>
  );
}

function problemWith(instant: number | undefined, now: number): Text | null {
  if (instant === undefined) return texts.jumpIncomplete;
  if (instant <= now) return texts.jumpPast;
  return instant - now > mostMs ? texts.jumpFar : null;
}
