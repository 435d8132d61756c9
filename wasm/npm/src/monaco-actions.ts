// Quick fixes in Monaco: one for each finding that has one, and all that need no judgement at once.

import type * as monaco from 'monaco-editor';

import { changes } from './edits.js';
import { place } from './edits-place.js';
import { validateOptions } from './edits-options.js';
import { textEdits } from './monaco-format.js';
import { owner, range } from './monaco-markers.js';
import type { Watch, Watches } from './monaco-watch.js';
import { Positions } from './positions.js';
import type { Diagnostic as Finding } from './types.js';

type Model = monaco.editor.ITextModel;
type Action = monaco.languages.CodeAction;

const all = 'source.fixAll.astrofile';

export const fixKinds: readonly string[] = ['quickfix', all];

export function fixes(watches: Watches): monaco.languages.CodeActionProvider {
  return {
    async provideCodeActions(model, where, context, token) {
      const watch = watches.of(model);
      const actions = await watch?.askOfNow(token, async (signal) => {
        const findings = (await watch.findings(signal)).filter((finding) => finding.fix);
        return [...each(model, findings, where, context), ...(await together(watch, findings, where, context, signal))];
      });
      return { actions: actions ?? [], dispose: () => undefined };
    },
  };
}

/** The fixes of the findings that the cursor or selection touches. */
function each(model: Model, findings: readonly Finding[], where: monaco.IRange, context: monaco.languages.CodeActionContext): Action[] {
  if (!asked(context, 'quickfix')) {
    return [];
  }
  const text = model.getValue();
  const positions = new Positions(text);
  return findings.flatMap((finding): Action[] => {
    const span = range(model, place(finding, text, positions));
    if (!finding.fix || !touch(span, where)) {
      return [];
    }
    const edits = changes(finding.fix.edits, positions).map((change) => ({ range: range(model, change), text: change.insert }));
    return [
      {
        title: finding.fix.title,
        kind: 'quickfix',
        isPreferred: true,
        diagnostics: context.markers.filter((marker) => marker.source === owner && code(marker) === finding.code && touch(marker, span)),
        edit: workspace(model, edits),
      },
    ];
  });
}

/** The fix of everything: as an action on save, and beside the single fixes when there is more than one. */
async function together(
  { watches, model }: Watch,
  findings: readonly Finding[],
  where: monaco.IRange,
  context: monaco.languages.CodeActionContext,
  signal: AbortSignal,
): Promise<Action[]> {
  const text = model.getValue();
  const positions = new Positions(text);
  const here = findings.some((finding) => touch(range(model, place(finding, text, positions)), where));
  const kind = context.only !== undefined && !asked(context, 'quickfix') ? all : 'quickfix';
  if (kind === all ? !asked(context, all) : !here || findings.length < 2) {
    return [];
  }
  const answer = await watches.validator.fix(text, validateOptions(watches.options, model, signal));
  const edits = answer.text === null ? [] : textEdits(model, text, answer.text);
  return edits.length === 0 ? [] : [{ title: `fix all: ${answer.applied} findings`, kind, edit: workspace(model, edits) }];
}

function asked({ only }: monaco.languages.CodeActionContext, kind: string): boolean {
  return only === undefined || kind === only || kind.startsWith(`${only}.`);
}

function code(marker: monaco.editor.IMarkerData): string | undefined {
  return typeof marker.code === 'object' ? marker.code.value : marker.code;
}

function touch(a: monaco.IRange, b: monaco.IRange): boolean {
  return !before(a, b) && !before(b, a);
}

function before(a: monaco.IRange, b: monaco.IRange): boolean {
  return a.endLineNumber < b.startLineNumber || (a.endLineNumber === b.startLineNumber && a.endColumn < b.startColumn);
}

function workspace(model: Model, edits: readonly monaco.languages.TextEdit[]): monaco.languages.WorkspaceEdit {
  const versionId = model.getVersionId();
  return { edits: edits.map((textEdit) => ({ resource: model.uri, versionId, textEdit })) };
}
