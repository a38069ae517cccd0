import { readFileSync } from 'node:fs';
import type { ChatUser } from '../../src/chat/chat.js';
import { openDatabase } from '../../src/db/open.js';
import { importRoster } from '../../src/org/service.js';
import { root, zone } from './office-files.js';
import type { World } from './world.js';

export const TEAM = 'T1';

/** Somebody on the roster, or once on it. */
export type Person = {
  readonly id: string;
  /** Their line of the roster, by column; the department is `cells[4]`. */
  readonly cells: string[];
  readonly email: string;
  /** Heads and leaders stay: a department without a head would not be a valid roster. */
  readonly fixed: boolean;
  readonly leads: boolean;
  active: boolean;
  /** By office time; undefined: they have not. */
  leftAt?: number;
};

/** The office as its people know it, kept apart from what the program stores about it. */
export type Bureau = {
  readonly people: Map<string, Person>;
  /** The chat's accounts, by user id. */
  readonly accounts: Map<string, ChatUser>;
  /** Accounts as the program last saw them: user id → whether it was in use. */
  readonly seen: Map<string, boolean>;
  /** The account each person can be reached at, and since when, in true time without mishaps. */
  readonly reachable: Map<string, { readonly userId: string | undefined; readonly since: number }>;
  join(): Person;
  openAccount(person: Person): void;
  /** Writes the roster as it should be now into the database, as `siwen roster import` does, beside the bot. */
  importRoster(): Promise<void>;
  /** Whom the program should ask, in no particular order. */
  askable(): Person[];
  /** Their cards stay as they were: nothing is shown to whoever has left. */
  hasLeft(id: string): boolean;
  /** The account the program writes to. */
  accountOf(person: Person): string | undefined;
};

const HEADINGS = 13;

/** The demo bureau, grown to `members` people. */
export function makeBureau(world: World): Bureau {
  const [headings = '', ...lines] = readFileSync(`${root}data/roster.csv`, 'utf8').trimEnd().split(/\r?\n/);
  const people = new Map<string, Person>();
  const accounts = new Map<string, ChatUser>();
  const usersOf = new Map<string, string[]>();
  const seen = new Map<string, boolean>();
  const departments = [...new Set(lines.map((line) => line.split(',')[4] ?? ''))];
  let joined = 0;
  let opened = 0;

  function add(cells: string[], fixed: boolean): Person {
    const [id = ''] = cells;
    const leads = cells[6] !== '' || cells[7] !== '';
    const person = { id, cells, email: cells[9] ?? '', fixed, leads, active: true };
    people.set(id, person);
    return person;
  }
  for (const line of lines) add(line.split(','), true);

  const bureau: Bureau = {
    people,
    accounts,
    seen,
    reachable: new Map(),
    join() {
      const id = `${1000 + joined++}`;
      const rank = world.chance.pick(['正科级', '副科级', '科员', '科员']);
      const department = world.chance.pick(departments.slice(1));
      return add([id, `职工${id}`, rank, '', department, '', '', '', '', `p${id}@siwen.example`, '', '', ''], false);
    },
    openAccount(person) {
      const userId = `U${++opened}`;
      usersOf.set(person.email, [...(usersOf.get(person.email) ?? []), userId]);
      accounts.set(userId, { userId, teamId: TEAM, name: person.id, email: person.email, locale: 'zh-CN', active: true, bot: false });
    },
    async importRoster() {
      const rows = [...people.values()].filter((person) => person.active).map((person) => person.cells.slice(0, HEADINGS).join(','));
      const { transact, close } = openDatabase(world.path);
      const deps = { transact, clock: world.clock, zone, ranks: RANKS };
      const content = Buffer.from([headings, ...rows].join('\n'));
      const done = await importRoster(deps, { actor: { operator: 'simulation' }, content, apply: true });
      await close();
      if (!done.ok) throw new Error(`the roster was refused: ${JSON.stringify(done)}`);
    },
    hasLeft: (id) => people.get(id)?.active === false,
    askable: () => [...people.values()].filter((person) => person.active && !isOff(person)),
    accountOf: (person) => (person.active ? accountsOf(person).find((userId) => seen.get(userId)) : undefined),
  };
  /** Seen by the program, the live one first. */
  const accountsOf = (person: Person): string[] =>
    (usersOf.get(person.email) ?? []).filter((userId) => seen.has(userId)).sort((a, b) => Number(seen.get(b)) - Number(seen.get(a)));
  const isOff = (person: Person): boolean => {
    const own = accountsOf(person);
    return own.length > 0 && !own.some((userId) => seen.get(userId));
  };
  while (people.size < world.options.members) bureau.join();
  return bureau;
}

const RANKS = ['正厅级', '副厅级', '正处级', '副处级', '正科级', '副科级', '科员'];
