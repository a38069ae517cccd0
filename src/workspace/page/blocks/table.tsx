import type { Block, Json } from '../../protocol.js';
import { usePage } from '../context.js';
import { listOf, objectOf, objectsOf, stringOf } from '../json.js';
import { texts } from '../text.js';
import { Inline, RichText } from './rich-text.js';

/** The first row heads the columns, the first cell heads its row: on a narrow screen it stays while the rest scrolls. */
export function TableBlock({ block }: { block: Block }) {
  const { say } = usePage();
  const [head, ...rows] = listOf(block.rows).map(listOf);
  const settings = listOf(block.column_settings).map(objectOf);
  const alignOf = (column: number) => {
    const align = stringOf(settings[column]?.align) ?? 'left';
    return `align-${align}${settings[column]?.is_wrapped === true ? ' wraps' : ''}`;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="table-block" aria-label={say(texts.table)} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {(head ?? []).map((cell, column) => (
              <th key={`${column}`} scope="col" class={alignOf(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${index}`}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key="0" scope="row" class={alignOf(0)}>
                    <Cell cell={cell} />
                  </th>
                ) : (
                  <td key={`${column}`} class={alignOf(column)}>
                    <Cell cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell }: { cell: Json }) {
  const content = objectOf(cell);
  if (content?.type !== 'rich_text') return <>{stringOf(content?.text) ?? ''}</>;
  const elements = objectsOf(content.elements);
  const only = elements.length === 1 ? elements[0] : undefined;
  return only?.type === 'rich_text_section' ? <Inline elements={objectsOf(only.elements)} /> : <RichText elements={elements} />;
}
