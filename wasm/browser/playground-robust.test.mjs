// The built playground with hostile texts, a validator that hangs or is not there, no network, and a newer version.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { skip } from './chromium.mjs';
import { chips, codes, counts, dist, file, live, loaded, paste, start, text, visit, write } from './playground-page.mjs';
import { body, fault, serve } from './server.mjs';

const small = 'deployment:\n    configuration: {deployment_type: STANDARD, cloud_provider: AWS, region: us-east-1, runtime_version: 13.10.0, executr: CELERY}\n';

const hostile = {
  'a MiB of brackets': '['.repeat(1 << 20),
  'a MiB of nested keys': Array.from({ length: 1400 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
  'aliases that multiply': `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghijk'.replace(/./g, (c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghijk'[i]}`).join(',')}]\n`)}`,
  'a line of 2 MiB': `deployment: "${'😀x'.repeat(512 << 10)}"`,
  '100,000 keys': `deployment:\n${Array.from({ length: 100_000 }, (_, i) => ` k${i}: ${i}\n`).join('')}`,
  'half an emoji and a NUL': 'deployment: \ud83d \u0000 \ude00\n',
  'six MiB': `# ${'a'.repeat(6 << 20)}\n`,
};

/** Waits until the service worker has the page. */
const controlled = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  });

/** Puts the next version into a folder, in which the script of the worker has another name; returns the name it had. */
async function publish(folder) {
  const change = async (name, edit) => writeFile(join(folder, name), edit(await readFile(join(folder, name), 'utf8')));
  const script = /assets\/worker-main-[\w-]+\.js/.exec(await readFile(join(folder, 'sw.js'), 'utf8'))[0];
  const next = 'assets/worker-main-next.js';
  await rename(join(folder, script), join(folder, next));
  await change('sw.js', (text) => text.replace(/const VERSION = '\w+'/, "const VERSION = 'the-next'").replace(script, next));
  await change('index.html', (text) => text.replace('Nothing you type', 'The next version: nothing you type'));
  for (const name of (await readdir(join(folder, 'assets'))).filter((file) => file.endsWith('.js'))) {
    await change(join('assets', name), (text) => text.replaceAll(basename(script), basename(next)));
  }
  return script;
}

