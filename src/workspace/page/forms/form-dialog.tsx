import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageView, StateValues } from '../../protocol.js';
import { Blocks } from '../blocks/blocks.js';
import { SurfaceOf } from '../blocks/surface.js';
import { usePage } from '../context.js';
import { isChanged, stateOf, stillAsked } from '../elements/values.js';
import { BackIcon, CrossIcon } from '../icons.js';
import { Banners } from '../notices/banners.js';
import { Toasts } from '../notices/toasts.js';
import { texts } from '../text.js';
import { checkForm } from './check.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { Dialog } from './dialog.js';
import { useFieldErrors } from './field-errors.js';

type Leaving = { readonly all: boolean } | null;

export function FormDialog({ view, depth, top }: { view: PageView; depth: number; top: boolean }) {
  const { say, session, state } = usePage();
  const [entered, setEntered] = useState<StateValues>({});
  const [leaving, setLeaving] = useState<Leaving>(null);
  const form = useRef<HTMLFormElement>(null);
  const { errors, setErrors, forget } = useFieldErrors(state.errors[view.id], form);
  const busy = state.submitting.includes(view.id);
  const titleId = `${view.id}-title`;
  const wrong = Object.keys(errors).length;

  // What the bot has changed is looked at anew.
  const first = useRef(view.hash);
  const updated = view.hash !== first.current;
  useEffect(() => {
    setErrors({});
    setEntered((before) => stillAsked(view.blocks, before));
    // The button that was pressed is gone, so this is another page of the form: it begins at its top.
    if (form.current?.contains(document.activeElement) && document.activeElement?.matches('.blocks')) toTop(form.current);
  }, [view.hash]);

  // A form replaced by another step begins at its top.
  useEffect(() => toTop(form.current), [view.title]);

  const latest = useRef(entered);
  latest.current = entered;
  const changed = isChanged(view.blocks, entered);

  // The browser asks, too, before a reload or a closed tab takes what was written.
  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);

  function leave(all: boolean) {
    if (busy || leaving) return;
    if (changed) setLeaving({ all });
    else void session.closeView(view.id, all);
  }
  function submit() {
    if (busy || view.submit === null) return;
    const values = stateOf(view.blocks, latest.current);
    const problems = checkForm(view.blocks, values);
    setErrors(Object.fromEntries(Object.entries(problems).map(([block, problem]) => [block, say(problem)])));
    if (Object.keys(problems).length === 0) void session.submit(view.id, values);
  }

  return (
    <Dialog labelledBy={titleId} class={`form-dialog${top ? '' : ' is-under'}`} onCancel={() => leave(false)}>
      <form
        ref={form}
        noValidate
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {top && <Banners />}
        <header class="dialog-head">
          {depth > 0 && (
            <button type="button" class="icon-button" aria-label={say(texts.back)} onClick={() => leave(false)}>
              <BackIcon />
            </button>
          )}
          <h2 id={titleId}>{view.title}</h2>
          <button type="button" class="icon-button" aria-label={say(texts.close)} onClick={() => leave(true)}>
            <CrossIcon />
          </button>
        </header>
        <div class="dialog-body">
          <div class="form-errors" role="alert">
            {wrong > 0 && say(texts.fieldsWrong(wrong))}
          </div>
          <SurfaceOf
            container={{ type: 'view', viewId: view.id }}
            blocks={view.blocks}
            errors={errors}
            entered={[
              entered,
              (values, block) => {
                latest.current = values;
                setEntered(values);
                forget(block);
              },
            ]}
          >
            <Blocks blocks={view.blocks} />
          </SurfaceOf>
        </div>
        <p class="only-heard" role="status">
          {updated && <span key={view.hash}>{say(texts.formUpdated)}</span>}
        </p>
        {top && <Toasts />}
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={() => leave(false)}>
            {view.close || say(texts.close)}
          </button>
          {view.submit !== null && (
            <button type="submit" class={`button primary${busy ? ' busy' : ''}`} aria-disabled={busy || undefined}>
              {busy ? say(texts.submitting) : view.submit}
            </button>
          )}
        </footer>
      </form>
      {leaving && (
        <ConfirmDialog
          confirm={{
            title: say(texts.discardTitle),
            text: { type: 'plain_text', text: say(texts.discardText) },
            confirm: say(texts.discard),
            deny: say(texts.keepWriting),
            style: 'danger',
          }}
          answer={(yes) => {
            setLeaving(null);
            if (yes) void session.closeView(view.id, leaving.all);
          }}
        />
      )}
    </Dialog>
  );
}

function toTop(form: HTMLFormElement | null) {
  form?.querySelector('.dialog-body')?.scrollTo({ top: 0 });
}
