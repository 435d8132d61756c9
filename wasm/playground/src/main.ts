import './style.css';
import type { Diagnostic, Mode, Validator } from '@astrofile/validator';
import { Positions } from '@astrofile/validator';
import { astrofile, fixAll, formatDocument, refresh } from '@astrofile/validator/codemirror';
import { loadWorker } from '@astrofile/validator/worker';
import { setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import exampleFile from '../examples/deployment.yaml?raw';
import exampleLive from '../examples/live.yaml?raw';
import { find } from './dom.js';
import { makeEditor } from './editor.js';
import { copy, download, dropZone, openButton, refuseOtherDrops, type Opened } from './files.js';
import { dismiss, notice } from './notices.js';
import { offline } from './offline.js';
import { panes } from './panes.js';
import { PlanPane } from './plan-pane.js';
import { Problems } from './problems.js';
import { shareDialog } from './share-dialog.js';
import { BrokenLink, decode } from './share-link.js';
import { themeSwitch } from './theme.js';
import { watch, type State } from './watch.js';

let validator: Validator | undefined;
let mode: Mode = 'any';
let name = 'deployment.yaml';
let lineBreak = '\n';
let recheck: ReturnType<typeof setTimeout> | undefined;

const showPane = panes((shown) => {
  if (shown === 'file') editor.view.requestMeasure();
  if (shown === 'live') live.view.requestMeasure();
});

const editor = makeEditor({
  parent: find('editor'),
  label: 'Deployment file',
  describedBy: 'editor-hint',
  text: exampleFile,
  placeholder: 'Write or paste a Deployment file, open one, or drop it here.',
  changed: (whole) => {
    // JSON can be read under either name, YAML only under its own, and no button of the page gives another one.
    if (whole && !/^\s*[{[]/.test(editor.text())) rename(name.replace(/\.json$/i, '.yaml'));
    plan.changed();
  },
});

const live = makeEditor({
  parent: find('live-editor'),
  label: 'Live Deployment',
  text: '',
  placeholder: 'Paste what this prints:\nastro deployment inspect -n NAME',
  changed: () => {
    find('live-clear').hidden = live.text() === '';
    find('live-example').hidden = live.text() !== '';
    plan.changed();
    clearTimeout(recheck);
    recheck = setTimeout(() => validator && refresh(editor.view), 300);
  },
});
const problems = new Problems(editor.view, showPane);

const plan = new PlanPane({
  live: live.text,
  file: editor.text,
  name: () => name,
  validator: () => validator,
  useExample: () => useLiveExample(),
  fixAll: () => void fixAll(editor.view),
  jumpFile: (finding) => {
    showPane('file');
    select(editor.view, finding);
  },
  jumpLive: (finding) => {
    showPane('live');
    select(live.view, finding);
  },
  answered: (findings) => underline(live.view, findings),
});

/** Selects what a finding is about, in either editor. */
function select(view: EditorView, { range }: Diagnostic): void {
  if (range) {
    const positions = new Positions(view.state.doc.toString());
    const anchor = positions.toIndex(range.start.offset);
    view.dispatch({ selection: { anchor, head: positions.toIndex(range.end.offset) }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  }
  view.focus();
}

function underline(view: EditorView, findings: Diagnostic[]): void {
  const positions = new Positions(view.state.doc.toString());
  const marks = findings.flatMap(({ range, severity, message }) =>
    range ? [{ from: positions.toIndex(range.start.offset), to: positions.toIndex(range.end.offset), severity, message }] : [],
  );
  view.dispatch(setDiagnostics(view.state, marks));
}

// The validator, and what the page says about it.

const WORDS: Record<State, string> = {
  loading: 'Loading the validator…',
  ready: 'Validator ready',
  restarted: 'Validator restarted',
  failed: 'No validator',
};

function tell(state: State, why?: string): void {
  const line = find('state');
  line.dataset['state'] = state;
  find('state-text').textContent = WORDS[state];
  if (state === 'ready') {
    line.title = validator ? `astrofile ${validator.version.version}, ${validator.version.go}` : '';
    return;
  }
  if (state === 'restarted') {
    notice('validator', 'warning', 'The validator could not cope with this text and was started again. Your text is untouched; go on writing.');
  }
  if (state === 'failed') {
    notice('validator', 'error', `There is no validator, so nothing is checked: ${why ?? 'it could not be loaded'}.`, { label: 'Try again', press: () => void start() });
  }
}

async function start(): Promise<void> {
  tell('loading');
  try {
    validator?.close();
    validator = watch(await loadWorker(), tell);
  } catch (error) {
    validator = undefined;
    tell('failed', error instanceof Error ? error.message : String(error));
    return;
  }
  dismiss('validator');
  tell('ready');
  editor.extend(
    astrofile(validator, {
      mode: () => mode,
      name: () => name,
      live: () => (live.text().trim() === '' ? undefined : live.text()),
      onAnswer: (answer) => problems.show(answer),
      onError: () => undefined, // the page has been told: see watch
    }),
  );
  refresh(editor.view);
  plan.changed();
}

// What is in the editors.

function rename(to: string): void {
  name = to;
  find('file-name').textContent = to;
}

function setMode(to: Mode): void {
  mode = to;
  for (const input of find('modes').querySelectorAll('input')) input.checked = input.value === to;
  if (validator) refresh(editor.view);
}

function openFile(file: Opened): void {
  lineBreak = file.lineBreak;
  editor.replace(file.text);
  rename(file.name);
  if (validator) refresh(editor.view); // the same text may be right under one name and wrong under another
  plan.changed();
  dismiss('open');
  showPane('file');
  editor.view.focus();
}

function openLive(file: Opened): void {
  find('live-name').textContent = file.name;
  live.replace(file.text);
  dismiss('open');
}

function useLiveExample(): void {
  find('live-name').textContent = '';
  live.replace(exampleLive);
}

/** The file as it is saved: with the line ends that it was opened with. */
function saved(): string {
  const text = editor.text();
  return lineBreak === '\n' ? text : text.replaceAll('\n', lineBreak);
}

async function openLink(): Promise<void> {
  const { hash } = location;
  try {
    const shared = await decode(hash);
    if (!shared || hash !== location.hash) return; // a later link may be read sooner
    lineBreak = '\n';
    editor.replace(shared.text);
    rename(shared.name);
    setMode(shared.mode);
    notice('link', 'info', 'Opened from a link. Values of secrets and the live Deployment are never part of one.');
  } catch (error) {
    const why = error instanceof BrokenLink ? error.message : 'it cannot be read';
    notice('link', 'error', `The link is broken: ${why}. The editor has what it had before; ask for the link once more.`);
  }
}

for (const input of find('modes').querySelectorAll('input')) {
  input.addEventListener('change', () => setMode(input.value as Mode));
}
find('format').addEventListener('click', () => void formatDocument(editor.view));
find('fix-all').addEventListener('click', () => void fixAll(editor.view));
find('copy').addEventListener('click', () => void copy(saved(), 'File'));
find('download').addEventListener('click', () => download(name, saved()));
find('live-example').addEventListener('click', () => {
  useLiveExample();
  live.view.focus();
});
find('live-clear').addEventListener('click', () => {
  find('live-name').textContent = '';
  live.replace('');
  live.view.focus();
});
find('share').addEventListener(
  'click',
  shareDialog(
    () => validator,
    () => ({ text: editor.text(), mode, name, live: live.text().trim() !== '' }),
  ),
);
find('skip').addEventListener('click', (event) => {
  event.preventDefault();
  showPane('file');
  editor.view.focus();
});
openButton('open', openFile);
openButton('live-open', openLive);
dropZone(find('file'), openFile);
dropZone(find('live'), openLive);
refuseOtherDrops();
window.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  event.preventDefault();
  download(name, saved());
});
window.addEventListener('hashchange', () => void openLink());
themeSwitch((dark) => {
  editor.setDark(dark);
  live.setDark(dark);
});

void openLink().then(start);
void offline();
