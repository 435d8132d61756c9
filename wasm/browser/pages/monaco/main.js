// An editor as an application sets it up, and `studio` for the tests to look at it. Options stand in the query.

import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/yaml/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { load } from '@astrofile/validator';
import { register } from '@astrofile/validator/monaco';
import { loadWorker } from '@astrofile/validator/worker';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };
monaco.languages.register({ id: 'json', extensions: ['.json'] });

const query = new URLSearchParams(location.search);
const validator = query.has('worker') ? await loadWorker() : await load();
const state = { mode: query.get('mode') ?? 'any', answers: [] };
const asked = [];
const instead = {}; // answers that a test gives in place of the validator
const slow = { hold: false, held: [] };
const watched = new Proxy(validator, {
  get(target, name) {
    const method = Reflect.get(target, name);
    if (typeof method !== 'function') {
      return method;
    }
    return async (...parameters) => {
      const options = parameters.at(-1);
      asked.push({ name, text: parameters[0], aborted: () => options.signal.aborted });
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

const model = monaco.editor.createModel('', 'yaml', monaco.Uri.parse('inmemory://studio/deployment.yaml'));
const editor = monaco.editor.create(document.querySelector('#editor'), {
  model,
  minimap: { enabled: false },
  fixedOverflowWidgets: true,
  quickSuggestions: { other: true, comments: false, strings: true }, // a half-written key is a string to Monaco's YAML
});
const other = monaco.editor.createModel('deployment: 1\n', 'yaml', monaco.Uri.parse('inmemory://studio/compose.yaml'));
const registration = register(monaco, watched, {
  mode: () => state.mode,
  select: (uri) => uri.path.includes('deployment'),
  delay: 20,
  onAnswer: (answer, of) => {
    state.answers.push({ ...answer, uri: String(of.uri) });
    if (of === model) {
      state.answered = model.getVersionId();
    }
  },
});

globalThis.studio = {
  monaco,
  editor,
  model,
  other,
  state,
  slow,
  asked,
  instead,
  registration,
  set(text, cursor = 0) {
    model.setValue(text);
    editor.setPosition(model.getPositionAt(cursor));
    editor.focus();
  },
  select(from, to = from) {
    editor.setSelection(monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to)));
    editor.revealPositionInCenter(model.getPositionAt(from));
    editor.focus();
  },
  point(index) {
    const box = editor.getDomNode().getBoundingClientRect();
    const { left, top, height } = editor.getScrolledVisiblePosition(model.getPositionAt(index));
    return { x: box.left + left + 4, y: box.top + top + height / 2 };
  },
  text: () => model.getValue(),
  selected: () => model.getValueInRange(editor.getSelection()),
  findings: () =>
    monaco.editor.getModelMarkers({ resource: model.uri }).map((marker) => ({
      owner: marker.owner,
      text: model.getValueInRange(marker),
      code: marker.code?.value ?? marker.code,
      target: String(marker.code?.target ?? ''),
      message: marker.message,
      tags: marker.tags ?? [],
      related: marker.relatedInformation ?? [],
    })),
  formatted: (text) => validator.format(text),
  close: () => validator.close(),
  mode(mode) {
    state.mode = mode;
    registration.refresh();
  },
};
