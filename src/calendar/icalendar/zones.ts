import { dayMs, type Interval, type Zone } from '../instant.js';
import { isZone, offsetMs } from '../zone.js';
import type { Component } from './components.js';
import { contentOf } from './content.js';
import { describedOffset } from './described-zone.js';
import type { Allowance } from './occurrences.js';
import type { Offset } from './wall.js';
import { windowsZone } from './windows-zones.js';

/** The wall clock a TZID stands for; undefined: nobody knows. */
export type Zones = (tzid: string) => Offset | undefined;

/** No zone has changed its clocks and changed them back within so short a time (Morocco does in a month), so equal ends mean no change in between. */
const BLOCK_MS = 16 * dayMs;

/** Asking the zone itself takes ten microseconds, and a file may name ten thousand dates. */
export function offsetIn(zone: Zone): Offset {
  const known = new Map<number, number>();
  const atStart = (block: number): number => {
    const before = known.get(block);
    if (before !== undefined) return before;
    const offset = offsetMs(block * BLOCK_MS, zone);
    known.set(block, offset);
    return offset;
  };
  return (instant) => {
    const block = Math.floor(instant / BLOCK_MS);
    const offset = atStart(block);
    return offset === atStart(block + 1) ? offset : offsetMs(instant, zone);
  };
}

/** A file with more names of zones than there are zones is no calendar of this world. */
const MOST_ZONES = 500;

/**
 * The IANA zone of that name (a file's own description of it may be years old), the zone that Windows calls so, the IANA zone that a longer name ends in
 * ('/freeassociation.sourceforge.net/Asia/Shanghai'), or what the file itself describes in a VTIMEZONE.
 */
export function zonesOf(described: readonly Component[], window: Interval, allowance: Allowance): Zones {
  const descriptions = new Map(described.slice(0, MOST_ZONES).map((zone) => [contentOf(zone, 'TZID')?.values[0], zone]));
  const known = new Map<string, Offset | undefined>();
  const find = (tzid: string): Offset | undefined => {
    const name = knownName(tzid);
    if (name) return offsetIn(name);
    const component = descriptions.get(tzid);
    return component && describedOffset(component, window, allowance);
  };
  return (tzid) => {
    if (!known.has(tzid) && known.size < MOST_ZONES) known.set(tzid, find(tzid));
    return known.get(tzid);
  };
}

function knownName(tzid: string): Zone | undefined {
  const parts = tzid.trim().split('/');
  const names = [
    tzid.trim(),
    windowsZone(tzid.trim()) ?? '',
    ...(tzid.startsWith('/') ? [parts.slice(-3).join('/'), parts.slice(-2).join('/')] : []),
  ];
  return names.find(isZone);
}
