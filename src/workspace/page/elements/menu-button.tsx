import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useFloating } from './floating.js';

export type MenuItem = { readonly key: string; readonly label: string; readonly description: string; readonly pick: () => void };

type Props = {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly children: ComponentChildren;
};

/** A button with a menu after the ARIA Authoring Practices: arrows move, Escape and Tab close, focus returns to the button. */
export function MenuButton({ id, label, items, children }: Props) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  function close() {
    setOpen(false);
    button.current?.focus();
  }
  /** A click elsewhere takes the focus out of the menu. */
  function onFocusOut(event: FocusEvent) {
    if (event.relatedTarget instanceof Node && whole.current?.contains(event.relatedTarget)) return;
    setOpen(false);
  }
  return (
    <div class="menu-button" ref={whole} onFocusOut={onFocusOut}>
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
        onKeyDown={(event) => {
          if (open || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {open && <Menu label={label} items={items} anchor={button} close={close} />}
    </div>
  );
}

type MenuProps = Pick<Props, 'label' | 'items'> & { readonly anchor: RefObject<HTMLElement | null>; readonly close: () => void };

function Menu({ label, items, anchor, close }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useFloating(anchor, menu);
  useLayoutEffect(() => menu.current?.querySelector('button')?.focus({ preventScroll: true }), []);

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
  return (
    <div class="menu" popover="manual" role="menu" tabIndex={-1} aria-label={label} ref={menu} onKeyDown={onKeyDown}>
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
  );
}
