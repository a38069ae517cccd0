import { isSafeLink } from '../blocks/mrkdwn.js';
import { useSurface } from '../blocks/surface.js';
import { type JsonObject, stringOf, wordsOf } from '../json.js';
import type { ElementProps } from './field.js';

export function ActionButton({ blockId, element }: ElementProps) {
  const surface = useSurface();
  const actionId = stringOf(element.action_id) ?? '';
  const busy = surface.busy.has(`${blockId}/${actionId}`);
  const url = stringOf(element.url);
  const style = stringOf(element.style) ?? 'plain';
  const press = () => void surface.use(blockId, element, buttonValue(element), true);
  const label = wordsOf(element.text);
  const spoken = stringOf(element.accessibility_label);
  if (url && isSafeLink(url)) {
    return (
      <a class={`button ${style}`} href={url} target="_blank" rel="noreferrer noopener" aria-label={spoken} onClick={press}>
        {label}
      </a>
    );
  }
  return (
    // Not `disabled` while busy: a disabled button loses the focus, and a form that closes could not give it back.
    <button
      type="button"
      id={surface.idOf(blockId, actionId)}
      class={`button ${style}${busy ? ' busy' : ''}`}
      aria-label={spoken}
      aria-disabled={busy || undefined}
      onClick={press}
    >
      {label}
    </button>
  );
}

function buttonValue(element: JsonObject) {
  const value = stringOf(element.value);
  return value === undefined ? { type: 'button' } : { type: 'button', value };
}
