import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, mock, test } from 'node:test';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { AstrofileError, load } from '../dist/index.js';
import { dummy } from './dummy.mjs';
import { body, serve } from './server.mjs';

const file = new URL('../dist/astrofile.wasm', import.meta.url);
let binary;
let small;
before(async () => {
  binary = await readFile(file);
  small = await dummy();
});

async function works(loading) {
  const validator = await loading;
  const { diagnostics } = await validator.validate('deployment: []', { name: 'a.yaml' });
  assert.notEqual(diagnostics.length, 0);
  validator.close();
}

async function fails(loading, code, ...words) {
  await assert.rejects(loading, (error) => {
    assert.ok(error instanceof AstrofileError, `${error}`);
    assert.equal(error.code, code, error.message);
    for (const word of words) {
      assert.match(error.message, word);
    }
    return true;
  });
}

test('sources on the disk and in memory', async () => {
  await works(load());
  await works(load(file));
  await works(load(file.href));
  await works(load(binary));
  await works(load(new Uint8Array(binary).buffer));
  await works(load(new Uint8Array(Buffer.concat([Buffer.from('head'), binary])).subarray(4)));
  await works(load(await WebAssembly.compile(binary)));
});

test('a path is relative to the working directory', async (t) => {
  const folder = process.cwd();
  t.after(() => process.chdir(folder));
  process.chdir(import.meta.dirname);
  await works(load('../dist/astrofile.wasm'));
});

test('sources on a server', async (t) => {
  const { url } = await serve(t, {
    '/right.wasm': body('application/wasm', binary),
    '/parameter.wasm': body('application/wasm; charset=utf-8', binary),
    '/wrong.wasm': body('text/plain', binary),
    '/none.wasm': body(undefined, binary),
  });
  for (const path of ['/right.wasm', '/parameter.wasm', '/wrong.wasm', '/none.wasm']) {
    await works(load(url(path)));
  }
  await works(load(new URL(url('/right.wasm'))));
  await works(load(await fetch(url('/right.wasm'))));
  await works(load(fetch(url('/wrong.wasm'))));
});

test('what is compiled while it arrives', async (t) => {
  const { url } = await serve(t, { '/a.wasm': body('application/wasm', small), '/b.wasm': body('text/plain', small) });
  const streaming = t.mock.method(WebAssembly, 'compileStreaming');
  await load(url('/a.wasm'));
  assert.equal(streaming.mock.callCount(), 1);
  await load(url('/b.wasm'));
  assert.equal(streaming.mock.callCount(), 1);
});

test('no such file', async (t) => {
  const { url } = await serve(t, { '/gone.wasm': body('text/plain', 'gone', 410), '/broken.wasm': body('text/plain', '', 500) });
  await fails(load(url('/astrofile.wasm')), 'not-found', /\/astrofile\.wasm: .*status 404/, /deploy astrofile\.wasm/);
  await fails(load(url('/gone.wasm')), 'not-found', /status 410/);
  await fails(load(url('/broken.wasm')), 'not-found', /status 500/);
  await fails(load(new URL('none.wasm', file)), 'not-found', /none\.wasm: there is no such file/);
  await fails(load(new URL('.', file)), 'not-found', /cannot be read \(EISDIR\)/);
  await fails(load('http://'), 'not-found', /no URL/);
});

test('no WebAssembly', async (t) => {
  const page = '\n<!doctype html><title>app</title>';
  const { url } = await serve(t, {
    '/app.wasm': body('text/html', page),
    '/lying.wasm': body('application/wasm', page),
    '/text.wasm': body('text/plain', 'version https://git-lfs.example/spec/v1'),
    '/gzip.wasm': body('application/octet-stream', Buffer.from([0x1f, 0x8b, 8, 0])),
    '/empty.wasm': body('application/octet-stream', ''),
    '/short.wasm': body('application/wasm', small.subarray(0, 1000)),
    '/cut.wasm': body('text/plain', small.subarray(0, 1000)),
  });
  await fails(load(url('/app.wasm')), 'not-wasm', /\/app\.wasm: this is an HTML page/, /single-page app/);
  await fails(load(url('/lying.wasm')), 'not-wasm', /\/lying\.wasm/);
  await fails(load(url('/text.wasm')), 'not-wasm', /no WebAssembly/);
  await fails(load(url('/gzip.wasm')), 'not-wasm', /compressed/, /Content-Encoding: gzip/);
  await fails(load(url('/empty.wasm')), 'not-wasm', /empty/);
  await fails(load(url('/short.wasm')), 'not-wasm', /damaged or cut short/);
  await fails(load(url('/cut.wasm')), 'not-wasm', /damaged or cut short/);
  await fails(load(new TextEncoder().encode('<html>')), 'not-wasm', /the given bytes: this is an HTML page/);
});

test('no answer', async (t) => {
  const hangUp = (type) => (_, response) => response.writeHead(200, { 'content-type': type, 'content-length': small.length })
    .write(small.subarray(0, 5000), () => response.destroy());
  const { url } = await serve(t, {
    '/away.wasm': (request) => request.socket.destroy(),
    '/half.wasm': hangUp('application/wasm'),
    '/half.bin': hangUp('text/plain'),
  });
  await fails(load('data:text/plain,c4n4ry'), 'not-wasm', /^the given data: URL: these bytes/);
  await fails(load(url('/away.wasm')), 'network', /\/away\.wasm: no answer/);
  await fails(load(url('/half.wasm')), 'network', /broke off/);
  await fails(load(url('/half.bin')), 'network', /broke off/);
});

