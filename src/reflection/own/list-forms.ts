import { type Reader, when } from '../../calendar/reader.js';
import type { Button, CardBlock } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import { say } from '../../chat/text.js';
import { title } from '../round/cards.js';
import { statusOf } from '../round/status.js';
import { text } from '../text.js';
import type { Listed } from './service.js';

/** A line of 我的作答 with the button that goes with it. */
export function listBlocks(rounds: Listed['rounds'], reader: Reader): CardBlock[] {
  return rounds.flatMap(({ round, ask }): CardBlock[] => {
    const open = ask.answeredAt === undefined && round.state !== 'withdrawn';
    const id = open ? 'reflection.answer' : 'reflection.view';
    return [
      {
        kind: 'text',
        text: [{ text: title(round, reader), bold: true }, `　${when(round.opensAt, reader)}　${statusOf({ round, ask }, reader)}`],
      },
      { kind: 'actions', elements: [{ kind: 'button', id, label: say(open ? text.answer : text.view, reader.locale), value: round.id }] },
    ];
  });
}

export const PAGE = 10;

/** 全部作答, a page at a time. */
export function listForm(listed: Listed, page: number, reader: Reader): Form {
  const { locale } = reader;
  const turn = (to: number, label: string): Button => ({ kind: 'button', id: 'reflection.page', label, value: String(to) });
  const turns = [
    ...(page > 0 ? [turn(page - 1, say(text.previous, locale))] : []),
    ...(listed.more ? [turn(page + 1, say(text.next, locale))] : []),
  ];
  return {
    id: 'reflection.list',
    title: say(text.mine, locale),
    close: say(text.close, locale),
    context: String(page),
    blocks: [
      ...(listed.rounds.length === 0 ? [{ kind: 'note' as const, text: [say(text.noneYet, locale)] }] : listBlocks(listed.rounds, reader)),
      ...(turns.length > 0 ? [{ kind: 'actions' as const, elements: turns }] : []),
      { kind: 'divider' },
      { kind: 'actions', elements: [exportButton(reader), eraseButton(undefined, reader)] },
    ],
  };
}

export function exportButton({ locale }: Reader): Button {
  return { kind: 'button', id: 'reflection.export', label: say(text.export, locale) };
}

/** Asks first, and says what stays. */
export function eraseButton(roundId: string | undefined, { locale }: Reader): Button {
  return {
    kind: 'button',
    id: roundId === undefined ? 'reflection.eraseAll' : 'reflection.erase',
    label: say(roundId === undefined ? text.eraseAll : text.erase, locale),
    ...(roundId === undefined ? {} : { value: roundId }),
    style: 'danger',
    confirm: {
      title: say(text.eraseTitle, locale),
      text: say(roundId === undefined ? text.eraseAllText : text.eraseOneText, locale),
      yes: say(text.yesErase, locale),
      no: say(text.no, locale),
      danger: true,
    },
  };
}

/** Of what was saved and not submitted. */
export function eraseDraftButton(roundId: string, { locale }: Reader): Button {
  return {
    kind: 'button',
    id: 'reflection.eraseDraft',
    label: say(text.eraseDraft, locale),
    value: roundId,
    style: 'danger',
    confirm: {
      title: say(text.eraseDraft, locale),
      text: say(text.eraseDraftText, locale),
      yes: say(text.yesErase, locale),
      no: say(text.no, locale),
      danger: true,
    },
  };
}
