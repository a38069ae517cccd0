import { stringify } from 'csv-stringify/sync';
import { dateWordsWithYear, timeWords } from '../calendar/words.js';
import { dateOf } from '../calendar/zone.js';
import type { Upload } from '../chat/chat.js';
import { type Locale, say, type Text } from '../chat/text.js';
import { findMember } from '../org/service.js';
import { readable } from './answers.js';
import type { ReflectionDeps } from './deps.js';
import { unsealed } from './response-service.js';
import { allVersions } from './response-store.js';
import { findRound } from './round-store.js';
import { text } from './text.js';

const HEADINGS = {
  round: { zh: '内容', en: 'Round' },
  submitted: { zh: '提交时间', en: 'Submitted' },
  version: { zh: '第几稿', en: 'Version' },
  late: { zh: '补答', en: 'Late' },
  prompt: { zh: '题目', en: 'Prompt' },
  answer: { zh: '作答', en: 'Answer' },
} as const satisfies Record<string, Text>;
const yes: Text = { zh: '是', en: 'yes' };
const fileTitle: Text = { zh: '我的作答', en: 'My answers' };

/** Everything a member wrote, as a table that Excel opens. Made when it is sent, so that it lies nowhere else. */
export function exportOwn(deps: ReflectionDeps, memberId: string): Promise<Upload | undefined> {
  return deps.transact(async (tx) => {
    const member = await findMember(tx, memberId);
    if (!member) return undefined;
    const locale: Locale = member.locale;
    const rows: string[][] = [];
    for (const version of await allVersions(tx, memberId)) {
      const round = await findRound(tx, version.roundId);
      if (!round) continue;
      const written = version.sealed ? await unsealed(tx, deps, memberId, version.sealed) : undefined;
      const submitted = `${dateWordsWithYear(dateOf(version.submittedAt, deps.zone), locale)} ${timeWords(version.submittedAt, deps.zone, locale)}`;
      const start = [say(round.set.title, locale), submitted, String(version.version), version.late ? say(yes, locale) : ''];
      if (!written) rows.push([...start, '', say(text.contentErased, locale)]);
      else for (const prompt of round.set.prompts) rows.push([...start, say(prompt, locale), readable(prompt, written[prompt.id], locale)]);
    }
    const headings = Object.values(HEADINGS).map((heading) => say(heading, locale));
    const csv = stringify([headings, ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
    return { filename: `${say(fileTitle, locale)}.csv`, title: say(fileTitle, locale), content: Buffer.from(csv) };
  });
}