describe('the playground in trouble', { skip: skip() }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.close());

  test('goes on after a hostile paste', async (t) => {
    const { page, finish } = await visit(site);
    for (const [name, source] of Object.entries(hostile)) {
      await t.test(name, async () => {
        await paste(page, file(page), source);
        await page.locator('.problem.error').first().waitFor();
        await page.locator('.problem-jump').first().click();
        await write(page, file(page), small);
        await codes(page, ['unknown-field']);
        await file(page).click();
        await page.keyboard.press('ControlOrMeta+End');
        await page.keyboard.type('# on');
        assert.equal(await text(page), `${small}# on`);
      });
    }
    assert.equal(await page.locator('#state').getAttribute('data-state'), 'ready');
    await finish();
  });

  test('takes a hostile live Deployment', async () => {
    const { page, finish } = await visit(site);
    await page.locator('#fix-all').click();
    for (const name of ['a MiB of brackets', 'aliases that multiply', '100,000 keys']) {
      await paste(page, live(page), hostile[name]);
      await page.locator('#plan-body .finding').first().waitFor();
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByText('What would an update change?').waitFor();
    }
    await finish();
  });

  test('starts a validator again that does not answer', async () => {
    const { page, finish } = await visit(site);
    const [worker] = page.workers();
    worker.evaluate('for (;;);').catch(() => undefined);
    await write(page, file(page), small);
    await page.locator('.notice.warning', { hasText: 'was started again' }).waitFor({ timeout: 20_000 });
    await file(page).click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('# on');
    await codes(page, ['unknown-field']);
    await page.locator('#state[data-state=ready]').waitFor();
    assert.equal(await text(page), `${small}# on`);
    await finish();
  });

  test('says so when there is no validator, and tries again', async () => {
    const wasm = (await readFile(join(dist, 'sw.js'), 'utf8')).match(/assets\/astrofile-[\w-]+\.wasm/)[0];
    const routes = { [`/${wasm}`]: fault(404), '/sw.js': body('text/javascript', '') };
    const server = await serve([dist], { routes, compress: false });
    const { page, trouble, context } = await visit({ ...site, server }, { ready: false });
    await page.locator('.notice.error[data-subject=validator]', { hasText: 'There is no validator' }).waitFor();
    assert.equal(await page.locator('#state-text').textContent(), 'No validator');
    await file(page).click();
    await page.keyboard.type('# typed ');
    delete server.routes[`/${wasm}`];
    await page.getByRole('button', { name: 'Try again' }).click();
    await loaded(page);
    assert.match(await text(page), /# typed /);
    assert.ok(trouble.every((line) => /404/.test(line)), trouble.join('\n'));
    await context.close();
    await server.close();
  });

  test('works without a network after the first visit', async () => {
    const server = await serve([dist], { compress: false });
    const { page, context, trouble } = await visit({ ...site, server });
    await controlled(page);
    await server.close();
    await context.setOffline(true);
    await page.reload();
    await loaded(page);
    await counts(page, chips(3, 3));
    await page.goto(`${server.url}?from=a-bookmark`).catch(() => undefined);
    await loaded(page);
    await write(page, file(page), small);
    await codes(page, ['unknown-field']);
    assert.deepEqual(trouble, []);
    await context.close();
  });

  test('offers a new version, and changes over cleanly', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'playground-'));
    await cp(dist, folder, { recursive: true });
    const server = await serve([folder], { compress: false });
    const { page, finish } = await visit({ ...site, server });
    await controlled(page);
    await publish(folder);
    await page.reload();
    await loaded(page);
    assert.equal(await page.getByText('The next version').count(), 0, 'the old page stays whole');
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByText('A new version of the playground is ready.').waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('The next version').waitFor();
    await loaded(page);
    const caches = await page.evaluate(() => caches.keys());
    assert.deepEqual(caches.map((name) => name.split(' ').pop()), ['the-next']);
    await finish();
    await server.close();
    await rm(folder, { recursive: true });
  });

  test('leaves a second page its files when the first takes a new version', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'playground-'));
    await cp(dist, folder, { recursive: true });
    const server = await serve([folder], { compress: false });
    t.after(() => Promise.all([server.close(), rm(folder, { recursive: true })]));
    const { context, page, finish } = await visit({ ...site, server });
    await controlled(page);
    const second = await context.newPage();
    await second.goto(server.url);
    await loaded(second);
    const gone = await publish(folder);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('The next version').waitFor();
    await loaded(page);
    assert.equal(await second.evaluate(async (script) => (await fetch(script)).status, gone), 200, 'its validator can start again');
    await second.getByRole('button', { name: 'Reload' }).click();
    await second.getByText('The next version').waitFor();
    await finish();
  });

  test('works under a folder, and with a policy in the headers', async () => {
    const strict = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'";
    const server = await serve([{ at: '/some/where/', folder: dist }], { compress: false, headers: { 'Content-Security-Policy': strict } });
    const { page, finish } = await visit({ ...site, server }, { path: 'some/where/' });
    await counts(page, chips(3, 3));
    await finish();
    await server.close();
  });

  test('opens, takes and saves files, with their line ends', async () => {
    const { page, finish } = await visit(site);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open a file', exact: true }).click();
    const windows = small.replaceAll('\n', '\r\n');
    await (await choosing).setFiles({ name: 'prod.yaml', mimeType: 'text/yaml', buffer: Buffer.from(windows) });
    await codes(page, ['unknown-field']);
    assert.equal(await page.locator('#file-name').textContent(), 'prod.yaml');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the file' }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'prod.yaml');
    assert.equal(await readFile(await download.path(), 'utf8'), windows);

    const drop = (name, bytes, pane) =>
      page.evaluate(
        ([fileName, content, id]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(content)], fileName));
          document.querySelector(`#${id} .cm-content`).dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        },
        [name, [...Buffer.from(bytes)], pane],
      );
    await drop('dropped.yaml', 'deployment: {}\n', 'file');
    await page.getByText('dropped.yaml').waitFor();
    assert.equal(await text(page), 'deployment: {}\n');
    await drop('picture.png', Buffer.from([0x89, 0x50, 0xff, 0x00]), 'file');
    await page.getByText('picture.png could not be read: it is not a text in UTF-8').waitFor();
    assert.equal(await text(page), 'deployment: {}\n');
    await drop('live.yaml', small, 'live');
    await page.locator('#live-name', { hasText: 'live.yaml' }).waitFor();
    assert.deepEqual(
      await page.evaluate(() =>
        ['header', '#problems', '#plan', 'body'].flatMap((selector) =>
          ['dragover', 'drop'].map((kind) => {
            const data = new DataTransfer();
            data.items.add(new File(['x'], 'missed.yaml'));
            return document.querySelector(selector).dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
          }),
        ),
      ),
      Array(8).fill(false),
      'a file that misses the panes does not replace the page',
    );
    await finish();
  });

  test('takes YAML in the place of a JSON file', async () => {
    const { page, finish } = await visit(site);
    const open = async (name, source) => {
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open a file', exact: true }).click();
      await (await choosing).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(source) });
      await page.locator('#file-name').getByText(name, { exact: true }).waitFor();
    };
    await open('prod.json', '{"deployment": []}\n');
    await codes(page, ['wrong-type']);
    await paste(page, file(page), '{"deployment": [1]}\n');
    assert.equal(await page.locator('#file-name').textContent(), 'prod.json');
    await paste(page, file(page), small);
    await codes(page, ['unknown-field']);
    assert.equal(await page.locator('#file-name').textContent(), 'prod.yaml');
    await open('wrong.json', small);
    await codes(page, ['json-syntax']); // so it is named on the disk
    await finish();
  });
});
