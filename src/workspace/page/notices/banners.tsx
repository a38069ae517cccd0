import { usePage } from '../context.js';
import { texts } from '../text.js';

/** What stays true until it changes: no connection, no bot, an account that can only look. */
export function Banners() {
  const { state, world, say } = usePage();
  const lines = [
    state.link === 'lost' ? texts.linkLost : undefined,
    state.link !== 'lost' && !world.connected ? texts.botAway : undefined,
    world.me.deleted ? texts.meDeactivated : undefined,
  ].filter((line) => line !== undefined);
  return (
    <div class="banners" role="status">
      {lines.map((line) => (
        <p class="banner" key={line.en}>
          {say(line)}
        </p>
      ))}
    </div>
  );
}
