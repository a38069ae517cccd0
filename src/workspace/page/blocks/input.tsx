import type { Block } from '../../protocol.js';
import { usePage } from '../context.js';
import { Element } from '../elements/element.js';
import { objectOf, stringOf, wordsOf } from '../json.js';
import { texts } from '../text.js';
import { useSurface } from './surface.js';

/** Elements that are several controls: they are a group with a name, not one control with a label. */
const groups = new Set(['radio_buttons', 'checkboxes']);

export function InputBlock({ block }: { block: Block }) {
  const { say } = usePage();
  const { idOf, errors } = useSurface();
  const element = objectOf(block.element);
  if (!element) return null;
  const blockId = block.block_id ?? '';
  const id = idOf(blockId, stringOf(element.action_id) ?? '');
  const hint = wordsOf(block.hint);
  const error = errors[blockId];
  const optional = block.optional === true;
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const label = (
    <>
      {wordsOf(block.label)}
      {optional && <span class="optional">{say(texts.optional)}</span>}
    </>
  );
  const grouped = groups.has(stringOf(element.type) ?? '');
  return (
    <div class={`input-block${error ? ' has-error' : ''}`}>
      {grouped ? (
        <div class="label" id={`${id}-label`}>
          {label}
        </div>
      ) : (
        <label class="label" id={`${id}-label`} for={id}>
          {label}
        </label>
      )}
      <Element
        blockId={blockId}
        element={element}
        acts={block.dispatch_action === true}
        field={{ labelledBy: `${id}-label`, describedBy: describedBy || undefined, invalid: Boolean(error), required: !optional }}
      />
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
