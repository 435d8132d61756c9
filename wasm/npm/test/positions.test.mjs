import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Positions } from '../dist/index.js';
import { Encoder, isWellFormed } from '../dist/encode.js';
import { offsetOf } from '../dist/positions.js';

const texts = {
  empty: '',
  ascii: 'deployment:\n  name: etl\n',
  'line breaks': 'a\r\nb\rc\n',
  'two bytes': 'größe: ä',
  'three bytes': '設定: 値\u2028',
  'combining characters': 'e\u0301 \u{1f469}\u200d\u{1f680}',
  emoji: 'a😀b😀',
  'a half alone': 'x\ud800y\udc00z',
  'halves in the wrong order': '\udc00\ud800',
  'high, high, low': '\ud83d\ud83d\ude00',
  'half at the end': 'a\ud83d',
  'blocks of ascii': 'a'.repeat(400),
  'blocks of two bytes': 'ä'.repeat(400),
  'pairs on the edge of blocks': `${'a'.repeat(127)}😀${'a'.repeat(126)}😀${'a'.repeat(125)}😀`,
  'as long as a block': `${'a'.repeat(127)}ä`,
  mixed: 'name: "größe 😀 設定 \ud800"\n'.repeat(50),
};

/** The same in the plainest way: one entry per character, a half of a pair being one. */
function characters(text) {
  let offset = 0;
  let index = 0;
  const list = [];
  for (const character of text) {
    const point = character.codePointAt(0);
    const bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    list.push({ index, offset, units: character.length, bytes });
    offset += bytes;
    index += character.length;
  }
  return { list: [...list, { index, offset, units: 1, bytes: 1 }], length: offset };
}

for (const [name, text] of Object.entries(texts)) {
  test(`positions: ${name}`, () => {
    const positions = new Positions(text);
    const { list, length } = characters(text);
    assert.equal(positions.length, length);
    for (const { index, offset, units, bytes } of list) {
      for (let i = 0; i < units; i++) {
        assert.equal(positions.toOffset(index + i), offset, `offset of unit ${index + i}`);
        assert.equal(offsetOf(text, index + i), index + i > text.length ? offset + i : offset);
      }
      for (let i = 0; i < bytes; i++) {
        assert.equal(positions.toIndex(offset + i), index, `index of byte ${offset + i}`);
      }
    }
  });

  test(`bytes: ${name}`, () => {
    const bytes = new Encoder().encode(text);
    assert.equal(bytes.length, characters(text).length);
    assert.equal(isWellFormed(text), !/\p{Surrogate}/u.test(text));
    if (isWellFormed(text)) {
      assert.deepEqual(Buffer.from(bytes), Buffer.from(text));
    }
  });
}

test('half of a pair is the three bytes that UTF-8 forbids', () => {
  assert.deepEqual([...new Encoder().encode('a\ud800b\udfff')], [0x61, 0xed, 0xa0, 0x80, 0x62, 0xed, 0xbf, 0xbf]);
});

test('places outside of the text', () => {
  const positions = new Positions('aä');
  for (const outside of [-1, -Infinity, NaN]) {
    assert.equal(positions.toIndex(outside), 0);
    assert.equal(positions.toOffset(outside), 0);
  }
  for (const outside of [4, 1e9, Infinity]) {
    assert.equal(positions.toIndex(outside), 2);
    assert.equal(positions.toOffset(outside), 3);
  }
  assert.equal(offsetOf('aä', 3), 4, 'remains outside, for the validator to refuse');
  assert.equal(offsetOf('aä', -1), -1);
  assert.ok(Number.isNaN(offsetOf('aä', NaN)));
});

test('the encoder uses its buffer again, and gives back a large one', () => {
  const encoder = new Encoder();
  const small = encoder.encode('a'.repeat(1000));
  assert.equal(encoder.encode('b'.repeat(900)).buffer, small.buffer);
  const grown = encoder.encode('ä'.repeat(100_000));
  assert.equal(grown.length, 200_000);
  assert.equal(encoder.encode('a').buffer, grown.buffer);
  const huge = encoder.encode('a'.repeat(5 << 20));
  assert.equal(huge.length, 5 << 20);
  assert.equal(encoder.encode('a').buffer, grown.buffer);
});

test('text that outgrows the buffer in the middle keeps its head', () => {
  const encoder = new Encoder();
  const text = `${'a'.repeat(2000)}${'設'.repeat(2000)}`;
  assert.equal(Buffer.from(encoder.encode(text)).toString(), text);
});
