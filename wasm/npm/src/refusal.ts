// Answers that the binary cannot give: those about its own end, and about strings that it cannot be told.

import { isWellFormed } from './encode.js';
import type { Diagnostic, RawRequest, VersionInfo } from './types.js';

/** What follows the findings in the answer of each operation, when there is nothing to tell. */
const members: Record<RawRequest['op'], object> = {
  validate: {},
  fix: { text: null, applied: 0 },
  format: { text: null },
  set: { text: null, edits: [] },
  plan: { plan: null, text: '', live: [] },
  template: { text: null },
  share: { text: null, removed: { values: 0, comments: 0 } },
  hover: { hover: null },
  complete: { completions: [] },
  schema: { schema: null },
  version: {},
};

/** The answer to a request that the validator died of. */
export function stopped(request: RawRequest, validator: VersionInfo, why: string): string {
  const finding: Diagnostic = {
    severity: 'error',
    code: 'internal-error',
    path: '',
    message: `the operation ${request.op} ended the validator, version ${validator.version}: ${why}`,
    hint: 'report it with the version and, if it may be shown, the document',
    related: [],
  };
  return refusal(request, finding, request.op === 'version' ? { validator } : members[request.op]);
}

/** The answer to a request whose options UTF-8 cannot hold; undefined for all others. */
export function unspeakable(request: RawRequest): string | undefined {
  for (const [name, value] of Object.entries(request.options ?? {})) {
    if (!isWellFormed(value)) {
      const finding: Diagnostic = {
        severity: 'error',
        code: 'request-invalid',
        path: '',
        message: `the option ${name} holds half of a surrogate pair, which no text in UTF-8 can hold`,
        related: [],
      };
      return refusal(request, finding, members[request.op]);
    }
  }
  return undefined;
}

function refusal(request: RawRequest, finding: Diagnostic, more: object): string {
  const { name = '', mode = 'any' } = request.options ?? {};
  return JSON.stringify({
    version: 1,
    file: name,
    mode,
    valid: false,
    counts: { error: 1, warning: 0, info: 0 },
    diagnostics: [finding],
    ...more,
  });
}
