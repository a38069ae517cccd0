import type { Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import type { Ground } from '../../ground.js';
import { unknownDepartments } from '../../leave/chain/chain.js';
import type { Chain } from '../../leave/chain/policy.js';
import { roleText } from '../../leave/text.js';
import { grouped } from '../../org/grouped.js';
import type { Department, Rank } from '../../org/member.js';
import { activeMembers, loadOrg } from '../../org/service.js';
import { bad, type Finding, good } from './finding.js';

/**
 * What whoever brings a roster reads of chains that speak of a department by a name that none has, as after it was renamed: they are for nobody, and
 * others take their place.
 */
export function chainNotices(chains: readonly Chain[], departments: readonly Department[]): Text[] {
  const unknown = unknownDepartments(chains, departments);
  if (unknown.length === 0) return [];
  return [
    {
      zh: `花名册上没有请假审批链写到的部门：${unknown.join('、')}。写到它们的审批链不起作用，请假会走别的审批链；请改正 policy.yaml 中的 leave.chains，或花名册。`,
      en: `Chains for leave name departments that the roster does not have: ${unknown.join(', ')}. Those chains are for nobody, and leave takes others; correct leave.chains in policy.yaml, or the roster.`,
    },
  ];
}

/** Ranks of people on the roster that the ladder has not, as after one was renamed there, and how many people have each. */
async function ranksUnknown(tx: Tx, ranks: readonly Rank[]): Promise<[Rank, number][]> {
  const unknown = (await activeMembers(tx)).filter(({ rank }) => !ranks.includes(rank));
  return [...grouped(unknown, ({ rank }) => rank)].map(([rank, some]) => [rank, some.length]);
}

/** What the policy's chains speak of and the roster does not have. Both may change at any time, so neither is refused for it. */
export async function leaveFindings({ transact, policy: { leave, org } }: Pick<Ground, 'transact' | 'policy'>): Promise<Finding[]> {
  const { departments } = await transact(loadOrg);
  const unranked = await transact((tx) => ranksUnknown(tx, org.ranks));
  // An empty roster is a finding of its own.
  if (departments.length === 0) return [];
  const unknown = unknownDepartments(leave.chains, departments);
  const played = new Set<string>(departments.flatMap(({ functions }) => functions));
  const roles = new Set(leave.chains.flatMap(({ steps }) => steps.flatMap(({ action, role }) => (action === 'approve' ? [] : [role]))));
  const unplayed = [...roles].filter((role) => !played.has(role)).map((role) => roleText[role]);
  const found = [
    ...(unknown.length === 0
      ? []
      : [
          bad(
            'leave-departments',
            {
              zh: `花名册上没有请假审批链写到的部门：${unknown.join('、')}`,
              en: `chains for leave name departments that the roster does not have: ${unknown.join(', ')}`,
            },
            { zh: '请改正 policy.yaml 中的 leave.chains，或花名册', en: 'correct leave.chains in policy.yaml, or the roster' },
          ),
        ]),
    ...(unplayed.length === 0
      ? []
      : [
          bad(
            'leave-functions',
            {
              zh: `请假审批链要由${unplayed.map(({ zh }) => zh).join('、')}办理、备案或知晓，花名册上没有部门承担`,
              en: `chains for leave have steps for a department that no row of the roster gives: ${unplayed.map(({ en }) => en.toLowerCase()).join(', ')}`,
            },
            { zh: '请在花名册的“部门职能”一列填上', en: 'enter it in the roster’s column “functions”' },
          ),
        ]),
  ];
  if (unranked.length > 0)
    found.push(
      bad(
        'leave-ranks',
        {
          zh: `花名册上有职级不在 policy.yaml 的 org.ranks 中：${unranked.map(([rank, n]) => `${rank} ${n} 人`).join('、')}。他们不能申请请假，按职级的推送和通知也不包括他们`,
          en: `the roster has ranks that org.ranks in policy.yaml has not: ${unranked.map(([rank, n]) => `${rank} (${n})`).join(', ')}. Whoever has one can ask for no leave, and what goes by rank leaves them out`,
        },
        {
          zh: '请改正花名册的“职级”列并重新导入，或在 org.ranks 中补上',
          en: 'correct the roster’s column “rank” and import it, or add them to org.ranks',
        },
      ),
    );
  return found.length > 0
    ? found
    : [good('leave', { zh: '请假审批链与花名册相符', en: 'the chains for leave and the roster fit each other' })];
}
