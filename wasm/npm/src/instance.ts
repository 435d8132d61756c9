// One running instance of the binary.

import { Encoder } from './encode.js';
import { AstrofileError } from './errors.js';
import { type Call, type Go, runtime } from './go-runtime.js';
import { Timers } from './timers.js';
import type { RawRequest, Text } from './types.js';

/** Of the agreement with the binary: bridge.Protocol of the Go module. */
export const protocol = 1;

/** Answers requests until it dies: after something was thrown out of WebAssembly, its state cannot be trusted. */
export class Instance {
  readonly #go: Go;
  readonly #timers = new Timers((error) => this.#die(error));
  readonly #source = new Encoder();
  readonly #live = new Encoder();
  #protocol: unknown;
  #call: Call | undefined;
  #fatal: string | undefined;
  #why: string | undefined;

  private constructor() {
    const enter = (number: number, call: Call): void => {
      this.#protocol = number;
      this.#call = call;
    };
    const output = (line: string): void => {
      this.#fatal ??= /^(fatal error: [\w '-]{1,80}|panic)\b/.exec(line)?.[0]; // behind "panic" may stand text of a document
    };
    const { set, clear } = this.#timers;
    const Runtime = runtime({ astrofile: Object.assign(enter, { output }), setTimeout: set, clearTimeout: clear });
    this.#go = new Runtime();
    this.#go.exit = () => {};
  }

  static async start(module: WebAssembly.Module): Promise<Instance> {
    const instance = new Instance();
    await instance.#run(module);
    return instance;
  }

  /** Why the instance answers no more; undefined while it does. Nothing in it comes from a document. */
  get why(): string | undefined {
    return this.#why;
  }

  /** The answer; undefined when the instance died of the request. */
  call(request: RawRequest): string | undefined {
    if (this.#call === undefined) {
      return undefined;
    }
    try {
      const source = bytes(request.source, this.#source);
      const live = bytes(request.live, this.#live);
      const answer: unknown = this.#call(request.op, source, live, Object.entries(request.options ?? {}).flat());
      if (typeof answer === 'string' && !this.#go.exited) {
        return answer;
      }
      this.#die(undefined);
    } catch (error) {
      this.#die(error);
    }
    return undefined;
  }

  /** Lets go of the memory. */
  end(): void {
    this.#why ??= 'ended';
    this.#call = undefined;
    this.#timers.end();
  }

  #die(error: unknown): void {
    this.#why ??= this.#fatal ?? what(error);
    this.end();
  }

  async #run(module: WebAssembly.Module): Promise<void> {
    let failed: unknown;
    this.#go.run(await instantiate(module, this.#go.importObject)).catch((error: unknown) => (failed = error));
    await undefined; // now `failed` is what the start has thrown, if anything
    if (failed !== undefined || this.#go.exited) {
      this.#die(failed);
      throw new AstrofileError('crashed', `the validator stopped while it started: ${this.#why ?? ''}`, { cause: failed });
    }
    if (this.#protocol !== protocol || typeof this.#call !== 'function') {
      this.end();
      throw mismatch(this.#protocol);
    }
  }
}

async function instantiate(module: WebAssembly.Module, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  if (!WebAssembly.Module.imports(module).some((entry) => entry.module === 'gojs')) {
    throw mismatch(undefined);
  }
  try {
    return await WebAssembly.instantiate(module, imports);
  } catch (cause) {
    if (cause instanceof WebAssembly.LinkError || cause instanceof TypeError) {
      throw mismatch(undefined, cause);
    }
    throw new AstrofileError('crashed', `no instance of the validator can be started: ${what(cause)}`, { cause });
  }
}

function mismatch(found: unknown, cause?: unknown): AstrofileError {
  const out = 'reload without the cache, and deploy astrofile.wasm and the JavaScript of one release';
  if (typeof found !== 'number') {
    return new AstrofileError('protocol',
      `the binary is not the one of this release of the loader, nor a near one: ${out}`, { cause });
  }
  const [older, newer] = found < protocol ? ['binary', 'loader'] : ['loader', 'binary'];
  return new AstrofileError('protocol',
    `the ${older} is older than the ${newer} (protocol ${found} of the binary, ${protocol} of the loader): ${out}`);
}

/** What was thrown, in words that hold nothing of a document. */
function what(error: unknown): string {
  if (error instanceof WebAssembly.RuntimeError) {
    return `trap: ${error.message}`;
  }
  const { message = '' } = error instanceof Error ? error : {};
  if (/\b(stack|recursion)\b/i.test(message)) {
    return 'stack overflow';
  }
  return /\bmemory\b/i.test(message) ? 'out of memory' : 'it ended';
}

function bytes(text: Text | undefined, encoder: Encoder): Uint8Array | undefined {
  if (typeof text === 'string') {
    return encoder.encode(text);
  }
  if (text === undefined || text instanceof Uint8Array) {
    return text;
  }
  const view: ArrayBufferView = text; // of another frame, whose classes are others
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
