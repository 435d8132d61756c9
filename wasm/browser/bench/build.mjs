// Bundles the page and everything that it measures, as a production site would.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Builds into a folder and returns the bytes of each file: {'/assets/x.js': {raw, gzip, brotli}}. */
export async function bundle(outDir, quality) {
  await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { 'monaco-worker-manager/worker': join(here, 'peers', 'worker-manager.js') } },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: Infinity },
  });
  return compress(outDir, quality);
}

/** Writes .br and .gz beside every file of a folder. */
async function compress(folder, quality) {
  const sizes = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) {
      continue;
    }
    const path = join(entry.parentPath, entry.name);
    const raw = await readFile(path);
    const gzip = gzipSync(raw, { level: 9 });
    const brotli = brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });
    await Promise.all([writeFile(`${path}.gz`, gzip), writeFile(`${path}.br`, brotli)]);
    sizes[path.slice(folder.length).replaceAll('\\', '/')] = { raw: raw.length, gzip: gzip.length, brotli: brotli.length };
  }
  return sizes;
}
