/*
 * What the outbox promises (src/delivery/outbox.ts), without saying how: of every message that was accepted there is in the end one or, for
 * a reason that can be named, none; it shows the newest card; and what goes to one person comes in order.
 */
export type Known = {
  readonly key: string;
  readonly to: string;
  readonly urgent: boolean;
  /** Its instant may come before it is sent, or somebody may have withdrawn it. */
  mayExpire: boolean;
  card: string;
};
export type Model = {
  readonly messages: Map<string, Known>;
  /** The chat said no to something for good: which message it hit depends on the order of calls. */
  refused: boolean;
  /** The same to a newer card, which is then given up. */
  updateRefused: boolean;
  /** Somebody at the command line sent again or gave up what had failed: then order and presence are theirs. */
  caredFor: boolean;
};

export const emptyModel = (): Model => ({ messages: new Map(), refused: false, updateRefused: false, caredFor: false });

/** What came of a message: its state, and every message of the chat that carries its nonce. */
export type Outcome = { readonly key: string; readonly state: string; readonly there: readonly string[] };

/** Everything that is wrong, in words. */
export function judge(model: Model, outcomes: readonly Outcome[], received: ReadonlyMap<string, readonly string[]>): string[] {
  const wrong = outcomes.flatMap(({ key, state, there }) => {
    const known = model.messages.get(key);
    if (!known) return [`${key} was never accepted`];
    const found: string[] = [];
    if (there.length > 1) found.push(`${key} is there ${there.length} times`);
    if (state === 'sent' && there.length === 0) found.push(`${key} counts as sent and is not there`);
    if ((state === 'expired' || state === 'refused') && there.length > 0) found.push(`${key} is ${state} and there`);
    if (state === 'expired' && !known.mayExpire) found.push(`${key} expired without a reason`);
    if (state === 'refused' && !model.refused) found.push(`${key} is refused, and nothing was`);
    if (state === 'pending' || state === 'sending') found.push(`${key} stays ${state}`);
    if (state === 'sent' && there.length === 1 && there[0] !== known.card && !model.updateRefused)
      found.push(`${key} shows ${there[0]} instead of ${known.card}`);
    return found;
  });
  const missing = [...model.messages.keys()].filter((key) => !outcomes.some((one) => one.key === key)).map((key) => `${key} is forgotten`);
  return [...wrong, ...missing, ...(model.caredFor ? [] : disorder(model, received))];
}

/** Messages of one kind to one person come in the order in which they were accepted. */
function disorder(model: Model, received: ReadonlyMap<string, readonly string[]>): string[] {
  const accepted = [...model.messages.keys()];
  return [...received].flatMap(([person, keys]) =>
    [true, false].flatMap((urgent) => {
      const order = keys.filter((key) => model.messages.get(key)?.urgent === urgent).map((key) => accepted.indexOf(key));
      return order.every((place, index) => index === 0 || (order[index - 1] ?? 0) < place) ? [] : [`${person} got them out of order`];
    }),
  );
}
