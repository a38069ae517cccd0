import type { z } from 'zod';
import english from 'zod/v4/locales/en.js';

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: ' true 或 false',
  array: '列表',
  object: '若干项',
  record: '若干项',
};
const UNITS: Readonly<Record<string, string>> = { string: '个字', array: '项', set: '项' };

function chinese(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '缺少这一项' : `应为${KINDS[issue.expected] ?? ` ${issue.expected}`}`;
    case 'invalid_value':
      return `应为 ${issue.values.map(String).join('、')}`;
    case 'unrecognized_keys':
      return `没有 ${issue.keys.join('、')} 这一项`;
    case 'too_small':
      return bound(issue, issue.minimum, '至少', '应大于');
    case 'too_big':
      return bound(issue, issue.maximum, '至多', '应小于');
    case 'invalid_format':
      return '写法不对';
    default:
      return '不能这样写';
  }
}

/** `within`: the limit itself is allowed. */
function bound(
  { origin, inclusive }: { origin: string; inclusive?: boolean },
  limit: number | bigint,
  within: string,
  beyond: string,
): string {
  return [inclusive === false ? beyond : within, limit, ...(UNITS[origin] ? [UNITS[origin]] : [])].join(' ');
}

const { localeError } = english();

/** What is said of a value that the schema has no words of its own for: in Chinese and English, as those are. */
export const inBothLanguages: z.core.$ZodErrorMap = (issue) => {
  const said = localeError(issue);
  return `${chinese(issue)} / ${typeof said === 'object' ? said?.message : said}`;
};
