import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../simulation/office-files.js';
import { KNOWN_DEFECTS } from './known-defects.js';

test.each(KNOWN_DEFECTS)('the place of a known defect is still there: $what', ({ edits }) => {
  for (const { file, from, to } of edits) {
    expect(readFileSync(`${root}${file}`, 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  }
});
