// Every method, with the real binary: what it is asked arrives, what it answers comes back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load, Positions } from '../dist/index.js';

const text = `deployment:
  configuration:
    name: "größe 😀"
    runtime_versio: 12.1.0
    executor: CELERY
    deployment_type: STANDARD
  environment_variables:
    - {key: PLAIN, value: a}
    - {key: SECRET, value: c4n4ry, is_secret: true}
`;
let validator;
before(async () => {
  validator = await load();
});
after(() => validator.close());

test('validate', async () => {
  const answer = await validator.validate(text, { name: 'prod.yaml', mode: 'create' });
  assert.deepEqual([answer.version, answer.file, answer.mode, answer.valid], [1, 'prod.yaml', 'create', false]);
  const finding = answer.diagnostics.find(({ code }) => code === 'unknown-field');
  assert.match(finding.message, /runtime_versio/);
  const positions = new Positions(text);
  const { start, end } = finding.range;
  assert.equal(text.slice(positions.toIndex(start.offset), positions.toIndex(end.offset)), 'runtime_versio');
  assert.equal(text.split('\n')[start.line - 1].slice(start.column - 1, end.column - 1), 'runtime_versio');
});

test('a string and its bytes are the same', async () => {
  const request = { op: 'validate', options: { name: 'a.yaml' } };
  const bytes = new TextEncoder().encode(text);
  assert.equal(await validator.raw({ ...request, source: bytes }), await validator.raw({ ...request, source: text }));
  const window = new Uint8Array([1, 2, 3, ...bytes, 4, 5]).subarray(3, 3 + bytes.length);
  assert.equal(await validator.raw({ ...request, source: window }), await validator.raw({ ...request, source: text }));
  assert.equal(await validator.raw({ ...request, source: new DataView(bytes.buffer) }), await validator.raw({ ...request, source: text }));
});

test('half of a surrogate pair is a finding where it stands', async () => {
  const { diagnostics } = await validator.validate('a: ä😀\nb: "\ud800"\n');
  assert.equal(diagnostics[0].code, 'encoding-invalid');
  assert.deepEqual(diagnostics[0].range.start, { line: 2, column: 5, offset: 14 });
  const refused = await validator.set('a: 1\n', 'a', '\ud800');
  assert.equal(refused.diagnostics[0].code, 'request-invalid');
  assert.match(refused.diagnostics[0].message, /option value holds half of a surrogate pair/);
  assert.equal(refused.text, null);
});

test('strict, ignored findings and the live Deployment', async () => {
  const warned = text.replace('runtime_versio', 'runtime_version');
  const plain = await validator.validate(warned);
  const strict = await validator.validate(warned, { strict: true });
  assert.ok(plain.counts.warning > 0);
  assert.equal(strict.counts.warning, 0);
  assert.equal(strict.counts.error, plain.counts.error + plain.counts.warning);

  const silenced = warned.replace('configuration:', 'configuration: # astrofile: ignore workspace-name-missing mine');
  const reasons = async (options) => (await validator.validate(silenced, options)).diagnostics
    .filter(({ code }) => code === 'workspace-name-missing').map(({ ignored }) => ignored);
  assert.deepEqual(await reasons({}), []);
  assert.deepEqual(await reasons({ keepIgnored: true }), ['mine']);

  const { diagnostics } = await validator.validate(warned, { mode: 'update', live: warned.replace('STANDARD', 'HYBRID') });
  assert.ok(diagnostics.some(({ code }) => code === 'immutable-changed'), JSON.stringify(diagnostics));
});

test('fix', async () => {
  const fixed = await validator.fix(text, { name: 'a.yaml' });
  assert.equal(fixed.text, text.replace('runtime_versio:', 'runtime_version:'));
  assert.equal(fixed.applied, 1);
});

