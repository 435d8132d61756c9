// An editor as an application sets it up, and `studio` for the tests to look at it. Options stand in the query.

import { closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { forEachDiagnostic, lintGutter, lintKeymap } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { load } from '@astrofile/validator';
import { applyFix, astrofile, refresh, reveal } from '@astrofile/validator/codemirror';
import { loadWorker } from '@astrofile/validator/worker';

const query = new URLSearchParams(location.search);
const validator = query.has('worker') ? await loadWorker() : await load();
const asked = [];
const instead = {}; // answers that a test gives in place of the validator

// Counts requests and can hold answers back, as a slow machine would.
const slow = { hold: false, held: [] };
const watched = new Proxy(validator, {
  get(target, name) {
    const method = Reflect.get(target, name);
    if (typeof method !== 'function') {
      return method;
    }
    return async (...parameters) => {
      const options = parameters.at(-1);
      const entry = { name, text: parameters[0], aborted: () => options.signal.aborted };
      asked.push(entry);
      if (instead[name]) {
        return instead[name];
      }
      const answer = method.apply(target, parameters);
      answer.catch(() => undefined);
      if (slow.hold) {
        await new Promise((resolve) => slow.held.push(resolve));
      }
      return answer;
    };
  },
});

const state = { mode: query.get('mode') ?? 'any', answers: [] };
const adapter = new Compartment();
const view = new EditorView({
  parent: document.querySelector('#editor'),
  extensions: [
    EditorView.cspNonce.of('studio'),
    lineNumbers(),
    history(),
    closeBrackets(),
    lintGutter(),
    yaml(),
    query.has('crlf') ? EditorState.lineSeparator.of('\r\n') : [],
    keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
    adapter.of(
      astrofile(watched, {
        mode: () => state.mode,
        name: query.get('name') ?? 'deployment.yaml',
        delay: 20,
        onAnswer: (answer, of) => {
          state.answers.push(answer);
          state.answered = of.state.doc;
        },
      }),
    ),
  ],
});

globalThis.studio = {
  view,
  state,
  slow,
  asked,
  instead,
  set(text, cursor = 0) {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: view.state.toText(text) }, selection: { anchor: cursor } });
    view.focus();
  },
  select(from, to = from) {
    view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    view.focus();
  },
  point(index) {
    const { left, right, top, bottom } = view.coordsAtPos(index, 1);
    return { x: Math.max(left, right) + 3, y: (top + bottom) / 2 };
  },
  text: () => view.state.doc.toString(),
  selected: () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to),
  findings() {
    const found = [];
    forEachDiagnostic(view.state, (shown, from, to) => found.push({ from, to, text: view.state.sliceDoc(from, to), code: shown.finding?.code, message: shown.message }));
    return found;
  },
  mode(mode) {
    state.mode = mode;
    refresh(view);
  },
  formatted: (text) => validator.format(text),
  fix: (i) => applyFix(view, state.answers.at(-1).diagnostics[i]),
  reveal: (i) => reveal(view, state.answers.at(-1).diagnostics[i]),
  remove: () => view.dispatch({ effects: adapter.reconfigure([]) }),
  close: () => validator.close(),
};
