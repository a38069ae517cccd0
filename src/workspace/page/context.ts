import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageUser, Snapshot } from '../protocol.js';
import { type Locale, localeOf, say, type Text } from './language.js';
import type { Session } from './session.js';
import type { PageState } from './state/state.js';
import { texts } from './text.js';

export type Page = {
  readonly state: PageState;
  readonly world: Snapshot;
  readonly session: Session;
  readonly locale: Locale;
  /** The office's zone; the browser's where the workspace has no clock. */
  readonly zone: string;
  /** Office time now, epoch ms. */
  readonly now: () => number;
  readonly say: (text: Text) => string;
  readonly personOf: (id: string) => PageUser | undefined;
  readonly nameOf: (id: string) => string;
};

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('usePage outside of the page');
  return page;
}

export function languageOf(state: PageState): Locale {
  return state.language ?? localeOf(state.world?.me.locale);
}

export function makePage(state: PageState, world: Snapshot, session: Session): Page {
  const locale = languageOf(state);
  const people = new Map(world.people.map((person) => [person.id, person]));
  const sayText = (text: Text) => say(text, locale);
  return {
    state,
    world,
    session,
    locale,
    zone: world.clock?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: () => (world.clock ? world.clock.now + performance.now() - state.clockCameAt : Date.now()),
    say: sayText,
    personOf: (id) => people.get(id),
    nameOf: (id) => people.get(id)?.name ?? (id === world.bot.id ? world.bot.name : sayText(texts.unknownUser)),
  };
}
