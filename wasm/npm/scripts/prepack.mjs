// Completes the folder for `npm pack`: the licence of the repository, and in dist/ nothing but what the sources make.

import { copyFile, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const here = path.dirname(import.meta.dirname);
const made = ['astrofile.wasm', 'go-runtime.js', 'go-runtime.d.ts', 'THIRD-PARTY.txt'];

await copyFile(path.join(here, '../../LICENSE'), path.join(here, 'LICENSE'));

const sources = new Set((await readdir(path.join(here, 'src'))).map((file) => file.replace(/\.ts$/, '')));
for (const file of await readdir(path.join(here, 'dist')).catch(() => [])) {
  if (!made.includes(file) && !sources.has(file.replace(/(\.d\.ts|\.js)(\.map)?$/, ''))) {
    await rm(path.join(here, 'dist', file), { recursive: true }); // of a source that is gone
  }
}

for (const file of [...made, 'index.js', 'index.d.ts']) {
  await stat(path.join(here, 'dist', file)).catch(() => {
    process.stderr.write(`dist/${file} is missing: run "go run ./wasm/internal/build" and "npm run build" in wasm first\n`);
    process.exitCode = 1;
  });
}
