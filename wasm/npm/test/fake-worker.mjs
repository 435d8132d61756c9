// A worker without a thread: the test says what it answers, and when.

import { EventEmitter } from 'node:events';

export const version = { version: 'v0.0.0-fake', protocol: 1, go: 'go' };

/** Like a worker of Node, for it has `on`. `answer` makes the reply to a message, or undefined for silence. */
export class FakeWorker extends EventEmitter {
  sent = [];
  terminated = 0;
  #answer;

  constructor(answer = () => undefined) {
    super();
    this.#answer = answer;
  }

  postMessage(message) {
    this.sent.push(message);
    const reply = this.#answer(message, this);
    if (reply !== undefined) {
      queueMicrotask(() => this.emit('message', reply));
    }
  }

  terminate() {
    this.terminated++;
  }

  /** The requests that were sent, by their source. */
  get sources() {
    return this.sent.flatMap(({ request }) => (request === undefined ? [] : [request.source]));
  }
}

/** Starts well, and answers requests as told: by their source. */
export function starting(answer) {
  return (message, worker) =>
    'start' in message ? { started: { version, module: 'the module' } } : answer(message.request.source, worker);
}

export const valid = {
  answer: '{"version":1,"file":"","mode":"any","valid":true,"counts":{"error":0,"warning":0,"info":0},"diagnostics":[]}',
};
