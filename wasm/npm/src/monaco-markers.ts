// Findings as markers of Monaco.

import type * as monaco from 'monaco-editor';

import { link, place, tag } from './edits-place.js';
import type { Monaco } from './monaco-watch.js';
import { Positions } from './positions.js';
import type { Diagnostic as Finding } from './types.js';

type Model = monaco.editor.ITextModel;
type Marker = monaco.editor.IMarkerData;

/** Under this name the markers stand in Monaco. */
export const owner = 'astrofile';

export function markers(monaco: Monaco, model: Model, text: string, findings: readonly Finding[]): Marker[] {
  const positions = new Positions(text);
  return findings.map((finding) => {
    const address = link(finding);
    const mark = tags(monaco, finding);
    return {
      ...range(model, place(finding, text, positions)),
      severity: severity(monaco, finding),
      source: owner,
      code: address ? { value: finding.code, target: monaco.Uri.parse(address) } : finding.code,
      message: finding.hint ? `${finding.message}\n${finding.hint}` : finding.message,
      modelVersionId: model.getVersionId(),
      relatedInformation: related(model, finding, positions),
      ...(mark && { tags: [mark] }),
    };
  });
}

/** Says in the first line that nothing is checked. */
export function failure(monaco: Monaco, model: Model, error: unknown): Marker {
  const message = error instanceof Error ? error.message : String(error);
  return {
    startLineNumber: 1,
    startColumn: 1,
    endLineNumber: 1,
    endColumn: model.getLineMaxColumn(1),
    severity: monaco.MarkerSeverity.Error,
    source: owner,
    message: `this file is not checked: ${message}`,
  };
}

/** From indexes of the text to lines and columns. */
export function range(model: Model, { from, to }: { from: number; to: number }): monaco.IRange {
  const start = model.getPositionAt(from);
  const end = model.getPositionAt(to);
  return { startLineNumber: start.lineNumber, startColumn: start.column, endLineNumber: end.lineNumber, endColumn: end.column };
}

function related(model: Model, finding: Finding, positions: Positions): monaco.editor.IRelatedInformation[] {
  return (finding.related ?? []).flatMap((other) => {
    if (!other.range) {
      return [];
    }
    const span = { from: positions.toIndex(other.range.start.offset), to: positions.toIndex(other.range.end.offset) };
    return [{ resource: model.uri, message: other.message, ...range(model, span) }];
  });
}

function severity({ MarkerSeverity }: Monaco, finding: Finding): monaco.MarkerSeverity {
  return { error: MarkerSeverity.Error, warning: MarkerSeverity.Warning, info: MarkerSeverity.Info }[finding.severity];
}

function tags({ MarkerTag }: Monaco, finding: Finding): monaco.MarkerTag | undefined {
  const name = tag(finding);
  return name && { deprecated: MarkerTag.Deprecated, unnecessary: MarkerTag.Unnecessary }[name];
}
