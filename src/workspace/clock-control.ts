/** How the local workspace's page moves office time. Handed in by main.ts; absent wherever time is real. */
export type ClockControl = {
  /** Office time, epoch ms. */
  now(): number;
  zone: string;
  next(): Promise<{ at: number; what: { zh: string; en: string } } | undefined>;
  /** Goes through every due instant up to `to` in order and resolves when all messages of each are delivered. Rejects a `to` in the past. */
  advanceTo(to: number): Promise<void>;
  /** Ends that early: it resolves at the due instant it has come to. */
  halt(): void;
};
