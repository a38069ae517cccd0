import { expect } from 'vitest';
import { hourMs, type Instant, plus } from '../../../src/calendar/instant.js';
import type { MemberId } from '../../../src/org/member.js';
import { loadOrg } from '../../../src/org/service.js';
import { openVersion } from '../../../src/reflection/own/service.js';
import { openOwn } from '../../../src/reflection/response/service.js';
import { look } from '../../../src/reflection/response/share-service.js';
import type { Answers } from '../../../src/reflection/rules.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { askFigures } from '../../../src/reflection/service.js';
import type { Office } from '../../support/office.js';
import { figures, LEADERS, type Model, PROMPTS, seenBy, type Words, WRITERS, type Writer } from './model.js';

/** `prefix`: presses of one sequence are not those of another in the same office. */
export type Reality = { readonly office: Office; readonly rounds: string[]; readonly prefix: string };

export const member = (id: string) => id as MemberId;
export const answers = (words: Words): Answers => Object.fromEntries(PROMPTS.map((id, index) => [id, words && `${words}${index}`]));
const wordsOf = (written: Answers | undefined): Words | undefined => written && (written[PROMPTS[0]] ?? '').slice(0, -1);

export async function openRound({ office, rounds }: Reality, asked: readonly Writer[], hours: number): Promise<void> {
  const sent = await sendRound(
    office.reflection,
    { operator: 'test' },
    {
      promptSet: 'four-questions',
      audience: { kind: 'members', members: asked.map(member) },
      closes: { at: plus(office.now(), hours * hourMs) },
    },
  );
  if (!sent.ok) throw new Error(sent.refusal);
  rounds.push(sent.round.id);
}

export const moveTo = ({ office }: Reality, now: Instant): void => office.moveTo(now);

/** Everything that anybody could see, next to what the model says. */
export async function compare(model: Model, reality: Reality): Promise<void> {
  for (const [index, round] of model.rounds.entries()) {
    const roundId = reality.rounds[index] ?? '';
    for (const writer of WRITERS) {
      const opened = await openOwn(reality.office.reflection, { roundId, memberId: member(writer) });
      const paper = round.papers.get(writer);
      expect(opened.ok, 'only who was asked has a form').toBe(paper !== undefined);
      if (!opened.ok || !paper) continue;
      const newest = paper.versions.at(-1);
      const { own } = opened;
      expect({
        words: wordsOf(own.answers),
        draft: wordsOf(own.draft?.answers),
        versions: own.versions,
        erased: own.gone === 'erased',
        late: own.ask.late,
        sharedWith: own.sharedWith.map(({ leaderId }) => leaderId).sort(),
      }).toEqual({
        words: newest?.erased === false ? newest.words : undefined,
        draft: paper.draft,
        versions: paper.versions.length,
        erased: newest?.erased ?? false,
        late: paper.versions[0]?.late ?? false,
        sharedWith: [...paper.sharedWith].sort(),
      });
      const version =
        newest && (await openVersion(reality.office.reflection, { roundId, memberId: member(writer), version: own.versions }));
      expect(version?.late).toBe(newest?.late);
      for (const leader of LEADERS) {
        const seen = await look(reality.office.reflection, { roundId, memberId: member(writer), leaderId: member(leader) });
        expect(seen.ok ? wordsOf(seen.shown.answers) : undefined, 'what a leader sees').toBe(seenBy(round, writer, leader));
      }
    }
    expect(await counted(reality, roundId)).toEqual(figures(round));
  }
}

function counted({ office }: Reality, roundId: string) {
  return office.transact(async (tx) => {
    const departments = (await loadOrg(tx)).departments.map(({ id }) => id);
    const rows = await askFigures(tx, [roundId], departments);
    const sum = (figure: 'asked' | 'answered' | 'late') => rows.reduce((total, row) => total + row[figure], 0);
    return { asked: sum('asked'), answered: sum('answered'), late: sum('late') };
  });
}
