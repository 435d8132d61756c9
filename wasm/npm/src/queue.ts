// Requests in a row: one is served, the others wait for their turn.

import type { RawRequest } from './types.js';

/** A request and its promise. Once it is over, nothing that happens to it matters any more. */
interface Task {
  readonly request: RawRequest;
  over: boolean;
  resolve(answer: string): void;
  reject(reason: unknown): void;
}

/** Serves one request at a time. One whose signal fires rejects at once, and is not served at all if it still waits. */
export class Queue {
  readonly #serve: (request: RawRequest) => Promise<string>;
  #waiting: Task[] = [];
  #served: Task | undefined;
  #closed: Error | undefined;

  constructor(serve: (request: RawRequest) => Promise<string>) {
    this.#serve = serve;
  }

  ask(request: RawRequest, signal: AbortSignal | undefined): Promise<string> {
    if (this.#closed !== undefined) {
      return Promise.reject(this.#closed);
    }
    if (signal?.aborted === true) {
      return Promise.reject(signal.reason);
    }
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== task);
        task.reject(signal?.reason);
      };
      const end = (): void => {
        task.over = true;
        signal?.removeEventListener('abort', abort);
      };
      const task: Task = {
        request,
        over: false,
        resolve: (answer) => {
          end();
          resolve(answer);
        },
        reject: (reason) => {
          end();
          reject(reason);
        },
      };
      signal?.addEventListener('abort', abort);
      this.#waiting.push(task);
      this.#next();
    });
  }

  /** Rejects what waits, what is served and what comes later. */
  close(why: Error): void {
    if (this.#closed !== undefined) {
      return;
    }
    this.#closed = why;
    this.#served?.reject(why);
    for (const task of this.#waiting) {
      task.reject(why);
    }
    this.#waiting = [];
  }

  #next(): void {
    const task = this.#served === undefined ? this.#waiting.shift() : undefined;
    if (task === undefined) {
      return;
    }
    // In a turn of its own, the work has the whole stack, however deep the caller stands.
    const work = Promise.resolve(task).then(({ over, request }) => (over ? '' : this.#serve(request)));
    void work.then(task.resolve, task.reject).then(() => {
      this.#served = undefined;
      this.#next();
    });
    this.#served = task;
  }
}
