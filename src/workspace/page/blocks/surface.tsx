import { type ComponentChildren, createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import type { Block, StateValue, StateValues } from '../../protocol.js';
import { usePage } from '../context.js';
import { stateOf } from '../elements/values.js';
import { ConfirmDialog } from '../forms/confirm-dialog.js';
import { type JsonObject, objectOf, stringOf } from '../json.js';
import type { Container } from '../session.js';

/** What an element needs to know of where it stands: a message, the Home tab or a form. */
export type Surface = {
  readonly idOf: (blockId: string, actionId: string) => string;
  readonly values: StateValues;
  readonly errors: Readonly<Record<string, string>>;
  /** Asks for confirmation where the element says so, keeps the value, and tells the bot if the element acts at once. */
  readonly use: (blockId: string, element: JsonObject, value: StateValue, acts: boolean) => Promise<void>;
  /** `block/action` of the presses that are under way. */
  readonly busy: ReadonlySet<string>;
  readonly options: (blockId: string, actionId: string, query: string) => Promise<JsonObject[]>;
};

const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('an element outside of a surface');
  return surface;
}

type Props = {
  readonly container: Container;
  readonly blocks: readonly Block[];
  readonly errors?: Readonly<Record<string, string>>;
  /** What was entered, when somebody else must know it, too (a form, for its submission). */
  readonly entered?: readonly [StateValues, (values: StateValues, changedBlock: string) => void];
  readonly children: ComponentChildren;
};

const noErrors = {};

export function SurfaceOf({ container, blocks, errors, entered, children }: Props) {
  const { session } = usePage();
  const own = useState<StateValues>({});
  const [values, keep] = entered ?? [own[0], (next: StateValues) => own[1](next)];
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [question, setQuestion] = useState<{ confirm: JsonObject; answer: (yes: boolean) => void } | null>(null);
  const name = container.type === 'view' ? container.viewId : `${container.channel}-${container.ts}`;
  // The newest values even inside a handler that was made before the last change.
  const latest = useRef(values);
  latest.current = values;

  const surface: Surface = {
    idOf: (blockId, actionId) => `${name}-${blockId}-${actionId}`.replace(/[^\w-]/g, '_'),
    values: stateOf(blocks, values),
    errors: errors ?? noErrors,
    busy,
    async use(blockId, element, value, acts) {
      const actionId = stringOf(element.action_id) ?? '';
      const key = `${blockId}/${actionId}`;
      if (acts && busy.has(key)) return;
      const confirm = objectOf(element.confirm);
      if (acts && confirm) {
        const yes = await new Promise<boolean>((answer) => setQuestion({ confirm, answer }));
        setQuestion(null);
        if (!yes) return;
      }
      const next = { ...latest.current, [blockId]: { ...latest.current[blockId], [actionId]: value } };
      latest.current = next;
      keep(next, blockId);
      if (!acts) return;
      setBusy((before) => new Set([...before, key]));
      await session.press({ container, blockId, actionId, element: value, state: stateOf(blocks, next) });
      setBusy((before) => new Set([...before].filter((other) => other !== key)));
    },
    options: (blockId, actionId, query) => session.options(container.type === 'view' ? container.viewId : '', blockId, actionId, query),
  };
  return (
    <SurfaceContext.Provider value={surface}>
      {children}
      {question && <ConfirmDialog confirm={question.confirm} answer={question.answer} />}
    </SurfaceContext.Provider>
  );
}
