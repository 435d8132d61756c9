// The worker of monaco-yaml, the YAML language support of the Monaco editor, without the editor.

import 'monaco-yaml/yaml.worker.js';

import { start } from './worker-manager.js';

const uri = 'file:///deployment.yaml';

/** Returns a function that lists the findings about a text as {line, column, message}. */
export function create(schema) {
  const { methods, set } = start(uri, {
    enableSchemaRequest: false,
    validate: true,
    yamlVersion: '1.2',
    schemas: [{ uri: 'file:///deployment.schema.json', fileMatch: ['*'], schema }],
  });
  return async (text) => {
    set(text);
    const found = await methods.doValidation(uri);
    return found.map((d) => ({ line: d.range.start.line + 1, column: d.range.start.character + 1, message: d.message }));
  };
}
