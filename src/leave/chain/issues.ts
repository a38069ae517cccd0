import type { OtherPlaces } from '../../data-file.js';
import type { Rank } from '../../org/member.js';
import { type ChainProblem, chainProblems } from './check.js';
import type { Chain } from './policy.js';
import { problemText } from './text.js';

type Path = (string | number)[];
type Issue = { readonly code: 'custom'; readonly path: Path; readonly message: string; readonly params: OtherPlaces };

/** What is wrong with the chains, each where it stands in the file. `section`: where the chains stand. */
export const chainIssues = (chains: readonly Chain[], ranks: readonly Rank[], section: readonly string[]): Issue[] =>
  chainProblems(chains, ranks).map((problem) => {
    const { zh, en, others } = problemText(problem);
    return {
      code: 'custom',
      path: [...section, ...placeOf(problem)],
      message: `${zh} / ${en}`,
      params: { places: others.map((chain) => [...section, chain]) },
    };
  });

function placeOf(problem: ChainProblem): Path {
  switch (problem.is) {
    case 'default-rank-unknown':
      return [];
    case 'rank-unknown':
      return [problem.chain, 'when', 'rank', problem.bound];
    case 'contradiction':
      return [problem.chain, 'when', problem.field];
    case 'covered':
    case 'ambiguous':
    case 'missing':
      return [problem.chain];
  }
}
