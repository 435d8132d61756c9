// Where a finding is shown, and how.

import type { Positions } from './positions.js';
import type { Diagnostic } from './types.js';

/** A span of UTF-16 units. */
export interface Span {
  from: number;
  to: number;
}

/** Returns the span of a finding. One that has no range, such as a missing section, is shown at the first key. */
export function place(finding: Diagnostic, text: string, positions: Positions): Span {
  if (!finding.range) {
    return firstKey(text);
  }
  const from = positions.toIndex(finding.range.start.offset);
  return { from, to: Math.max(from, positions.toIndex(finding.range.end.offset)) };
}

const key = /[ \t]*(?:-[ \t]+)*[{[]?[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s:#{}[\],'"][^\s:]*)/y;
const skipped = /[ \t\r]*(?:#.*|---.*|%.*|[{[][ \t\r]*)?(?:\n|$)/y;

function firstKey(text: string): Span {
  let at = 0;
  while (at < text.length) {
    skipped.lastIndex = at;
    if (!skipped.test(text)) {
      break;
    }
    at = skipped.lastIndex;
  }
  key.lastIndex = at;
  const word = key.exec(text)?.[1];
  if (word === undefined) {
    return { from: 0, to: lineEnd(text, 0) };
  }
  return { from: key.lastIndex - word.length, to: key.lastIndex };
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/);
  return end < 0 ? text.length : from + end;
}

const deprecated = new Set(['legacy-section', 'legacy-field', 'legacy-default-flag', 'api-field-name', 'deployment-type-alias']);
const unnecessary = new Set(['field-ignored', 'queues-ignored', 'schedules-ignored', 'ignore-unused', 'duplicate-key-equal']);

/** Tells whether editors strike a finding's text through or fade it. */
export function tag(finding: Diagnostic): 'deprecated' | 'unnecessary' | undefined {
  if (deprecated.has(finding.code)) {
    return 'deprecated';
  }
  return unnecessary.has(finding.code) ? 'unnecessary' : undefined;
}

/** Returns the address behind a code if it is one that a click may open. */
export function link(finding: Diagnostic): string | undefined {
  return safeLink(finding.url);
}

/** Returns an address if it is one that a click may open. */
export function safeLink(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined;
}

/** Finds in a newer answer the finding that an older one was about, with its fix for the newer text. */
export function again(old: Diagnostic, among: readonly Diagnostic[]): Diagnostic | undefined {
  return among.find((d) => d.code === old.code && d.path === old.path && d.fix?.title === old.fix?.title);
}
