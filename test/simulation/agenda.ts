/** Something that will happen at an instant of true time (elapsed milliseconds). */
export type Item = {
  readonly at: number;
  /** Alone, or together with whatever else falls into the same moment. */
  readonly alone: boolean;
  readonly act: () => Promise<void>;
};

export type Agenda = {
  add(at: number, act: () => Promise<void>, how?: { readonly alone?: boolean }): void;
  /** When the next one is; undefined once nothing is left. */
  next(): number | undefined;
  /** Everything of one moment, in the order of being added. */
  take(withinMs: number): Item[];
};

/** What is to come, in order of time; of two at the same instant the one added first. A binary heap: a year has hundreds of thousands. */
export function makeAgenda(): Agenda {
  const heap: { readonly item: Item; readonly order: number }[] = [];
  let added = 0;
  const earlier = (one: number, other: number): boolean => {
    const [a, b] = [heap[one], heap[other]];
    return a !== undefined && (b === undefined || a.item.at < b.item.at || (a.item.at === b.item.at && a.order < b.order));
  };
  const swap = (one: number, other: number): void => {
    [heap[one], heap[other]] = [heap[other] as (typeof heap)[number], heap[one] as (typeof heap)[number]];
  };

  function pop(): Item | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first?.item;
    heap[0] = last;
    for (let place = 0; ; ) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      const child = right < heap.length && earlier(right, left) ? right : left;
      if (child >= heap.length || !earlier(child, place)) return first.item;
      swap(child, place);
      place = child;
    }
  }

  return {
    add(at, act, { alone = false } = {}) {
      heap.push({ item: { at, alone, act }, order: added++ });
      for (let place = heap.length - 1; place > 0; ) {
        const parent = (place - 1) >> 1;
        if (!earlier(place, parent)) return;
        swap(place, parent);
        place = parent;
      }
    },
    next: () => heap[0]?.item.at,
    take(withinMs) {
      const first = pop();
      if (!first) return [];
      const taken = [first];
      while (!first.alone && heap[0] && heap[0].item.at <= first.at + withinMs && !heap[0].item.alone) taken.push(pop() as Item);
      return taken;
    },
  };
}
