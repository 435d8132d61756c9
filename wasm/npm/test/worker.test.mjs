import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { AstrofileError, load } from '../dist/index.js';
import { loadWorker } from '../dist/worker.js';
import { dummy } from './dummy.mjs';
import { FakeWorker, starting, valid, version } from './fake-worker.mjs';
import { body, serve } from './server.mjs';

const text = 'deployment:\n  configuration:\n    name: "größe 😀 \ud800"\n    runtime_versio: 12.1.0\n';
let small;
before(async () => {
  small = await dummy();
});

const code = (wanted, message = /./) => (error) => {
  assert.ok(error instanceof AstrofileError, `${error}`);
  assert.equal(error.code, wanted);
  assert.match(error.message, message);
  return true;
};

test('a worker answers as the page does', async () => {
  const [page, worker] = await Promise.all([load(), loadWorker()]);
  assert.deepEqual(worker.version, page.version);
  for (const request of [
    { op: 'validate', source: text, options: { name: 'a.yaml', mode: 'create' } },
    { op: 'validate', source: new TextEncoder().encode(text) },
    { op: 'format', source: 'deployment: {configuration: {name: a}}' },
    { op: 'schema' },
    { op: 'nonsense' },
    { op: 'validate', source: '', options: { name: '\ud800' } },
  ]) {
    assert.equal(await worker.raw(request), await page.raw(request), JSON.stringify(request));
  }
  page.close();
  worker.close();
});

test('sources', async (t) => {
  const { url } = await serve(t, { '/a.wasm': body('application/wasm', small) });
  for (const source of [small, url('/a.wasm'), new URL(url('/a.wasm')), await fetch(url('/a.wasm')), await WebAssembly.compile(small)]) {
    const worker = await loadWorker({ source });
    assert.match(await worker.raw({ op: 'validate', source: 'x' }), /"calls":2/);
    worker.close();
  }
  await assert.rejects(loadWorker({ source: url('/none.wasm') }), code('not-found', /none\.wasm: .*404/));
  await assert.rejects(loadWorker({ source: await dummy({ protocol: 0 }) }), code('protocol', /binary is older/));
});

test('a process ends although a worker idles', async () => {
  const script = `
    import { loadWorker } from ${JSON.stringify(new URL('../dist/worker.js', import.meta.url).href)};
    const { counts } = await (await loadWorker()).validate('deployment: []');
    console.log(counts.error > 0);`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  assert.deepEqual([stdout, stderr], ['true\n', '']);
});

test('an instance that dies in the worker takes nothing with it', async () => {
  const worker = await loadWorker({ source: small });
  const answers = await Promise.all(['a', 'panic c4n4ry', 'b'].map((source) => worker.raw({ op: 'validate', source })));
  assert.match(answers[0], /"calls":2/);
  assert.match(answers[1], /internal-error.*the operation validate ended the validator, version v0\.0\.0-dummy: panic"/);
  assert.doesNotMatch(answers[1], /c4n4ry/);
  assert.match(answers[2], /"calls":1,/);
  worker.close();
});

test('a request that never ends is ended, and the others run', async () => {
  const worker = await loadWorker({ source: small, timeout: 2000 });
  const endless = worker.raw({ op: 'validate', source: 'loop' });
  const next = worker.raw({ op: 'validate', source: 'x' });
  await assert.rejects(endless, code('timeout', /validate: the worker gave no answer within 2000 ms/));
  assert.match(await next, /"calls":2,/, 'it follows the question for the version');
  worker.close();
});

test('one request is sent at a time, the others wait in order', async () => {
  const fake = new FakeWorker(starting(() => undefined));
  const worker = await loadWorker({ worker: fake });
  const answers = ['a', 'b', 'c'].map((source) => worker.validate(source));
  for (const [i, answer] of answers.entries()) {
    await turn();
    assert.deepEqual(fake.sources, ['a', 'b', 'c'].slice(0, i + 1));
    fake.emit('message', valid);
    assert.equal((await answer).valid, true);
  }
});

test('a request whose signal fires before its turn is never sent', async () => {
  const fake = new FakeWorker(starting(() => undefined));
  const worker = await loadWorker({ worker: fake });
  const outdated = new AbortController();
  const first = worker.validate('first');
  const second = worker.validate('second', { signal: outdated.signal });
  const third = worker.validate('third');
  outdated.abort(new Error('typed on'));
  await assert.rejects(second, /typed on/);
  await turn();
  fake.emit('message', valid);
  await first;
  await turn();
  assert.deepEqual(fake.sources, ['first', 'third']);
  const sameTurn = new AbortController();
  const late = worker.validate('late', { signal: sameTurn.signal });
  sameTurn.abort(new Error('at once'));
  await assert.rejects(late, /at once/);
  await assert.rejects(worker.validate('fourth', { signal: outdated.signal }), /typed on/);
  fake.emit('message', valid);
  await third;
  assert.deepEqual(fake.sources, ['first', 'third']);
});

test('a request that was sent rejects at once, and its answer goes to nobody', async () => {
  const fake = new FakeWorker(starting(() => undefined));
  const worker = await loadWorker({ worker: fake });
  const controller = new AbortController();
  const first = worker.raw({ op: 'validate', source: 'first' }, { signal: controller.signal });
  const second = worker.raw({ op: 'validate', source: 'second' });
  await turn();
  controller.abort();
  await assert.rejects(first, { name: 'AbortError' });
  assert.deepEqual(fake.sources, ['first'], 'the worker is still busy');
  fake.emit('message', { answer: 'to the first' });
  await turn();
  fake.emit('message', { answer: 'to the second' });
  assert.equal(await second, 'to the second');
});

test('a worker that is closed before a request is sent is not replaced', async () => {
  const made = [];
  const worker = await loadWorker({ worker: () => made[made.push(new FakeWorker(starting(() => valid))) - 1] });
  const request = worker.validate('a');
  worker.close();
  await assert.rejects(request, code('closed'));
  await turn();
  assert.deepEqual([made.length, made[0].sources, made[0].terminated], [1, [], 1]);
});

test('no signal keeps a listener', async () => {
  const worker = await loadWorker({ worker: new FakeWorker(starting(() => valid)) });
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args) => (listeners++, addEventListener.apply(signal, args));
  signal.removeEventListener = (...args) => (listeners--, removeEventListener.apply(signal, args));
  await Promise.all([worker.validate('a', { signal }), worker.validate('b', { signal })]);
  await turn();
  assert.equal(listeners, 0);
});

