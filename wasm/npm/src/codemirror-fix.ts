// Changes that the validator proposes, each one transaction and one step of undo.

import { EditorSelection, type Text as Document } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { type Connection, connect, report } from './codemirror-session.js';
import { type Change, changes } from './edits.js';
import { again } from './edits-place.js';
import { validateOptions } from './edits-options.js';
import { Positions } from './positions.js';
import type { Diagnostic as Finding } from './types.js';

/**
 * Applies the fix of a finding. If the document has changed since, the validator is asked again, so that an outdated
 * place is never written to. Resolves to false when there is nothing to apply any more.
 */
export async function applyFix(view: EditorView, finding: Finding): Promise<boolean> {
  const connection = connect(view);
  const { doc } = view.state;
  const current = connection && (await upToDate(connection, doc, finding));
  if (!current?.fix || view.state.doc !== doc) {
    return false;
  }
  const { title, edits } = current.fix;
  write(view, changes(edits, new Positions(doc.toString())), 'input.fix', `done: ${title}`);
  return true;
}

async function upToDate(connection: Connection, doc: Document, finding: Finding): Promise<Finding | undefined> {
  const { session, validator, options } = connection;
  if (session.answered?.doc === doc && session.answered.findings.includes(finding)) {
    return finding;
  }
  return attempt(connection, async (signal) => {
    const answer = await validator.validate(doc.toString(), validateOptions(options, session.view, signal));
    return again(finding, answer.diagnostics);
  });
}

/** Runs a request that a person has asked for: a failure is announced, as there is no place to show it. */
export async function attempt<T>(connection: Connection, request: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  try {
    return await connection.session.run(request);
  } catch (error) {
    report(error, connection);
    announce(connection.session.view, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** Changes the document in one transaction and says so to screen readers. */
export function write(view: EditorView, list: readonly Change[], userEvent: string, said: string): void {
  if (view.state.readOnly || list.length === 0) {
    return;
  }
  view.dispatch({ changes: [...list], userEvent, effects: EditorView.announce.of(said), scrollIntoView: true });
}

/** Says something to screen readers. */
export function announce(view: EditorView, text: string): void {
  view.dispatch({ effects: EditorView.announce.of(text) });
}

/** Puts the cursor on a span of the document and shows it. */
export function select(view: EditorView, from: number, to: number): void {
  const selection = EditorSelection.single(from, to);
  view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.main, { y: 'center' }) });
  view.focus();
}
