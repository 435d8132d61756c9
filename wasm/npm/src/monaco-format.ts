// Formatting in Monaco.

import type * as monaco from 'monaco-editor';

import { difference } from './edits.js';
import { fileOptions } from './edits-options.js';
import { range } from './monaco-markers.js';
import type { Watches } from './monaco-watch.js';

export function formatting(watches: Watches): monaco.languages.DocumentFormattingEditProvider {
  return {
    displayName: 'astrofile',
    async provideDocumentFormattingEdits(model, _options, token) {
      const text = model.getValue();
      const answer = await watches
        .of(model)
        ?.askOfNow(token, (signal) => watches.validator.format(text, fileOptions(watches.options, model, signal)));
      return answer?.text == null ? null : textEdits(model, text, answer.text);
    },
  };
}

/** The edits that make one text of another, which is the value of the model. */
export function textEdits(model: monaco.editor.ITextModel, before: string, after: string): monaco.languages.TextEdit[] {
  return difference(before, after).map((change) => ({ range: range(model, change), text: change.insert }));
}
