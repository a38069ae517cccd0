import { z } from 'zod';
import { wholeNumber } from '../../calendar/whole-number.js';
import type { DepartmentFunction } from '../../org/member.js';
import { FUNCTIONS } from '../../org/roster/columns.js';
import { APPROVERS, type ApproverRole, LEAVE_KINDS, STEP_ACTIONS, type StepAction } from '../leave.js';

/** One of the steps that a request goes through, in their order. */
export type ChainStep =
  | { readonly action: 'approve'; readonly role: ApproverRole }
  | { readonly action: Exclude<StepAction, 'approve'>; readonly role: DepartmentFunction };

const kindError = `应为 ${LEAVE_KINDS.join('、')} 之一或几个 / expected one or more of ${LEAVE_KINDS.join(', ')}`;
const Kind = z.enum(LEAVE_KINDS, { error: kindError });
const Kinds = z
  .union([Kind, z.array(Kind).min(1)], { error: kindError })
  .transform((kind) => (typeof kind === 'string' ? [kind] : kind))
  .refine(isDistinct, '类别不能重复 / a kind must not appear twice');

const rankError = '应为 org.ranks 中的职级 / expected a rank of org.ranks';
const rank = z.string({ error: rankError }).trim().min(1, { error: rankError }).optional();
const RankBounds = z
  .strictObject(
    { atLeast: rank, atMost: rank },
    { error: '写法如 { atLeast: 正处级 }、{ atMost: 副处级 } / expected for example { atLeast: 正处级 } or { atMost: 副处级 }' },
  )
  .refine(isBounded, '至少写 atLeast、atMost 中的一个 / at least one of atLeast and atMost is needed');

const namesError = '应为部门名称，如 [办公室] / expected names of departments, for example [办公室]';
const Names = z
  .array(z.string({ error: namesError }).trim().min(1, { error: namesError }), { error: namesError })
  .min(1, { error: namesError })
  .refine(isDistinct, '部门不能重复 / a department must not appear twice');

const daysError = '应为 0.5 至 365 的天数，可以有半天 / expected a number of days from 0.5 to 365, halves allowed';
const days = z
  .number({ error: daysError })
  .min(0.5, { error: daysError })
  .max(365, { error: daysError })
  .multipleOf(0.5, { error: daysError });
const DayBounds = z
  .strictObject(
    { moreThan: days.optional(), atMost: days.optional() },
    { error: '写法如 { moreThan: 3 }、{ atMost: 3 } / expected for example { moreThan: 3 } or { atMost: 3 }' },
  )
  .refine(isBounded, '至少写 moreThan、atMost 中的一个 / at least one of moreThan and atMost is needed');

/** Which requests a chain is for: those that meet every condition. What is left out sets none. */
const When = z
  .strictObject(
    {
      kind: Kinds,
      rank: RankBounds.optional(),
      /** With those under them, except what is under another department that a chain of the same kind names. */
      departments: Names.optional(),
      /** Every other department. */
      exceptDepartments: Names.optional(),
      /** Working days by the official calendar. */
      days: DayBounds.optional(),
    },
    {
      error:
        '条件应写 kind，可以再写 rank、departments 或 exceptDepartments、days / expected kind, and if need be rank, departments or exceptDepartments, days',
    },
  )
  .refine(
    (when) => !when.departments || !when.exceptDepartments,
    'departments 和 exceptDepartments 只能写一个 / only one of departments and exceptDepartments can be given',
  );

const partError = `应为 ${FUNCTIONS.join('、')} 之一 / expected one of ${FUNCTIONS.join(', ')}`;
const part = z.enum(FUNCTIONS as [DepartmentFunction, ...DepartmentFunction[]], { error: partError }).optional();
const approverError = `应为 ${APPROVERS.join('、')} 之一 / expected one of ${APPROVERS.join(', ')}`;
const Step = z
  .strictObject(
    { approve: z.enum(APPROVERS, { error: approverError }).optional(), process: part, notify: part, file: part },
    { error: '步骤只有 approve、process、notify、file 四种 / a step is one of approve, process, notify and file' },
  )
  .refine(
    (step) => STEP_ACTIONS.filter((action) => step[action] !== undefined).length === 1,
    '每一步只写一件事，写法如 { approve: departmentHead } / each step is one thing, for example { approve: departmentHead }',
  )
  .transform(({ approve, ...parts }): ChainStep[] => [
    ...(approve ? [{ action: 'approve' as const, role: approve }] : []),
    ...(['process', 'notify', 'file'] as const).flatMap((action) => (parts[action] ? [{ action, role: parts[action] }] : [])),
  ]);

const Steps = z
  .array(Step, { error: '应为步骤的列表 / expected a list of steps' })
  .transform((steps) => steps.flat())
  .refine((steps) => steps.some(isApproval), '至少要有一步 approve，否则没有人批准 / at least one step must approve')
  .refine(
    (steps) => steps.findLastIndex(isApproval) < steps.filter(isApproval).length,
    'approve 要写在最前面：没有批准的不能办理、备案、打招呼 / approve steps come first: nothing is processed, filed or told before it is approved',
  )
  .refine((steps) => isDistinct(steps.map(({ action, role }) => `${action} ${role}`)), '步骤不能重复 / a step must not appear twice');

const Chain = z.strictObject({ when: When, steps: Steps }, { error: '每条审批链写 when 和 steps / each chain has when and steps' });
/** 审批链: which steps a request goes through. Whoever reads them may rely on it that each request meets exactly one (check.ts). */
export type Chain = z.output<typeof Chain>;

/** domain.md §3, from the report of the bureau's cadre meeting. */
export const Chains = z.array(Chain, { error: '应为审批链的列表 / expected a list of chains' }).prefault([
  { when: { kind: 'business-trip', rank: { atLeast: '正处级' } }, steps: [{ approve: 'supervisingLeader' }, { notify: 'office' }] },
  { when: { kind: 'business-trip', rank: { atMost: '副处级' } }, steps: [{ approve: 'departmentHead' }] },
  {
    when: { kind: 'annual-leave' },
    steps: [{ approve: 'supervisingLeader' }, { process: 'personnel' }, { file: 'office' }, { file: 'political-work' }],
  },
]);

/** How long a step may wait for somebody, in workdays after it reached them. */
export const Waiting = z
  .strictObject({ nudgeAfterWorkdays: wholeNumber(1, 30).prefault(1), moveUpAfterWorkdays: wholeNumber(2, 60).prefault(2) })
  .refine((waiting) => waiting.nudgeAfterWorkdays < waiting.moveUpAfterWorkdays, {
    path: ['moveUpAfterWorkdays'],
    error: '应大于 nudgeAfterWorkdays：先催办，后上报 / expected more than nudgeAfterWorkdays: first a nudge, then one level up',
  })
  .prefault({});

const isApproval = ({ action }: ChainStep): boolean => action === 'approve';

function isDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function isBounded(bounds: object): boolean {
  return Object.values(bounds).some((bound) => bound !== undefined);
}
