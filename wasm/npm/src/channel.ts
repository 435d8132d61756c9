// One worker, and its end.

import { AstrofileError } from './errors.js';
import { isReply, type Message, type Reply } from './messages.js';

/** A worker of the browser, or of Node. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** What a timer can be told at most, nearly 25 days: with more it would fire at once. */
const longest = 2 ** 31 - 1;

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** The worker is gone. Without a message from the worker itself, its script may never have run. */
export class Died extends Error {
  readonly silent: boolean;

  constructor(why: string, silent = false) {
    super(why);
    this.silent = silent;
  }
}

/** Sends one message at a time and waits for its reply. */
export class Channel {
  readonly #worker: WorkerLike & { ref?(): void; unref?(): void };
  #waiting: Waiting | undefined;
  #died: Error | undefined;

  constructor(worker: WorkerLike) {
    this.#worker = worker;
    listen(worker, 'message', (data) => isReply(data) && this.#waiting?.resolve(data));
    listen(worker, 'error', (error) => this.#end(
      new Died(/memory/i.test(String(error)) ? 'out of memory' : 'its worker ended', error === undefined)));
    listen(worker, 'messageerror', () => this.#end(new Died('its worker sent what cannot be read')));
    listen(worker, 'exit', () => this.#end(new Died('its worker ended')));
  }

  get died(): boolean {
    return this.#died !== undefined;
  }

  /** Ends the worker and rejects when there is no reply within `timeout` milliseconds; 0 waits for ever. */
  async send(message: Message, timeout: number, what: string): Promise<Reply> {
    if (this.#died !== undefined) {
      throw this.#died;
    }
    const late = (): void => this.#end(new AstrofileError('timeout',
      `${what}: the worker gave no answer within ${timeout} ms and is replaced: ask again, or with a longer timeout`));
    const timer = timeout > 0 ? setTimeout(late, Math.min(timeout, longest)) : undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting = { resolve, reject };
        this.#worker.ref?.();
        this.#worker.postMessage(message);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
      this.#worker.unref?.(); // an idle worker does not keep a process of Node from its end
    }
  }

  end(): void {
    this.#end(new Died('it was closed'));
  }

  #end(why: Error): void {
    if (this.#died !== undefined) {
      return;
    }
    this.#died = why;
    this.#worker.terminate();
    this.#waiting?.reject(why);
  }
}

interface Told {
  data?: unknown;
  message?: unknown;
  preventDefault(): void;
}

/** Listens the way of browsers, or the way of Node. */
function listen(worker: WorkerLike, event: string, heard: (data: unknown) => void): void {
  const either = worker as {
    addEventListener?(event: string, listener: (event: Told) => void): void;
    on?(event: string, listener: (data: unknown) => void): void;
  };
  if (either.on !== undefined) {
    either.on(event, heard);
    return;
  }
  either.addEventListener?.(event, (told) => {
    told.preventDefault(); // the error is reported by whom it hits, not on the console
    heard(event === 'message' ? told.data : told.message);
  });
}
