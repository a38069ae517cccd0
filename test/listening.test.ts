import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { StartError } from '../src/db/start-error.js';
import { portInWords, serveRoutes, urlOf } from '../src/listening.js';

const failure = (code: string, more: Record<string, unknown>) => Object.assign(new Error(code), { code, ...more });

test.each([
  ['a port below 1024', failure('EACCES', { syscall: 'listen', address: '0.0.0.0', port: 80 }), '没有使用 0.0.0.0:80 的权限', 'SIWEN_PORT'],
  ['an address in brackets', failure('EADDRINUSE', { syscall: 'listen', address: '::1', port: 3210 }), '[::1]:3210', 'SIWEN_PORT'],
  ['a name nobody knows', failure('ENOTFOUND', { syscall: 'getaddrinfo', hostname: 'siwen.invalid' }), 'siwen.invalid', 'SIWEN_HOST'],
  ['no IPv6', failure('EAFNOSUPPORT', { syscall: 'listen', address: '::1', port: 3210 }), '[::1]:3210', 'SIWEN_HOST'],
])('%s is told with the place and the setting', (_what, error, place, setting) => {
  const told = portInWords(error);
  if (!(told instanceof StartError)) throw new Error('not in words');
  expect(told.text.zh).toContain(place);
  for (const sentence of [told.text.zh, told.text.en]) expect(sentence).toContain(setting);
});

test('where it answers is said as an address that can be opened', async () => {
  const server = await serveRoutes(new Hono(), 0, '127.0.0.1');
  onTestFinished(() => void server.close());
  expect((await fetch(urlOf('127.0.0.1', 0, server))).status).toBe(404);
  expect(urlOf('::1', 3210)).toBe('http://[::1]:3210');
});

test('what has nothing to do with a port stays as it is', () => {
  const file = failure('EACCES', { syscall: 'open', path: '/data' });
  expect(portInWords(file)).toBe(file);
  expect(portInWords('words')).toBe('words');
});
