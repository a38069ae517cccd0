import type { Reader } from '../../calendar/reader.js';
import type { Button } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import type { Leave, Step } from '../leave.js';
import { periodWords, type Shown } from '../shown.js';
import { daysText, kindText } from '../text.js';
import { sentences, text } from './text.js';

/** A decision is about one step: one that comes later is not answered by the card of the one before. */
export const keyOf = ({ id }: Pick<Leave, 'id'>, { position }: Pick<Step, 'position'>): string => `${id}:${position}`;

/** Undefined: no such thing. */
export function keyIn(value: string): { readonly id: string; readonly position: number } | undefined {
  const [, id, position] = /^(.+):(\d{1,3})$/s.exec(value) ?? [];
  return id === undefined || position === undefined ? undefined : { id, position: Number(position) };
}

/** 同意 in one tap; 不同意 and 退回修改 ask for the reason. Of the superior organ's decision the office enters the reply. */
export function approvalButtons({ leave, nameOf }: Shown, step: Step, reader: Reader): Button[] {
  const { locale } = reader;
  const isReply = step.assigneeId === undefined;
  const value = keyOf(leave, step);
  const kind = say(kindText[leave.kind], locale);
  const days = say(daysText(leave.halfDays), locale);
  const confirm = sentences[isReply ? 'replyConfirm' : 'approveConfirm'](
    nameOf(leave.memberId),
    kind,
    periodWords(leave.period, reader),
    days,
  );
  const approve = isReply ? text.superiorApproves : text.approve;
  return [
    button('leave.approve', approve, value, reader, {
      style: 'primary',
      confirm: confirmation(isReply ? text.superiorTitle : text.approveTitle, confirm, approve, reader),
    }),
    button('leave.refuse', isReply ? text.superiorRefuses : text.refuse, value, reader),
    button('leave.return', text.return, value, reader),
  ];
}

export function finishButton({ leave, nameOf }: Shown, step: Step, reader: Reader): Button {
  const confirm = sentences.finishConfirm(nameOf(leave.memberId), say(kindText[leave.kind], reader.locale));
  return button('leave.finish', text.finish, keyOf(leave, step), reader, {
    style: 'primary',
    confirm: confirmation(text.finishTitle, confirm, text.finish, reader),
  });
}

const confirmation = (title: Text, sentence: Text, yes: Text, { locale }: Reader) => ({
  title: say(title, locale),
  text: say(sentence, locale),
  yes: say(yes, locale),
  no: say(text.back, locale),
});
