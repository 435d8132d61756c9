// What can go wrong with the validator itself. What is wrong with a document is a finding, never one of these.

/**
 * - `not-found`: the server has no such file, or no such file is on the disk.
 * - `not-wasm`: what came is no WebAssembly, or damaged.
 * - `blocked`: the page's Content-Security-Policy, or the browser, forbids WebAssembly.
 * - `network`: no answer, or it broke off.
 * - `protocol`: binary and loader are of different releases.
 * - `aborted`: the signal given to `load` or `loadWorker` fired.
 * - `closed`: the validator was closed.
 * - `crashed`: no instance could be started.
 * - `timeout`: the worker did not answer in time, and was replaced.
 */
export type ErrorCode =
  | 'not-found'
  | 'not-wasm'
  | 'blocked'
  | 'network'
  | 'protocol'
  | 'aborted'
  | 'closed'
  | 'crashed'
  | 'timeout';

/** There is no validator to ask. The message says where, and what to do; `code` is stable. */
export class AstrofileError extends Error {
  override readonly name = 'AstrofileError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** What {@link load} rejects with when its signal fires; the reason of the signal is the cause. */
export function aborted(signal: AbortSignal): AstrofileError {
  return new AstrofileError('aborted', 'loading the validator was aborted', { cause: signal.reason });
}
