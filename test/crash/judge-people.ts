import { grouped } from '../../src/org/grouped.js';
import type { Diary, Written } from './diary.js';
import type { Opened } from './rounds.js';
import type { Stored } from './stored.js';
import type { Violation } from './violation.js';

const placeOf = ({ member, roundId }: { member: string; roundId: string }) => `${member} ${roundId}`;

/** The fields of one form are all there and all of one text, which is returned; undefined: they are not. */
function textOf(fields: readonly string[] | undefined): string | undefined {
  const [text] = fields?.[0]?.split('·') ?? [];
  return text && fields?.length === 4 && fields.every((field, index) => field === `${text}·${index + 1}`) ? text : undefined;
}

/** What somebody saw accepted is there, once, whole; the last of it is what counts; and nothing is there that nobody wrote. */
export function judgeAnswers({ answers, asks }: Stored, diary: Diary): Violation[] {
  const violations: Violation[] = [];
  const stored = grouped(answers, placeOf);
  const written = grouped(diary.answers, placeOf);
  for (const place of new Set([...stored.keys(), ...written.keys()])) {
    const texts = (stored.get(place) ?? []).map(({ fields }) => textOf(fields));
    const wrote = written.get(place) ?? [];
    const lastSeen = wrote.findLastIndex(({ seen }) => seen);
    for (const { text, seen } of wrote)
      if (seen && !texts.includes(text)) violations.push({ kind: 'answer missing', what: `${text} of ${place}` });
    const mayBeNewest = wrote.slice(Math.max(0, lastSeen)).map(({ text }) => text);
    const newest = texts.at(-1);
    if (texts.length > 0 && (newest === undefined || !mayBeNewest.includes(newest)))
      violations.push({ kind: 'answer missing', what: `${newest} counts for ${place} instead of ${mayBeNewest.join(' or ')}` });
    if (new Set(texts).size !== texts.length) violations.push({ kind: 'doubled', what: `an answer of ${place}` });
    if (texts.some((text) => !wrote.some((one) => one.text === text)))
      violations.push({ kind: 'other', what: `${place} never wrote that` });
  }
  for (const ask of asks)
    if ((ask.answeredAt !== null) !== stored.has(placeOf(ask))) violations.push({ kind: 'other', what: `${placeOf(ask)} counts wrongly` });
  return violations;
}

/** A draft that was kept is there, unless an answer has taken its place since. */
export function judgeDrafts({ drafts }: Stored, diary: Diary): Violation[] {
  const stored = new Map(drafts.map((draft) => [placeOf(draft), textOf(draft.fields)]));
  const answered = new Set(diary.answers.map(placeOf));
  const kept = grouped(diary.drafts, placeOf);
  return [...kept].flatMap(([place, wrote]): Violation[] => {
    const mayBeThere = wrote
      .slice(
        Math.max(
          0,
          wrote.findLastIndex(({ seen }) => seen),
        ),
      )
      .map(({ text }: Written) => text);
    const there = stored.get(place) ?? '';
    const needed = wrote.some(({ seen }) => seen) && !answered.has(place);
    return needed && !mayBeThere.includes(there) ? [{ kind: 'answer missing', what: `the draft ${mayBeThere[0]} of ${place}` }] : [];
  });
}

/** Words that the program acknowledged got their answer; who pressed for a file got one for each press. */
export function judgeReplies({ outbox }: Stored, diary: Diary): Violation[] {
  const violations: Violation[] = [];
  const keys = outbox.map(({ key }) => key);
  const answered = new Set(keys.flatMap((key) => /^chat\.answer:[^:]*:(.+)$/.exec(key)?.[1] ?? []));
  for (const word of diary.words) if (!answered.has(word)) violations.push({ kind: 'lost', what: `the answer to the words ${word}` });
  for (const [member, asked] of grouped(diary.exports, (one) => one.member)) {
    const files = keys.filter((key) => key.startsWith(`reflection.export:${member}:`)).length;
    const seen = asked.filter((one) => one.seen).length;
    if (files < seen) violations.push({ kind: 'lost', what: `${member} was promised ${seen} files and got ${files}` });
    if (files > asked.length) violations.push({ kind: 'doubled', what: `${member} asked for ${asked.length} files and got ${files}` });
  }
  return violations;
}

/** Each round came about once, and the audit log tells of every decision once, in order. */
export function judgeAudit({ rounds, audit }: Stored, opened: Opened): Violation[] {
  const wanted = { 'reflection.round.send': opened.sent + 1, 'reflection.schedule.add': opened.scheduled };
  const violations: Violation[] = Object.entries(wanted).flatMap(([action, times]) => {
    const found = audit.filter((entry) => entry.action === action).length;
    return found === times ? [] : [{ kind: 'other' as const, what: `${action} stands ${found} times in the audit log, not ${times}` }];
  });
  if (audit.some(({ id }, index) => id !== index + 1)) violations.push({ kind: 'other', what: 'the audit log has a gap' });
  const fromSchedules = rounds.filter(({ scheduleId }) => scheduleId?.startsWith('crash-')).length;
  if (fromSchedules !== opened.scheduled)
    violations.push({ kind: 'other', what: `${opened.scheduled} occurrences gave ${fromSchedules} rounds` });
  const others = rounds.filter(({ scheduleId }) => scheduleId === null).length;
  if (others !== 1 + opened.sent + opened.closing)
    violations.push({ kind: 'other', what: `there are ${others} rounds that were sent by hand` });
  return violations;
}
