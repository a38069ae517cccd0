/** A value that changes by actions only, and tells who listens. */
export type Store<State, Action> = {
  get(): State;
  dispatch(action: Action): void;
  /** Returns what stops the listening. */
  subscribe(listener: () => void): () => void;
};

export function createStore<State, Action>(reduce: (state: State, action: Action) => State, start: State): Store<State, Action> {
  let state = start;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
