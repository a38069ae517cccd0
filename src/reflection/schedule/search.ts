import type { Option } from '../../chat/card.js';
import type { Tx } from '../../db/transact.js';
import { departmentOptions, peopleOptions } from '../../org/options.js';
import type { ReflectionDeps } from '../deps.js';
import { mayKeepSchedules } from './service.js';

/** Departments by name, for those who keep schedules; nothing for others. */
export const findDepartments = (deps: ReflectionDeps, memberId: string, query: string): Promise<Option[]> =>
  forKeepers(deps, memberId, (tx) => departmentOptions(tx, query));

/** People by name, position or department, for those who keep schedules; nothing for others. */
export const findPeople = (deps: ReflectionDeps, memberId: string, query: string): Promise<Option[]> =>
  forKeepers(deps, memberId, (tx) => peopleOptions(tx, query));

const forKeepers = (deps: ReflectionDeps, memberId: string, find: (tx: Tx) => Promise<Option[]>): Promise<Option[]> =>
  deps.transact(async (tx) => ((await mayKeepSchedules(tx, memberId)) ? find(tx) : []));
