import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose addresses: this host, private, shared (carrier-grade NAT), loopback, link-local, documentation, tests, multicast, reserved. */
const RESERVED: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Within what IPv6 has given out: Teredo and other special ones, documentation, 6to4, which leads to any IPv4 address. */
const RESERVED_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const reserved = new BlockList();
for (const [network, prefix] of RESERVED) reserved.addSubnet(network, prefix, 'ipv4');
const reserved6 = new BlockList();
for (const [network, prefix] of RESERVED_6) reserved6.addSubnet(network, prefix, 'ipv6');
const given6 = new BlockList();
given6.addSubnet('2000::', 3, 'ipv6');
const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');

/** Whether `address` is one that anybody on the Internet can reach. Whatever is no address is none either. */
export function isPublicAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  if (isIP(plain) === 4) return !reserved.check(plain, 'ipv4');
  if (isIP(plain) !== 6) return false;
  // ::ffff:10.0.0.1 is 10.0.0.1 under another name; BlockList looks through it.
  if (mapped.check(plain, 'ipv6')) return !reserved.check(plain, 'ipv6');
  return given6.check(plain, 'ipv6') && !reserved6.check(plain, 'ipv6');
}
