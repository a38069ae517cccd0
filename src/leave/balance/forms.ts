import { type Reader, when } from '../../calendar/reader.js';
import type { Button, CardBlock } from '../../chat/card.js';
import { button, field } from '../../chat/cards.js';
import type { Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { periodWords } from '../shown.js';
import { daysText, stateText } from '../text.js';
import { entryWords, ledgerKey, standingBlocks } from './cards.js';
import { isShownYear, MOST_CHARACTERS } from './entry-rules.js';
import type { Ledger, LedgerLine } from './ledger.js';
import type { CarryOver } from './policy.js';
import { type RecountList, sumOf } from './recount.js';
import { sentences, text } from './text.js';

/** Slack takes 100 blocks in a form; what is older is in the years before. */
const MOST_LINES = 20;
const MOST_LEAVES = 20;
export const MOST_RECOUNTS = 20;

const base = (id: Form['id'], context: string, { locale }: Reader) => ({
  id,
  title: say(text.title, locale),
  close: say(text.close, locale),
  context,
});
const titled = (title: Text, { locale }: Reader): CardBlock => ({ kind: 'text', text: [{ text: say(title, locale), bold: true }] });

/** The year of one member: figures, leave, and every entry with who, when and why. */
export function ledgerForm(ledger: Ledger, carryOver: CarryOver, reader: Reader): Form {
  const { locale } = reader;
  const { member, year, lines, leaves } = ledger;
  const key = ledgerKey(year, member.id);
  const turn = (to: number, words: Text): Button[] =>
    isShownYear(to, ledger.thisYear) ? [button('leave.ledger', words, ledgerKey(to, member.id), reader)] : [];
  const newest = lines.slice(-MOST_LINES);
  return {
    ...base('leave.ledgerShown', '', reader),
    blocks: [
      { kind: 'heading', text: say(sentences.ledgerOf(member.name, year), locale) },
      ...standingBlocks(ledger.standing, carryOver, reader),
      ...(leaves.length === 0 ? [] : [titled(text.leaves, reader), leavesBlock(leaves.slice(-MOST_LEAVES), reader)]),
      ...(newest.length === 0 ? [] : [titled(text.entries, reader)]),
      ...newest.flatMap((line) => lineBlocks(line, reader)),
      {
        kind: 'actions',
        elements: [
          ...(ledger.mayEnter
            ? [button('leave.balanceCorrect', text.correct, key, reader), button('leave.yearWithout', text.setWithout, key, reader)]
            : []),
          ...turn(year - 1, text.yearBefore),
          ...turn(year + 1, text.yearAfter),
        ],
      },
      { kind: 'note', text: [say(text.privacy, locale)] },
    ],
  };
}

const leavesBlock = (leaves: Ledger['leaves'], reader: Reader): CardBlock => ({
  kind: 'list',
  items: leaves.map(({ leave, halfDays }) => [
    `${periodWords(leave.period, reader)}　${say(daysText(halfDays), reader.locale)}　${say(stateText[leave.state], reader.locale)}`,
  ]),
});

function lineBlocks({ entry, by, reason, counts, mayBeUndone }: LedgerLine, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const what = `${when(entry.at, reader)}　${say(entryWords(entry), locale)}　${by}`;
  return [
    { kind: 'text', text: [what] },
    reason === undefined ? { kind: 'note', text: [say(text.noReason, locale)] } : { kind: 'quote', text: [reason] },
    ...(counts ? [] : [{ kind: 'note' as const, text: [say(text.countsNoMore, locale)] }]),
    ...(mayBeUndone ? [{ kind: 'actions' as const, elements: [button('leave.entryUndo', text.undo, entry.id, reader)] }] : []),
  ];
}

export const searchForm = (reader: Reader): Form => ({
  ...base('leave.ledgerFind', '', reader),
  submit: say(text.open, reader.locale),
  blocks: [
    field('member', text.member, { kind: 'search', source: 'leave.ledgerMembers', placeholder: say(text.typeName, reader.locale) }, reader),
  ],
});

const reasonField = (hint: Text, reader: Reader) =>
  field('reason', text.reason, { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS }, reader, { hint });

const entering = (id: Form['id'], context: string, reader: Reader) => ({
  ...base(id, context, reader),
  submit: say(text.save, reader.locale),
});

/** `context` holds the id of the entry to be: a form that is sent twice enters once. */
export const correctionForm = (entryId: string, ledger: Pick<Ledger, 'member' | 'year'>, reader: Reader): Form => ({
  ...entering('leave.balanceCorrection', `${entryId}:${ledgerKey(ledger.year, ledger.member.id)}`, reader),
  blocks: [
    titled(sentences.ledgerOf(ledger.member.name, ledger.year), reader),
    field(
      'direction',
      text.direction,
      {
        kind: 'choice',
        look: 'radio',
        options: (['more', 'less'] as const).map((value) => ({ label: say(text[value], reader.locale), value })),
      },
      reader,
    ),
    field('days', text.days, { kind: 'text', maxLength: 10 }, reader, { hint: text.daysHint }),
    reasonField(text.reasonHint, reader),
  ],
});

export const yearWithoutForm = (entryId: string, ledger: Pick<Ledger, 'member' | 'year'>, reader: Reader): Form => ({
  ...entering('leave.yearWithoutSet', `${entryId}:${ledgerKey(ledger.year, ledger.member.id)}`, reader),
  blocks: [titled(sentences.ledgerOf(ledger.member.name, ledger.year), reader), reasonField(text.withoutHint, reader)],
});

export const undoForm = (entryId: string, line: LedgerLine, member: string, reader: Reader): Form => ({
  ...entering('leave.entryUndone', `${entryId}:${line.entry.id}`, reader),
  blocks: [
    titled(sentences.ledgerOf(member, line.entry.year), reader),
    { kind: 'text', text: [say(sentences.undone(entryWords(line.entry)), reader.locale)] },
    { kind: 'note', text: [say(text.undoNote, reader.locale)] },
    reasonField(text.reasonHint, reader),
  ],
});

/** What the form of changed holidays knows of itself: how many more there are, and which it lists. */
const recountsContext = ({ listed, total }: RecountList): string =>
  [total - listed.length, ...listed.map(({ leave }) => leave.id)].join(',');

export function listedIn(context: string): { readonly more: number; readonly leaveIds: readonly string[] } {
  const [more = '', ...leaveIds] = context.split(',');
  return { more: /^\d{1,6}$/.test(more) ? Number(more) : 0, leaveIds: leaveIds.slice(0, MOST_RECOUNTS) };
}

/** Leave whose days the holidays that are announced now would count otherwise. */
export function recountsForm(list: RecountList, reader: Reader): Form {
  const { locale } = reader;
  const { listed, total } = list;
  return {
    ...base('leave.recountsShown', recountsContext(list), reader),
    blocks: [
      titled(text.recounts, reader),
      { kind: 'note', text: [say(total === 0 ? text.noRecounts : text.recountNote, locale)] },
      ...listed.flatMap((one): CardBlock[] => {
        const { leave, differences, name, department, isOwn } = one;
        const counts = differences.reduce((sum, difference) => sum + difference.counts, 0);
        const value = `${sumOf(one)}:${leave.id}`;
        return [
          {
            kind: 'text',
            text: [
              { text: name, bold: true },
              `　${department}　${periodWords(leave.period, reader)}　${say(sentences.countsNow(counts, sumOf(one)), locale)}`,
            ],
          },
          isOwn
            ? { kind: 'note', text: [say(text.ownLeave, locale)] }
            : {
                kind: 'actions',
                elements: [
                  button('leave.recountCorrect', text.recount, value, reader, { style: 'primary' }),
                  button('leave.recountKeep', text.keep, value, reader),
                ],
              },
        ];
      }),
      ...(total > listed.length ? [{ kind: 'note' as const, text: [say(sentences.andMore(total - listed.length), locale)] }] : []),
    ],
  };
}
