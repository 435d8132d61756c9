// What a web editor is usually built of: the parser `yaml`, and the schema compiled by `ajv`, with the line and column of
// every finding.

import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { LineCounter, isMap, isScalar, parseDocument } from 'yaml';

// What editors read and validation does not.
const vocabulary = [
  'markdownDescription', 'enumDescriptions', 'markdownEnumDescriptions', 'defaultSnippets', 'doNotSuggest',
  'deprecationMessage', 'errorMessage', 'patternErrorMessage',
];

/** Returns a function that lists the findings about a text as {line, column, message}. */
export function create(schema) {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: false });
  addFormats(ajv);
  ajv.addVocabulary(vocabulary);
  const matches = ajv.compile(schema);
  return (text) => {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const at = (offset, message) => {
      const { line, col } = lines.linePos(offset);
      return { line, column: col, message };
    };
    const found = [...document.errors, ...document.warnings].map((e) => at(e.pos[0], e.message));
    if (document.errors.length === 0 && !matches(document.toJS())) {
      found.push(...matches.errors.map((e) => at(offsetOf(document, e), `${e.instancePath} ${e.message}`)));
    }
    return found;
  };
}

/** The offset of the value that a finding is about; of the key, for a key that must not be there. */
function offsetOf(document, error) {
  const path = error.instancePath.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  const extra = error.params.additionalProperty ?? error.params.propertyName;
  if (extra !== undefined && isMap(node)) {
    return node.items.find((pair) => isScalar(pair.key) && pair.key.value === extra)?.key.range[0] ?? node.range[0];
  }
  return node?.range?.[0] ?? 0;
}
