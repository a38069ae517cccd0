import type { Place } from './state/state.js';

/** What the address bar keeps: who I am and where I am, so that two tabs can be two people and a reload changes nothing. */
export type Address = {
  readonly user: string | undefined;
  /** Undefined: the address says nothing; null: the list of conversations. */
  readonly place: Place | undefined;
};

export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const at = query.get('at');
  const tab = query.get('tab') === 'home' ? 'home' : 'messages';
  return { user: query.get('user') || undefined, place: at === null ? undefined : at === '' ? null : { channel: at, tab } };
}

export function writeAddress(user: string, place: Place): string {
  const query = new URLSearchParams({ user, at: place?.channel ?? '' });
  if (place?.tab === 'home') query.set('tab', 'home');
  return `?${query}`;
}
