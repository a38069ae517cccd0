import { type Reader, when } from '../../calendar/reader.js';
import { say, type Text } from '../../chat/text.js';
import type { Step } from '../leave.js';
import type { Shown } from '../shown.js';
import { outcomeText } from '../text.js';
import { openStepOf } from './open-step.js';
import { sentences } from './text.js';

/** Who settled it, or the step at `position`, and when; or with whom it is now. Undefined where neither is so: it was withdrawn, and the state on the card says that. */
export function settledWords(shown: Shown, reader: Reader, position?: number): Text | undefined {
  const { leave, steps, nameOf } = shown;
  const about = steps.find((step) => step.position === position);
  const open = openStepOf(leave, steps);
  // Of several who have to approve, whoever took an earlier step does not settle the request.
  if (open?.action === 'approve' && about?.state !== 'done')
    return open.assigneeId === undefined ? sentences.isWithOffice : sentences.isWith(nameOf(open.assigneeId));
  const done = about ?? steps.findLast((step) => step.action === 'approve' && step.outcome?.by !== undefined);
  return done && doneWords(done, shown, reader);
}

function doneWords({ outcome, assigneeId, action }: Step, { nameOf }: Shown, reader: Reader): Text | undefined {
  if (outcome?.by === undefined) return undefined;
  const [name, at, is] = [nameOf(outcome.by), when(outcome.at, reader), say(outcomeText[outcome.is], reader.locale)];
  return action === 'approve' && assigneeId === undefined ? sentences.entered(name, at, is) : sentences.doneBy(name, at, is);
}
