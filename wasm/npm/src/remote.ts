// The validator in a worker: a channel, and another one when its worker died.

import type { Answerer } from './client.js';
import { Channel, Died, type WorkerLike } from './channel.js';
import { unlessAborted } from './engine.js';
import { AstrofileError } from './errors.js';
import { protocol } from './instance.js';
import type { Portable, Reply } from './messages.js';
import { stopped } from './refusal.js';
import type { RawRequest, Text, VersionInfo } from './types.js';

/** Answers requests through the worker it has. What the first worker has compiled is handed to those after it. */
export class Remote implements Answerer {
  version: VersionInfo = { version: '', protocol, go: '' };
  readonly #make: () => WorkerLike;
  readonly #timeout: number;
  #source: Portable | undefined;
  #channel: Channel | undefined;
  #closed = false;

  private constructor(make: () => WorkerLike, source: Portable | undefined, timeout: number) {
    this.#make = make;
    this.#source = source;
    this.#timeout = timeout;
  }

  static async start(
    make: () => WorkerLike,
    source: Portable | undefined,
    { timeout, signal }: { timeout: number; signal: AbortSignal | undefined },
  ): Promise<Remote> {
    const remote = new Remote(make, source, timeout);
    try {
      await unlessAborted(signal, () => remote.#connect(0)); // a slow network is no reason to give up: that is for the signal
      return remote;
    } catch (error) {
      remote.end();
      throw error;
    }
  }

  /** Starts at most one worker, so that a document that kills each of them costs its own request only. */
  async answer(request: RawRequest): Promise<string> {
    const channel = this.#channel?.died === false ? this.#channel : await this.#connect(this.#timeout);
    try {
      const reply = await channel.send({ request: portable(request) }, this.#timeout, request.op);
      return 'answer' in reply ? reply.answer : unexpected(reply);
    } catch (error) {
      if (error instanceof Died) {
        return stopped(request, this.version, error.message);
      }
      throw error;
    }
  }

  end(): void {
    this.#closed = true;
    this.#channel?.end();
  }

  async #connect(timeout: number): Promise<Channel> {
    const channel = new Channel(this.#make());
    this.#channel = channel;
    try {
      const reply = await channel.send(
        this.#source === undefined ? { start: true } : { start: true, source: this.#source }, timeout, 'start');
      if (!('started' in reply)) {
        unexpected(reply);
      }
      const { version, module } = reply.started;
      if (version.protocol !== protocol) {
        throw new AstrofileError('protocol',
          'worker-main.js and the page are of different releases: reload without the cache, and deploy the files of one release');
      }
      this.version = version;
      this.#source = module;
      return channel;
    } catch (error) {
      channel.end();
      throw error instanceof Died && !this.#closed ? unstarted(error) : error;
    }
  }
}

/** Messages carry the whole buffer of a view, and shared memory not at all on most pages. */
function portable({ source, live, ...rest }: RawRequest): RawRequest {
  return { ...rest, ...(source !== undefined && { source: whole(source) }), ...(live !== undefined && { live: whole(live) }) };
}

function whole(text: Text): Text {
  if (typeof text === 'string') {
    return text;
  }
  const { buffer, byteOffset, byteLength } = text;
  const fits = Object.prototype.toString.call(buffer) === '[object ArrayBuffer]' && buffer.byteLength === byteLength;
  return fits ? text : new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
}

function unexpected(reply: Reply): never {
  const { code, message } = 'failed' in reply
    ? reply.failed
    : { code: 'protocol' as const, message: 'the worker gives the answer to another question: is it used by other code?' };
  throw new AstrofileError(code, message);
}

/** A browser does not say why it has no script: what it knows beside that must do. */
function unstarted(cause: Died): AstrofileError {
  const { navigator } = globalThis as { navigator?: { onLine?: boolean } };
  if (cause.silent && navigator?.onLine === false) {
    return new AstrofileError('network', 'the script of the worker cannot be fetched: the browser is offline', { cause });
  }
  return new AstrofileError(cause.silent ? 'not-found' : 'crashed',
    'the worker cannot be started: check that worker-main.js and the files beside it are served, as JavaScript, '
      + 'and that worker-src of the Content-Security-Policy allows them',
    { cause });
}
