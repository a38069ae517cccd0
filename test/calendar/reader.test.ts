import { expect, test } from 'vitest';
import { fromTo, when } from '../../src/calendar/reader.js';
import { at, zone } from '../support/office.js';

const reader = { locale: 'zh-CN' as const, zone: zone(), now: at('2026-11-24', '10:00') };

test('from when to when: the date once where it ends on the same day, both where it does not', () => {
  expect(fromTo({ start: at('2026-12-01', '09:00'), end: at('2026-12-01', '11:00') }, reader)).toBe('12月1日（周二） 09:00–11:00');
  expect(fromTo({ start: at('2026-12-01', '09:00'), end: at('2026-12-02', '11:00') }, reader)).toBe(
    '12月1日（周二） 09:00–12月2日（周三） 11:00',
  );
});

test('another year is said, the present one is not', () => {
  expect(when(at('2027-01-04', '09:00'), reader)).toBe('2027年1月4日（周一） 09:00');
  expect(when(at('2026-12-01', '09:00'), { ...reader, locale: 'en' })).toBe('Tue, Dec 1 09:00');
});
