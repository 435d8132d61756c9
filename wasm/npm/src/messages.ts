// What page and worker say to each other: one message, one reply, then the next.

import type { ErrorCode } from './errors.js';
import type { Module } from './source.js';
import type { RawRequest, VersionInfo } from './types.js';

/** What a worker can be sent to load: an absolute address, bytes, or the compiled module of the worker before. */
export type Portable = string | ArrayBuffer | ArrayBufferView<ArrayBuffer> | Module;

export type Message = { start: true; source?: Portable } | { request: RawRequest };

export type Reply =
  | { started: { version: VersionInfo; module: Module } }
  | { answer: string }
  | { failed: { code: ErrorCode; message: string } };

/** Whether a message is one of ours: a worker may be shared with other code. */
export function isReply(data: unknown): data is Reply {
  return typeof data === 'object' && data !== null && ('started' in data || 'answer' in data || 'failed' in data);
}
