import { useEffect } from 'preact/hooks';
import { usePage } from '../context.js';
import { CrossIcon } from '../icons.js';
import type { Toast } from '../state/state.js';
import { texts } from '../text.js';

const shownMs = 12_000;

/** The region is there before its first line: screen readers announce only what is added to a region they already know. */
export function Toasts() {
  const { state } = usePage();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {state.toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { toast: Toast }) {
  const { say, session } = usePage();
  useEffect(() => {
    const timer = window.setTimeout(() => session.dismissToast(toast.id), shownMs);
    return () => window.clearTimeout(timer);
  }, [toast.id]);
  return (
    <div class="toast">
      <p>{say(toast.text)}</p>
      <button type="button" class="icon-button" aria-label={say(texts.dismiss)} onClick={() => session.dismissToast(toast.id)}>
        <CrossIcon />
      </button>
    </div>
  );
}
