// This project's validator, in the page.

import { load } from '@astrofile/validator';

/** Returns a function that lists the findings about a text as {line, column, message}. */
export async function create() {
  const validator = await load();
  const find = async (text) => listed(await validator.validate(text, { name: 'deployment.yaml' }));
  return Object.assign(find, { version: validator.version });
}

export function listed(answer) {
  return answer.diagnostics.map((d) => ({ line: d.range?.start.line ?? 1, column: d.range?.start.column ?? 1, message: `${d.message} [${d.code}]` }));
}