test('after its time a worker is replaced by one that gets the compiled module', async () => {
  const made = [];
  const make = () => {
    const fake = new FakeWorker(starting((source) => (source === 'endless' ? undefined : valid)));
    made.push(fake);
    return fake;
  };
  const worker = await loadWorker({ worker: make, timeout: 5, source: 'https://files.example/astrofile.wasm' });
  const settled = await Promise.allSettled(['a', 'endless', 'b', 'endless', 'endless', 'c'].map((source) => worker.validate(source)));
  assert.deepEqual(settled.map(({ status, reason }) => reason?.code ?? status),
    ['fulfilled', 'timeout', 'fulfilled', 'timeout', 'timeout', 'fulfilled']);
  assert.deepEqual(made.map(({ terminated }) => terminated), [1, 1, 1, 0]);
  assert.deepEqual(made.map(({ sent }) => sent[0]), [
    { start: true, source: 'https://files.example/astrofile.wasm' },
    ...Array(3).fill({ start: true, source: 'the module' }),
  ]);
  assert.deepEqual(made.map(({ sources }) => sources), [['a', 'endless'], ['b', 'endless'], ['endless'], ['c']]);
});

test('time runs from the moment a request is sent', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const fake = new FakeWorker(starting(() => undefined));
  const worker = await loadWorker({ worker: fake, timeout: 100 });
  const [first, second, third] = ['a', 'b', 'c'].map((source) => worker.validate(source));
  for (const answer of [first, second]) {
    await turn();
    t.mock.timers.tick(99);
    fake.emit('message', valid);
    assert.equal((await answer).valid, true);
  }
  await turn();
  t.mock.timers.tick(99);
  assert.equal(fake.terminated, 0);
  t.mock.timers.tick(1);
  await assert.rejects(third, code('timeout', /within 100 ms/));
  assert.equal(fake.terminated, 1);
});

test('a time that is longer than timers know is no short one', async (t) => {
  const told = [];
  t.mock.method(globalThis, 'setTimeout', (_, milliseconds) => told.push(milliseconds));
  const worker = await loadWorker({ worker: new FakeWorker(starting(() => valid)), timeout: Infinity });
  assert.equal((await worker.validate('a')).valid, true);
  assert.deepEqual(told, [2 ** 31 - 1]);
});

test('of bytes, a worker gets those of the document only, and none of shared memory', async () => {
  const fake = new FakeWorker(starting(() => valid));
  const worker = await loadWorker({ worker: fake });
  const all = new TextEncoder().encode('secret deployment: {}');
  const shared = new Uint8Array(new SharedArrayBuffer(all.length));
  shared.set(all);
  await worker.validate(all.subarray(7), { live: shared });
  await worker.validate(all);
  const [, { request: part }, { request: own }] = fake.sent;
  assert.deepEqual([part.source, part.source.buffer.byteLength], [all.slice(7), all.length - 7]);
  assert.deepEqual([part.live, part.live.buffer.constructor], [all, ArrayBuffer]);
  assert.equal(own.source, all, 'what can go as it is, is not copied first');
});

