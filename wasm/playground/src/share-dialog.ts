import type { Mode, Shared, Validator } from '@astrofile/validator';
import { count, element, find, icon } from './dom.js';
import { encode } from './share-link.js';

interface SafeText {
  text: string;
  removed: Shared['removed'];
}

export interface ShareSource {
  text: string;
  mode: Mode;
  name: string;
  /** The live pane holds something, which is never shared. */
  live: boolean;
}

/** Links above this length are cut by some programs. */
const LONG = 8000;

/** Shows what a link would hold before anyone can copy it. */
export function shareDialog(validator: () => Validator | undefined, source: () => ShareSource): () => void {
  const dialog = find<HTMLDialogElement>('share-dialog');
  const comments = find<HTMLInputElement>('share-comments');
  const link = find<HTMLInputElement>('share-link');
  const copy = find<HTMLButtonElement>('share-copy');
  const note = find('share-note');
  let turn = 0;

  const fill = async (): Promise<void> => {
    const mine = ++turn;
    copy.disabled = true;
    link.value = '';
    note.textContent = '';
    const now = source();
    const safe = await safeText(validator(), now, comments.checked);
    if (mine !== turn) return;
    if (typeof safe === 'string') {
      find('share-left-out').replaceChildren();
      find('share-preview').textContent = '';
      note.textContent = safe;
      return;
    }
    find('share-left-out').replaceChildren(...leftOut(safe, now.live));
    find('share-comments-row').hidden = safe.removed.comments === 0 && !comments.checked;
    find('share-preview').textContent = safe.text;
    const fragment = await encode({ text: safe.text, mode: now.mode, name: now.name });
    if (mine !== turn) return;
    link.value = location.href.replace(/#.*$/s, '') + fragment;
    copy.disabled = false;
    if (link.value.length > LONG) {
      note.textContent = `The link has ${count(link.value.length, 'character')}; some programs cut links as long as that.`;
    }
  };

  comments.addEventListener('change', () => void fill());
  link.addEventListener('focus', () => link.select());
  copy.addEventListener('click', () => {
    void navigator.clipboard.writeText(link.value).then(
      () => (note.textContent = 'Copied.'),
      () => {
        link.focus();
        note.textContent = 'The browser refused to copy: press Ctrl+C or ⌘C.';
      },
    );
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => {
    turn++;
    link.value = '';
    find('share-preview').textContent = '';
  });
  return () => {
    comments.checked = false;
    dialog.showModal();
    void fill();
  };
}

function leftOut(safe: SafeText, live: boolean): HTMLElement[] {
  const { values, comments } = safe.removed;
  const lines: [string, string][] = [];
  if (values > 0) lines.push(['key', `${count(values, 'value')} left out: of secrets, and of whatever may be one`]);
  if (comments > 0) lines.push(['info', `${count(comments, 'comment')} left out`]);
  if (live) lines.push(['info', 'the live Deployment left out']);
  if (lines.length === 0) lines.push(['check', 'nothing had to be left out']);
  return lines.map(([name, text]) => element('li', {}, icon(name), text));
}

/** Asks the validator for a text without secrets; the answer is a sentence when there is none. */
async function safeText(validator: Validator | undefined, source: ShareSource, comments: boolean): Promise<SafeText | string> {
  if (!validator) return 'The validator is not ready, and only it knows which values are secret.';
  try {
    const { text, removed } = await validator.share(source.text, { name: source.name, mode: source.mode, comments });
    return typeof text !== 'string' ? 'This text cannot be shared: nobody can tell which parts of it are secret.' : { text, removed };
  } catch {
    return 'The validator did not answer, and only it knows which values are secret. Try again.';
  }
}
