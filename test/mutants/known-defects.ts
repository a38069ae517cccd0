/** A mistake that a program of this kind may have, as a change to the product's source. Each `from` stands in its file once. */
export type Defect = { readonly what: string; readonly edits: readonly Edit[] };
type Edit = { readonly file: string; readonly from: string; readonly to: string };

const defect = (what: string, file: string, from: string, to: string, ...more: Edit[]): Defect => ({
  what,
  edits: [{ file, from, to }, ...more],
});

const STATES = 'src/delivery/states.ts';
const OUTCOMES = 'src/delivery/outcomes.ts';
const RECONCILE = 'src/delivery/reconcile.ts';
const ROUNDS = 'src/reflection/round/service.ts';
const OCCURRENCES = 'src/reflection/round/occurrence-service.ts';
const FIGURES_STORE = 'src/reflection/round/figures-store.ts';
const ROUND_STORE = 'src/reflection/round/store.ts';
const ANSWERS = 'src/reflection/response/service.ts';
const CLAIMS = "state: 'sending',\n      sent_to: to,";

/** What the simulation must find: npm run mutants. */
export const KNOWN_DEFECTS: readonly Defect[] = [
  defect(
    'a message is noted as sent before its call',
    STATES,
    CLAIMS,
    "state: 'sent',\n      message_channel: '',\n      message_id: '',\n      settled_at: now,\n      sent_to: to,",
  ),
  defect('a message is noted only after its call', STATES, CLAIMS, "state: 'pending',\n      sent_to: to,", {
    file: STATES,
    from: ".where('state', '=', 'sending')\n    .returning((row)",
    to: ".where('state', '=', 'pending')\n    .returning((row)",
  }),
  defect(
    'a message in doubt is looked for without a quiet period',
    RECONCILE,
    'work.looks = 0;\n  work.readyAt = desk.timer.elapsed() + desk.quietMs;',
    'work.looks = 0;\n  work.readyAt = 0;',
    { file: RECONCILE, from: 'settled ? 0 : desk.timer.elapsed() + desk.quietMs', to: '0' },
  ),
  defect(
    'a message in doubt is sent again without a look',
    'src/delivery/send.ts',
    "case 'in-doubt':\n      beginQuiet(desk, work);",
    "case 'in-doubt':\n      await desk.transact((tx) => markPending(tx, work.id));",
  ),
  defect(
    'a lost reply counts as a no',
    OUTCOMES,
    "{ do: 'in-doubt', bug: !(error instanceof OutcomeUnknown) }",
    "{ do: 'try-again', code: 'lost' }",
  ),
  defect(
    'a 429 counts as a no',
    OUTCOMES,
    "{ do: 'wait-for-method', ms: error.retryAfterMs }",
    "{ do: 'give-up', code: 'limited', bug: false }",
  ),
  defect(
    'a 429 slows nothing down',
    'src/delivery/attempt.ts',
    "if (verdict.do === 'wait-for-method') desk.pacing.limited(method, now, verdict.ms);",
    '',
  ),
  defect(
    'what was in doubt when the program died is never looked for',
    'src/delivery/load.ts',
    ".where('state', 'in', ['pending', 'sending'])",
    ".where('state', '=', 'pending')",
  ),
  defect(
    'a message is looked for where its member is now',
    RECONCILE,
    'desk.chat.find(sent_to,',
    'desk.chat.find(work.address ?? sent_to,',
  ),
  defect('messages expire a day early', STATES, ".where('expires_at', '<=', now)", ".where('expires_at', '<=', now + 86_400_000)"),
  defect(
    'a card that changes while it is being sent keeps its old face',
    'src/delivery/outbox.ts',
    'messages.filter((message) => !isKept(message))',
    "messages.filter(({ state }) => state === 'sent')",
  ),
  defect(
    'a change that comes during another is lost',
    'src/delivery/refresh.ts',
    'removeUpdate(tx, newest)',
    "tx.deleteFrom('delivery_update').where('outbox_id', '=', work.id).execute()",
  ),
  defect(
    'what changes is not shown on a Home tab that was opened before',
    'src/delivery/homes.ts',
    'since: plus(now, -LOOKS_FOR_MS)',
    'since: now',
  ),
  defect(
    'typed words are confirmed before they are on disk',
    'src/delivery/inbox.ts',
    "  return deps.transact(async (tx) => {\n    await tx\n      .insertInto('delivery_inbox')",
    "  void deps.transact(async (tx) => {\n    await tx\n      .insertInto('delivery_inbox')",
    {
      file: 'src/delivery/inbox.ts',
      from: '.doNothing())\n      .execute();\n  });\n}',
      to: '.doNothing())\n      .execute();\n  }).catch(() => undefined);\n  return Promise.resolve();\n}',
    },
  ),
  defect(
    'typed words count as answered before the answer is stored',
    'src/delivery/inbox-worker.ts',
    '    await transact(async (tx) => {\n      const now = clock.now();',
    '    await transact((tx) => markAnswered(tx, clock.now(), id));\n    await transact(async (tx) => {\n      const now = clock.now();',
  ),
  defect('a transaction that fails is half kept', 'src/db/grouping.ts', "place.mark('rollback to work');", ''),
  defect('whoever has lost their account is asked', 'src/org/service.ts', 'store.loadAskable(tx)', 'store.loadActiveMembers(tx)'),
  defect('whoever has answered is reminded', ROUNDS, 'unanswered.has(id) && ', ''),
  defect('nobody is told of a missed round', OCCURRENCES, 'if (!fresh) return;', 'if (fresh) return;'),
  defect(
    'a round of which one was missed is sent late',
    'src/schedule/due.ts',
    'now < newest.closesAt',
    'now < plus(newest.closesAt, 86_400_000)',
  ),
  defect(
    'a round closes an hour early',
    ROUND_STORE,
    ".where('closes_at', '<=', now)\n    .orderBy",
    ".where('closes_at', '<=', now + 3_600_000)\n    .orderBy",
  ),
  defect(
    'cards do not show that a round is over',
    'src/reflection/round/close-service.ts',
    "{ kind: 'update', of: askKey(round.id, ask.memberId), card, urgency: 'routine' },",
    '',
  ),
  defect('a late answer is not marked', 'src/reflection/rules.ts', "late: may === 'answerLate'", 'late: false'),
  defect('a press that is delivered twice counts twice', ANSWERS, 'if (isThere || isRepeated)', 'if (false as boolean)'),
  defect(
    'a draft outlives the answer',
    ANSWERS,
    'await removeDraft(tx, deps, input, decision.answers);\n    await markAnswered',
    'await markAnswered',
  ),
  defect(
    'an answer is kept in its first version',
    ANSWERS,
    'const version = (newest?.version ?? 0) + 1;',
    'const version = (newest?.version ?? 0) + 1;\n    if (version > 1) return decision;',
  ),
  defect(
    'erasing everything erases one round',
    'src/reflection/own/service.ts',
    "what === 'everything' ? undefined : what.roundId))",
    "what === 'everything' ? '' : what.roundId))",
  ),
  defect(
    'anybody may look at what was shared with one',
    'src/reflection/response/share-service.ts',
    '!shared.some((share) => share.leaderId === leader.id)',
    'shared === undefined',
  ),
  defect(
    'late answers count as missing',
    FIGURES_STORE,
    'missing: row.asked - row.answered',
    'missing: row.asked - row.answered + row.late',
  ),
];
