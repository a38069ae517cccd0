import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export type MenuItem = { readonly key: string; readonly label: string; readonly description: string; readonly pick: () => void };

type Props = {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly up?: boolean;
  readonly children: ComponentChildren;
};

/** A button with a menu after the ARIA Authoring Practices: arrows move, Escape and Tab close, focus returns to the button. */
export function MenuButton({ id, label, items, up, children }: Props) {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    menu.current?.scrollIntoView({ block: 'nearest' });
    menu.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [open]);

  function close() {
    setOpen(false);
    button.current?.focus();
  }
  function onKeyDown(event: TargetedKeyboardEvent<HTMLDivElement>) {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const all = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = document.activeElement instanceof HTMLButtonElement ? all.indexOf(document.activeElement) : -1;
    const moves: Record<string, number> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  }
  /** A click elsewhere takes the focus out of the menu. */
  function onFocusOut(event: FocusEvent) {
    if (event.relatedTarget instanceof Node && menu.current?.parentElement?.contains(event.relatedTarget)) return;
    setOpen(false);
  }
  return (
    <div class="menu-button" onFocusOut={onFocusOut}>
      <button
        type="button"
        id={id}
        ref={button}
        class="icon-button bordered"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <div class={`menu${up ? ' up' : ''}`} role="menu" tabIndex={-1} aria-label={label} ref={menu} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              key={item.key}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class="choice"
              onClick={() => {
                close();
                item.pick();
              }}
            >
              <span>{item.label}</span>
              {item.description && <small>{item.description}</small>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
