// Whatever text comes, the page lives, the answer is a finding with a place, and the next keystroke is answered rightly.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch, skip } from './chromium.mjs';
import { corpus, group } from './corpus/generate.mjs';
import { serve, strict } from './server.mjs';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

const size = 1 << 20;

describe('hostile texts', { skip: skip() }, () => {
  let browser, server, texts, shapes, small;

  before(async () => {
    texts = await mkdtemp(join(tmpdir(), 'hostile-'));
    shapes = corpus('-hostile', String(size), texts).trim().split('\n').map((line) => JSON.parse(line));
    small = Buffer.from(group('sample/small').source, 'base64').toString();
    server = await serve([
      folder('./pages'), { at: '/hostile/', folder: folder('./hostile') }, { at: '/texts/', folder: texts }, { at: '/validator/', folder: folder('../npm/dist') },
    ], { headers: { 'Content-Security-Policy': strict } });
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(texts, { recursive: true, force: true });
  });

  /** A page with a validator and the answer about a good file, as globalThis.validator and globalThis.good. */
  async function open(where) {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(0);
    await page.goto(`${server.url}/empty.html`);
    await page.evaluate(async ([place, text]) => {
      const { load } = await import('/validator/index.js');
      const { loadWorker } = await import('/validator/worker.js');
      const { remember } = await import('/hostile/page.js');
      globalThis.validator = await (place === 'worker' ? loadWorker({ timeout: 600_000 }) : load());
      globalThis.good = await remember(globalThis.validator, text);
    }, [where, small]);
    return page;
  }

  for (const where of ['page', 'worker']) {
    test(`every shape of 1 MiB, in a ${where}`, async (t) => {
      const page = await open(where);
      const results = [];
      for (const [i, [name, file]] of shapes.entries()) {
        for (const op of where === 'worker' ? ['validate'] : ['validate', ['hover', 'complete'][i % 2]]) {
          const result = await page.evaluate(async ([path, asked]) => {
            const { survive } = await import('/hostile/page.js');
            const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
            return survive(globalThis.validator, globalThis.good, bytes, { op: asked });
          }, [`/texts/${file}`, op]);
          results.push({ name, op, ...result });
        }
      }
      const slowest = results.toSorted((a, b) => b.time - a.time).slice(0, 5).map((r) => `${r.op} of ${r.name} ${Math.round(r.time)} ms`);
      t.diagnostic(`slowest of ${results.length}: ${slowest.join(', ')}`);
      assert.deepEqual(results.filter((r) => r.problems.length > 0).map((r) => [r.op, r.name, ...r.problems]), []);
      await page.context().close();
    });
  }

  test('texts that are no text', async () => {
    const page = await open('page');
    const ask = (text, name) => page.evaluate(async ([given, file]) => (await import('/hostile/page.js')).found(globalThis.validator, given, file), [text, name]);
    const askBytes = (list) => page.evaluate(async (given) => (await import('/hostile/page.js')).found(globalThis.validator, new Uint8Array(given)), list);

    // A lone surrogate cannot travel to the page as JSON: it is made there.
    const lone = await page.evaluate(async () => {
      const { found } = await import('/hostile/page.js');
      const half = String.fromCharCode(0xd83d);
      return [await found(globalThis.validator, `deployment:\n  configuration:\n    name: "é${half}x"\n`), await found(globalThis.validator, half), await found(globalThis.validator, `deployment: {} # ${String.fromCharCode(0xdc00)}`)];
    });
    assert.deepEqual(lone.map((found) => found[0]), ['3:13 encoding-invalid', '1:1 encoding-invalid', '1:18 encoding-invalid']);

    for (const [name, text] of Object.entries({ empty: '', blank: ' \n\n', comment: '# nothing\n', NUL: 'deployment:\n  configuration:\n    name: a\u0000b\n', marks: '\ufeff\ufeff', control: 'deployment: \u0001\n' })) {
      const found = await ask(text);
      assert.ok(found.length > 0 && found.every((f) => /^\d+:\d+ /.test(f)), `${name}: ${found}`);
    }
    assert.deepEqual(await ask('{"deployment":', 'x.json').then((found) => found.length > 0), true);
    const binary = await askBytes(Array.from({ length: 4096 }, (_, i) => (i * 167 + 13) % 256));
    assert.ok(binary.length > 0 && binary.every((f) => /^\d+:\d+ /.test(f)), String(binary));
    await page.context().close();
  });

  test('a paste of 2 MiB', async () => {
    const page = await open('page');
    const problems = await page.evaluate(async (text) => {
      const { survive } = await import('/hostile/page.js');
      const one = `      - {key: "K", value: "é😀"}\n`;
      const pastes = { text: text.repeat(Math.ceil(2 ** 21 / text.length)), entries: `deployment:\n  environment_variables:\n${one.repeat(2 ** 21 / one.length)}`, line: 'x'.repeat(2 ** 21) };
      const all = [];
      for (const [name, pasted] of Object.entries(pastes)) {
        all.push(...(await survive(globalThis.validator, globalThis.good, pasted)).problems.map((p) => `${name}: ${p}`));
      }
      return all;
    }, small);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  for (const where of ['page', 'worker']) {
    test(`many calls at once, aborted calls, two validators, calls after the end, in a ${where}`, async () => {
      const page = await open(where);
      const results = await page.evaluate(async ([place, small]) => {
        const { load } = await import('/validator/index.js');
        const { loadWorker } = await import('/validator/worker.js');
        const { validator } = globalThis;
        const other = await (place === 'worker' ? loadWorker() : load());
        const code = (error) => (typeof error.code === 'string' ? error.code : error.name); // that of a DOMException is a number

        const names = Array.from({ length: 60 }, (_, i) => `${i}.yaml`);
        const wrongName = small.replace('name: etl-prod', 'nmae: etl-prod');
        const answers = await Promise.all(names.map((name, i) => (i % 2 ? validator : other).validate(i % 3 ? small : wrongName, { name })));
        const mixed = answers.filter((a, i) => a.file !== names[i] || a.valid !== Boolean(i % 3)).map((a) => a.file);

        const aborts = names.map(() => new AbortController());
        const calls = aborts.map(({ signal }, i) => validator.validate(small, { signal, name: names[i] }).then((a) => a.file, code));
        aborts.forEach((a, i) => i % 2 && a.abort());
        const aborted = await Promise.all(calls);
        const early = await validator.validate(small, { signal: AbortSignal.abort() }).catch(code);

        const late = validator.validate(small).then(() => 'answered', code);
        validator.close();
        validator.close();
        const closed = [await late, await validator.validate(small).catch(code), await validator.schema().catch(code)];
        return { mixed, aborted: aborted.filter((a, i) => a !== (i % 2 ? 'AbortError' : names[i])), early, closed, other: (await other.validate(small)).valid };
      }, [where, small]);
      assert.deepEqual(results, { mixed: [], aborted: [], early: 'AbortError', closed: ['closed', 'closed', 'closed'], other: true });
      await page.context().close();
    });
  }
});
