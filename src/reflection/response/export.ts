import { stringify } from 'csv-stringify/sync';
import type { Instant, Zone } from '../../calendar/instant.js';
import { dateWordsWithYear, timeWords } from '../../calendar/words.js';
import { dateOf } from '../../calendar/zone.js';
import type { Upload } from '../../chat/chat.js';
import { type Locale, say, type Text } from '../../chat/text.js';
import { inChunks } from '../../db/in-chunks.js';
import { findMember } from '../../org/service.js';
import type { ReflectionDeps } from '../deps.js';
import { title } from '../round/cards.js';
import type { Round } from '../round/round.js';
import { findRound } from '../round/store.js';
import { type Answers, goneOf } from '../rules.js';
import { goneText, text } from '../text.js';
import { readable } from './answers.js';
import { unsealed } from './service.js';
import { allVersions, draftsOf, type Response } from './store.js';

const HEADINGS = {
  round: { zh: '内容', en: 'Round' },
  sent: { zh: '推送时间', en: 'Sent' },
  submitted: { zh: '提交时间', en: 'Submitted' },
  version: { zh: '第几稿', en: 'Version' },
  late: { zh: '补答', en: 'Late' },
  prompt: { zh: '题目', en: 'Prompt' },
  answer: { zh: '作答', en: 'Answer' },
} as const satisfies Record<string, Text>;
const yes: Text = { zh: '是', en: 'yes' };
const fileTitle: Text = { zh: '我的作答', en: 'My answers' };

/** Somebody may have written for sixteen years: read and written out between two turns of the loop. */
const VERSIONS_AT_ONCE = 50;

/** Everything a member wrote, drafts last, as a table that Excel opens. Made when it is sent, so that it lies nowhere else. */
export function exportOwn(deps: ReflectionDeps, memberId: string): Promise<Upload | undefined> {
  return deps.transact(async (tx) => {
    const member = await findMember(tx, memberId);
    if (!member) return undefined;
    const { locale } = member;
    const rounds = new Map<string, Round | undefined>();
    const roundOf = async (id: string): Promise<Round | undefined> => {
      if (!rounds.has(id)) rounds.set(id, await findRound(tx, id));
      return rounds.get(id);
    };
    const parts = [csvOf([Object.values(HEADINGS).map((heading) => say(heading, locale))], true)];
    await inChunks(
      await allVersions(tx, memberId),
      async (some) => {
        for (const version of some) {
          const round = await roundOf(version.roundId);
          const written = version.sealed ? await unsealed(tx, deps, memberId, version.sealed) : undefined;
          if (round) parts.push(csvOf(rowsOf(round, version, written, deps.zone, locale), false));
        }
      },
      VERSIONS_AT_ONCE,
    );
    for (const { roundId, sealed } of await draftsOf(tx, memberId)) {
      const [round, written] = [await roundOf(roundId), await unsealed(tx, deps, memberId, sealed)];
      if (round && written)
        parts.push(
          csvOf(answerRows([...headOf(round, deps.zone, locale), '', say(text.unsent, locale), ''], round, written, locale), false),
        );
    }
    return { filename: `${say(fileTitle, locale)}.csv`, title: say(fileTitle, locale), content: Buffer.from(parts.join('')) };
  });
}

const moment = (at: Instant, zone: Zone, locale: Locale): string =>
  `${dateWordsWithYear(dateOf(at, zone), locale)} ${timeWords(at, zone, locale)}`;

/** Which round it is: there are many of one name. */
const headOf = (round: Round, zone: Zone, locale: Locale): string[] => [title(round, { locale }), moment(round.opensAt, zone, locale)];

function rowsOf(round: Round, version: Response, written: Answers | undefined, zone: Zone, locale: Locale): string[][] {
  const submitted = moment(version.submittedAt, zone, locale);
  const start = [...headOf(round, zone, locale), submitted, String(version.version), version.late ? say(yes, locale) : ''];
  const gone = goneOf(version, written);
  if (!written) return [[...start, '', say(goneText[gone ?? 'erased'], locale)]];
  return answerRows(start, round, written, locale);
}

const answerRows = (start: readonly string[], round: Round, written: Answers, locale: Locale): string[][] =>
  round.set.prompts.map((prompt) => [...start, say(prompt, locale), readable(prompt, written[prompt.id], locale)]);

/** With a byte order mark and CRLF, as Excel in China expects of UTF-8; no cell is run as a formula. */
const csvOf = (rows: readonly (readonly string[])[], bom: boolean): string =>
  stringify([...rows], { bom, escape_formulas: true, record_delimiter: 'windows' });
