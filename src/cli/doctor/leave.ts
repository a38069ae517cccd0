import type { Ground } from '../../ground.js';
import { unknownDepartments } from '../../leave/chain/chain.js';
import { roleText } from '../../leave/text.js';
import { loadOrg } from '../../org/service.js';
import { bad, type Finding, good } from './finding.js';

/** What the policy's chains speak of and the roster does not have. Both may change at any time, so neither is refused for it. */
export async function leaveFindings({ transact, policy: { leave } }: Pick<Ground, 'transact' | 'policy'>): Promise<Finding[]> {
  const { departments } = await transact(loadOrg);
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
  return found.length > 0
    ? found
    : [good('leave', { zh: '请假审批链与花名册相符', en: 'the chains for leave and the roster fit each other' })];
}
