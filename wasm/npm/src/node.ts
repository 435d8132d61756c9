// What the package takes from Node. Nothing is imported: bundlers for the browser would choke on it.

interface Builtins {
  'node:fs/promises': { readFile(path: URL | string): Promise<Uint8Array<ArrayBuffer>> };
  'node:worker_threads': {
    Worker: new (script: URL, options: { execArgv: string[] }) => NodeWorker;
    parentPort: NodePort | null;
  };
}

/** A worker as Node has it. */
export interface NodeWorker extends NodePort {
  terminate(): unknown;
  ref(): void;
  unref(): void;
}

export interface NodePort {
  postMessage(message: unknown): void;
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** A module of Node; undefined in a browser. */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return process?.getBuiltinModule?.(name) as Builtins[Name] | undefined;
}
