// Findings in CodeMirror: what is underlined, what the tooltip says, which fixes it offers.

import { type Action, type Diagnostic, forceLinting } from '@codemirror/lint';
import { StateEffect, type Text as Document } from '@codemirror/state';
import type { EditorView, ViewUpdate } from '@codemirror/view';

import { applyFix } from './codemirror-fix.js';
import { type Connection, connect, report } from './codemirror-session.js';
import { link, place, tag } from './edits-place.js';
import { validateOptions } from './edits-options.js';
import { Positions } from './positions.js';
import type { Answer, Diagnostic as Finding } from './types.js';

/** A diagnostic of CodeMirror that knows the finding that it shows. */
export interface Shown extends Diagnostic {
  finding?: Finding;
}

const again = StateEffect.define<null>();

/** Checks again at once: after a switch of the mode, or when the live Deployment has changed. */
export function refresh(view: EditorView): void {
  view.dispatch({ effects: again.of(null) });
  forceLinting(view);
}

export function refreshed(update: ViewUpdate): boolean {
  return update.transactions.some((tr) => tr.effects.some((effect) => effect.is(again)));
}

/** The source of CodeMirror's linter. A newer check ends an older one, which then answers what the newer one finds. */
export function check(view: EditorView): Promise<readonly Diagnostic[]> {
  const connection = connect(view);
  if (!connection) {
    return Promise.resolve([]);
  }
  const { session } = connection;
  session.check?.abort();
  const stop = new AbortController();
  session.check = stop;
  const found = findings(connection, stop).then((shown) => {
    if (shown) {
      return shown;
    }
    return session.check === stop ? [] : (session.latest ?? []);
  });
  session.latest = found;
  return found;
}

/** Asks for the findings of the document as it is now; undefined when the answer came too late. */
async function findings(connection: Connection, stop: AbortController): Promise<readonly Diagnostic[] | undefined> {
  const { session, validator, options } = connection;
  const { view } = session;
  const { doc } = view.state;
  const text = doc.toString();
  try {
    const answer = await session.run((signal) => validator.validate(text, validateOptions(options, view, signal)), stop);
    if (!answer || view.state.doc !== doc) {
      return undefined;
    }
    session.answered = { doc, findings: answer.diagnostics };
    options.onAnswer?.(answer, view);
    return show(answer, text);
  } catch (error) {
    return report(error, connection) ? [] : [failure(error, doc)];
  }
}

function show(answer: Answer, text: string): Shown[] {
  const positions = new Positions(text);
  return answer.diagnostics.map((finding) => {
    const mark = tag(finding);
    return {
      ...place(finding, text, positions),
      finding,
      severity: finding.severity,
      message: finding.hint ? `${finding.message}: ${finding.hint}` : finding.message,
      renderMessage: () => render(finding),
      ...(mark && { markClass: `cm-astrofile-${mark}` }),
      ...(finding.fix && { actions: [action(finding, finding.fix.title)] }),
    };
  });
}

function action(finding: Finding, name: string): Action {
  return { name, apply: (view) => void applyFix(view, finding) };
}

function render(finding: Finding): Node {
  const all = document.createElement('span');
  all.className = 'cm-astrofile-finding';
  part(all, 'span', 'message', finding.message);
  if (finding.hint) {
    part(all, 'span', 'hint', finding.hint);
  }
  for (const other of finding.related ?? []) {
    const where = other.range ? `line ${other.range.start.line}: ` : '';
    part(all, 'span', 'related', where + other.message);
  }
  const address = link(finding);
  const code = part(all, address ? 'a' : 'span', 'code', finding.code);
  if (address) {
    code.setAttribute('href', address);
    code.setAttribute('target', '_blank');
    code.setAttribute('rel', 'noopener noreferrer');
  }
  return all;
}

function part(parent: Node, name: string, kind: string, text: string): Element {
  const element = document.createElement(name);
  element.className = `cm-astrofile-${kind}`;
  element.textContent = text;
  parent.appendChild(element);
  return element;
}

function failure(error: unknown, doc: Document): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  return { from: 0, to: doc.line(1).to, severity: 'error', message: `this file is not checked: ${message}` };
}
