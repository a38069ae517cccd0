import type { Text } from '../../chat/text.js';
import { daysText, kindText } from '../text.js';
import type { ChainProblem, Example } from './check.js';

/** `副处级、办公室、出差 3 天`. */
function requestText({ kind, rank, place, anywhere, halfDays }: Example): Text {
  const where = place === undefined ? (anywhere ? anyDepartment : otherDepartment) : { zh: place, en: place };
  const [what, days] = [kindText[kind], daysText(halfDays)];
  return {
    zh: `${rank}、${where.zh}、${what.zh} ${days.zh}`,
    en: `${rank}, ${where.en}, ${what.en.toLowerCase()} of ${days.en}`,
  };
}

const anyDepartment: Text = { zh: '任一部门', en: 'any department' };
const otherDepartment: Text = { zh: '其他部门', en: 'any other department' };

/** What to say at the line of the chain. `{0}`, `{1}` … stand for the lines of `others`, which only the reader of the file knows. */
export function problemText(problem: ChainProblem): Text & { readonly others: readonly number[] } {
  switch (problem.is) {
    case 'rank-unknown':
      return {
        zh: `org.ranks 中没有职级“${problem.rank}”`,
        en: `"${problem.rank}" is not one of org.ranks`,
        others: [],
      };
    case 'default-rank-unknown':
      return {
        zh: `默认的审批链用到“${problem.rank}”，org.ranks 中没有这个职级；请写上本单位的审批链`,
        en: `the default chains speak of "${problem.rank}", which is not one of org.ranks; write the chains of this office`,
        others: [],
      };
    case 'contradiction': {
      const [example, [first, second]] = [requestText(problem.example), BOUNDS[problem.field]];
      return {
        zh: `条件自相矛盾，没有哪个申请用得上：${example.zh}，合乎 ${first}，就不合 ${second}`,
        en: `no request can meet this: ${example.en}, meets ${first} and so not ${second}`,
        others: [],
      };
    }
    case 'covered': {
      const [example, lines] = [requestText(problem.example), problem.by.map((_, index) => `{${index}}`)];
      return {
        zh: `用不上：这里管的申请，第 ${lines.join('、')} 行全都管到，例如${example.zh}；请删去一条，或者写清各自的条件`,
        en: `never needed: line ${lines.join(', ')} is for every request that this is for, such as ${example.en}; remove one, or tell them apart`,
        others: problem.by,
      };
    }
    case 'ambiguous': {
      const example = requestText(problem.example);
      return {
        zh: `${example.zh}：第 {0} 行和第 {1} 行都适用，步骤却不同`,
        en: `${example.en}: lines {0} and {1} both apply, with different steps`,
        others: [problem.other, problem.chain],
      };
    }
    case 'missing': {
      const example = requestText(problem.example);
      return {
        zh: `${example.zh}：没有适用的审批链；写了${kindText[problem.example.kind].zh}，就要管到每一个申请`,
        en: `${example.en}: no chain applies; a kind that is named needs one for every request`,
        others: [],
      };
    }
  }
}

const BOUNDS = { rank: ['atLeast', 'atMost'], days: ['moreThan', 'atMost'] } as const;
