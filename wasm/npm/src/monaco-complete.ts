// Completion in Monaco.

import type * as monaco from 'monaco-editor';

import { changes } from './edits.js';
import { completeOptions } from './edits-options.js';
import { range } from './monaco-markers.js';
import type { Monaco, Watches } from './monaco-watch.js';
import { Positions } from './positions.js';
import type { Completion as Offer } from './types.js';

export function completion(watches: Watches): monaco.languages.CompletionItemProvider {
  return {
    triggerCharacters: [' ', '"', "'"],
    async provideCompletionItems(model, position, context, token) {
      const text = model.getValue();
      const at = model.getOffsetAt(position);
      const answer = await watches
        .of(model)
        ?.ask(token, (signal) => watches.validator.complete(text, at, completeOptions(watches.options, model, signal)));
      if (!answer) {
        return null;
      }
      // Monaco goes on with an answer while more of the word is typed: places before the cursor are still where they were.
      const positions = new Positions(text);
      const offers = context.triggerCharacter === ' ' ? answer.completions.filter(closed) : answer.completions;
      return { suggestions: offers.map((offer, i) => item(watches.monaco, model, positions, offer, i)) };
    },
  };
}

/** Who types a blank behind a colon sees the values of a closed list; examples only come when asked for. */
function closed(offer: Offer): boolean {
  return offer.kind === 'value' && !offer.placeholders;
}

function item(
  { languages }: Monaco,
  model: monaco.editor.ITextModel,
  positions: Positions,
  offer: Offer,
  rank: number,
): monaco.languages.CompletionItem {
  const { CompletionItemKind: kinds, CompletionItemInsertTextRule: rules } = languages;
  const [edit] = changes([offer.edit], positions);
  const span = edit ?? { from: 0, to: 0 };
  const written = range(model, span);
  const old = model.getValueInRange(written).trimStart();
  return {
    label: { label: offer.label, ...(offer.detail !== undefined && { description: offer.detail }) },
    kind: offer.kind === 'key' ? kinds.Property : offer.kind === 'value' ? kinds.EnumMember : kinds.Snippet,
    insertText: offer.insert,
    insertTextRules: rules.KeepWhitespace | (offer.placeholders ? rules.InsertAsSnippet : rules.None),
    range: written,
    sortText: String(rank).padStart(6, '0'),
    // Monaco compares with all that is replaced, quotes and dashes included.
    filterText: (/^(?:-\s*)?["']?/.exec(old)?.[0] ?? '') + offer.label,
    ...(offer.required && rank === 0 && { preselect: true }),
    ...(offer.documentation && { documentation: { value: offer.documentation } }),
    ...(offer.also && { additionalTextEdits: changes(offer.also, positions).map((change) => ({ range: range(model, change), text: change.insert })) }),
    ...(offer.kind === 'key' && /[: ]\s*$/.test(offer.insert) && { command: { id: 'editor.action.triggerSuggest', title: 'suggest' } }),
  };
}