test('format', async () => {
  const { text: written } = await validator.format('deployment: {configuration: {name: etl}} # note\n');
  assert.match(written, /^deployment:.*\n +configuration:/);
  assert.match(written, /# note/);
  assert.equal((await validator.format('a: [')).text, null);
});

test('set', async () => {
  const path = 'deployment.configuration.executor';
  const changed = await validator.set(text, path, 'KUBERNETES');
  assert.equal(changed.text, text.replace('CELERY', 'KUBERNETES'));
  assert.deepEqual(changed.edits.map((edit) => edit.text), ['KUBERNETES']);
  assert.equal((await validator.set(text, path, null)).text, text.replace('CELERY', 'null'));
  assert.equal((await validator.set(text, path, null, { remove: true })).text, text.replace('    executor: CELERY\n', ''));
});

test('plan', async () => {
  const live = text.replace('runtime_versio', 'runtime_version');
  const same = await validator.plan(live, live);
  assert.equal(same.plan.summary.destructive, false);
  const without = live.replace(/^.*SECRET.*\n/m, '');
  const kept = await validator.plan(live, without, { name: 'a.yaml', width: 80 });
  assert.equal(kept.plan.changes.length, 0);
  const deleted = await validator.plan(live, without, { delete: ['SECRET', 'OTHER'] });
  assert.deepEqual(deleted.plan.changes.map(({ action, path }) => [action, /SECRET/.test(path)]), [['delete', true]]);
  assert.equal((await validator.plan(live, without, { strictSecrets: true })).plan.summary.delete, 1);
  assert.doesNotMatch(JSON.stringify([same, kept, deleted]), /c4n4ry/);
  assert.equal((await validator.plan('', live)).plan.creation, true);
});

test('template and share', async () => {
  const live = text.replace('runtime_versio', 'runtime_version');
  const template = await validator.template(live);
  assert.match(template.text, /SECRET/);
  assert.doesNotMatch(template.text, /c4n4ry/);
  const shared = await validator.share(`# who: me\n${live}`);
  assert.doesNotMatch(shared.text, /c4n4ry|who: me/);
  assert.equal(shared.removed.comments, 1);
  assert.match((await validator.share(`# who: me\n${live}`, { comments: true })).text, /who: me/);
});

test('hover and complete take an index of the string, or of the bytes', async () => {
  const at = text.indexOf('executor') + 2;
  const hover = await validator.hover(text, at);
  assert.equal(hover.hover.path, 'deployment.configuration.executor');
  const bytes = new TextEncoder().encode(text);
  assert.deepEqual(await validator.hover(bytes, new Positions(text).toOffset(at)), hover);
  assert.equal((await validator.hover(text, text.length + 9)).diagnostics[0].code, 'request-invalid');

  const start = text.indexOf('CELERY');
  const { completions } = await validator.complete(text, start);
  assert.ok(completions.some(({ label }) => label === 'KUBERNETES'));
});

test('an organization is an object, or its JSON', async () => {
  const organization = { workspaces: ['Data Platform'] };
  const object = await validator.schema({ mode: 'create', organization });
  assert.deepEqual(object, await validator.schema({ mode: 'create', organization: JSON.stringify(organization) }));
  assert.match(JSON.stringify(object.schema), /Data Platform/);
  assert.equal((await validator.schema({ organization: '{' })).schema, null);
});

test('version', async () => {
  const { validator: told } = JSON.parse(await validator.raw({ op: 'version' }));
  assert.deepEqual(validator.version, told);
  assert.match(told.go, /^go1\./);
});

test('a mistake of the caller is an error that names it', async () => {
  await assert.rejects(validator.validate(), { name: 'TypeError', message: 'validate: there is no text' });
  await assert.rejects(validator.validate(5), { name: 'TypeError', message: /a document is a string or a Uint8Array/ });
  assert.match(await validator.raw({ op: 'bogus' }), /"code":"request-invalid".*unknown operation/);
  for (const strict of [true, undefined, null]) {
    await assert.rejects(validator.raw({ op: 'validate', source: text, options: { strict } }), { name: 'TypeError', message: /^options\.strict: / });
  }
});

test('an option that is null is not given', async () => {
  const { file, mode } = await validator.validate(text, { name: null, mode: null, strict: null });
  assert.deepEqual([file, mode], ['', 'any']);
});

test('an aborted call rejects with the reason of its signal, and is not run when it waits', async () => {
  const controller = new AbortController();
  const first = validator.validate(text);
  const second = validator.validate(text, { signal: controller.signal });
  controller.abort(new Error('typed on'));
  await assert.rejects(second, /typed on/);
  assert.equal((await first).valid, false);
  await assert.rejects(validator.validate(text, { signal: controller.signal }), /typed on/);
});

test('many at a time', async () => {
  const names = Array.from({ length: 50 }, (_, i) => `${i}.yaml`);
  const answers = await Promise.all(names.map((name) => validator.validate(text, { name })));
  assert.deepEqual(answers.map(({ file }) => file), names);
});

test('a closed validator', async () => {
  const closing = await load();
  const waiting = closing.validate(text);
  closing.close();
  await assert.rejects(waiting, { code: 'closed' });
  await assert.rejects(closing.validate(text), { code: 'closed' });
  closing.close();
});
