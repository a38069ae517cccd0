import { periodWords } from '../../calendar/words.js';
import type { Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { type Locale, say } from '../../chat/text.js';
import { scopeMenu, short } from '../../org/scope-menu.js';
import { RATINGS } from '../../reflection/rating/rating.js';
import { ratingText } from '../../reflection/text.js';
import { roundedTo } from '../figures/rules.js';
import { viewValue } from '../summary/view.js';
import type { Distribution, Ratings } from './ratings.js';
import { averageOf, isHiding } from './rules.js';
import { sentences, text } from './text.js';

/** A table takes 100 rows and 10,000 characters, a message has room for one (src/block-kit/limits.ts). */
const MOST_ROWS = 60;

const note = (sentence: string): CardBlock => ({ kind: 'note', text: [sentence] });

/** A row a prompt: how often each rating was given, and what is not shown. */
export function ratingsCard(ratings: Ratings, locale: Locale): Card {
  const { department, period, distributions } = ratings;
  const heading = [say(text.title, locale), department && short(department.name), periodWords(period, locale)].filter(Boolean).join(' · ');
  const people = distributions.reduce((sum, { shown }) => sum + shown, 0);
  const count = say(sentences.summary(distributions.length, people), locale);
  return {
    summary: `${heading}${locale === 'en' ? ': ' : '：'}${ratings.rounds === 0 ? say(text.none, locale) : count}`,
    blocks: [
      { kind: 'heading', text: heading },
      ...figuresOf(ratings, people, locale),
      { kind: 'actions', elements: elementsOf(ratings, locale) },
      note(say(text.privacy, locale)),
    ],
  };
}

function figuresOf({ rounds, open, distributions }: Ratings, people: number, locale: Locale): CardBlock[] {
  if (rounds === 0) return [note(say(text.none, locale))];
  const [highest, lowest] = [ratingText.at(-1), ratingText[0]];
  return [
    ...(people > 0 ? tableOf(distributions, locale) : [note(say(text.nothing, locale))]),
    ...(people > 0 && highest && lowest ? [note(say(sentences.meaning(say(highest, locale), say(lowest, locale)), locale))] : []),
    ...(isHiding(distributions) ? [note(say(text.hidden, locale))] : []),
    ...(open > 0 ? [note(say(sentences.waits(open), locale))] : []),
  ];
}

function tableOf(distributions: readonly Distribution[], locale: Locale): CardBlock[] {
  const isOne = new Set(distributions.map(({ title }) => title.zh)).size === 1;
  const name = ({ title, prompt }: Distribution) =>
    short(isOne ? say(prompt, locale) : say(sentences.ofSet(say(title, locale), say(prompt, locale)), locale));
  const figures = (one: Distribution) => (one.shown === 0 ? RATINGS.map(() => '—') : RATINGS.map((rating) => `${one.times[rating]}`));
  const heads = [say(text.average, locale), ...RATINGS.map((rating) => say(sentences.points(rating), locale)), say(text.people, locale)];
  const more = distributions.length - MOST_ROWS;
  return [
    {
      kind: 'table',
      columns: [{ title: say(text.prompt, locale) }, ...heads.map((title) => ({ title, align: 'right' as const }))],
      rows: distributions.slice(0, MOST_ROWS).map((one) => [name(one), averageWords(one), ...figures(one), `${one.shown}`]),
    },
    ...(more > 0 ? [note(say(sentences.morePrompts(more), locale))] : []),
  ];
}

function averageWords(one: Distribution): string {
  const average = averageOf(one);
  return average === null ? '—' : roundedTo(1, average).toFixed(1);
}

/** Another period is chosen in the summary, to which a button leads back. */
function elementsOf({ period, department, scope }: Ratings, locale: Locale) {
  const value = (id: string | undefined) => viewValue(period, 'prompts', id);
  return [
    ...scopeMenu('participation.ratings', { department, departments: scope }, value, locale),
    button('participation.show', text.back, value(department?.id), { locale }),
  ];
}
