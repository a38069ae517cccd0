import { usePage } from '../context.js';
import { FormDialog } from './form-dialog.js';

/** All open forms stay mounted, so that a form under another keeps what was typed; only the topmost is seen. */
export function FormStack() {
  const { world } = usePage();
  return (
    <>
      {world.modals.map((view, index) => (
        <FormDialog key={view.id} view={view} depth={index} top={index === world.modals.length - 1} />
      ))}
    </>
  );
}
