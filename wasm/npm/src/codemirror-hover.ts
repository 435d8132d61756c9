// What CodeMirror shows about the key or value under the mouse.

import type { EditorView, Tooltip } from '@codemirror/view';

import { markdown } from './codemirror-markdown.js';
import { connect, report } from './codemirror-session.js';
import { fileOptions } from './edits-options.js';
import { Positions } from './positions.js';

export async function hover(view: EditorView, pos: number): Promise<Tooltip | null> {
  const connection = connect(view);
  if (!connection) {
    return null;
  }
  const { session, validator, options } = connection;
  const text = view.state.doc.toString();
  try {
    const answer = await session.run((signal) => validator.hover(text, pos, fileOptions(options, view, signal)));
    if (!answer?.hover) {
      return null;
    }
    const { range, markdown: source } = answer.hover;
    const positions = new Positions(text);
    return {
      pos: positions.toIndex(range.start.offset),
      end: positions.toIndex(range.end.offset),
      above: true,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'cm-astrofile-hover';
        dom.append(markdown(source));
        return { dom };
      },
    };
  } catch (error) {
    report(error, connection);
    return null;
  }
}
