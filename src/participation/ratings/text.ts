import { counted, type Text } from '../../chat/text.js';

export const text = {
  title: { zh: '自评分布', en: 'Self-ratings' },
  prompt: { zh: '题目', en: 'Prompt' },
  average: { zh: '平均', en: 'Average' },
  people: { zh: '人次', en: 'Ratings' },
  none: { zh: '这个时段没有需要自评的推送。', en: 'No round of this period asked for ratings.' },
  nothing: { zh: '这个范围还没有可以显示的评分。', en: 'Nothing can be shown of this scope yet.' },
  hidden: {
    zh: '人次可能少于按时作答的次数：有人没有评分，或所在范围作答不足五人，未列出，以免看出个人。',
    en: 'There may be fewer ratings than answers in time: some gave none, or fewer than five of their scope answered, who are not listed so that nobody can be told from it.',
  },
  privacy: {
    zh: '只统计五人以上的范围里各评几分，不显示个人的评分和所写内容。每次查看都有记录。',
    en: 'Ratings are counted for five people or more; nobody’s own and no words are shown. Each look is recorded.',
  },
  back: { zh: '返回作答汇总', en: 'Back to answers' },
  open: { zh: '自评分布', en: 'Self-ratings' },
} as const satisfies Record<string, Text>;

export const sentences = {
  summary: (prompts: number, people: number): Text => ({
    zh: `${prompts} 题，${people} 人次`,
    en: `${counted(prompts, 'prompt')}, ${counted(people, 'rating')}`,
  }),
  /** Of several sets. */
  ofSet: (title: string, prompt: string): Text => ({ zh: `${title}：${prompt}`, en: `${title}: ${prompt}` }),
  points: (rating: number): Text => ({ zh: `${rating} 分`, en: `${rating}` }),
  /** The highest and the lowest, in the words that members choose from. */
  meaning: (highest: string, lowest: string): Text => ({ zh: `${highest}，${lowest}。`, en: `${highest}, ${lowest}.` }),
  waits: (rounds: number): Text => ({
    zh: `另有 ${rounds} 次推送尚未统计，截止之后计入。`,
    en: `${counted(rounds, 'more round is', 'more rounds are')} counted after closing.`,
  }),
  morePrompts: (n: number): Text => ({
    zh: `另有 ${n} 题未列出，请选择较短的时段查看。`,
    en: `${counted(n, 'more prompt is', 'more prompts are')} not listed; choose a shorter period to see more.`,
  }),
} as const;