test('a policy that forbids WebAssembly', async (t) => {
  const refuse = async () => {
    throw new WebAssembly.CompileError('WebAssembly.compile(): violates the Content Security policy');
  };
  const { url } = await serve(t, { '/a.wasm': body('application/wasm', small) });
  t.mock.method(WebAssembly, 'compile', refuse);
  t.mock.method(WebAssembly, 'compileStreaming', refuse);
  await fails(load(small), 'blocked', /'wasm-unsafe-eval'/, /script-src/);
  await fails(load(url('/a.wasm')), 'blocked', /'wasm-unsafe-eval'/);
});

test('a browser without WebAssembly', async (t) => {
  const whole = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly');
  t.after(() => Object.defineProperty(globalThis, 'WebAssembly', whole));
  delete globalThis.WebAssembly;
  await fails(load(small), 'blocked', /no WebAssembly/);
});

test('binaries of other releases', async () => {
  await fails(load(await dummy({ protocol: 0 })), 'protocol', /binary is older than the loader/, /reload without the cache/);
  await fails(load(await dummy({ protocol: 2 })), 'protocol', /loader is older than the binary/, /of one release/);
  await fails(load(await dummy({ start: 'mute' })), 'protocol', /not the one of this release/);
  await fails(load(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)), 'protocol', /not the one of this release/);
});

test('a binary that ends at its start', async () => {
  await fails(load(await dummy({ start: 'crash' })), 'crashed', /stopped while it started: panic$/);
});

test('what comes from another frame', async () => {
  await works(load(runInNewContext('(bytes) => new Uint8Array(bytes)')(binary)));
  await works(load(runInNewContext('(bytes) => new Uint8Array(bytes).buffer')(binary)));
  await works(load(runInNewContext('(bytes) => new WebAssembly.Module(new Uint8Array(bytes))')(binary)));
});

test('a source that is none', async (t) => {
  const { url } = await serve(t, { '/a.wasm': body('application/wasm', small) });
  const read = await fetch(url('/a.wasm'));
  await read.arrayBuffer();
  for (const source of [read, {}, Promise.resolve({}), 5, Promise.resolve(null), new Blob(['x'])]) {
    await assert.rejects(load(source), { name: 'TypeError', message: /still to be read/ });
  }
});

test('loading that is aborted', async (t) => {
  let arrived;
  const asked = new Promise((resolve) => (arrived = resolve));
  const { url } = await serve(t, { '/never.wasm': () => arrived() });
  const controller = new AbortController();
  const loading = load(url('/never.wasm'), { signal: controller.signal });
  await asked;
  controller.abort(new Error('changed my mind'));
  await fails(loading, 'aborted', /aborted/);
  await assert.rejects(loading, (error) => error.cause.message === 'changed my mind');
  await fails(load(small, { signal: controller.signal }), 'aborted');
  await fails(load(new Promise(() => {}), { signal: AbortSignal.abort() }), 'aborted');

  const pending = new AbortController();
  const never = load(new Promise(() => {}), { signal: pending.signal });
  pending.abort();
  await fails(never, 'aborted');
});

test('errors hold no secrets of an address', async (t) => {
  const { url } = await serve(t, { '/app.wasm': body('text/html', '<p>') });
  const secret = (path) => `${url(path).replace('//', '//c4n4ry:c4n4ry@')}?token=c4n4ry#c4n4ry`;
  for (const address of [`${url('/none.wasm')}?token=c4n4ry#c4n4ry`, `${url('/app.wasm')}?token=c4n4ry`, secret('/app.wasm'), 'http://c4n4ry:c4n4ry@:1:1/']) {
    await assert.rejects(load(address), (error) => {
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /c4n4ry/);
      return error instanceof AstrofileError;
    });
  }
});

test('two validators share nothing, and nothing stays on the global object', async () => {
  const names = () => Object.getOwnPropertyNames(globalThis).sort();
  const symbols = () => Object.getOwnPropertySymbols(globalThis).length;
  const before = [names(), symbols()];
  const [a, b] = await Promise.all([load(small), load(small)]);
  assert.match(await a.raw({ op: 'validate', source: 'exit' }), /internal-error/);
  assert.match(await b.raw({ op: 'validate', source: 'x' }), /"calls":2/);
  a.close();
  assert.match(await b.raw({ op: 'validate', source: 'x' }), /"calls":3/);
  b.close();
  assert.deepEqual([names(), symbols()], before);
});

test('the console is left alone', async () => {
  const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'].map((name) => mock.method(console, name, () => {}));
  const validator = await load(small);
  await validator.raw({ op: 'validate', source: 'panic' });
  await validator.raw({ op: 'validate', source: 'exit' });
  validator.close();
  const counts = methods.map((method) => method.mock.callCount());
  methods.forEach((method) => method.mock.restore());
  assert.deepEqual(counts, [0, 0, 0, 0, 0, 0]);
});

after(() => mock.restoreAll());
