import { expect, test, vi } from 'vitest';
import { freePort, newDataDir, startProgram } from '../support/running.js';

test('what fails is logged with functions and lines of the sources, not of the built files', async () => {
  const nobodyThere = await freePort();
  const bot = await startProgram(newDataDir(), {
    SLACK_API_URL: `http://127.0.0.1:${nobodyThere}/api/`,
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
  });
  await vi.waitUntil(() => bot.output().includes('the accounts of the chat could not be read'), { timeout: 10_000, interval: 5 });
  expect(bot.output()).toMatch(/listUsers \([^)]*\/src\/slack\/directory\.ts:\d+/);
  expect(bot.output()).not.toContain('dist/main.js');
});
