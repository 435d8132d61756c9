// The binary in Chromium, in a page and in a worker, answers every request of the corpus as the library does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch, skip } from './chromium.mjs';
import { difference } from './corpus/check.js';
import { corpus, group } from './corpus/generate.mjs';
import { body, serve, strict } from './server.mjs';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

test('every answer is the one of the library', { skip: skip() }, async (t) => {
  const server = await serve([folder('./pages'), { at: '/corpus/', folder: folder('./corpus') }, { at: '/validator/', folder: folder('../npm/dist') }], {
    headers: { 'Content-Security-Policy': strict },
    routes: { '/corpus.jsonl': body('application/x-ndjson', corpus()) },
  });
  t.after(() => server.close());
  const browser = await launch();
  t.after(() => browser.close());

  const differences = async (where) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/empty.html`);
    const { asked, failed } = await page.evaluate(async (place) => {
      const { check, parse } = await import('/corpus/check.js');
      const { loadWorker } = await import('/validator/worker.js');
      const { load } = await import('/validator/index.js');
      globalThis.validator = await (place === 'worker' ? loadWorker() : load());
      const groups = parse(await (await fetch('/corpus.jsonl')).text());
      const requests = groups.reduce((sum, g) => sum + g.requests.length, 0);
      return { asked: requests, failed: await check(globalThis.validator, groups) };
    }, where);
    t.diagnostic(`${where}: ${asked} requests`);
    return Promise.all(failed.slice(0, 5).map(async (name) => {
      const wanted = group(name);
      const given = await page.evaluate(async (g) => (await import('/corpus/check.js')).answers(globalThis.validator, g), wanted);
      return `in a ${where}, of ${failed.length} groups that differ: ${difference(wanted, given)}`;
    }));
  };
  assert.deepEqual((await Promise.all(['page', 'worker'].map(differences))).flat(), []);
});
