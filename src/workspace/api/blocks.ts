import { type Problem, validateBlocks, validateMessage, validateView } from '../../block-kit/validate.js';
import { SlackError } from '../desk.js';
import { type Endpoint, structure } from './call.js';

/** What may be tried, and where a problem's pointer begins in our own words. */
const PAYLOADS = {
  blocks: { validate: (value: unknown) => validateBlocks(value, 'message'), root: '/blocks' },
  message: { validate: (value: unknown) => validateMessage(Object(value)), root: '' },
  view: { validate: validateView, root: '/view' },
} as const;
const NAMES = ['blocks', 'message', 'view'] as const;

export const blocks = {
  'blocks.validate': {
    token: 'bot',
    perMinute: 50,
    run(_desk, args) {
      const given = NAMES.flatMap((name) => {
        const value = structure(args, name, 'invalid_blocks_format');
        return value === undefined ? [] : [{ ...PAYLOADS[name], value }];
      });
      const [one, another] = given;
      if (!one || another)
        throw new SlackError('invalid_arguments', {
          response_metadata: { messages: ['must provide exactly one of `blocks`, `view`, or `message`'] },
        });
      const errors = one.validate(one.value).map((problem) => errorOf(problem, one.root));
      if (errors.length > 0) throw new SlackError('invalid_blocks', { errors });
      return {};
    },
  },
} satisfies Record<string, Endpoint>;

const errorOf = ({ pointer, problem }: Problem, root: string) => ({
  code: 'failed_constraint',
  message: problem,
  pointer: pointer.slice(root.length),
});
