import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A card or form that changes may take the focused button with it, and the focus would fall back to the top of the page. Then it goes
 * to the card, where the next Tab finds what has come instead.
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>, content: unknown) {
  const inside = useRef(false);
  useEffect(() => {
    const came = (event: FocusEvent) => {
      inside.current = event.target instanceof Node && box.current?.contains(event.target) === true;
    };
    const left = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        // What is still there was left on purpose.
        if (target instanceof Node && target.isConnected && document.activeElement === document.body) inside.current = false;
      });
    document.addEventListener('focusin', came);
    document.addEventListener('focusout', left);
    return () => {
      document.removeEventListener('focusin', came);
      document.removeEventListener('focusout', left);
    };
  }, []);
  useLayoutEffect(() => {
    if (inside.current && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [content]);
}
