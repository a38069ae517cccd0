import { join } from 'node:path';
import { judgeHomes } from './judge-homes.js';
import { judgeCards, judgeMessages } from './judge-messages.js';
import { judgeAnswers, judgeAudit, judgeDrafts, judgeReplies } from './judge-people.js';
import type { Office } from './office.js';
import { countWords, readWorkspace } from './posted.js';
import type { Life } from './program.js';
import type { Rounds } from './rounds.js';
import { settled } from './settle.js';
import { readStored } from './stored.js';

/** Lets everything come to rest, ends the program and the workspace, and counts. */
export async function judge({ dataDir, people, workspace, diary, violations }: Office, rounds: Rounds, last: Life) {
  const file = join(dataDir, 'workspace.db');
  const wordsWait = () => countWords(file) > diary.words.size + diary.wordsUnheard;
  if (!(await settled(rounds.ground, wordsWait, rounds.opened.dueAt))) violations.push({ kind: 'other', what: 'it did not settle' });
  const homes = await judgeHomes(await readStored(rounds.ground), workspace, people, diary);
  violations.push(...homes.violations);
  const code = await last.stop();
  if (code !== 0) violations.push({ kind: 'other', what: `the program ended with ${code}` });
  // Not before: it may still have told the administrators of what had expired.
  const stored = await readStored(rounds.ground);
  await rounds.close();
  await workspace.close();
  const arrived = readWorkspace(file);
  violations.push(
    ...judgeMessages(stored, arrived),
    ...judgeCards(stored, arrived),
    ...judgeAnswers(stored, diary),
    ...judgeDrafts(stored, diary),
    ...judgeReplies(stored, diary),
    ...judgeAudit(stored, rounds.opened),
  );
  return {
    rounds: stored.rounds.length,
    asks: stored.asks.length,
    messages: arrived.posted.length,
    held: stored.outbox.filter(({ state }) => state === 'unknown').length,
    expired: stored.outbox.filter(({ state }) => state === 'expired').length,
    'answers seen accepted': diary.answers.filter(({ seen }) => seen).length,
    'answers unsure': diary.answers.filter(({ seen }) => !seen).length,
    drafts: diary.drafts.filter(({ seen }) => seen).length,
    words: diary.words.size,
    'words unheard': diary.wordsUnheard,
    files: diary.exports.filter(({ seen }) => seen).length,
    homes: homes.judged,
    visits: diary.visits,
    'visits in vain': diary.inVain,
  };
}
