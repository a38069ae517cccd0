import { userInfo } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { makeCli } from '../../src/cli/cli.js';
import { readConfig } from '../../src/config.js';

vi.mock('node:os', async (original) => {
  const os = await original<typeof import('node:os')>();
  return { ...os, userInfo: vi.fn(os.userInfo) };
});
afterEach(() => vi.unstubAllEnvs());

const operator = () => makeCli(readConfig({})).operator;

test('whoever has become the bot’s user by sudo is named, else who runs the command', () => {
  vi.stubEnv('SUDO_USER', undefined);
  expect(operator()).toBe(userInfo().username);
  vi.stubEnv('SUDO_USER', 'zhangsan');
  expect(operator()).toBe('zhangsan');
});

test('a user without a name, as in some containers, is a number', () => {
  vi.stubEnv('SUDO_USER', undefined);
  vi.mocked(userInfo).mockImplementationOnce(() => {
    throw new Error('uv_os_get_passwd returned ENOENT');
  });
  expect(operator()).toBe(String(process.getuid?.() ?? ''));
});
