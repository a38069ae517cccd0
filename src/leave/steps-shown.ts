import { type Reader, when } from '../calendar/reader.js';
import type { Rich } from '../chat/card.js';
import { say } from '../chat/text.js';
import type { MemberId } from '../org/member.js';
import type { Leave, Step } from './leave.js';
import type { Shown } from './shown.js';
import { actionText, outcomeText, replyText, roleText, stepStateText, superiorText } from './text.js';

/** Of the superior organ, which the office enters: nobody in the office itself may decide. */
const isReply = ({ action, state, assigneeId }: Step): boolean => action === 'approve' && state !== 'waiting' && assigneeId === undefined;

/** What is approved or ended goes on to whoever processes and files it; of the others nothing is left to do. */
const isOver = ({ state }: Leave): boolean => state !== 'pending' && state !== 'approved' && state !== 'ended';

/** Who, with which outcome, when; or whose turn it is. */
function stepLine(step: Step, shown: Shown, reader: Reader): Rich {
  const { locale } = reader;
  const isEnglish = locale === 'en';
  const part = isReply(step)
    ? say(replyText, locale)
    : `${say(roleText[step.role], locale)}${isEnglish ? ' ' : ''}${say(actionText[step.action], locale)}`;
  const isOpen = step.state === 'open' && !isOver(shown.leave);
  const who = step.outcome ? step.outcome.by : isOpen ? step.assigneeId : undefined;
  const what = step.outcome
    ? `${say(outcomeText[step.outcome.is], locale)}　${when(step.outcome.at, reader)}`
    : say(stepStateText[isOver(shown.leave) ? 'over' : isOpen ? 'open' : 'waiting'], locale);
  return [{ text: part, bold: true }, ...(who === undefined ? [] : [`　${nameIn(step, who, shown, reader)}`]), `　${what}`];
}

type Names = Pick<Shown, 'nameOf'>;

/** Who decided, of `by`, who pressed or entered it: the superior organ; themselves, or in whose place. */
export const deciderWords = (step: Step, by: MemberId, names: Names, reader: Reader): string =>
  isReply(step) ? say(superiorText(names.nameOf(by)), reader.locale) : nameIn(step, by, names, reader);

function nameIn({ standsFor, assigneeId }: Step, who: MemberId, { nameOf }: Names, reader: Reader): string {
  const inPlaceOf = standsFor === undefined || who !== assigneeId ? undefined : nameOf(standsFor);
  return standingIn(nameOf(who), inPlaceOf, reader);
}

/** 李四（代王五）: whoever acts in place of an approver who is away. */
export function standingIn(name: string, inPlaceOf: string | undefined, { locale }: Reader): string {
  if (inPlaceOf === undefined) return name;
  return locale === 'en' ? `${name} (for ${inPlaceOf})` : `${name}（代${inPlaceOf}）`;
}

export const stepLines = (shown: Shown, reader: Reader): Rich[] => shown.steps.map((step) => stepLine(step, shown, reader));
