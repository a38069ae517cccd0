import { useId } from 'preact/hooks';
import { TextObject } from '../blocks/text-object.js';
import { usePage } from '../context.js';
import { type JsonObject, objectOf, wordsOf } from '../json.js';
import { texts } from '../text.js';
import { Dialog } from './dialog.js';

/** Slack's confirmation object. The safe answer has the focus. */
export function ConfirmDialog({ confirm, answer }: { confirm: JsonObject; answer: (yes: boolean) => void }) {
  const { say } = usePage();
  const id = useId();
  const text = objectOf(confirm.text);
  return (
    <Dialog labelledBy={id} class="confirm" role="alertdialog" onCancel={() => answer(false)}>
      <div class="dialog-body">
        <h2 id={id}>{wordsOf(confirm.title)}</h2>
        {text && (
          <p>
            <TextObject text={text} />
          </p>
        )}
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" data-focus onClick={() => answer(false)}>
          {wordsOf(confirm.deny) || say(texts.confirmNo)}
        </button>
        <button type="button" class={`button ${confirm.style === 'danger' ? 'danger solid' : 'primary'}`} onClick={() => answer(true)}>
          {wordsOf(confirm.confirm) || say(texts.confirmYes)}
        </button>
      </footer>
    </Dialog>
  );
}
