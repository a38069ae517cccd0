import type { Transact, Tx } from '../db/transact.js';
import type { Card, HandlerId, Option } from './card.js';
import type { ActionEvent, ChatEvent, ChatPerson, CommandEvent, MessageEvent, ShortcutEvent, SubmissionEvent } from './event.js';
import { type Home, type HomeSection, homeOf } from './home.js';
import { type Answer, nothing, type Reply, show } from './reply.js';
import type { Locale, Text } from './text.js';

/** A person on the roster, in this conversation. What they may do is asked of the database by the service, at the moment of the press. */
export type Caller = { readonly memberId: string; readonly locale: Locale };

/** A word or two of `/siwen …`, also understood when typed in the direct conversation. The first name is the one shown in the help. */
export type Command = {
  readonly names: readonly string[];
  readonly help: Text;
  /** Nothing belongs behind its name: a line that goes on is first for whichever room understands it. */
  readonly alone?: true;
  /** `rest`: what follows the name, trimmed. Typed words carry no trigger, so a command answers with a card; forms open from its buttons. */
  run(caller: Caller, rest: string, event: CommandEvent | MessageEvent): Promise<Reply>;
};

/** What one room does in the conversation: ids `<room>.<verb>` → use cases. */
export type Conversation = {
  readonly commands?: readonly Command[];
  /** A line that begins with no command, which a room may understand all the same; undefined: it doesn't. The first that does answers. */
  readonly plain?: (caller: Caller, line: string, event: CommandEvent | MessageEvent) => Promise<Reply | undefined>;
  readonly actions?: Readonly<Record<HandlerId, (caller: Caller, event: ActionEvent) => Promise<Reply>>>;
  readonly forms?: Readonly<Record<HandlerId, (caller: Caller, event: SubmissionEvent) => Promise<Reply>>>;
  readonly shortcuts?: Readonly<Record<HandlerId, (caller: Caller, event: ShortcutEvent) => Promise<Reply>>>;
  readonly options?: Readonly<Record<HandlerId, (caller: Caller, query: string) => Promise<Option[]>>>;
  readonly home?: (tx: Tx, caller: Caller) => Promise<readonly HomeSection[]>;
};

export type Identified = Caller | { readonly stranger: Locale };

export type DispatchDeps = {
  readonly rooms: readonly Conversation[];
  readonly transact: Transact;
  /** The member behind a chat account, or the language to tell a stranger in. `atHome`: they have their Home tab before them, which is noted. */
  identify(person: ChatPerson, atHome: boolean): Promise<Identified>;
  /** Somebody who isn't on the roster came by. */
  onStranger(person: ChatPerson): Promise<void>;
  strangerCard(locale: Locale): Card;
  helpCard(commands: readonly Command[], locale: Locale): Card;
  /** Shown when a button or form belongs to no handler any more. */
  outdatedCard(locale: Locale): Card;
  /** Shown for typed words that are longer than anything that is read as a command. */
  longCard(locale: Locale): Card;
  /** `reference`: a number the person can quote; the log has the cause under it. */
  failureText(reference: string, locale: Locale): string;
  /** Logs a bug or broken infrastructure; returns the reference. Ids only, never what was typed. */
  onFailure(error: unknown, event: ChatEvent): string;
};

export type Dispatch = (event: ChatEvent) => Promise<Answer>;

/** id → handler. The one try/catch per event: whatever breaks inside, the person gets a sentence and a reference number. */
/** A line with a date, a place and a title needs far fewer; what is longer would take long to read, and is meant for somebody else. */
const MOST_CHARACTERS = 1_000;

