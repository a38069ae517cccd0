import type { Option } from '../../chat/card.js';
import { type Locale, say } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import type { Audience } from '../../org/audience.js';
import type { Member, MemberId } from '../../org/member.js';
import { listedIn, optionsOf } from '../../org/options.js';
import { departmentsToldApart } from '../../org/scope.js';
import { short } from '../../org/scope-menu.js';
import { allMembers } from '../../org/service.js';
import { loadStaff } from '../activity/participants.js';
import { wouldBeVoid } from '../attendance/moved-service.js';
import type { MeetingDeps } from '../deps.js';
import { meetingsAgainst, withoutExempted } from '../give-way/meetings-against.js';
import { conflictsOf } from '../give-way/service.js';
import { inviteesOf } from '../invitee-store.js';
import { intervalOf, type Meeting } from '../meeting.js';
import { waitingFor } from '../notice/service.js';
import { findMeeting } from '../store.js';
import type { Checked } from './check.js';
import type { Draft } from './draft-store.js';
import type { Organizer } from './expected.js';
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
      return namesIn(await listedIn(tx, audience), audience.kind === 'members' ? '人' : '个', locale);
    default:
      return audience satisfies never;
  }
}

const MOST_NAMES = 20;

/** 甲、乙等 30 人: a list that nobody reads to its end says how long it is. */
function namesIn(options: readonly Option[], unit: '人' | '个', locale: Locale): string {
  const shown = options.slice(0, MOST_NAMES).map(({ label }) => label);
  const words = shown.join(locale === 'en' ? ', ' : '、');
  if (options.length <= MOST_NAMES) return words;
  return locale === 'en' ? `${words} and ${options.length - MOST_NAMES} more` : `${words}等 ${options.length} ${unit}`;
}

/** Whom it may concern: whoever is expected, or was before the change. */
async function concerned(tx: Tx, { before, members }: Checked, wanted: ReadonlySet<MemberId>): Promise<readonly Member[]> {
  if (!before) return members;
  const was = new Set((await inviteesOf(tx, before.id)).map(({ memberId }) => memberId));
  return (await allMembers(tx)).filter(({ id }) => wanted.has(id) || was.has(id));
}

export async function describe(tx: Tx, deps: MeetingDeps, draft: Draft, checked: Checked, locale: Locale): Promise<Preview> {
  const { meeting, before, members, clash } = checked;
  const wanted = new Set(members.map(({ id }) => id));
  const leftOut = async ({ excluded }: Pick<Meeting, 'excluded'>) => namesIn(await optionsOf(tx, excluded), '人', locale);
  const away = await deps.onLeave(tx, intervalOf(meeting));
  const { held, heldUntil } = await waitingFor(tx, deps, meeting, await concerned(tx, checked, wanted), wanted);
  return {
    draftId: draft.id,
    revision: draft.revision,
    meeting,
    before,
    department: (await departmentsToldApart(tx)).get(meeting.departmentId) ?? '',
    people: members.filter(({ active }) => active).length,
    audience: await audienceWords(tx, meeting.audience, locale),
    audienceBefore: before && (await audienceWords(tx, before.audience, locale)),
    leftOut: await leftOut(meeting),
    leftOutBefore: before && (await leftOut(before)),
    onLeave: members.filter(({ id }) => away.has(id)).length,
    withoutAccount: members.filter(({ active, chatUserId }) => active && chatUserId === undefined).length,
    held: heldUntil === undefined ? undefined : { people: held.length, until: heldUntil },
    posted: meeting.scope === 'bureau' && deps.policy.channel !== undefined,
    clash,
    checkInsVoid: before ? await wouldBeVoid(tx, deps, before, meeting) : 0,
    conflicts: await conflictsOf(tx, deps, meeting, wanted),
    against: meeting.scope === 'departments' ? await against(tx, deps, meeting) : [],
  };
}

/** A departments' meeting gives way as the activity of the same id; what it was before the change is not in its way. */
async function against(tx: Tx, deps: MeetingDeps, meeting: Meeting) {
  const found = await meetingsAgainst(tx, deps, meeting, await loadStaff(tx, deps.ranks));
  return withoutExempted(
    tx,
    meeting.id,
    found.filter((one) => one.meeting.id !== meeting.id),
  );
}

/** What the form offers, and shows as chosen. */
export async function choicesFor(
  tx: Tx,
  deps: Pick<MeetingDeps, 'ranks'>,
  { values, of }: Draft,
  { bureau, announcing }: Organizer,
): Promise<Choices> {
  const listed = (name: string) => (Array.isArray(values[name]) ? (values[name] as readonly string[]) : []);
  return {
    departments: await listedIn(tx, { kind: 'departments', departments: [...listed('departments')] }),
    members: await optionsOf(tx, listed('members')),
    excluded: await optionsOf(tx, listed('excluded')),
    ranks: deps.ranks,
    organizing: of ? [] : announcing.map(({ id, name }) => ({ label: short(name), value: id })),
    bureau: bureau || (of !== undefined && (await findMeeting(tx, of.meetingId))?.scope === 'bureau'),
  };
}
