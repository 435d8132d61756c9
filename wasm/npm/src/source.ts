// From where a binary is to its compiled module, and the words for everything that can be wrong on the way.

import { aborted, AstrofileError } from './errors.js';
import { builtin } from './node.js';

/** WebAssembly.Module, where the types of the environment know it; those of Node do not. */
export type Module = typeof globalThis extends { WebAssembly: { Module: abstract new (...args: never[]) => infer M } }
  ? M
  : never;

/** Where the binary comes from: an address, an answer of `fetch`, its bytes, or the module that is already compiled. */
export type Source =
  | string
  | URL
  | Response
  | PromiseLike<Response>
  | ArrayBuffer
  | ArrayBufferView<ArrayBuffer>
  | Module;

/** Compiles the binary, while it arrives where that is possible. */
export async function compile(source: Source, signal: AbortSignal | undefined): Promise<Module> {
  requireWebAssembly();
  if (isModule(source)) {
    return source;
  }
  if (isBytes(source)) {
    return compileBytes(source, 'the given bytes');
  }
  if (!isAddress(source)) {
    return compileResponse(await source, 'the given response', signal);
  }
  const url = resolve(source);
  const files = url.protocol === 'file:' ? builtin('node:fs/promises') : undefined;
  if (files !== undefined) {
    return compileBytes(await readFile(files, url), place(url));
  }
  return compileResponse(await request(url, signal), place(url), signal);
}

export function isAddress(source: Source): source is string | URL {
  return typeof source === 'string' || is(source, 'URL');
}

export function isBytes(source: Source): source is ArrayBuffer | ArrayBufferView<ArrayBuffer> {
  return is(source, 'ArrayBuffer') || ArrayBuffer.isView(source);
}

export function isModule(source: Source): source is Module {
  return is(source, 'WebAssembly.Module');
}

/** Like instanceof, but also for what comes from another frame. */
function is(value: unknown, name: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${name}]`;
}

/** Makes an address absolute: against the page, in Node against the working directory. */
export function resolve(source: string | URL): URL {
  const page = globalThis as { document?: { baseURI: string }; location?: { href: string }; process?: { cwd?(): string } };
  const base = page.document?.baseURI ?? page.location?.href ?? `file://${page.process?.cwd?.() ?? ''}/`;
  try {
    const url = new URL(source, base);
    if (url.username === '' && url.password === '') {
      return url;
    }
  } catch { // the reason would repeat the address
    throw new AstrofileError('not-found', 'the address of the binary is no URL');
  }
  throw new AstrofileError('not-found',
    'the address of the binary holds a name or password, which browsers refuse: fetch it, and give load the response');
}

/** An address for messages. What may hold a password or a token is left out. */
function place(url: URL): string {
  return /^(https?|file):$/.test(url.protocol) ? `${url.protocol}//${url.host}${url.pathname}` : `the given ${url.protocol} URL`;
}

async function readFile(
  files: { readFile(path: URL): Promise<Uint8Array<ArrayBuffer>> },
  url: URL,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await files.readFile(url);
  } catch (cause) {
    const { code } = cause as { code?: string };
    const why = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code ?? 'unknown reason'})`;
    throw new AstrofileError('not-found', `${place(url)}: ${why}: it is a file of the package, beside the loader`, { cause });
  }
}

async function request(url: URL, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, signal === undefined ? {} : { signal });
  } catch (cause) {
    throw unanswered(place(url), signal, cause);
  }
}

function unanswered(where: string, signal: AbortSignal | undefined, cause: unknown): AstrofileError {
  if (signal?.aborted === true) {
    return aborted(signal);
  }
  const hint = where.startsWith('file:')
    ? 'pages that are opened from disk cannot fetch files: serve them over HTTP'
    : 'check the connection, for another origin its CORS headers, and connect-src of the Content-Security-Policy';
  return new AstrofileError('network', `${where}: no answer, or it broke off: ${hint}`, { cause });
}

async function compileResponse(
  response: Response,
  given: string,
  signal: AbortSignal | undefined,
): Promise<Module> {
  if (!(response?.headers && 'arrayBuffer' in response) || response.bodyUsed) {
    throw new TypeError('load: the source is no binary, no address, and no response that is still to be read');
  }
  const where = response.url === '' ? given : place(new URL(response.url));
  if (response.type === 'opaque') {
    throw new AstrofileError('network', `${where}: the answer is opaque: fetch it without the mode "no-cors"`);
  }
  if (!response.ok) {
    throw new AstrofileError('not-found',
      `${where}: the server answers with status ${response.status}: deploy astrofile.wasm there, or give load its address`);
  }
  const type = response.headers.get('content-type')?.trim().toLowerCase() ?? '';
  if (type === 'application/wasm' && 'compileStreaming' in WebAssembly) {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (cause) {
      await requirePermission();
      if (cause instanceof WebAssembly.CompileError) {
        throw damaged(where, cause);
      }
      throw unanswered(where, signal, cause);
    }
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await response.arrayBuffer();
  } catch (cause) {
    throw unanswered(where, signal, cause);
  }
  return compileBytes(bytes, where);
}

async function compileBytes(
  source: ArrayBuffer | ArrayBufferView<ArrayBuffer>,
  where: string,
): Promise<Module> {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  if (!startsWith(bytes, [0x00, 0x61, 0x73, 0x6d])) {
    throw new AstrofileError('not-wasm', `${where}: ${whatElse(bytes)}`);
  }
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    await requirePermission();
    throw damaged(where, cause);
  }
}

/** Says what bytes are that are no WebAssembly. */
function whatElse(bytes: Uint8Array): string {
  if (/^\s*</.test(new TextDecoder().decode(bytes.subarray(0, 256)))) {
    return 'this is an HTML page instead of the binary, perhaps what a single-page app shows for unknown addresses: '
      + 'deploy astrofile.wasm there, or give load its address';
  }
  if (startsWith(bytes, [0x1f, 0x8b])) {
    return 'these bytes are compressed: serve them with the header "Content-Encoding: gzip"';
  }
  return bytes.length === 0
    ? 'the file is empty: deploy astrofile.wasm there'
    : 'these bytes are no WebAssembly: deploy astrofile.wasm there, with the Content-Encoding that fits its bytes';
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, i) => bytes[i] === byte);
}

function damaged(where: string, cause: unknown): AstrofileError {
  return new AstrofileError('not-wasm', `${where}: the WebAssembly is damaged or cut short: deploy the file again`, { cause });
}

function requireWebAssembly(): void {
  if (typeof WebAssembly === 'undefined') {
    throw new AstrofileError('blocked', 'this browser has no WebAssembly, or a setting such as a lockdown mode forbids it');
  }
}

/** Tells a policy that forbids all WebAssembly from bytes that are wrong: the smallest module of all is always right. */
async function requirePermission(): Promise<void> {
  try {
    await WebAssembly.compile(new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]));
  } catch (cause) {
    throw new AstrofileError('blocked',
      "the Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src", { cause });
  }
}
