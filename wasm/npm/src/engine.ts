// The validator in this thread: an instance, and another one when it died.

import { aborted, AstrofileError } from './errors.js';
import { Instance } from './instance.js';
import { stopped, unspeakable } from './refusal.js';
import { compile, type Source } from './source.js';
import type { RawRequest, VersionAnswer, VersionInfo } from './types.js';

/** Answers requests with the one instance it has. The compiled module is kept, so that another one starts quickly. */
export class Engine {
  readonly module: WebAssembly.Module;
  readonly version: VersionInfo;
  #instance: Instance | undefined;

  private constructor(module: WebAssembly.Module, version: VersionInfo, instance: Instance) {
    this.module = module;
    this.version = version;
    this.#instance = instance;
  }

  static async start(source: Source, signal: AbortSignal | undefined): Promise<Engine> {
    return unlessAborted(signal, async () => {
      const module = await compile(source, signal);
      signal?.throwIfAborted(); // nobody waits any more
      const instance = await Instance.start(module);
      const answer = instance.call({ op: 'version' });
      if (answer === undefined) {
        throw new AstrofileError('crashed', `the validator stopped when asked for its version: ${instance.why ?? ''}`);
      }
      return new Engine(module, (JSON.parse(answer) as VersionAnswer).validator, instance);
    });
  }

  /** Starts at most one instance, so that a document that kills each of them costs its own request only. */
  async answer(request: RawRequest): Promise<string> {
    const refused = unspeakable(request);
    if (refused !== undefined) {
      return refused;
    }
    const instance = this.#instance?.why === undefined ? this.#instance : undefined;
    this.#instance = instance ?? (await Instance.start(this.module));
    const answer = this.#instance.call(request);
    if (answer === undefined) {
      return stopped(request, this.version, this.#instance.why ?? '');
    }
    if (answer.includes('"code":"internal-error"')) {
      this.end(); // something in it is not as it should be
    }
    return answer;
  }

  end(): void {
    this.#instance?.end();
    this.#instance = undefined;
  }
}

/** Rejects as soon as the signal fires, whatever the work is busy with. */
export async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) {
    return work();
  }
  if (signal.aborted) {
    throw aborted(signal);
  }
  let abort = (): void => {};
  const fired = new Promise<never>((_, reject) => {
    abort = () => reject(aborted(signal));
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([fired, work()]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
