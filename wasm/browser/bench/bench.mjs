// Measures the validator against what web editors use today, in one run of one Chromium.

import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { launch } from '../chromium.mjs';
import { group } from '../corpus/generate.mjs';
import { serve } from '../server.mjs';
import { bundle } from './build.mjs';
import { quantiles } from './measure.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

// Chromium rounds its clock to 100 µs, and to 5 µs where a page is isolated from others.
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/**
 * Runs everything. `loads`, `small` and `large` are how often to load, and to validate the small and the large file;
 * `quality` is the level of brotli's compression, whose highest takes half a minute.
 */
export async function bench({ loads, small, large, quality = 11 }) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const sizes = await bundle(folder, quality);
    const server = await serve(folder, { headers });
    const browser = await launch();
    try {
      const result = await run(browser, server.url, sizes, { loads, small, large });
      return { ...result, chromium: browser.version(), cpu: cpus()[0]?.model ?? 'an unknown model', cores: cpus().length };
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(browser, url, sizes, { loads, small, large }) {
  const schema = readFileSync(join(repository, 'schema', 'documents', 'any.schema.json'), 'utf8');
  const texts = { small: sample('small'), large: sample('large') };
  const loading = await loadTimes(browser, url, sizes, loads, [schema, texts.small]);
  const page = await open(browser, url);
  const { results, memory, isolated } = await page.evaluate(([s, t]) => globalThis.bench.measure(s, t), [schema, {
    small: { text: texts.small, warmup: small >> 2, iterations: small },
    large: { text: texts.large, warmup: large >> 3, iterations: large },
  }]);
  await page.context().close();
  return { loads: loading, times: results, memory, isolated, found: await findings(browser, url, schema) };
}

/** Each load in a browser profile of its own, so that nothing is cached. */
async function loadTimes(browser, url, sizes, times, given) {
  const runs = { ours: [], worker: [], ajv: [], monaco: [] };
  for (let i = 0; i < times + 1; i++) {
    for (const name of Object.keys(runs)) {
      const page = await open(browser, url);
      runs[name].push(await page.evaluate((all) => globalThis.bench.load(...all), [name, ...given]));
      await page.context().close();
    }
  }
  const summary = {};
  for (const [name, [, ...all]] of Object.entries(runs)) { // the first warms the server's cache
    summary[name] = { ready: quantiles(all.map((r) => r.ready)).p50, first: quantiles(all.map((r) => r.first)).p50, files: all[0].files.map((f) => ({ ...f, ...sizes[f.name] })) };
  }
  return summary;
}

async function findings(browser, url, schema) {
  const at = new URL('mistakes/', import.meta.url);
  const files = Object.fromEntries(readdirSync(at).toSorted().map((name) => [name, readFileSync(new URL(name, at), 'utf8')]));
  const page = await open(browser, url);
  const found = await page.evaluate((given) => globalThis.bench.find(...given), [schema, files]);
  await page.context().close();
  return Object.entries(files).map(([file, text]) => {
    const planted = mistakes(text);
    const of = (name) => {
      const lines = found[name][file].map((f) => f.line);
      return { places: planted.filter((at) => at.some((line) => lines.includes(line))).length, others: lines.filter((line) => !planted.flat().includes(line)).length, findings: found[name][file] };
    };
    return { file, planted: planted.length, ours: of('ours'), ajv: of('ajv'), monaco: of('monaco') };
  });
}

/** The lines of each mistake of a file: the one that is marked, and the next where the value starts there. */
function mistakes(text) {
  return text.split('\n').flatMap((line, i) => (line.includes('# !') ? [/: # !/.test(line) ? [i + 1, i + 2] : [i + 1]] : []));
}

async function open(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  return page;
}

/** The file of package internal/sample. */
function sample(name) {
  return Buffer.from(group(`sample/${name}`).source, 'base64').toString();
}
