// Runs the Go program that writes the corpus: the requests, and what the library answers when it is compiled for this
// machine.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Returns the output of the program. */
export function corpus(...flags) {
  return execFileSync('go', ['run', './wasm/internal/corpus', ...flags], { cwd: repository, encoding: 'utf8', maxBuffer: 1 << 30 });
}

/** Returns one group with its answers in full. */
export function group(name) {
  return JSON.parse(corpus('-show', name));
}