test('a worker that ends answers for its request, and the next starts one', async () => {
  const made = [];
  const make = () => {
    const fake = new FakeWorker(starting((source, self) => {
      if (source !== 'deadly') {
        return valid;
      }
      queueMicrotask(() => self.emit('error', new Error('Worker terminated due to reaching memory limit: JS heap out of memory')));
      return undefined;
    }));
    made.push(fake);
    return fake;
  };
  const worker = await loadWorker({ worker: make });
  const [dead, next] = await Promise.all([
    worker.fix('deadly', { name: 'a.json', mode: 'update' }),
    worker.validate('harmless'),
  ]);
  assert.deepEqual(dead, {
    version: 1, file: 'a.json', mode: 'update', valid: false, counts: { error: 1, warning: 0, info: 0 },
    diagnostics: [{
      severity: 'error', code: 'internal-error', path: '', related: [],
      message: 'the operation fix ended the validator, version v0.0.0-fake: out of memory',
      hint: 'report it with the version and, if it may be shown, the document',
    }],
    text: null, applied: 0,
  });
  assert.equal(next.valid, true);
  assert.equal(made.length, 2);
  await Promise.all([worker.validate('deadly'), worker.validate('deadly'), worker.validate('deadly')]);
  assert.equal(made.length, 4, 'a request starts one worker at most');
});

test('a given worker cannot be replaced', async () => {
  const worker = await loadWorker({ worker: new FakeWorker(starting(() => undefined)), timeout: 1 });
  await assert.rejects(worker.validate('a'), code('timeout'));
  await assert.rejects(worker.validate('b'), code('crashed', /give loadWorker a function that makes workers/));
});

test('a worker of Node may be given', async () => {
  const worker = await loadWorker({ worker: new Worker(new URL('../dist/worker-main.js', import.meta.url)), source: small });
  assert.match(await worker.raw({ op: 'validate', source: 'x' }), /"calls":2/);
  worker.close();
});

test('workers that do not start', async (t) => {
  const start = (answer) => loadWorker({ worker: () => new FakeWorker(answer) });
  const dies = (error) => (_, self) => void queueMicrotask(() => self.emit('error', error));
  await assert.rejects(start(dies(new Error('in the script'))), code('crashed', /worker-main\.js .*worker-src/));
  await assert.rejects(start(dies(undefined)), code('not-found', /worker-main\.js .*worker-src/));
  const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
  t.after(() => (navigator === undefined ? delete globalThis.navigator : Object.defineProperty(globalThis, 'navigator', navigator)));
  await assert.rejects(start(dies(undefined)), code('network', /offline/));
  await assert.rejects(start(() => ({ failed: { code: 'blocked', message: 'the policy' } })), code('blocked', /the policy/));
  await assert.rejects(start(() => ({ answer: '' })), code('protocol', /used by other code/));
  await assert.rejects(start(() => ({ started: { version: { ...version, protocol: 7 }, module: 0 } })), code('protocol', /different releases/));

  const silent = new FakeWorker();
  const controller = new AbortController();
  const loading = loadWorker({ worker: silent, signal: controller.signal });
  controller.abort();
  await assert.rejects(loading, code('aborted'));
  const never = new AbortController();
  const waiting = loadWorker({ worker: silent, source: new Promise(() => {}), signal: never.signal });
  never.abort();
  await assert.rejects(waiting, code('aborted'));
});

test('a worker that fails to start again fails its request alone', async () => {
  let made = 0;
  const worker = await loadWorker({
    worker: () => {
      made++;
      return new FakeWorker((message, self) => (made === 2
        ? { failed: { code: 'network', message: 'gone' } }
        : starting((source) => (source === 'deadly' ? void queueMicrotask(() => self.emit('exit', 1)) : valid))(message, self)));
    },
  });
  const [dead, failed, next] = await Promise.allSettled(['deadly', 'a', 'b'].map((source) => worker.validate(source)));
  assert.equal(dead.value.diagnostics[0].code, 'internal-error');
  assert.equal(failed.reason.code, 'network');
  assert.equal(next.value.valid, true);
});

test('messages of other code in the worker are none of ours', async () => {
  const fake = new FakeWorker(starting(() => undefined));
  const worker = await loadWorker({ worker: fake });
  const answer = worker.validate('a');
  await turn();
  for (const other of [null, 'text', 1, {}, { type: 'webpackOk' }]) {
    fake.emit('message', other);
  }
  fake.emit('message', valid);
  assert.equal((await answer).valid, true);
});

test('close', async () => {
  const fake = new FakeWorker(starting(() => undefined));
  const worker = await loadWorker({ worker: fake });
  const asked = [worker.validate('a'), worker.validate('b')];
  await turn();
  worker.close();
  worker.close();
  for (const request of [...asked, worker.validate('c')]) {
    await assert.rejects(request, code('closed', /load a new one/));
  }
  assert.equal(fake.terminated, 1);
  assert.deepEqual(fake.sources, ['a']);
});

/** Lets everything run that waits for nothing. */
function turn() {
  return new Promise((resolve) => setImmediate(resolve));
}
