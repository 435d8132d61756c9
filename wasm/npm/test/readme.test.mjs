// The examples of the README, in a project that has installed the package.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { project, run, tsc } from './package.mjs';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/(<!-- runs in Node -->\n)?```(?:ts|js)\n([^]*?)```\n(?:\n```text\n([^]*?)```)?/g)].map(
  ([, runs, code, output], i) => ({ name: `example-${i + 1}`, runs: runs !== undefined, code, output }));
const packages = ['@codemirror', '@lezer', '@marijn', '@types/node', 'undici-types', 'crelt', 'style-mod', 'w3c-keyname', 'monaco-editor'];

let folder;
let remove;
before(async () => {
  ({ folder, remove } = await project(packages));
});
after(() => remove?.());

test('the examples compile, and those for Node print what the README says', async (t) => {
  assert.ok(examples.filter(({ runs, output }) => runs && output !== undefined).length >= 2);
  for (const { name, code } of examples) {
    await writeFile(path.join(folder, `${name}.ts`), code);
  }
  const names = (wanted) => examples.filter(wanted).map(({ name }) => `${name}.ts`);
  const common = { outDir: 'out', module: 'nodenext', exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
  const page = { ...common, lib: ['es2022', 'dom', 'dom.iterable'], types: [] };
  assert.equal(await tsc(folder, page, names(({ runs }) => !runs)), '');
  assert.equal(await tsc(folder, { ...page, types: ['node'] }, names(({ runs }) => runs)), '');

  for (const { name, runs, output } of examples) {
    if (!runs) {
      continue;
    }
    await t.test(name, async () => {
      const { stdout, stderr } = await run(process.execPath, [path.join(folder, 'out', `${name}.js`)], { cwd: folder }).catch((ended) => ended);
      assert.deepEqual({ stdout, stderr }, { stdout: output, stderr: '' });
    });
  }
});

test('a program for Node alone needs no types of a browser', async () => {
  await writeFile(path.join(folder, 'node.ts'), `
    import { load, Positions, type Answer } from '@astrofile/validator';
    import { loadWorker } from '@astrofile/validator/worker';
    const answers: Answer[] = [await (await load()).validate(''), await (await loadWorker()).validate(new Uint8Array())];
    const offset: number = new Positions('').toOffset(answers.length);
    console.log(offset);`);
  const node = { noEmit: true, module: 'nodenext', lib: ['es2022'], types: ['node'] };
  assert.equal(await tsc(folder, node, ['node.ts']), '');
});
