import { readSheet } from 'read-excel-file/node';
import type { Meeting } from '../../../src/meeting/meeting.js';
import { bureau, ORGANIZER } from '../../leave/absence/world.js';
import { at } from '../../support/office.js';
import { cardIn, formIn, talk, wordsOf } from '../../support/talk.js';

/** A meeting this Thursday at nine, whose check-in an organizer has opened at ten to. */
export async function opened(changes: Partial<Meeting> = {}) {
  const world = await bureau(changes);
  const { office, meeting } = world;
  const organizer = talk(office, ORGANIZER);
  office.moveTo(at('2026-11-26', '08:50'));
  const board = formIn(await organizer.press('meeting.openCheckIn', meeting.id));
  const codeNow = async () =>
    wordsOf(formIn(await organizer.press('meeting.openCheckIn', meeting.id)).blocks).match(/\d{3} \d{3}/)?.[0] ?? '';
  const checkIn = async (memberId: string) => cardIn(await talk(office, memberId).say(`签到 ${await codeNow()}`)).summary;
  const report = async (memberId: string) =>
    JSON.parse((await office.outbox(`meeting.report:${meeting.id}:`)).findLast((row) => row.member_id === memberId)?.content ?? '{}');
  const close = () => organizer.press('meeting.closeCheckIn', meeting.id);
  return { ...world, organizer, board, codeNow, checkIn, report, close };
}

export async function sheet(content: Uint8Array | undefined): Promise<unknown[][]> {
  return readSheet(Buffer.from(content ?? []));
}
