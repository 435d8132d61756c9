// The script of the worker: an engine behind messages.

import { binary } from './binary.js';
import { Engine } from './engine.js';
import { AstrofileError } from './errors.js';
import type { Message, Reply } from './messages.js';
import { builtin } from './node.js';

let engine: Engine | undefined;

async function reply(message: Message): Promise<Reply> {
  try {
    if ('start' in message) {
      engine = await Engine.start(message.source ?? binary(), undefined);
      return { started: { version: engine.version, module: engine.module } };
    }
    if (engine === undefined) {
      throw new AstrofileError('crashed', 'the worker was asked before it was started');
    }
    return { answer: await engine.answer(message.request) };
  } catch (error) {
    const { code, message: text } = error instanceof AstrofileError ? error : new AstrofileError('crashed', String(error));
    return { failed: { code, message: text } };
  }
}

const port = builtin('node:worker_threads')?.parentPort;
if (port) {
  port.on('message', (message) => void reply(message as Message).then((answer) => port.postMessage(answer)));
} else {
  const scope = globalThis as unknown as {
    postMessage(message: unknown): void;
    addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  };
  scope.addEventListener('message', ({ data }) => void reply(data as Message).then((answer) => scope.postMessage(answer)));
}
