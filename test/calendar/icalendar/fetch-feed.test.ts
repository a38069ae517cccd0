import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../../src/calendar/icalendar/feed/address.js';
import { feedUrl } from '../../../src/calendar/icalendar/feed/url.js';
import { type FeedRules, fetchFeed } from '../../../src/calendar/icalendar/fetch-feed.js';
import { calendar, vevent } from './build.js';

const text = calendar(vevent('SUMMARY:机关干部大会'));
const rules: FeedRules = { allowPrivate: true, mostBytes: 100_000, timeoutMs: 5_000 };
const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('a feed', () => {
  test('is fetched with what the server says about its age', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { etag: '"7"', 'last-modified': 'Tue, 01 Dec 2026 00:00:00 GMT' }).end(text),
    );
    const wanted = { ok: true, text, etag: '"7"', lastModified: 'Tue, 01 Dec 2026 00:00:00 GMT' };
    expect(await fetchFeed({ url }, rules)).toEqual(wanted);
  });

  test('that hasn’t changed is not sent again', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.headers['if-none-match'], request.headers['if-modified-since']);
      response.writeHead(request.headers['if-none-match'] === '"7"' ? 304 : 200).end();
    });
    expect(await fetchFeed({ url, etag: '"7"', lastModified: 'yesterday' }, rules)).toEqual({ ok: true, unchanged: true });
    expect(asked).toEqual(['"7"', 'yesterday']);
  });

  test('an answer of "not changed" to somebody who has nothing is none', async () => {
    const url = await serve((_, response) => response.writeHead(304).end());
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'status-unexpected' });
  });

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('is unpacked from %s', async (encoding, pack) => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(pack(text)));
    expect(await fetchFeed({ url }, rules)).toMatchObject({ ok: true, text });
  });

  test('with a name and a password is asked for with them, and its answer tells neither', async () => {
    const url = await serve((request, response) => {
      const right = request.headers.authorization === `Basic ${Buffer.from('office:geheim').toString('base64')}`;
      response.writeHead(right ? 200 : 401).end(right ? text : 'geheim');
    });
    expect(await fetchFeed({ url: url.replace('//', '//office:geheim@') }, rules)).toMatchObject({ ok: true, text });
    const refused = await fetchFeed({ url: url.replace('//', '//office:falsch@') }, rules);
    expect(refused).toEqual({ ok: false, problem: 'access-denied' });
  });

  test('is followed to where it has moved, and what it is asked with goes along', async () => {
    const url = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step < 3) response.writeHead([301, 302, 308][step] ?? 307, { location: `/${step + 1}` }).end();
      else response.writeHead(200, { etag: request.headers['if-none-match'] }).end(text);
    });
    expect(await fetchFeed({ url: `${url}/0`, etag: '"7"' }, rules)).toMatchObject({ ok: true, etag: '"7"' });
  });

  test('is not followed for ever', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/again' }).end();
    });
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'too-many-redirects' });
    expect(asked).toBe(4);
  });

  test.each([
    [401, 'access-denied'],
    [403, 'access-denied'],
    [404, 'not-found'],
    [410, 'not-found'],
    [500, 'status-unexpected'],
    [204, 'status-unexpected'],
    [206, 'status-unexpected'],
  ])('answered with %d: %s', async (status, problem) => {
    const url = await serve((_, response) => response.writeHead(status).end(status === 204 ? undefined : text));
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem });
  });

  test('that is a page to sign in is no calendar, whatever its server calls it', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-type': 'text/calendar' }).end('<!DOCTYPE html>…'));
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'not-a-calendar' });
  });
});

