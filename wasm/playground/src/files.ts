import { find } from './dom.js';
import { notice } from './notices.js';
import { fileName } from './share-link.js';

export interface Opened {
  name: string;
  text: string;
  /** How the file ends its lines; the editor knows line feeds only. */
  lineBreak: string;
}

/** Far more than the validator reads (1 MiB), and little enough for an editor. */
const MOST = 8 << 20;

/** Reads a file that a person chose. Bytes that are no UTF-8 are refused: the editor would change them silently. */
export async function read(file: File): Promise<Opened | undefined> {
  if (file.size > MOST) {
    notice('open', 'error', `${fileName(file.name)} has ${Math.round(file.size / (1 << 20))} MiB; a Deployment file has 1 MiB at most.`);
    return undefined;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return { name: fileName(file.name), text, lineBreak: /\r\n/.test(text) && !/(^|[^\r])\n/.test(text) ? '\r\n' : '\n' };
  } catch {
    notice('open', 'error', `${fileName(file.name)} could not be read: it is not a text in UTF-8, or no longer there.`);
    return undefined;
  }
}

/** Wires a button that asks for a file. */
export function openButton(id: string, opened: (file: Opened) => void): void {
  const input = find<HTMLInputElement>('file-input');
  find(id).addEventListener('click', () => {
    input.value = '';
    input.onchange = () => {
      const file = input.files?.[0];
      if (file) void read(file).then((text) => text && opened(text));
    };
    input.click();
  });
}

/** Lets a file be dropped on a pane, before its editor takes it. */
export function dropZone(pane: HTMLElement, opened: (file: Opened) => void): void {
  pane.addEventListener(
    'dragover',
    (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      pane.classList.add('dropping');
    },
    true,
  );
  pane.addEventListener('dragleave', (event) => {
    if (!pane.contains(event.relatedTarget as Node | null)) pane.classList.remove('dropping');
  });
  pane.addEventListener(
    'drop',
    (event) => {
      pane.classList.remove('dropping');
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      event.stopPropagation();
      void read(file).then((text) => text && opened(text));
    },
    true,
  );
}

/** Keeps a file that misses the panes from replacing the page, and what was written in it with it. */
export function refuseOtherDrops(): void {
  for (const kind of ['dragover', 'drop'] as const) {
    window.addEventListener(kind, (event) => {
      if (event.defaultPrevented || !hasFile(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    });
  }
}

function hasFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: name.endsWith('.json') ? 'application/json' : 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notice('copy', 'done', `${what} copied.`);
  } catch {
    notice('copy', 'warning', 'The browser refused to copy: select the text and copy it by hand.');
  }
}
