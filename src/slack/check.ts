import { type Problem, validateBlocks, validateOptions, validateView } from '../block-kit/validate.js';
import { Refused } from '../chat/errors.js';

/** What Slack would not take is not sent at all, and nothing is cut: the mistake is ours and has to be seen. The text itself is not named. */
function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first) throw new Refused(`invalid_blocks ${first.pointer} ${first.problem}`, 'content');
}

export function refuseInvalidBlocks<B extends object>(blocks: B[]): B[] {
  refuse(validateBlocks(blocks, 'message'));
  return blocks;
}

export function refuseInvalidOptions<O extends object>(options: O[]): O[] {
  refuse(validateOptions(options));
  return options;
}

export function refuseInvalidView<V extends object>(view: V): V {
  refuse(validateView(view));
  return view;
}
