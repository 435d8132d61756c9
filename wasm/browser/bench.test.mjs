// The benchmark runs, and what it compares with is the real thing.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bench } from './bench/bench.mjs';
import { quantiles } from './bench/measure.js';
import { report } from './bench/report.mjs';
import { skip } from './chromium.mjs';

test('every validator finds what it can find', { skip: skip() }, async () => {
  const result = await bench({ loads: 1, small: 8, large: 2, quality: 4 });
  assert.ok(result.isolated, 'the clock of the page is coarse');
  assert.equal(result.found.length, 10);
  for (const { file, planted, ours } of result.found) {
    assert.deepEqual([file, ours.places, ours.others], [file, planted, 0], JSON.stringify(ours.findings, undefined, 1));
  }
  const [keys] = result.found;
  assert.deepEqual([keys.file, keys.ajv.places, keys.monaco.places], ['01-misspelt-keys.yaml', keys.planted, keys.planted]);
  for (const times of Object.values(result.times)) {
    assert.deepEqual(Object.keys(times).length, 6);
    assert.ok(Object.values(times).every(({ p50, p99 }) => p50 > 0 && p99 >= p50), JSON.stringify(times));
  }
  assert.ok(result.memory.length > 0);
  const text = report(result);
  assert.match(text, /\| this validator \| .* KB \|\n/);
  assert.doesNotMatch(text, /NaN|undefined/);
});

test('quantiles', () => {
  assert.deepEqual(quantiles([3, 1, 2]), { p50: 2, p99: 3, n: 3 });
  assert.deepEqual(quantiles(Array.from({ length: 200 }, (_, i) => 200 - i)), { p50: 101, p99: 199, n: 200 });
});
