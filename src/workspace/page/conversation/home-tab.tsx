import { Blocks } from '../blocks/blocks.js';
import { SurfaceOf } from '../blocks/surface.js';
import { usePage } from '../context.js';
import { texts } from '../text.js';

export function HomeTab() {
  const { world, say } = usePage();
  const empty = world.home || !world.connected ? texts.homeEmpty : texts.homeComing;
  const { home } = world;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <div class="home" role="tabpanel" id="tab-panel" aria-labelledby="tab-home" tabIndex={0}>
      <div class="home-page">
        {home && home.blocks.length > 0 ? (
          <SurfaceOf key={`${world.me.id} ${home.id}`} container={{ type: 'view', viewId: home.id }} blocks={home.blocks}>
            <Blocks blocks={home.blocks} />
          </SurfaceOf>
        ) : (
          <p class="quiet">{say(empty)}</p>
        )}
      </div>
    </div>
  );
}
