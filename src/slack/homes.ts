import type { WebClient } from '@slack/web-api';
import type { Home } from '../chat/home.js';
import { attempt } from './errors.js';
import { renderHome } from './modal.js';

export type Homes = {
  /** After a change. */
  publish(userId: string, home: Home): Promise<void>;
  /** Somebody has opened theirs: `draw` reads what stands in it now; undefined: nothing is to be shown. */
  open(userId: string, draw: () => Promise<Home | undefined>): Promise<void>;
};

/**
 * The Home tab is drawn from two sides: at once when it is opened, and for a day afterwards from the outbox after every change. The outbox has the last word: what
 * was drawn for the opening may be older than the change, so it is left out when a change has come meanwhile, and waited for when it is under way.
 */
export function makeHomes(interactive: WebClient): Homes {
  const changes = new Map<string, number>();
  const opening = new Map<string, Promise<void>>();
  const show = async (userId: string, home: Home) => {
    const view = renderHome(home);
    await attempt('views.publish', () => interactive.views.publish({ user_id: userId, view }));
  };
  return {
    async publish(userId, home) {
      changes.set(userId, (changes.get(userId) ?? 0) + 1);
      await opening.get(userId)?.catch(() => undefined);
      await show(userId, home);
    },
    async open(userId, draw) {
      const before = changes.get(userId);
      const home = await draw();
      if (!home || changes.get(userId) !== before) return;
      const shown = show(userId, home);
      opening.set(userId, shown);
      await shown.finally(() => {
        if (opening.get(userId) === shown) opening.delete(userId);
      });
    },
  };
}
