import type { Leave, Step } from '../leave.js';

/** The step that waits for somebody, unless the request goes no further. */
export const openStepOf = ({ state }: Leave, steps: readonly Step[]): Step | undefined =>
  steps.find(
    (step) => step.state === 'open' && (step.action === 'approve' ? state === 'pending' : state === 'approved' || state === 'ended'),
  );
