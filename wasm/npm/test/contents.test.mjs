// What is in the package, and that bundlers can use it.

import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'vite';
import { project } from './package.mjs';

let folder;
let files;
let remove;
before(async () => {
  ({ folder, files, remove } = await project());
});
after(() => remove?.());

test('the package holds what it needs, and nothing else', async () => {
  const root = path.join(folder, 'node_modules/@astrofile/validator');
  const sources = (await readdir(new URL('../src', import.meta.url))).map((file) => file.replace(/\.ts$/, ''));
  assert.deepEqual(files.sort(), [
    'LICENSE', 'README.md', 'package.json',
    'dist/astrofile.wasm', 'dist/go-runtime.js', 'dist/go-runtime.d.ts', 'dist/THIRD-PARTY.txt',
    ...sources.flatMap((name) => [
      `src/${name}.ts`, `dist/${name}.js`, `dist/${name}.js.map`, `dist/${name}.d.ts`, `dist/${name}.d.ts.map`,
    ]),
  ].sort());
  assert.equal(await readFile(path.join(root, 'LICENSE'), 'utf8'),
    await readFile(new URL('../../../LICENSE', import.meta.url), 'utf8'));

  const { exports } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  for (const file of Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))) {
    assert.ok(file === './package.json' || files.includes(file.slice(2)), file);
  }

  for (const file of files.filter((name) => name.endsWith('.map'))) {
    const map = JSON.parse(await readFile(path.join(root, file), 'utf8'));
    for (const source of map.sources) {
      assert.ok(files.includes(path.posix.join(path.posix.dirname(file), source)), `${file} points at ${source}`);
    }
  }

  for (const file of files.filter((name) => name.endsWith('.js'))) {
    const code = await readFile(path.join(root, file), 'utf8');
    assert.doesNotMatch(code, /\beval\(|new Function\(|\bwindow\b/, file);
    assert.doesNotMatch(code, file === 'dist/go-runtime.js' ? /$^/ : /\bconsole\./, file);
    assert.doesNotMatch(code, /(from|import\() *['"]node:/, file);
  }
});

test('Vite takes the binary and the worker along', async () => {
  await writeFile(path.join(folder, 'index.html'), '<script type="module" src="./page.js"></script>');
  await writeFile(path.join(folder, 'page.js'), `
    import { load } from '@astrofile/validator';
    import { loadWorker } from '@astrofile/validator/worker';
    document.title = String((await load()).version) + String((await loadWorker()).version);`);
  const warnings = [];
  const warn = (message) => warnings.push(message);
  const logger = { info() {}, warn, warnOnce: warn, error: warn, clearScreen() {}, hasErrorLogged: () => false, hasWarned: false };
  await build({ root: folder, base: './', configFile: false, customLogger: logger, build: { target: 'es2022', modulePreload: { polyfill: false } } });
  assert.deepEqual(warnings, []);
  const assets = await readdir(path.join(folder, 'dist/assets'));
  const [binary, ...more] = assets.filter((file) => /^astrofile-.*\.wasm$/.test(file));
  assert.deepEqual(more, [], 'the binary is there once');
  const worker = assets.find((file) => /^worker-main-.*\.js$/.test(file));
  assert.notEqual(worker, undefined, `${assets}`);
  assert.ok((await readFile(path.join(folder, 'dist/assets', worker), 'utf8')).includes(binary));
});
