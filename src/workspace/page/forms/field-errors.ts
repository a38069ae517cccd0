import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Errors = Readonly<Record<string, string>>;
const none: Errors = {};

/**
 * The errors at a form's fields: the page's own and the bot's (`told`). Editing a field takes its error away.
 * New errors bring the focus to the first field that has one, where a screen reader reads its label and the error.
 */
export function useFieldErrors(told: Errors | undefined, form: RefObject<HTMLFormElement | null>) {
  const [errors, setErrors] = useState<Errors>(told ?? none);
  const [turn, setTurn] = useState(0);

  function show(next: Errors) {
    setErrors(next);
    if (Object.keys(next).length > 0) setTurn((before) => before + 1);
  }
  useEffect(() => {
    if (told) show(told);
  }, [told]);
  useEffect(() => {
    if (turn === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>('.has-error');
    wrong?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
    wrong?.scrollIntoView({ block: 'center' });
  }, [turn]);

  return {
    errors,
    setErrors: show,
    forget: (block: string) => {
      setErrors(({ [block]: gone, ...others }) => (gone === undefined ? { ...others } : others));
    },
  };
}
