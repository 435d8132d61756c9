// Completion in CodeMirror.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { ChangeDesc, Text as Document } from '@codemirror/state';

import { insert } from './codemirror-insert.js';
import { markdown } from './codemirror-markdown.js';
import { connect, report } from './codemirror-session.js';
import { type Change, changes } from './edits.js';
import { completeOptions } from './edits-options.js';
import { Positions } from './positions.js';
import type { Completion as Offer } from './types.js';

/** A completion of CodeMirror with what is written when it is picked. */
interface Option extends Completion {
  offer: Offer;
  /** Units between the start of the result and the start of what is replaced. */
  before: number;
  /** Units between the cursor and the end of what is replaced. */
  after: number;
  also: readonly Change[];
}

interface Result extends CompletionResult {
  options: readonly Option[];
}

/** The completion source. While somebody types it offers what the word begins, and the values of a closed list. */
export async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const { view, pos, explicit } = context;
  const connection = view && connect(view);
  if (!connection) {
    return null;
  }
  const { session, validator, options } = connection;
  const { doc } = context.state;
  const text = doc.toString();
  const stop = new AbortController();
  context.addEventListener('abort', () => stop.abort(), { onDocChange: true });
  try {
    const answer = await session.run((signal) => validator.complete(text, pos, completeOptions(options, view, signal)), stop);
    return answer ? result(answer.completions, doc, pos, explicit) : null;
  } catch (error) {
    report(error, connection);
    return null;
  }
}

function result(offers: readonly Offer[], doc: Document, pos: number, explicit: boolean): Result | null {
  const text = doc.toString();
  const positions = new Positions(text);
  const first = Math.min(...offers.map((offer) => positions.toIndex(offer.edit.start)));
  const word = text.slice(first, pos).replace(/^\s*(?:-(?:\s+|$))?["']?/, '');
  const from = pos - word.length;
  const wanted = explicit ? offers : offers.filter((offer) => unasked(offer, word));
  if (wanted.length === 0 || (!explicit && wanted.some((offer) => offer.kind === 'value' && offer.label === word))) {
    return null;
  }
  const values = new Set(wanted.filter((offer) => offer.kind === 'value').map((offer) => offer.label));
  return {
    from,
    options: wanted.map((offer, i) => option(offer, positions, from, pos, i)),
    // A value that is written out needs no list, and Enter should begin the next line then.
    validFor: (typed) => /^[\w.@/-]*$/.test(typed) && !values.has(typed),
    map: (current, change) => moved(current as Result, change),
  };
}

/** Tells whether something is offered to somebody who has not asked for it. */
function unasked(offer: Offer, word: string): boolean {
  return word !== '' || (offer.kind === 'value' && !offer.placeholders);
}

function option(offer: Offer, positions: Positions, from: number, pos: number, rank: number): Option {
  const { documentation } = offer;
  return {
    offer,
    label: offer.label,
    type: offer.kind === 'key' ? 'property' : offer.kind === 'value' ? 'enum' : 'text',
    boost: Math.max(-99, (offer.required ? 99 : 60) - rank),
    before: from - positions.toIndex(offer.edit.start),
    after: positions.toIndex(offer.edit.end) - pos,
    also: changes(offer.also ?? [], positions),
    apply: (view, picked, start, end) => insert(view, picked, pieces(picked as Option, start, end)),
    ...(offer.detail !== undefined && { detail: offer.detail }),
    ...(documentation && { info: () => rendered(documentation) }),
  };
}

function rendered(source: string): Node {
  const dom = document.createElement('div');
  dom.className = 'cm-astrofile-hover';
  dom.append(markdown(source));
  return dom;
}

function pieces({ offer, before, after, also }: Option, start: number, end: number) {
  return { offer, from: start - before, to: end + after, also };
}

/** Moves what stands elsewhere along with what is typed; the place of the completion itself moves with the result. */
function moved(current: Result, change: ChangeDesc): Result {
  const options = current.options.map((each) => {
    const also = each.also.map(({ from, to, insert: text }) => ({ from: change.mapPos(from), to: change.mapPos(to), insert: text }));
    return { ...each, also };
  });
  return { ...current, options };
}
