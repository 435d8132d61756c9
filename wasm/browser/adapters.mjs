// What the tests of both editors share: pages built by Vite, opened under a strict policy, and texts with mistakes.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

import { launch } from './chromium.mjs';
import { serve } from './server.mjs';

const pages = fileURLToPath(new URL('./pages/', import.meta.url));

/** Builds a page of ./pages and serves it with a policy. Returns {open(query) → page, close()}. */
export async function studio(name, policy) {
  const outDir = await mkdtemp(join(tmpdir(), `astrofile-${name}-`));
  await build({
    root: join(pages, name),
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, minify: false, target: 'es2022', chunkSizeWarningLimit: 20_000 },
  });
  const server = await serve(outDir, { headers: { 'Content-Security-Policy': policy }, compress: false });
  const browser = await launch();

  async function open(query = '') {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 1100, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.problems = [];
    page.on('pageerror', (error) => page.problems.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        page.problems.push(`${message.type()}: ${message.text()}`);
      }
    });
    await page.goto(`${server.url}/?${query}`);
    await page.waitForFunction(() => globalThis.studio);
    return page;
  }

  async function close() {
    await browser.close();
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
  return { open, close };
}

/** Waits until a predicate in the page holds for what `studio` knows, then returns it. */
export async function until(page, predicate, argument) {
  const handle = await page.waitForFunction(predicate, argument);
  return handle.jsonValue();
}

/** Moves the mouse onto a place of the text and keeps it there. */
export async function point(page, index) {
  const { x, y } = await page.evaluate((at) => globalThis.studio.point(at), index);
  await page.mouse.move(x - 40, y + 60);
  await page.mouse.move(x, y, { steps: 4 });
}

/** Lets every timer of the page run that is due before the slowest of the adapters', which are set to 20 ms here. */
export async function quiet(page) {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
}

/** A file with one mistake, behind characters that count differently in bytes, UTF-16 units and on the screen. */
export const faulty = `# the load of the night 🚀 (naïve, e\u0301tudes, 𝒳)
deployment:
    configuration:
        name: etl-prod
        description: "🚀🚀 nightly 𝒳 loads"
        runtime_version: 3.1-2
        scheduler_size: SMALL
        executor: CELERY
        workspace_name: Data Platform
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - name: default
          min_worker_cont: 0 # 🚀
          max_worker_count: 10
          worker_concurrency: 5
          worker_type: A5
`;

/** A file without mistakes. */
export const sound = faulty.replace('min_worker_cont:', 'min_worker_count:');

/** Two more mistakes that fixes repair without judgement. */
export const worse = faulty.replace('executor: CELERY', 'executor: celery').replace('scheduler_size: SMALL', 'scheduler_size: small');

/** A key that nothing reads any more. */
export const legacy = sound.replace('        - name: default\n', '        - name: default\n          is_default: true\n');

/** A file that is right for an update, but not for a create. */
export const secret = `${sound}    environment_variables:\n        - is_secret: true\n          key: TOKEN\n          value: null\n`;

/** What the snippet of a worker queue writes. */
export const entry = ['- name: heavy', '  max_worker_count: 10', '  min_worker_count: 0', '  worker_concurrency: 5', '  worker_type: A5']
  .map((line) => `        ${line}`)
  .join('\n');
