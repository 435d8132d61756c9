import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { load } from '../dist/index.js';
import { Timers } from '../dist/timers.js';
import { dummy, limited } from './dummy.mjs';

let small;
before(async () => {
  small = await dummy();
});

/** The validator over the dummy, and how many instances were started. */
async function counted(t) {
  const instantiate = t.mock.method(WebAssembly, 'instantiate');
  const compile = t.mock.method(WebAssembly, 'compile');
  const validator = await load(small);
  return {
    validator,
    started: () => instantiate.mock.callCount(),
    compiled: () => compile.mock.callCount(),
    ask: async (source, options = {}) => JSON.parse(await validator.raw({ op: 'validate', source, options })),
  };
}

for (const [how, why] of [['panic c4n4ry', 'panic'], ['exit', 'it ended'], ['number', 'it ended']]) {
  test(`an instance that dies: ${how}`, async (t) => {
    const { ask, started, compiled } = await counted(t);
    assert.equal((await ask('a')).calls, 2);
    assert.deepEqual(await ask(how, { name: 'prod.yaml', mode: 'update' }), {
      version: 1, file: 'prod.yaml', mode: 'update', valid: false, counts: { error: 1, warning: 0, info: 0 },
      diagnostics: [{
        severity: 'error', code: 'internal-error', path: '', related: [],
        message: `the operation validate ended the validator, version v0.0.0-dummy: ${why}`,
        hint: 'report it with the version and, if it may be shown, the document',
      }],
    });
    assert.equal(started(), 1, 'nothing starts before it is needed');
    assert.equal((await ask('a')).calls, 1);
    assert.equal((await ask('a')).calls, 2);
    assert.deepEqual([started(), compiled()], [2, 1]);
  });
}

test('an answer that tells of a mistake inside is passed on, and the next comes from another instance', async (t) => {
  const { ask, started } = await counted(t);
  assert.equal((await ask('internal')).diagnostics[0].message, 'broken');
  assert.equal((await ask('a')).calls, 1);
  assert.equal(started(), 2);
});

test('deaths in a row start one instance each', async (t) => {
  const { ask, started } = await counted(t);
  const answers = await Promise.all(['panic', 'panic', 'exit', 'a', 'panic', 'a'].map((source) => ask(source)));
  assert.deepEqual(answers.map(({ calls, diagnostics }) => calls ?? diagnostics[0].code),
    ['internal-error', 'internal-error', 'internal-error', 1, 'internal-error', 1]);
  assert.equal(started(), 5);
});

test('an instance that cannot be started again fails its request, and the next tries again', async (t) => {
  const { ask } = await counted(t);
  await ask('panic');
  t.mock.method(WebAssembly, 'instantiate', () => Promise.reject(new RangeError('WebAssembly.instantiate(): Out of memory')), { times: 1 });
  await assert.rejects(ask('a'), { code: 'crashed', message: 'no instance of the validator can be started: out of memory' });
  assert.equal((await ask('a')).calls, 1);
});

test('every operation has its members when the instance dies', async () => {
  const validator = await load(small);
  const codes = [];
  const add = ({ diagnostics, ...answer }) => {
    codes.push(...diagnostics.map(({ code }) => code));
    return answer;
  };
  assert.equal(add(await validator.fix('panic')).applied, 0);
  assert.equal(add(await validator.format('panic')).text, null);
  assert.deepEqual(add(await validator.set('panic', 'a', null)).edits, []);
  const { plan, text, live } = add(await validator.plan('', 'panic'));
  assert.deepEqual({ plan, text, live }, { plan: null, text: '', live: [] });
  assert.equal(add(await validator.template('panic')).text, null);
  assert.deepEqual(add(await validator.share('panic')).removed, { values: 0, comments: 0 });
  assert.equal(add(await validator.hover('panic', 0)).hover, null);
  assert.deepEqual(add(await validator.complete('panic', 0)).completions, []);
  assert.deepEqual(codes, Array(8).fill('internal-error'));
});

test('the real binary, out of memory', async () => {
  const binary = await readFile(new URL('../dist/astrofile.wasm', import.meta.url));
  const validator = await load(limited(binary, 64)); // 4 MiB above what it begins with
  const large = 'x: 1\n'.repeat(200_000);
  const small = 'deployment: []\n';
  const before = await validator.raw({ op: 'validate', source: small });
  const answer = await validator.validate(large, { name: 'large.yaml' });
  assert.equal(answer.file, 'large.yaml');
  assert.equal(answer.diagnostics[0].code, 'internal-error');
  assert.match(answer.diagnostics[0].message, /version .*: fatal error: out of memory$/);
  assert.equal(await validator.raw({ op: 'validate', source: small }), before);
  validator.close();
});

test('a caller at the end of the stack does not kill the instance', async (t) => {
  const { validator, started, ask } = await counted(t);
  const answers = [];
  const dive = () => {
    try {
      dive();
    } finally {
      if (answers.length < 200) {
        answers.push(validator.raw({ op: 'validate', source: 'a' }).catch((error) => assert.ok(error instanceof RangeError)));
      }
    }
  };
  assert.throws(dive, RangeError);
  await Promise.all(answers);
  assert.ok(answers.length > 0);
  assert.ok((await ask('a')).calls > 1);
  assert.equal(started(), 1);
});

test('timers of a dead instance', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const failures = [];
  const timers = new Timers((error) => failures.push(error.message));
  const ran = [];
  timers.set(() => ran.push('a'), 10);
  timers.clear(timers.set(() => ran.push('b'), 10));
  timers.set(() => {
    throw new Error('dead');
  }, 10);
  t.mock.timers.tick(10);
  assert.deepEqual([ran, failures], [['a'], ['dead']]);
  timers.set(() => ran.push('c'), 10);
  timers.end();
  t.mock.timers.tick(10);
  assert.deepEqual(ran, ['a']);
});

test('memory does not grow with the number of requests', async (t) => {
  const memories = [];
  const { instantiate } = WebAssembly;
  t.mock.method(WebAssembly, 'instantiate', async (module, imports) => {
    const instance = await instantiate(module, imports);
    memories.push(instance.exports.mem);
    return instance;
  });
  const validator = await load();
  const variables = Array.from({ length: 30 }, (_, i) => `    - {key: VARIABLE_${i}, value: größe ${i}, is_secret: no}\n`).join('');
  const text = `# ${'größe '.repeat(4_000)}\ndeployment:\n  environment_variables:\n${variables}`;
  const size = () => memories[0].buffer.byteLength;
  for (let i = 0; i < 40; i++) {
    await validator.validate(text);
  }
  const warm = size();
  for (let i = 0; i < 200; i++) {
    await validator.validate(text);
  }
  const leaked = 200 * new TextEncoder().encode(text).length; // if only one copy of the text stayed
  assert.ok(size() - warm < leaked / 2, `${size() - warm} bytes`);
  assert.equal(memories.length, 1);
  validator.close();
});
