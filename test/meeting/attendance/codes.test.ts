import { expect, test } from 'vitest';
import { checkInRoutes } from '../../../src/meeting/attendance/screen-routes.js';
import { hashOf, sealSecret, secretOf, tokenOf } from '../../../src/meeting/attendance/secret.js';
import { findCheckIn, insertCheckIn } from '../../../src/meeting/attendance/store.js';
import { ME, OUTSIDER } from '../../leave/absence/world.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import { at } from '../../support/office.js';
import { cardIn, talk } from '../../support/talk.js';
import { opened } from './opened.js';

test('the digits may be typed in full width and with spaces', async () => {
  const { office, codeNow } = await opened();
  const wide = (await codeNow()).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  expect(wide).toMatch(/^[０-９]{3} [０-９]{3}$/);
  expect(cardIn(await talk(office, ME).say(`签到 ${wide}`)).summary).toContain('已签到');
});

test('the digits alone are the code of whoever is at a meeting that is open, and of nobody else', async () => {
  const { office, codeNow } = await opened();
  const said = async (memberId: string, words: string) => cardIn(await talk(office, memberId).say(words)).summary;
  expect(await said(OUTSIDER, await codeNow())).toBe('help');
  expect(await said(ME, '12345')).toBe('help');
  expect(await said(ME, await codeNow())).toContain('已签到');
});

test('the digits alone are a code as long as the check-in is open, on the second day of a training as well', async () => {
  const { office, codeNow } = await opened({ endsAt: at('2026-11-27', '17:00') });
  office.moveTo(at('2026-11-27', '08:50'));
  expect(cardIn(await talk(office, ME).say(await codeNow())).summary).toContain('已签到');
});

test('where two meetings show the same digits by chance, each is checked in where they are expected', async () => {
  const { office, meeting, codeNow } = await opened();
  const other = await noteMeeting(office, meetingAt(meeting.startsAt, { title: '离退休干部座谈会' }), [OUTSIDER]);
  await office.transact(async (tx) => {
    const there = await findCheckIn(tx, meeting.id);
    if (!there) throw new Error('not open');
    const secret = await secretOf(tx, office.meeting, there);
    const sealed = await sealSecret(tx, office.meeting, secret);
    await insertCheckIn(tx, { ...there, meetingId: other.id, sealed }, hashOf('another address'));
  });
  const code = await codeNow();
  const said = async (memberId: string) => cardIn(await talk(office, memberId).say(`签到 ${code}`)).summary;
  expect(await said(OUTSIDER)).toContain('“离退休干部座谈会”已签到');
  expect(await said(OUTSIDER)).toContain('已有签到记录');
  expect(await said(ME)).toContain('“机关干部大会”已签到');
});

test('the database holds neither what the codes are made of nor the address of the big screen', async () => {
  const { office, meeting } = await opened();
  const [row, secret] = await office.transact(async (tx) => {
    const checkIn = await findCheckIn(tx, meeting.id);
    const all = await tx.selectFrom('meeting_check_in').selectAll().executeTakeFirstOrThrow();
    return [all, checkIn ? await secretOf(tx, office.meeting, checkIn) : ''] as const;
  });
  expect(secret.length).toBeGreaterThan(20);
  const stored = Buffer.concat([row.secret, row.token_hash]).toString('latin1');
  for (const known of [secret, tokenOf(secret)]) expect(stored).not.toContain(known);
});

test('a page that cannot be shown says so, tries again, and keeps its address out of the log', async () => {
  const { office } = await opened();
  const logged: unknown[] = [];
  const broken = { ...office.meeting, transact: () => Promise.reject(new Error('disk')) };
  const answer = await checkInRoutes(broken, { error: (...all: unknown[]) => void logged.push(all) }).request('/check-in/geheim');
  expect(answer.status).toBe(503);
  const html = await answer.text();
  expect(html).toContain('http-equiv="refresh"');
  expect(html).not.toContain('disk');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(logged).toHaveLength(1);
  expect(JSON.stringify(logged)).not.toContain('geheim');
});
