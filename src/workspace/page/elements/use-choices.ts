import { useEffect, useRef, useState } from 'preact/hooks';
import { useSurface } from '../blocks/surface.js';
import { usePage } from '../context.js';
import { type JsonObject, numberOf, stringOf } from '../json.js';
import { texts } from '../text.js';
import { type Choice, choiceOf, choicesOf, findChoices } from './options.js';
import { choicesFrom, type SelectKind } from './select-kind.js';

/** More options than this and typing narrows the list; fewer are a plain menu, which opens no keyboard on a phone. */
const plainMenu = 8;
/** At most this many are drawn; typing finds the others. */
const drawn = 100;
const pauseMs = 200;

type Found = {
  readonly choices: readonly Choice[];
  readonly note: string | undefined;
  readonly searchable: boolean;
  readonly search: (query: string) => void;
};

export function useChoices(blockId: string, element: JsonObject, kind: SelectKind): Found {
  const { say, world } = usePage();
  const { options } = useSurface();
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState<{ choices: readonly Choice[]; note: string | undefined }>({ choices: [], note: undefined });
  const newest = useRef(0);
  useEffect(() => () => void newest.current++, []);

  function askBot(text: string) {
    const turn = ++newest.current;
    const least = numberOf(element.min_query_length) ?? 3; // Slack: external_select, min_query_length
    if (text.trim().length < least) return setAsked({ choices: [], note: say(texts.typeMore(least)) });
    setAsked((before) => ({ choices: before.choices, note: say(texts.searching) }));
    window.setTimeout(() => void look(turn, text), pauseMs);
  }
  async function look(turn: number, text: string) {
    if (turn !== newest.current) return;
    const found = await options(blockId, stringOf(element.action_id) ?? '', text);
    // An answer to an earlier question must not replace the answer to the last one.
    if (turn !== newest.current) return;
    const choices = found.flatMap((option) => choiceOf(option) ?? []);
    setAsked({ choices, note: choices.length === 0 ? say(texts.noOption) : undefined });
  }

  if (kind.from === 'bot') return { ...asked, searchable: true, search: askBot };
  const all = kind.from === 'own' ? choicesOf(element) : choicesFrom(kind.from, world);
  const found = findChoices(all, query);
  return {
    choices: found.slice(0, drawn),
    note: found.length === 0 ? say(texts.noOption) : undefined,
    searchable: all.length > plainMenu,
    search: setQuery,
  };
}
