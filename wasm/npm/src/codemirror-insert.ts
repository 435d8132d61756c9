// Writes a completion: its text, its edits elsewhere and its places to fill in, as one transaction.

import { type Completion, pickedCompletion, snippet, startCompletion } from '@codemirror/autocomplete';
import { ChangeSet, type EditorState, Transaction, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

import type { Change } from './edits.js';
import { type Part, parts } from './edits-snippet.js';
import type { Completion as Offer } from './types.js';

interface Insertion {
  offer: Offer;
  from: number;
  to: number;
  also: readonly Change[];
}

export function insert(view: EditorView, picked: Completion, { offer, from, to, also }: Insertion): void {
  const { state } = view;
  const rest = state.changes([...also, { from, to }]);
  const cleared = state.update({ changes: rest }).state;
  const at = rest.mapPos(from, -1);
  const written: Part[] = offer.placeholders ? parts(offer.insert) : [{ text: offer.insert }];
  const text = state.toText(written.map((part) => part.text.replace(/\r\n?/g, '\n')).join(''));
  view.dispatch({
    changes: rest.compose(ChangeSet.of({ from: at, insert: text }, cleared.doc.length)),
    selection: { anchor: at + text.length },
    ...(offer.placeholders && fields(cleared, written, at)),
    annotations: [pickedCompletion.of(picked), Transaction.userEvent.of('input.complete')],
    scrollIntoView: true,
  });
  if (offer.kind === 'key' && /[:-][ \n]\s*$/.test(offer.insert)) {
    startCompletion(view);
  }
}

/**
 * Returns the selection and the effects that make the places of a snippet. CodeMirror's own `snippet` makes them, of a
 * stand-in of the same lengths: it would change the indentation of further lines, which the text here has already.
 */
function fields(state: EditorState, written: readonly Part[], at: number): TransactionSpec {
  const template = written
    .map(({ text, stop }) => {
      const standIn = 'x'.repeat(text.replace(/\r\n?/g, '\n').length);
      return stop === undefined ? standIn : `\${${stop}${standIn && `:${standIn}`}}`;
    })
    .join('');
  let spec: TransactionSpec = {};
  const dispatch = ({ selection, effects }: Transaction): void => {
    spec = { effects, ...(selection && { selection }) };
  };
  snippet(template)({ state, dispatch }, null, at, at);
  return spec;
}
