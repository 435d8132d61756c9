// Stands in for monaco-worker-manager/worker, which imports a file that monaco-editor no longer exports. What is measured
// is the worker of monaco-yaml itself: `started` is the function that it hands over.

let create;

/** Takes what the worker hands over. */
export function initialize(fn) {
  create = fn;
}

/** Starts the worker's code over one document; returns its methods and a setter of the document's text. */
export function start(uri, data) {
  const model = { uri, version: 0, text: '', getValue: () => model.text };
  const methods = create({ getMirrorModels: () => [model] }, data);
  return {
    methods,
    set(text) {
      model.version++;
      model.text = text;
    },
  };
}
