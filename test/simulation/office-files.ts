import { fileURLToPath } from 'node:url';
import { CalendarYear } from '../../src/calendar/calendar-year.js';
import type { Zone } from '../../src/calendar/instant.js';
import { readDataFile } from '../../src/data-file.js';
import { Policy } from '../../src/policy.js';
import { loadPromptSets, type PromptSets } from '../../src/reflection/prompt-sets.js';

/** What lies beside the database and is read at each start. */
export type OfficeFiles = { readonly policy: Policy; readonly promptSets: PromptSets; readonly calendarYears: CalendarYear[] };

export const zone = 'Asia/Shanghai' as Zone;
export const root = fileURLToPath(new URL('../../', import.meta.url));

export function readOfficeFiles(): OfficeFiles {
  return { policy: readDataFile(`${root}data/policy.yaml`, Policy), promptSets: loadPromptSets(`${root}prompts`), calendarYears: [] };
}

/** An invented notice for the year that no package knows; it is imported weeks after that year has begun. */
export const lateNotice = CalendarYear.parse({
  year: 2027,
  source: '虚构的通知，仅供测试',
  holidays: [
    { name: '春节', from: '2027-02-05', to: '2027-02-11' },
    { name: '清明节', from: '2027-04-03', to: '2027-04-05' },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-05' },
    { name: '端午节', from: '2027-06-09', to: '2027-06-11' },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-08' },
  ],
  makeUpWorkdays: ['2027-02-20', '2027-05-08', '2027-09-26'],
});
