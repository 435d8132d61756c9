// What a page sees when the binary cannot be had: an error with a code, the place, and the way out.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { launch, skip } from './chromium.mjs';
import { body, fault, serve, strict } from './server.mjs';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

const address = '/validator/astrofile.wasm';
const places = ['page', 'worker'];

/** A module that imports what Go's binaries import, and does nothing. */
const tiny = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, 10, 1, 4, ...Buffer.from('gojs'), 1, 0x66, 0, 0]);
const empty = tiny.subarray(0, 8);

describe('loading', { skip: skip() }, () => {
  let browser, server, binary;

  before(async () => {
    binary = await readFile(new URL(`../npm/dist/astrofile.wasm`, import.meta.url));
    server = await serve([folder('./pages'), { at: '/validator/', folder: folder('../npm/dist') }, { at: '/loading/', folder: folder('./loading') }]);
    browser = await launch();
  });

  beforeEach(() => {
    server.routes = { '/favicon.ico': body('image/x-icon', '') };
    server.headers = { 'Content-Security-Policy': strict };
  });

  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open() {
    const page = await (await browser.newContext()).newPage();
    const complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${server.url}/empty.html`);
    return Object.assign(page, { complaints });
  }

  /** Loads in the page or its worker: {code, message}, or {valid} of a document when it works. */
  function load(page, where) {
    return page.evaluate(async (place) => {
      const { load: inPage } = await import('/validator/index.js');
      const { loadWorker } = await import('/validator/worker.js');
      try {
        const validator = await (place === 'worker' ? loadWorker() : inPage());
        const { valid } = await validator.validate('deployment:\n  configuration:\n    nmae: x\n');
        validator.close();
        return { valid };
      } catch ({ name, code, message }) {
        return { name, code, message };
      }
    }, where);
  }

  const html = '<!doctype html><title>An app</title><div id="app"></div>';
  const cut = () => binary.subarray(0, binary.length >> 1);
  const failures = {
    'status 404': { route: () => fault(404), code: 'not-found', says: /status 404: deploy astrofile\.wasm there, or give load its address/ },
    'status 500': { route: () => fault(500), code: 'not-found', says: /status 500/ },
    'the page of an app': { route: () => body('text/html; charset=utf-8', html), code: 'not-wasm', says: /an HTML page instead of the binary.*deploy/ },
    'the page of an app, as WebAssembly': { route: () => body('application/wasm', html), code: 'not-wasm', says: /deploy/ },
    'an empty file': { route: () => body('application/octet-stream', ''), code: 'not-wasm', says: /empty/ },
    'compressed bytes without their header': { route: () => body('application/octet-stream', gzipSync(empty)), code: 'not-wasm', says: /Content-Encoding: gzip/ },
    'half of the binary': { route: () => body('application/wasm', cut()), code: 'not-wasm', says: /damaged or cut short: deploy the file again/ },
    'half of the binary, of another type': { route: () => body('text/plain', cut()), code: 'not-wasm', says: /damaged or cut short/ },
    'no answer': { route: () => (_request, response) => response.destroy(), code: 'network', says: /no answer, or it broke off: check the connection/ },
    'a connection that breaks off': { route: () => breakOff, code: 'network', says: /no answer, or it broke off/ },
    'another module': { route: () => body('application/wasm', empty), code: 'protocol', says: /not the one of this release.*reload without the cache/, placeless: true },
  };

  function breakOff(_request, response) {
    response.writeHead(200, { 'Content-Type': 'application/wasm', 'Content-Length': binary.length });
    response.write(binary.subarray(0, 1 << 16), () => response.destroy());
  }

  for (const where of places) {
    for (const [name, { route, code, says, placeless }] of Object.entries(failures)) {
      test(`${name}, in a ${where}`, async () => {
        server.routes[address] = route();
        const page = await open();
        const error = await load(page, where);
        assert.deepEqual([error.name, error.code], ['AstrofileError', code], JSON.stringify(error));
        assert.match(error.message, says);
        if (!placeless) {
          assert.ok(error.message.startsWith(`${server.url}${address}: `), error.message);
        }
      });
    }

    test(`the right bytes under another type, in a ${where}`, async () => {
      server.routes[address] = body('application/octet-stream', binary);
      const page = await open();
      assert.deepEqual(await load(page, where), { valid: false });
      assert.deepEqual(page.complaints, []);
    });

    test(`a server that drips, in a ${where}`, async () => {
      server.routes[address] = (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/wasm' });
        const step = Math.ceil(binary.length / 100);
        const drip = (at) => (at < binary.length ? response.write(binary.subarray(at, at + step), () => setImmediate(drip, at + step)) : response.end());
        drip(0);
      };
      const page = await open();
      assert.deepEqual(await load(page, where), { valid: false });
    });

    test(`a policy without WebAssembly, in a ${where}`, async () => {
      server.headers = { 'Content-Security-Policy': strict.replace(" 'wasm-unsafe-eval'", '') };
      const page = await open();
      const error = await load(page, where);
      assert.equal(error.code, 'blocked', JSON.stringify(error));
      assert.match(error.message, /Content-Security-Policy.*'wasm-unsafe-eval'.*script-src/);
    });

    test(`a strict policy, in a ${where}`, async () => {
      const page = await open();
      await page.evaluate(() => {
        globalThis.violations = [];
        addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(event.violatedDirective));
      });
      assert.deepEqual(await load(page, where), { valid: false });
      assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
      assert.deepEqual(page.complaints, []);
    });

    test(`offline, in a ${where}`, async () => {
      const page = await open();
      await page.evaluate(async () => Promise.all([import('/validator/index.js'), import('/validator/worker.js')]));
      await page.context().setOffline(true);
      const error = await load(page, where);
      assert.equal(error.code, 'network', JSON.stringify(error));
      await page.context().setOffline(false);
      assert.deepEqual(await load(page, where), { valid: false });
    });

    test(`aborted while it arrives, in a ${where}`, async () => {
      let arrived;
      const asked = new Promise((resolve) => {
        arrived = resolve;
      });
      server.routes[address] = (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'application/wasm' });
        response.write(binary.subarray(0, 1 << 16), arrived); // and nothing more
      };
      const page = await open();
      const failure = page.evaluate(async (place) => {
        const { load } = await import('/validator/index.js');
        const { loadWorker } = await import('/validator/worker.js');
        const aborter = new AbortController();
        globalThis.abort = () => aborter.abort(new Error('the user went away'));
        const { signal } = aborter;
        return (place === 'worker' ? loadWorker({ signal }) : load(undefined, { signal })).then(() => 'loaded', (error) => ({ name: error.name, code: error.code, cause: error.cause?.message }));
      }, where);
      await asked;
      await page.evaluate(() => globalThis.abort());
      assert.deepEqual(await failure, { name: 'AstrofileError', code: 'aborted', cause: 'the user went away' });
    });

    for (const [number, says] of [[0, /the binary is older than the loader \(protocol 0 .*reload without the cache, and deploy/], [2, /the loader is older than the binary \(protocol 2 /]]) {
      test(`a binary of protocol ${number}, in a ${where}`, async () => {
        const old = (await readFile(new URL('./loading/old-runtime.js', import.meta.url), 'utf8')).replace('PROTOCOL', String(number));
        server.routes['/validator/go-runtime.js'] = body('text/javascript', old);
        server.routes[address] = body('application/wasm', tiny);
        const page = await open();
        const error = await load(page, where);
        assert.equal(error.code, 'protocol', JSON.stringify(error));
        assert.match(error.message, says);
      });
    }
  }

  test('two loads at once do not see each other, and nothing is left on the globals', async () => {
    const page = await open();
    const result = await page.evaluate(async () => {
      const before = new Set(Object.getOwnPropertyNames(globalThis));
      const { load } = await import('/validator/index.js');
      const { loadWorker } = await import('/validator/worker.js');
      const validators = await Promise.all([load(), load(), loadWorker(), load('/validator/astrofile.wasm'), load(fetch('/validator/astrofile.wasm'))]);
      const during = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
      const first = await Promise.all(validators.map(async (v, i) => (await v.validate('deployment: {}\n', { name: `${i}.yaml` })).file));
      validators[0].close();
      const then = await Promise.all(validators.slice(1).map(async (v, i) => (await v.validate('deployment: {}\n', { name: `${i}.yaml` })).file));
      validators.forEach((v) => v.close());
      return { during, first, then, left: Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name)) };
    });
    assert.deepEqual(result, { during: [], first: ['0.yaml', '1.yaml', '2.yaml', '3.yaml', '4.yaml'], then: ['0.yaml', '1.yaml', '2.yaml', '3.yaml'], left: [] });
  });

  test("in a worker of the page's own, nothing is left on the globals", async () => {
    const page = await open();
    const result = await page.evaluate(() => new Promise((resolve, reject) => {
      const worker = new Worker('/loading/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    }));
    assert.deepEqual(result, { valid: false, left: [] });
  });
});
