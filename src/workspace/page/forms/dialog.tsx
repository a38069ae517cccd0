import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

type Props = {
  readonly labelledBy: string;
  readonly class: string;
  readonly role?: 'alertdialog';
  /** Escape, the phone's back gesture. The dialog itself never closes on its own: whoever draws it decides. */
  readonly onCancel: () => void;
  readonly children: ComponentChildren;
};

/** The browser's modal dialog keeps the focus inside and everything else inert. When it goes, the focus returns to where it was. */
export function Dialog({ labelledBy, class: name, role, onCancel, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const box = dialog.current;
    const before = document.activeElement;
    box?.showModal();
    const wanted =
      box?.querySelector<HTMLElement>('[data-focus]') ?? box?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select)');
    wanted?.focus({ preventScroll: true });
    return () => {
      box?.close();
      const target =
        before instanceof HTMLElement && before.isConnected && before !== document.body
          ? before
          : document.querySelector<HTMLElement>('#composer, #messages');
      target?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${name}`}
      role={role}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      onKeyDown={(event) => {
        // Chrome closes a dialog on the second Escape whatever onCancel says; a key that is handled here never gets that far.
        if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      {children}
    </dialog>
  );
}