describe('a server that means harm', () => {
  test('a few kilobytes that unpack into a gigabyte are given up at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'BEGIN:VCALENDAR\r\n'));
    expect(bomb.length).toBeLessThan(200_000);
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'too-large' });
  });

  test('one that never stops sending is given up at the limit', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'too-large' });
  });

  test('one that says it will send too much is not listened to', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-length': '100001' }).write('BEGIN'));
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'too-large' });
  });

  test.each<[string, RequestListener]>([
    ['answers nothing', () => undefined],
    ['begins to answer', (_, response) => response.writeHead(200).write('BEGIN:VCALENDAR\r\n')],
    [
      'begins a packed answer',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync(text).subarray(0, 20)),
    ],
  ])('one that %s is waited for so long and no longer', async (_what, listener) => {
    const url = await serve(listener);
    expect(await fetchFeed({ url }, { ...rules, timeoutMs: 100 })).toEqual({ ok: false, problem: 'timed-out' });
  });

  test.each([
    ['calls plain text packed', 'gzip'],
    ['packs in a way of its own', 'zstd'],
    ['packs in __proto__', '__proto__'],
  ])('one that %s can’t be unpacked', async (_what, encoding) => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(text));
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'encoding-unknown' });
  });

  test.each([
    ['', {}, text],
    [' in what it has packed', { 'content-encoding': 'gzip' }, gzipSync(text).subarray(0, 20)],
  ])('one that breaks off%s has sent nothing', async (_what, headers, some) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1_000, ...headers }).write(some, () => response.destroy());
    });
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'unreachable' });
  });

  test.each(['file:///etc/passwd', 'ftp://a.cn/x.ics', 'data:text/calendar,BEGIN', 'javascript:1', 'gopher://a.cn'])(
    '%s is not asked',
    async (location) => {
      expect(await fetchFeed({ url: location }, rules)).toEqual({ ok: false, problem: 'scheme-refused' });
      const url = await serve((_, response) => response.writeHead(302, { location }).end());
      expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'scheme-refused' });
    },
  );

  test.each(['', 'calendar.ics', 'http://', 'https://a b', 'http://[::1'])('“%s” is no address', async (url) => {
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'url-invalid' });
  });

  test('nobody is led from https to http; webcal is https', () => {
    const secure = feedUrl('webcal://a.cn/x.ics');
    expect(secure.href).toBe('https://a.cn/x.ics');
    expect(feedUrl('/y.ics', secure).href).toBe('https://a.cn/y.ics');
    expect(() => feedUrl('http://a.cn/x.ics', secure)).toThrow('scheme-refused');
    expect(feedUrl('http://b.cn', new URL('http://a.cn')).href).toBe('http://b.cn/');
  });

  test('a server that isn’t there, a name that nobody has, a line break in a validator', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    expect(await fetchFeed({ url }, rules)).toEqual({ ok: false, problem: 'unreachable' });
    expect(await fetchFeed({ url: 'https://nobody.invalid/x.ics' }, rules)).toMatchObject({ ok: false });
    expect(await fetchFeed({ url, etag: '"\r\nX-EVIL: 1' }, rules)).toEqual({ ok: false, problem: 'unreachable' });
  });
});

describe('the office’s own network', () => {
  const outside = { ...rules, allowPrivate: false };

  test('is not asked, by number or by name, however it is written', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end(text);
    });
    servers.at(-1)?.on('connection', () => {
      asked += 1;
    });
    const port = new URL(url).port;
    for (const host of [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '0.0.0.0',
    ]) {
      expect([host, await fetchFeed({ url: `http://${host}:${port}/` }, outside)]).toEqual([
        host,
        { ok: false, problem: 'address-refused' },
      ]);
    }
    expect(asked).toBe(0);
    expect(await fetchFeed({ url }, rules)).toMatchObject({ ok: true });
  });

  test('is not asked either where the connection ends elsewhere than was looked up', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end(text);
    });
    let looked = 0;
    const atFirst = () => looked++ === 0;
    expect(await fetchFeed({ url }, outside, atFirst)).toEqual({ ok: false, problem: 'address-refused' });
    expect([asked, looked]).toEqual([0, 2]);
  });

  test('is not asked because a server outside says so, nor because a name leads there', async () => {
    const hosts: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      hosts.push(request.headers.host?.split(':')[0]);
      response.writeHead(302, { location: `http://${request.url?.slice(1)}:${new URL(url).port}/` }).end();
    });
    // 127.0.0.1 plays the server outside, all else is the office's own.
    const onlyOne = (address: string) => address === '127.0.0.1';
    for (const inside of ['127.0.0.2', '[::1]', '0.0.0.0', '127.2']) {
      expect(await fetchFeed({ url: `${url}/${inside}` }, outside, onlyOne)).toEqual({ ok: false, problem: 'address-refused' });
    }
    const named = { url: url.replace('127.0.0.1', 'localhost') };
    expect(await fetchFeed(named, outside, () => false)).toEqual({ ok: false, problem: 'address-refused' });
    expect(hosts).toEqual(Array(4).fill('127.0.0.1'));
  });

  test.each([
    ...[
      '0.0.0.0',
      '10.0.0.1',
      '10.255.255.255',
      '100.64.0.1',
      '100.127.255.255',
      '127.0.0.1',
      '127.255.0.1',
      '169.254.169.254',
      '172.16.0.1',
    ],
    ...[
      '172.31.255.255',
      '192.0.0.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.19.255.255',
      '224.0.0.1',
      '239.1.1.1',
      '240.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      'fec0::1',
      '::ffff:10.0.0.1',
      '::ffff:7f00:1',
      '::10.0.0.1',
    ],
    ...['64:ff9b::a00:1', '2001::1', '2001:db8::1', '2002:7f00:1::', '100::1', '3fff::1', '', 'localhost', '1.2.3', '1.2.3.4.5'],
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.1.1',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
    expect(isPublicAddress(`::ffff:${address}`)).toBe(true);
  });

  test.each(['2400:3200::1', '2606:4700::1111', '2a00::1', '240e::1'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
