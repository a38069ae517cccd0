import type { PageMessage, PageView } from '../../src/workspace/protocol.js';
import { elementsIn } from '../support/elements.js';
import type { Person } from '../support/person.js';
import type { Colleague } from './bureau.js';
import type { Diary, Written } from './diary.js';
import type { Moments } from './moments.js';
import type { Random } from './random.js';

export type Visit = {
  readonly person: Person;
  readonly who: Colleague;
  readonly diary: Diary;
  readonly moments: Moments;
  readonly random: Random;
};

const WORDS = ['作答', '汇总', '帮助', '今天天气不错'] as const;
const MOST_TRIES = 4;

/** The card's button that leads to the form of its round, and what is written on it. */
export function answerButton(blocks: PageMessage['blocks']): { label: string; roundId: string } | undefined {
  const found = elementsIn(blocks).find(({ element }) => String(element.action_id).startsWith('reflection.answer'));
  return found && { label: found.words, roundId: String(found.element.value) };
}

/** As a person does it: look whether siwen is there, then act. */
const whenConnected = ({ person }: Visit) => person.until('the program', () => person.snapshot().connected || undefined);

/** Answers a card, or changes an answer; sometimes keeps a draft first, sometimes presses twice, and tries again when told that it failed. */
export async function answer(visit: Visit): Promise<void> {
  const { person, who, diary, moments, random } = visit;
  const cards = person.messages().flatMap((message) => {
    const button = answerButton(message.blocks);
    return button && button.label !== '查看' ? [{ message, ...button }] : [];
  });
  const card = cards[random.below(cards.length)];
  if (!card) return;
  await whenConnected(visit);
  moments.note('press');
  const form = await opened(person, () => person.press(card.label, card.message));
  const fields = fieldsOf(form);
  if (fields.length === 0) return;
  const write = (list: Written[]): Written => {
    const written = { member: who.id, roundId: card.roundId, text: diary.text(who.id), seen: false };
    list.push(written);
    return written;
  };
  if (random.chance(0.2)) await keepDraft(visit, fields, write(diary.drafts));
  if (random.chance(0.1)) return;
  let written: Written | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (!written || random.chance(0.5)) written = write(diary.answers);
    await fill(person, fields, written.text);
    moments.note('submit');
    const presses = random.chance(0.1) ? [person.submit(), person.submit().catch(() => undefined)] : [person.submit()];
    const outcomes = await Promise.all(presses);
    if (outcomes.some((outcome) => outcome?.kind === 'closed')) {
      written.seen = true;
      return;
    }
    if (outcomes.some((outcome) => outcome?.kind !== 'warning')) return;
    await whenConnected(visit);
  }
}

async function keepDraft({ person, moments }: Visit, fields: readonly string[], written: Written): Promise<void> {
  await fill(person, fields, written.text);
  const before = person.forms().at(-1)?.hash;
  moments.note('press');
  await person.press('暂存');
  written.seen = person.forms().at(-1)?.hash !== before;
}

/** Every field says which it is: none may be lost, or exchanged for another. */
function fill(person: Person, fields: readonly string[], text: string): Promise<void> {
  return person.fill(Object.fromEntries(fields.map((label, index) => [label, `${text}·${index + 1}`])));
}

/** The form that a press has opened, if it has: another may still be open from an earlier visit. */
async function opened(person: Person, press: () => Promise<unknown>): Promise<PageView | undefined> {
  const before = person.forms().at(-1)?.id;
  await press();
  const after = person.forms().at(-1);
  return after?.id === before ? undefined : after;
}

const fieldsOf = (form: PageView | undefined): string[] =>
  elementsIn(form?.blocks ?? []).flatMap(({ block, words }) => (block.type === 'input' ? [words] : []));

export async function say(visit: Visit): Promise<void> {
  await whenConnected(visit);
  visit.moments.note('words');
  await visit.person.say(visit.random.one(WORDS));
}

/** Doesn't wait for what is drawn there. */
export async function openHome(visit: Visit): Promise<void> {
  const { person, who, diary } = visit;
  await whenConnected(visit);
  diary.homes.add(who.id);
  await person.openHome();
}

/** Asks for a file of one's own answers. */
export async function exportAnswers(visit: Visit): Promise<void> {
  const { person, who, diary, moments } = visit;
  await openHome(visit);
  const home = await person.homeWith('导出我的作答');
  const asked = { member: who.id, seen: false };
  diary.exports.push(asked);
  moments.note('press');
  asked.seen = (await opened(person, () => person.press('导出我的作答', home))) !== undefined;
}
