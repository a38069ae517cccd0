import type { Dispatch } from './chat/dispatch.js';
import type { ChatEvent } from './chat/event.js';
import { newRequestId, requestId } from './chat/request.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

/** What becomes of the chat's events: counted, and noted under the id of their request. */
export function watchEvents(log: Pick<Log, 'debug' | 'error'>, metrics: Pick<Metrics, 'handled' | 'failed'>) {
  return {
    /** Returns the number that the person is given. */
    onFailure(error: unknown, event: ChatEvent): string {
      const request = requestId() ?? newRequestId();
      metrics.failed(event.kind);
      log.error({ error, request, ...named(event) }, 'an event could not be handled');
      return request;
    },
    watched(dispatch: Dispatch): Dispatch {
      return async (event) => {
        metrics.handled(event.kind);
        const answer = await dispatch(event);
        log.debug(named(event), 'handled, and what it changed is committed');
        return answer;
      };
    },
  };
}

const named = (event: ChatEvent) => ({ kind: event.kind, handler: 'id' in event ? event.id : undefined });
