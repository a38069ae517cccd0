import { useSurface } from '../blocks/surface.js';
import { usePage } from '../context.js';
import { DotsIcon } from '../icons.js';
import { stringOf } from '../json.js';
import { texts } from '../text.js';
import type { ElementProps } from './field.js';
import { MenuButton } from './menu-button.js';
import { choicesOf } from './options.js';

export function Overflow({ blockId, element }: ElementProps) {
  const { say } = usePage();
  const { use, idOf } = useSurface();
  const items = choicesOf(element).map((choice) => ({
    key: choice.value,
    label: choice.label,
    description: choice.description,
    pick: () => void use(blockId, element, { type: 'overflow', selected_option: choice.json }, true),
  }));
  return (
    <MenuButton id={idOf(blockId, stringOf(element.action_id) ?? '')} label={say(texts.moreActions)} items={items}>
      <DotsIcon />
    </MenuButton>
  );
}
