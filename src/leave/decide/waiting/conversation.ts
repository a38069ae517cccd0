import { readerOf } from '../../../calendar/reader.js';
import type { CardBlock } from '../../../chat/card.js';
import { sentenceCard, sentenceForm } from '../../../chat/cards.js';
import type { Caller, Conversation } from '../../../chat/dispatch.js';
import type { SubmissionEvent } from '../../../chat/event.js';
import { several } from '../../../chat/form.js';
import { place, type Reply, replace, show } from '../../../chat/reply.js';
import { say, type Text } from '../../../chat/text.js';
import type { LeaveDeps } from '../../deps.js';
import { keyIn } from '../buttons.js';
import { refusedWords } from '../conversation.js';
import type { Refused } from '../decider.js';
import { approveSeveral } from '../decision-service.js';
import { MOST_AT_ONCE, severalForm, weighedIn } from '../forms.js';
import { queue } from '../text.js';
import { toWeigh } from '../to-weigh.js';
import { approvalsBlocks, lineWithDepartment, queueCard, todosBlocks, weighLine } from './cards.js';
import { approvalsFor, lookThrough, ownApprovalsFor, todosFor } from './service.js';
import type { Queue } from './waiting.js';

/** Home has 100 blocks for all rooms, a message 50 (src/block-kit/limits.ts); up to four to an item. */
const MOST_ON_HOME = 4;
const MOST_ON_CARD = 8;

const firstOf = ({ waiting, more, own }: Queue): Queue => ({
  waiting: waiting.slice(0, 1),
  more: more + Math.max(0, waiting.length - 1),
  own,
});

type List = {
  readonly find: typeof todosFor;
  readonly blocksOf: typeof todosBlocks;
  readonly title: Text;
  readonly none: Text;
};
const APPROVALS: List = { find: approvalsFor, blocksOf: approvalsBlocks, title: queue.approvals, none: queue.noApprovals };
const TODOS: List = { find: todosFor, blocksOf: todosBlocks, title: queue.todos, none: queue.noTodos };

/** What waits for a member: 审批, 待办, and the same on Home. */
export function queueConversation(deps: LeaveDeps): Conversation {
  const says = (caller: Caller, sentence: Text): Reply => show(sentenceCard(sentence, caller));

  async function listed(caller: Caller, { find, blocksOf, title, none }: List): Promise<Reply> {
    const reader = readerOf(deps, caller);
    const blocks = blocksOf(await lookThrough(deps, find, caller.memberId, MOST_ON_CARD), reader);
    return blocks.length === 0 ? says(caller, none) : show(queueCard(title, blocks, reader));
  }

  async function chooseSeveral(caller: Caller): Promise<ReturnType<typeof severalForm> | undefined> {
    const reader = readerOf(deps, caller);
    const { waiting, more } = await deps.transact((tx) => ownApprovalsFor(tx, deps, caller.memberId, MOST_AT_ONCE));
    const choices = waiting.map((one) => ({
      leave: one.view.leave,
      step: one.step,
      line: lineWithDepartment(one, reader),
      more: weighLine(one, reader),
      toWeigh: toWeigh(one.view),
    }));
    return choices.length === 0 ? undefined : severalForm(choices, more, reader);
  }

  async function approveChosen(caller: Caller, event: SubmissionEvent): Promise<Reply> {
    const weighed = weighedIn(event.context);
    const keys = several(event.values, 'chosen').flatMap((value) => {
      const key = keyIn(value);
      return key ? [{ ...key, memberId: caller.memberId, weighed: weighed.get(value) }] : [];
    });
    if (keys.length === 0) return { do: 'errors', errors: { chosen: say(queue.noneChosen, caller.locale) } };
    const { approved, refused } = await approveSeveral(deps, keys);
    return replace(reportForm(caller, approved.length, refused));
  }

  /** How many, and of each that is not among them why: 已由林致远于12月1日 09:00同意。 */
  function reportForm(caller: Caller, approved: number, refused: readonly (Refused & { readonly position: number })[]) {
    const lines = refused.map((one): CardBlock => ({ kind: 'text', text: [whyNot(caller, one)] }));
    const form = sentenceForm(say(queue.several, caller.locale), say(queue.done(approved), caller.locale), caller);
    return { ...form, blocks: [...form.blocks, ...lines] };
  }

  function whyNot(caller: Caller, refused: Refused & { readonly position: number }): string {
    const words = refusedWords(refused, refused.position, caller, deps);
    const { view } = refused;
    const step = view?.steps.find(({ position }) => position === refused.position);
    return view && step ? say(queue.notDone(lineWithDepartment({ view, step }, readerOf(deps, caller)), words), caller.locale) : words;
  }

  return {
    commands: [
      {
        names: ['审批', 'approvals'],
        help: queue.approvalsHelp,
        run: (caller) => listed(caller, APPROVALS),
      },
      { names: ['待办', 'to-do'], help: queue.todosHelp, run: (caller) => listed(caller, TODOS) },
    ],
    actions: {
      async 'leave.approvals'(caller, event) {
        const form = await chooseSeveral(caller);
        return form ? place(event, form) : says(caller, queue.noneOfSeveral);
      },
    },
    forms: { 'leave.severalDecision': approveChosen },
    async home(tx, caller) {
      const reader = readerOf(deps, caller);
      const waiting = await approvalsFor(tx, deps, caller.memberId, MOST_ON_HOME);
      const toDo = await todosFor(tx, deps, caller.memberId, MOST_ON_HOME);
      const blocks = [...approvalsBlocks(waiting, reader), ...todosBlocks(toDo, reader)];
      const shorter = [...approvalsBlocks(firstOf(waiting), reader), ...todosBlocks(firstOf(toDo), reader)];
      return blocks.length === 0 ? [] : [{ part: 'tasks', blocks, shorter }];
    },
  };
}
