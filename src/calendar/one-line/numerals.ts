const DIGITS = '零一二三四五六七八九';

/** A number below 100 as people write it in dates and times: 9, 09, 九, 十一, 二十三, 零五, 两. */
export const NUMBER = '(?:\\d{1,2}|[零〇一二两三四五六七八九十]{1,3})';

/** NaN: no number, e.g. 十十. */
export function numeral(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replaceAll('〇', '零').replaceAll('两', '二');
  const [, tens, ones] = /^(?:零|([二三四五六七八九]?)十)?([一二三四五六七八九]?)$/.exec(plain) ?? [];
  if (plain === '零') return 0;
  if (plain === '' || (tens === undefined && !ones) || ones === undefined) return Number.NaN;
  return (tens === undefined ? 0 : Math.max(1, DIGITS.indexOf(tens || '一')) * 10) + Math.max(0, DIGITS.indexOf(ones || '零'));
}
