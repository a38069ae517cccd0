import { inviteesOf } from '../../src/meeting/invitee-store.js';
import type { MeetingId } from '../../src/meeting/meeting.js';
import type { Office } from '../support/office.js';

export const JOINED = '699,新来人,科员,办事员,四问示范局/规划处,,,,,xin.lairen@siwen.example,,2026-11-20,2020-07-01';
export const joined = (csv: string) => `${csv.trimEnd()}\r\n${JOINED}\r\n`;
/** 603 is left out. */
export const left = (csv: string) => csv.replace(/^603,.*\r\n/m, '');
/** 104 goes from 办公室 to 规划处. */
export const moved = (csv: string) => csv.replace(/^104(.*)办公室,/m, '104$1规划处,');

export const expected = (office: Office, id: MeetingId): Promise<string[]> =>
  office.transact(async (tx) => (await inviteesOf(tx, id)).map(({ memberId }) => memberId as string));
