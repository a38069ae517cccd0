import { useRef } from 'preact/hooks';
import type { Block } from '../../protocol.js';
import { usePage } from '../context.js';
import { Element } from '../elements/element.js';
import { objectsOf, wordsOf } from '../json.js';
import { texts } from '../text.js';
import { ChartBlock } from './chart.js';
import { ImageBlock } from './image.js';
import { InputBlock } from './input.js';
import { useKeptFocus } from './kept-focus.js';
import { RichText } from './rich-text.js';
import { ContextBlock, Section } from './section.js';
import { TableBlock } from './table.js';

export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  const box = useRef<HTMLDivElement>(null);
  useKeptFocus(box, blocks);
  return (
    <div class="blocks" ref={box} tabIndex={-1}>
      {blocks.map((block, index) => (
        <BlockOf key={block.block_id ?? index} block={block} />
      ))}
    </div>
  );
}

function BlockOf({ block }: { block: Block }) {
  const { say } = usePage();
  switch (block.type) {
    case 'header':
      return <h3 class="header-block">{wordsOf(block.text)}</h3>;
    case 'section':
      return <Section block={block} />;
    case 'rich_text':
      return <RichText elements={objectsOf(block.elements)} />;
    case 'context':
      return <ContextBlock block={block} />;
    case 'divider':
      return <hr class="divider-block" />;
    case 'actions':
      return (
        <div class="actions-block">
          {objectsOf(block.elements).map((element, index) => (
            <Element key={`${index}`} blockId={block.block_id ?? ''} element={element} acts />
          ))}
        </div>
      );
    case 'input':
      return <InputBlock block={block} />;
    case 'table':
      return <TableBlock block={block} />;
    case 'data_visualization':
      return <ChartBlock block={block} />;
    case 'image':
      return <ImageBlock block={block} />;
    default:
      return <p class="unknown-block">{say(texts.unknownBlock(block.type))}</p>;
  }
}
