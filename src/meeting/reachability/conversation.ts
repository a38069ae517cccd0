import { readerOf } from '../../calendar/reader.js';
import { sentenceCard, sentenceForm } from '../../chat/cards.js';
import type { Caller, Conversation } from '../../chat/dispatch.js';
import { open, type Reply, replace, show } from '../../chat/reply.js';
import { say, type Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { departmentOptions, peopleOptions } from '../../org/options.js';
import type { MeetingDeps } from '../deps.js';
import { answeredCard, listCard, reportCard } from './cards.js';
import type { ReachabilityRefusal } from './check.js';
import { checkForm, readRequest, requestIn, sureForm } from './forms.js';
import { answerCheck, asking, listChecks, lookAt, mayCheck, previewCheck, startCheck } from './service.js';
import { refusalText, text } from './text.js';

const ON_CARD = 8;

/** 在岗。 我在 到 */
const HERE = /^(?:报告[\s,，]*)?(?:我|本人)?(?:在岗(?:在位)?|在位|在的?|到了?)[\s,，。.!！~～]*$|^(?:i am |i'm )?here[.!]?$/i;

/** 在岗, said elsewhere than on the question. What it says is of now, so that it answers every check that asks. */
export async function here(deps: MeetingDeps, caller: Caller, checkIds: readonly string[]): Promise<Reply> {
  const answers: Awaited<ReturnType<typeof answerCheck>>[] = [];
  for (const id of checkIds) answers.push(await answerCheck(deps, caller.memberId, id));
  const [first] = answers;
  if (!first) return show(sentenceCard(text.nothingToAnswer, caller));
  return show(first.ok ? answeredCard(first.check, first.at, readerOf(deps, caller)) : sentenceCard(refusalText[first.refusal], caller));
}

/** 在岗抽查: the office asks, whoever is asked presses once, the office sees who did. */
export function reachabilityConversation(deps: MeetingDeps): Conversation {
  const says = (caller: Caller, sentence: Text): Reply => show(sentenceCard(sentence, caller));
  const inForm = (caller: Caller, sentence: Text): Reply =>
    replace(sentenceForm(say(text.title, caller.locale), say(sentence, caller.locale), caller));
  const forOffice = <T>(caller: Caller, find: (tx: Tx) => Promise<T[]>): Promise<T[]> =>
    deps.transact(async (tx) => ((await mayCheck(tx, caller.memberId)) ? find(tx) : []));

  return {
    commands: [
      {
        names: ['在岗抽查', 'roll-call'],
        help: text.help,
        async run(caller) {
          const found = await listChecks(deps, caller.memberId, ON_CARD);
          return found.ok ? show(listCard(found.listed, readerOf(deps, caller))) : says(caller, refusalText[found.refusal]);
        },
      },
    ],
    async plain(caller, line) {
      if (!HERE.test(line)) return undefined;
      const checks = await deps.transact((tx) => asking(tx, caller.memberId, deps.clock.now()));
      return here(
        deps,
        caller,
        checks.map(({ id }) => id),
      );
    },
    actions: {
      async 'meeting.newCheck'(caller) {
        if (!(await deps.transact((tx) => mayCheck(tx, caller.memberId)))) return says(caller, refusalText['right-missing']);
        return open(checkForm(deps.newId(), deps.ranks, readerOf(deps, caller)));
      },
      async 'meeting.checkReport'(caller, event) {
        const found = await lookAt(deps, caller.memberId, event.value);
        return found.ok ? show(reportCard(found.report, readerOf(deps, caller))) : says(caller, refusalText[found.refusal]);
      },
      async 'meeting.reachable'(caller, event) {
        const [id = '', elsewhere] = event.value.split(':');
        if (elsewhere !== undefined) return here(deps, caller, [id]);
        const done = await answerCheck(deps, caller.memberId, id);
        // The card itself shows that it counted.
        return done.ok ? { do: 'nothing' } : says(caller, refusalText[done.refusal]);
      },
    },
    forms: {
      async 'meeting.checkDraft'(caller, event) {
        const read = readRequest(event.context, event.values);
        if (!read.ok) return { do: 'errors', errors: { [read.field]: say(refusalText[read.refusal], caller.locale) } };
        const preview = await previewCheck(deps, caller.memberId, read.request);
        if (preview.ok) return replace(sureForm(read.request, preview, readerOf(deps, caller)));
        const field = ({ nobody: 'audience', 'too-short': 'minutes' } as Partial<Record<ReachabilityRefusal, string>>)[preview.refusal];
        return field
          ? { do: 'errors', errors: { [field]: say(refusalText[preview.refusal], caller.locale) } }
          : inForm(caller, refusalText[preview.refusal]);
      },
      async 'meeting.startCheck'(caller, event) {
        const request = requestIn(event.context);
        if (!request) return inForm(caller, refusalText['check-unknown']);
        const done = await startCheck(deps, caller.memberId, request);
        const preview = !done.ok && done.refusal === 'range-changed' ? await previewCheck(deps, caller.memberId, request) : undefined;
        if (preview?.ok) return replace(sureForm(request, preview, readerOf(deps, caller), { changed: true }));
        return inForm(caller, done.ok ? text.started : refusalText[done.refusal]);
      },
    },
    options: {
      'meeting.checkDepartments': (caller, query) => forOffice(caller, (tx) => departmentOptions(tx, query)),
      'meeting.checkMembers': (caller, query) => forOffice(caller, (tx) => peopleOptions(tx, query)),
    },
  };
}
