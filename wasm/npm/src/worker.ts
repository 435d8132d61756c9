// The validator in a worker, so that no document can make the page wait.

import { type WorkerLike } from './channel.js';
import { Client } from './client.js';
import { unlessAborted } from './engine.js';
import { AstrofileError } from './errors.js';
import type { Portable } from './messages.js';
import { builtin } from './node.js';
import { Remote } from './remote.js';
import { compile, isAddress, isBytes, isModule, resolve, type Source } from './source.js';
import type { CallOptions, Validator } from './types.js';

export type { WorkerLike } from './channel.js';

/** The signal ends the loading, not the validator. */
export interface WorkerOptions extends CallOptions {
  /** The binary; by default the file `astrofile.wasm` beside the script of the worker. */
  source?: Source;
  /**
   * A worker that runs `worker-main.js`, or a function that makes one; by default one is made of the file in the package.
   * A worker cannot be started again after it had to be ended; a function is asked for another one.
   */
  worker?: WorkerLike | (() => WorkerLike);
  /** Milliseconds for one answer, 10,000 by default; 0 waits for ever. After that the worker is replaced. */
  timeout?: number;
}

/**
 * Starts a worker and loads the binary in it. It has one request at a time, the others wait here, and those whose signal
 * fires meanwhile are never sent.
 *
 * @throws {@link AstrofileError} when the worker cannot be started or has no binary to load.
 */
export async function loadWorker(options: WorkerOptions = {}): Promise<Validator> {
  const { worker = packaged, source, timeout = 10_000, signal } = options;
  const make = typeof worker === 'function' ? worker : once(worker);
  const sent = await unlessAborted(signal, () => portable(source, signal));
  return new Client(await Remote.start(make, sent, { timeout, signal }));
}

function packaged(): WorkerLike {
  const threads = typeof Worker === 'undefined' ? builtin('node:worker_threads') : undefined;
  if (threads !== undefined) {
    const script = './worker-main.js'; // not written into the URL: bundlers would take it along twice
    return new threads.Worker(new URL(script, import.meta.url), { execArgv: [] }); // what the process runs with may not fit
  }
  try {
    return new Worker(new URL('./worker-main.js', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw new AstrofileError('blocked',
      'the page may not start the worker: serve worker-main.js from its own origin, and allow it in worker-src', { cause });
  }
}

function once(worker: WorkerLike): () => WorkerLike {
  let used = false;
  return () => {
    if (used) {
      throw new AstrofileError('crashed', 'the given worker had to be ended: give loadWorker a function that makes workers');
    }
    used = true;
    return worker;
  };
}

async function portable(source: Source | undefined, signal: AbortSignal | undefined): Promise<Portable | undefined> {
  if (source === undefined || isBytes(source) || isModule(source)) {
    return source;
  }
  return isAddress(source) ? resolve(source).href : compile(source, signal);
}
