import { type Locale, say } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import type { Audience } from '../../org/audience.js';
import { listedIn, optionsOf } from '../../org/options.js';
import { loadOrg } from '../../org/service.js';
import { loadStaff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import { meetingsAgainst } from '../give-way/meetings-against.js';
import { conflictsOf } from '../give-way/service.js';
import { reachNow } from '../notice/service.js';
import type { Checked } from './check.js';
import type { Draft } from './draft-store.js';
import type { Choices } from './forms.js';
import type { Preview } from './preview.js';
import { text } from './text.js';

/** 全体人员; 正处级及以上; 办公室、规划处. */
export async function audienceWords(tx: Tx, audience: Audience, locale: Locale): Promise<string> {
  switch (audience.kind) {
    case 'bureau':
      return say(text.everybody, locale);
    case 'ranks':
      return locale === 'en' ? `${audience.atLeast} and above` : `${audience.atLeast}及以上`;
    case 'positions':
      return say(
        audience.positions.length > 1 ? text.headsAndLeaders : audience.positions.includes('bureauLeaders') ? text.leaders : text.heads,
        locale,
      );
    case 'departments':
    case 'members':
      return namesIn(
        (await listedIn(tx, audience)).map(({ label }) => label),
        locale,
      );
    default:
      return audience satisfies never;
  }
}

const MOST_NAMES = 20;

function namesIn(names: readonly string[], locale: Locale): string {
  const shown = names.slice(0, MOST_NAMES).join(locale === 'en' ? ', ' : '、');
  if (names.length <= MOST_NAMES) return shown;
  return locale === 'en' ? `${shown} and ${names.length - MOST_NAMES} more` : `${shown}等 ${names.length} 个`;
}

export async function describe(tx: Tx, deps: MeetingDeps, draftId: string, checked: Checked, locale: Locale): Promise<Preview> {
  const { meeting, before, members, clash } = checked;
  const { departments } = await loadOrg(tx);
  const nameOf = (id: string) => departments.find((department) => department.id === id)?.name ?? '';
  const occasion = { urgent: !meeting.inAdvance, emergency: meeting.emergency, startsAt: meeting.startsAt };
  const { held, heldUntil, unreachable } = await reachNow(tx, deps, occasion, members);
  return {
    draftId,
    meeting,
    before,
    department: nameOf(meeting.departmentId),
    people: members.length,
    audience: await audienceWords(tx, meeting.audience, locale),
    audienceBefore: before && (await audienceWords(tx, before.audience, locale)),
    leftOut: (await optionsOf(tx, meeting.excluded)).map(({ label }) => label),
    withoutAccount: unreachable.length,
    held: heldUntil === undefined ? undefined : { people: held.length, until: heldUntil },
    clash,
    conflicts: await conflictsOf(tx, deps, meeting, new Set(members.map(({ id }) => id))),
    against: meeting.scope === 'departments' ? await meetingsAgainst(tx, meeting, await loadStaff(tx, deps.ranks)) : [],
  };
}

/** What the form offers, and shows as chosen. */
export async function choicesFor(tx: Tx, deps: Pick<MeetingDeps, 'ranks'>, { values }: Draft, bureau: boolean): Promise<Choices> {
  const listed = (name: string) => (Array.isArray(values[name]) ? (values[name] as readonly string[]) : []);
  return {
    departments: await listedIn(tx, { kind: 'departments', departments: [...listed('departments')] }),
    members: await optionsOf(tx, listed('members')),
    excluded: await optionsOf(tx, listed('excluded')),
    ranks: deps.ranks,
    bureau,
  };
}
