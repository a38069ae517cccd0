import type { Block } from '../../protocol.js';
import { Element } from '../elements/element.js';
import { objectOf, objectsOf } from '../json.js';
import { Picture } from './image.js';
import { TextObject } from './text-object.js';

export function Section({ block }: { block: Block }) {
  const text = objectOf(block.text);
  const fields = objectsOf(block.fields);
  const accessory = objectOf(block.accessory);
  return (
    <div class={`section-block${accessory ? ' has-accessory' : ''}`}>
      <div class="section-words">
        {text && (
          <p>
            <TextObject text={text} />
          </p>
        )}
        {fields.length > 0 && (
          <div class="fields">
            {fields.map((field, index) => (
              <p key={`${index}`}>
                <TextObject text={field} />
              </p>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div class="accessory">
          {accessory.type === 'image' ? <Picture image={accessory} /> : <Element blockId={block.block_id ?? ''} element={accessory} acts />}
        </div>
      )}
    </div>
  );
}

export function ContextBlock({ block }: { block: Block }) {
  return (
    <div class="context-block">
      {objectsOf(block.elements).map((element, index) =>
        element.type === 'image' ? (
          <Picture key={`${index}`} image={element} />
        ) : (
          <span key={`${index}`}>
            <TextObject text={element} />
          </span>
        ),
      )}
    </div>
  );
}
