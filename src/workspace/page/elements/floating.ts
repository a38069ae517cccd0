import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const gapPx = 4;
const marginPx = 8;

/**
 * Shows an open list in the browser's top layer, under its anchor or above it where there is more room: neither a form's edge nor a
 * scrolling list cuts it off, and nothing moves to make room for it.
 */
export function useFloating(anchor: RefObject<HTMLElement | null>, list: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const popup = list.current;
    if (!popup) return;
    const place = () => {
      if (anchor.current) put(popup, anchor.current.getBoundingClientRect());
    };
    popup.showPopover();
    place();
    const observer = new ResizeObserver(place);
    observer.observe(popup);
    window.addEventListener('resize', place);
    // Captured: scrolling inside the page does not bubble.
    document.addEventListener('scroll', place, true);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
      document.removeEventListener('scroll', place, true);
    };
  }, []);
}

function put(popup: HTMLElement, at: DOMRect) {
  const { style } = popup;
  style.minWidth = `${at.width}px`;
  const below = window.innerHeight - at.bottom - gapPx - marginPx;
  const above = at.top - gapPx - marginPx;
  const up = popup.scrollHeight > below && above > below;
  style.maxHeight = `min(264px, ${Math.max(80, up ? above : below)}px)`;
  const { width, height } = popup.getBoundingClientRect();
  style.top = `${up ? at.top - gapPx - height : at.bottom + gapPx}px`;
  style.left = `${Math.max(marginPx, Math.min(at.left, window.innerWidth - marginPx - width))}px`;
}
