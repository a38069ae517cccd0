import { randomUUID } from 'node:crypto';
import { ACK_WITHIN_MS, type Answer } from './app-link.js';
import type { Stopwatch } from './stopwatch.js';

/** Envelopes that were sent and wait for their acknowledgement. */
export type Envelopes = {
  /** A new envelope: `send` gets its id, and the answer is what comes of it within Slack's time. */
  open(send: (envelopeId: string) => void): Promise<Answer>;
  /** What came for an envelope that nobody waits for any more changes nothing. */
  settle(envelopeId: string, answer: Answer): void;
  close(): void;
};

export function createEnvelopes(stopwatch: Stopwatch): Envelopes {
  const waiting = new Map<string, (answer: Answer) => void>();
  const settle = (envelopeId: string, answer: Answer) => waiting.get(envelopeId)?.(answer);
  return {
    settle,
    open(send) {
      const envelopeId = randomUUID();
      const settled = new AbortController();
      void stopwatch.wait(ACK_WITHIN_MS, settled.signal).then(() => settle(envelopeId, { kind: 'timeout' }));
      return new Promise((resolve) => {
        waiting.set(envelopeId, (answer) => {
          waiting.delete(envelopeId);
          settled.abort();
          resolve(answer);
        });
        send(envelopeId);
      });
    },
    close() {
      for (const envelopeId of [...waiting.keys()]) settle(envelopeId, { kind: 'no-app' });
    },
  };
}
