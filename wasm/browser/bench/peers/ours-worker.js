// This project's validator, in a worker.

import { loadWorker } from '@astrofile/validator/worker';

import { listed } from './ours.js';

/** Returns a function that lists the findings about a text as {line, column, message}. */
export async function create() {
  const validator = await loadWorker();
  return async (text) => listed(await validator.validate(text, { name: 'deployment.yaml' }));
}
