import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const TAKES_FIRST = /selectFrom\((?:(?!selectFrom\()[^;])*?\.executeTakeFirst/g;

/** Kysely reads every row and hands over the first: of answers or of the audit log, those of years. */
test('whoever takes the first row of an order asks for no more than that one', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const statements = files.flatMap((file) =>
    [...readFileSync(`${src}${file}`, 'utf8').matchAll(TAKES_FIRST)].map(([words]) => ({ file, words })),
  );
  const ordered = statements.filter(({ words }) => words.includes('.orderBy('));
  expect(ordered.length).toBeGreaterThan(10);
  expect(ordered.filter(({ words }) => !words.includes('.limit('))).toEqual([]);
});
