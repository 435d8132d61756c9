// What both adapters calculate with, without an editor.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { Positions } from '@astrofile/validator';

import { changes, difference } from '../npm/dist/edits.js';
import { again, link, place, tag } from '../npm/dist/edits-place.js';
import { parts } from '../npm/dist/edits-snippet.js';

/** Applies changes as editors do: all at once, each against the old text. */
function applied(text, list) {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of list) {
    assert.ok(from >= at && to >= from && to <= text.length, JSON.stringify(list));
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** Numbers that are the same in every run. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe('difference', () => {
  test('makes the new text, whatever the two are', () => {
    const next = numbers(7);
    const pieces = ['a', 'b: c', '  ', '\n', '\n', '\r\n', '🚀', '\ud83d', '\ude80', 'é', '# x', '- '];
    const text = () => Array.from({ length: next(60) }, () => pieces[next(pieces.length)]).join('');
    for (let i = 0; i < 3000; i++) {
      const before = text();
      const after = next(3) ? before.replace(pieces[next(pieces.length)], pieces[next(pieces.length)]) : text();
      assert.equal(applied(before, difference(before, after)), after, JSON.stringify([before, after]));
    }
  });

  test('touches only what is different', () => {
    const before = 'a:   1\nb: 2\nc: 3\n\n\nd:  🚀\n';
    assert.deepEqual(difference(before, 'a: 1\nb: 2\nc: 3\nd: 🚀\n'), [
      { from: 3, to: 5, insert: '' },
      { from: 17, to: 19, insert: '' },
      { from: 22, to: 23, insert: '' },
    ]);
    assert.deepEqual(difference('d: 🚀\n', 'd: 🚁\n'), [{ from: 3, to: 5, insert: '🚁' }]); // never half of a pair
    assert.deepEqual(difference(before, before), []);
  });

  test('keeps lines that only move to the right', () => {
    assert.deepEqual(difference('a:\n  b: 1\n  c: 2\n', 'a:\n    b: 1\n    c: 2\n'), [
      { from: 5, to: 5, insert: '  ' },
      { from: 12, to: 12, insert: '  ' },
    ]);
  });

  test('goes on behind more new lines than it looks ahead', () => {
    const many = Array.from({ length: 50 }, (_, i) => `x${i}\n`).join('');
    assert.equal(applied('a\nb\n', difference('a\nb\n', `a\n${many}b\n`)), `a\n${many}b\n`);
    assert.equal(applied(`a\n${many}b\n`, difference(`a\n${many}b\n`, 'a\nb\n')), 'a\nb\n');
  });
});

test('changes count UTF-16 units and stand in the order of the text', () => {
  const text = '🚀é: x';
  const edits = [
    { start: 8, end: 9, text: 'y' },
    { start: 0, end: 4, text: '' },
  ];
  const list = changes(edits, new Positions(text));
  assert.deepEqual(list, [
    { from: 0, to: 2, insert: '' },
    { from: 5, to: 6, insert: 'y' },
  ]);
  assert.equal(applied(text, list), 'é: y');
});

describe('place', () => {
  const at = (text, finding = {}) => {
    const { from, to } = place(finding, text, new Positions(text));
    return text.slice(from, to);
  };
  const offsets = (start, end) => ({ range: { start: { line: 1, column: 1, offset: start }, end: { line: 1, column: 1, offset: end } } });

  test('goes by the bytes of a range', () => {
    assert.equal(at('🚀𝒳: ok', offsets(10, 12)), 'ok');
    assert.equal(at('abc', offsets(2, 1)), ''); // never backwards
    assert.equal(at('abc', offsets(1, 99)), 'bc');
  });

  for (const [text, want] of [
    ['deployment:\n  a: 1\n', 'deployment'],
    ['# a comment\n\n---\ndeployment: 1\n', 'deployment'],
    ['%YAML 1.2\n---\n\r\n  deployment : 1\n', 'deployment'],
    ['{\n  "deployment": {}\n}', '"deployment"'],
    ["{'a b': 1}", "'a b'"],
    ['- - name: 1', 'name'],
    ['🚀: 1', '🚀'],
    ['', ''],
    ['\n\n', ''],
    ['# only a comment\n', '# only a comment'],
    [': : :', ': : :'],
  ]) {
    test(`without a range it is the first key of ${JSON.stringify(text)}`, () => assert.equal(at(text), want));
  }
});

test('tags and links', () => {
  assert.equal(tag({ code: 'legacy-field' }), 'deprecated');
  assert.equal(tag({ code: 'field-ignored' }), 'unnecessary');
  assert.equal(tag({ code: 'unknown-field' }), undefined);
  assert.equal(link({ url: 'https://example.com/#a' }), 'https://example.com/#a');
  assert.equal(link({ url: 'javascript:alert(1)' }), undefined);
  assert.equal(link({}), undefined);
});

test('a finding is found again by what it says, not by where it stands', () => {
  const old = { code: 'a', path: 'x', fix: { title: 't', edits: [] } };
  const now = { ...old, fix: { title: 't', edits: [{ start: 1, end: 2, text: '' }] } };
  assert.equal(again(old, [{ ...now, path: 'y' }, { ...now, fix: undefined }, now]), now);
  assert.equal(again(old, []), undefined);
});

test('snippets are taken apart without losing anything', () => {
  assert.deepEqual(parts('a: ${1:b}\n${2} $3 \\$\\}\\\\ ${x'), [
    { text: 'a: ' },
    { text: 'b', stop: 1 },
    { text: '\n' },
    { text: '', stop: 2 },
    { text: ' ' },
    { text: '', stop: 3 },
    { text: ' $}\\ ${x' },
  ]);
  assert.deepEqual(parts('${1:a\\}\\$\\\\{b}'), [{ text: 'a}$\\{b', stop: 1 }]);
  assert.deepEqual(parts('{"a": 1\\}'), [{ text: '{"a": 1}' }]);
  assert.deepEqual(parts(''), []);
});
