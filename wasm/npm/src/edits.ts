// Edits of both editors: byte edits become changes of a string, and a rewritten text becomes few and small changes.

import type { Positions } from './positions.js';
import type { Edit } from './types.js';

/** Replaces the UTF-16 units from `from` to `to`. Changes of one list do not overlap and refer to the same text. */
export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** Turns byte edits into changes, in the order of the text. */
export function changes(edits: readonly Edit[], positions: Positions): Change[] {
  return edits
    .map(({ start, end, text }) => ({ from: positions.toIndex(start), to: positions.toIndex(end), insert: text }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

/** How many lines the search for the next pair of equal lines looks ahead. */
const ahead = 16;

/**
 * Returns changes that make `after` of `before`. Lines that differ only by blanks are paired, so that a cursor, a fold
 * or a breakpoint on a line stays on it when the text is laid out anew.
 */
export function difference(before: string, after: string): Change[] {
  const old = lines(before);
  const now = lines(after);
  const oldWords = old.map(words);
  const nowWords = now.map(words);
  const found: Change[] = [];
  let at = 0;
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    const [k, l] = nextPair(oldWords, i, nowWords, j);
    const gone = old.slice(i, i + k).join('');
    const come = now.slice(j, j + l).join('');
    add(found, at, gone, come);
    at += gone.length;
    i += k;
    j += l;
  }
  return found;
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function words(line: string): string {
  return line.replace(/\s+/g, '');
}

/** How many lines of each side belong together: one and one, or those up to the nearest pair. */
function nextPair(old: string[], i: number, now: string[], j: number): [number, number] {
  if (old[i] !== undefined && old[i] === now[j]) {
    return [1, 1];
  }
  for (let sum = 1; sum <= 2 * ahead; sum++) {
    for (let k = Math.max(0, sum - ahead); k <= Math.min(sum, ahead); k++) {
      if (old[i + k] && old[i + k] === now[j + sum - k]) { // an empty line is like any other: no place to meet
        return [k, sum - k];
      }
    }
  }
  return [Math.min(ahead, old.length - i), Math.min(ahead, now.length - j)];
}

/** Adds the replacement of one text by another without what they have in common at both ends. */
function add(found: Change[], at: number, gone: string, come: string): void {
  if (gone === come) {
    return;
  }
  const most = Math.min(gone.length, come.length);
  let head = 0;
  while (head < most && gone[head] === come[head]) {
    head++;
  }
  if (head > 0 && isHigh(gone.charCodeAt(head - 1))) {
    head--;
  }
  let tail = 0;
  while (tail < most - head && gone[gone.length - 1 - tail] === come[come.length - 1 - tail]) {
    tail++;
  }
  if (tail > 0 && isLow(gone.charCodeAt(gone.length - tail))) {
    tail--;
  }
  const change = { from: at + head, to: at + gone.length - tail, insert: come.slice(head, come.length - tail) };
  const last = found.at(-1);
  if (last?.to === change.from) {
    last.to = change.to;
    last.insert += change.insert;
    return;
  }
  found.push(change);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
