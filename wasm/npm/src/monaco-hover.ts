// What Monaco shows about the key or value under the mouse.

import type * as monaco from 'monaco-editor';

import { fileOptions } from './edits-options.js';
import { range } from './monaco-markers.js';
import type { Watches } from './monaco-watch.js';
import { Positions } from './positions.js';

export function hover(watches: Watches): monaco.languages.HoverProvider {
  return {
    async provideHover(model, position, token) {
      const text = model.getValue();
      const at = model.getOffsetAt(position);
      const answer = await watches
        .of(model)
        ?.askOfNow(token, (signal) => watches.validator.hover(text, at, fileOptions(watches.options, model, signal)));
      if (!answer?.hover) {
        return null;
      }
      const positions = new Positions(text);
      const { start, end } = answer.hover.range;
      return {
        range: range(model, { from: positions.toIndex(start.offset), to: positions.toIndex(end.offset) }),
        contents: [{ value: answer.hover.markdown }], // neither trusted nor HTML
      };
    },
  };
}
