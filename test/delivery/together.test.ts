import { expect, test } from 'vitest';
import { together } from '../../src/delivery/together.js';
import { virtualTimer } from '../support/timer.js';

test('whoever comes within the time goes on with the first of them, and the next one waits anew', async () => {
  const timer = virtualTimer();
  const wait = together(timer, 20);
  const wentOn: string[] = [];
  const come = (name: string) => void wait().then(() => wentOn.push(`${name} at ${timer.elapsed()}`));
  come('a');
  await timer.advance(15);
  come('b');
  await timer.advance(10);
  come('c');
  await timer.advance(30);
  expect(wentOn).toEqual(['a at 20', 'b at 20', 'c at 45']);
});