export function dispatchTo(deps: DispatchDeps): Dispatch {
  const commands = deps.rooms.flatMap((room) => room.commands ?? []);
  const byName = new Map(commands.flatMap((command) => command.names.map((name) => [name.toLowerCase(), command] as const)));
  const actions = handlersOf(deps.rooms.map((room) => room.actions));
  const forms = handlersOf(deps.rooms.map((room) => room.forms));
  const shortcuts = handlersOf(deps.rooms.map((room) => room.shortcuts));
  const options = handlersOf(deps.rooms.map((room) => room.options));

  /** `汇总 上周` → 汇总 | 上周. A full-width space separates as well. */
  function commandIn(line: string): { command: Command; rest: string } | undefined {
    const words = line.trim().split(/\s+/u);
    // 'my year' before 'my'.
    for (const length of [2, 1]) {
      const command = byName.get(words.slice(0, length).join(' ').toLowerCase());
      if (command) return { command, rest: words.slice(length).join(' ') };
    }
    return unspaced(words.join(' '));
  }

  /** 签到123456, 汇总上月: Chinese is written without spaces. Only where digits, a time or a colon follow, so that 会议室 is not 会议. */
  function unspaced(line: string): { command: Command; rest: string } | undefined {
    const names = [...byName.keys()].filter((name) => /^\p{Script=Han}+$/u.test(name) && line.startsWith(name));
    const [name] = names.sort((a, b) => b.length - a.length);
    const command = name === undefined ? undefined : byName.get(name);
    const rest = line.slice(name?.length ?? 0);
    return command && FOLLOWS.test(rest) ? { command, rest: rest.replace(/^[:：]\s*/u, '') } : undefined;
  }

  async function understood(caller: Caller, event: CommandEvent | MessageEvent): Promise<Reply | undefined> {
    for (const room of deps.rooms) {
      const reply = await room.plain?.(caller, event.text.trim(), event);
      if (reply) return reply;
    }
    return undefined;
  }

  async function answer(event: ChatEvent, caller: Identified): Promise<Reply> {
    if ('stranger' in caller) {
      await deps.onStranger(event.person);
      return refuse(event, deps.strangerCard(caller.stranger));
    }
    const outdated = () => refuse(event, deps.outdatedCard(caller.locale));
    switch (event.kind) {
      case 'command':
      case 'message': {
        if (event.text.length > MOST_CHARACTERS) return show(deps.longCard(caller.locale));
        const named = commandIn(event.text);
        const isWhole = named !== undefined && (!named.command.alone || named.rest === '');
        const reply = isWhole ? undefined : await understood(caller, event);
        return reply ?? named?.command.run(caller, named.rest, event) ?? show(deps.helpCard(commands, caller.locale));
      }
      case 'action':
        return actions.get(event.id)?.(caller, event) ?? outdated();
      case 'submission':
        return forms.get(event.id)?.(caller, event) ?? outdated();
      case 'shortcut':
        return shortcuts.get(event.id)?.(caller, event) ?? outdated();
      case 'options':
        return { do: 'options', options: (await options.get(event.id)?.(caller, event.query)) ?? [] };
      case 'home-opened':
        return { do: 'home', home: await deps.transact((tx) => drawHome(tx, deps.rooms, caller)) };
    }
  }

  return once(async (event) => {
    let locale: Locale = 'zh-CN'; // the database itself may be what breaks
    try {
      const caller = await deps.identify(event.person, isAtHome(event));
      locale = 'stranger' in caller ? caller.stranger : caller.locale;
      return { ...(await answer(event, caller)), locale };
    } catch (error) {
      const reference = deps.onFailure(error, event);
      return { ...fail(event, deps.failureText(reference, locale)), locale };
    }
  });
}

const FOLLOWS =
  /^(?:[:：]|[\d０-９]|[上下本这去今明后前昨大]+个?(?:周|月|季|年|天|日|晚|星期|礼拜)|[上下]午|(?:周|星期|礼拜)[一二三四五六日天]|[一二三四]季度|[一二三四五六七八九十]+月)/u;

const isAtHome = (event: ChatEvent): boolean => event.kind === 'home-opened' || (event.kind === 'action' && event.from.surface === 'home');

/** The same event delivered again while it is being handled waits for that answer: nothing is acknowledged before it is stored. */
function once(dispatch: Dispatch): Dispatch {
  const running = new Map<string, Promise<Answer>>();
  return (event) => {
    const { teamId, userId } = event.person;
    const key = JSON.stringify([event.kind, teamId, userId, event.key, event.kind === 'submission' ? event.press : '']);
    const answer = running.get(key) ?? dispatch(event).finally(() => running.delete(key));
    running.set(key, answer);
    return answer;
  };
}

/** What every room has for this person, all as it is at one instant. */
export async function drawHome(tx: Tx, rooms: readonly Conversation[], caller: Caller): Promise<Home> {
  const sections: HomeSection[] = [];
  for (const room of rooms) sections.push(...((await room.home?.(tx, caller)) ?? []));
  return homeOf(sections);
}

function handlersOf<H>(tables: readonly (Readonly<Record<HandlerId, H>> | undefined)[]): Map<string, H> {
  const all = new Map<string, H>();
  for (const [id, handler] of tables.flatMap((table) => Object.entries(table ?? {}))) {
    if (all.has(id)) throw new Error(`two rooms handle ${id}`);
    all.set(id, handler);
  }
  return all;
}

function refuse(event: ChatEvent, card: Card): Reply {
  switch (event.kind) {
    case 'home-opened':
      return { do: 'home', home: { blocks: card.blocks } };
    case 'options':
      return { do: 'options', options: [] };
    case 'submission':
      return fail(event, card.summary);
    default:
      return show(card);
  }
}

/** A failed submission keeps its form open with everything typed, and says so at the first field. */
function fail(event: ChatEvent, sentence: string): Reply {
  const card: Card = { summary: sentence, blocks: [{ kind: 'text', text: [sentence] }] };
  switch (event.kind) {
    case 'submission': {
      const [first] = Object.keys(event.values);
      return first ? { do: 'errors', errors: { [first]: sentence } } : show(card);
    }
    case 'home-opened':
      return { do: 'home', home: { blocks: card.blocks } };
    case 'options':
      return nothing;
    default:
      return show(card);
  }
}
