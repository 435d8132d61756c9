// Commands of the CodeMirror adapter.

import { forEachDiagnostic } from '@codemirror/lint';
import type { Command, EditorView, KeyBinding } from '@codemirror/view';

import { announce, attempt, select, write } from './codemirror-fix.js';
import type { Shown } from './codemirror-lint.js';
import { type Connection, connect } from './codemirror-session.js';
import { difference } from './edits.js';
import { fileOptions, validateOptions } from './edits-options.js';
import type { Answer, Diagnostic as Finding } from './types.js';

export { applyFix } from './codemirror-fix.js';

/** Lays the document out as the command line does. A document that cannot be read stays as it is. */
export const formatDocument: Command = (view) =>
  rewrite(view, 'input.format', 'formatted', ({ validator, options }, text, signal) =>
    validator.format(text, fileOptions(options, view, signal)),
  );

/** Applies every fix that needs no judgement. */
export const fixAll: Command = (view) =>
  rewrite(view, 'input.fix', 'fixed', ({ validator, options }, text, signal) =>
    validator.fix(text, validateOptions(options, view, signal)),
  );

/** Shift-Alt-F formats, Shift-Alt-. fixes; part of the extension. */
export const astrofileKeymap: readonly KeyBinding[] = [
  { key: 'Shift-Alt-f', run: formatDocument },
  { key: 'Shift-Alt-.', run: fixAll },
];

/** Selects what a finding is about, wherever later changes have moved it; false when it is not shown any more. */
export function reveal(view: EditorView, finding: Finding): boolean {
  let span: [number, number] | undefined;
  forEachDiagnostic(view.state, (shown: Shown, from, to) => {
    if (shown.finding === finding) {
      span = [from, to];
    }
  });
  if (span) {
    select(view, ...span);
  }
  return span !== undefined;
}

type Rewriting = Answer & { text: string | null };
type Rewriter = (connection: Connection, text: string, signal: AbortSignal) => Promise<Rewriting>;

function rewrite(view: EditorView, userEvent: string, done: string, ask: Rewriter): boolean {
  const connection = connect(view);
  if (!connection || view.state.readOnly) {
    return false;
  }
  const text = view.state.doc.toString();
  void attempt(connection, (signal) => ask(connection, text, signal)).then((answer) => {
    if (!answer) {
      return;
    }
    if (answer.text === null) {
      announce(view, answer.diagnostics[0]?.message ?? 'the document cannot be read');
      return;
    }
    const list = difference(text, answer.text);
    if (list.length === 0) {
      announce(view, `nothing to be ${done}`);
      return;
    }
    write(view, list, userEvent, done);
  });
  return true;
}
