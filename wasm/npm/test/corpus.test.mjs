// The binary in Node answers every request of the corpus as the library does.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { load } from '@astrofile/validator';

import { answers, check, difference, parse } from '../../browser/corpus/check.js';
import { corpus, group } from '../../browser/corpus/generate.mjs';

test('every answer is the one of the library', async (t) => {
  const groups = parse(corpus());
  t.diagnostic(`${groups.reduce((sum, g) => sum + g.requests.length, 0)} requests`);
  const validator = await load();
  t.after(() => validator.close());
  const failed = await check(validator, groups);
  const differences = await Promise.all(failed.slice(0, 5).map(async (name) => {
    const wanted = group(name);
    return difference(wanted, await answers(validator, wanted));
  }));
  assert.deepEqual(differences, [], `of ${failed.length} groups that differ`);
});

test('a validator that answers otherwise fails', async () => {
  const validator = await load();
  const wanted = group('sample/small');
  const lying = { raw: async (request) => (await validator.raw(request)).replace('"valid":true', '"valid":false') };
  assert.deepEqual(await check(lying, [wanted]), ['sample/small']);
  assert.match(difference(wanted, await answers(lying, wanted)), /^sample\/small: \w+ .*: answers differ at character \d+/);
  validator.close();
});
