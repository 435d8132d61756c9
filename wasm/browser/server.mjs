// A static server on 127.0.0.1 for the tests: right MIME types, compressed binaries, any header, and routes for faults.

import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'text/yaml; charset=utf-8',
  '.yml': 'text/yaml; charset=utf-8',
  '.wasm': 'application/wasm',
};

const compressible = new Set(['.wasm', '.js', '.mjs', '.css', '.html', '.json', '.svg']);

const coders = {
  br: { ending: '.br', encode: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) },
  gzip: { ending: '.gz', encode: (bytes) => promisify(gzip)(bytes, { level: 9 }) },
};

/** The policy under which everything has to work: a page's own files, and WebAssembly. */
export const strict = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'";

/**
 * Serves folders, the first that has the file wins.
 *
 * - `folders`: paths, or {at: '/prefix/', folder}
 * - `headers`: an object, or a function (pathname) → object, added to every answer; `server.headers` may be replaced later
 * - `compress`: folders' files go out as brotli or gzip if the browser takes it (a .br or .gz beside the file, else made once)
 * - `routes`: {pathname: (request, response, file) → …} answers instead; `file(path)` sends a file of the folders
 *
 * Returns {url, requests, routes, headers, close()}; `requests` collects "METHOD /path".
 */
export async function serve(folders, { headers = {}, compress = true, routes = {} } = {}) {
  const roots = [folders].flat().map((root) => (typeof root === 'string' ? { at: '/', folder: root } : root));
  const packed = new Map();
  const server = { requests: [], routes: { ...routes }, headers };

  async function send(request, response, pathname) {
    const path = await locate(roots, pathname);
    if (!path) {
      return fault(404)(request, response);
    }
    const ending = extname(path);
    const coder = compress && compressible.has(ending) ? chooseCoder(request.headers['accept-encoding']) : undefined;
    const body = coder ? await pack(packed, path, coder) : await readFile(path);
    response.setHeader('Content-Type', types[ending] ?? 'application/octet-stream');
    response.setHeader('Content-Length', body.length);
    if (coder) {
      response.setHeader('Content-Encoding', coder);
      response.setHeader('Vary', 'Accept-Encoding');
    }
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  const http = createServer((request, response) => {
    const pathname = decoded(new URL(request.url, 'http://local').pathname);
    server.requests.push(`${request.method} ${pathname}`);
    response.setHeader('Cache-Control', 'no-cache');
    const extra = typeof server.headers === 'function' ? server.headers(pathname) : server.headers;
    for (const [name, value] of Object.entries(extra)) {
      response.setHeader(name, value);
    }
    const file = (path) => send(request, response, path);
    const route = server.routes[pathname];
    Promise.resolve(route ? route(request, response, file) : file(pathname)).catch(() => response.destroy());
  });

  await new Promise((ready) => http.listen(0, '127.0.0.1', ready));
  server.url = `http://127.0.0.1:${http.address().port}`;
  server.close = () => new Promise((closed) => {
    http.close(() => closed());
    http.closeAllConnections();
  });
  return server;
}

/** A route that answers with a status and a small text. */
export function fault(status) {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`${status}\n`);
  };
}

/** A route that answers with given bytes under a given type, such as a page in place of a binary. */
export function body(type, bytes) {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': type });
    response.end(bytes);
  };
}

function decoded(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

async function locate(roots, pathname) {
  for (const { at, folder } of roots) {
    if (!pathname.startsWith(at)) {
      continue;
    }
    const root = resolve(folder);
    const path = join(root, pathname.slice(at.length));
    if (path !== root && !path.startsWith(root + sep)) {
      continue;
    }
    const found = await present(path);
    if (found) {
      return found;
    }
  }
  return undefined;
}

async function present(path) {
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory()) {
    return present(join(path, 'index.html'));
  }
  return info?.isFile() ? path : undefined;
}

function chooseCoder(accepted = '') {
  return Object.keys(coders).find((name) => accepted.split(',').some((part) => part.trim().split(';')[0] === name));
}

async function pack(packed, path, name) {
  const { ending, encode } = coders[name];
  const { mtimeMs } = await stat(path);
  const key = `${path}${ending} ${mtimeMs}`;
  if (!packed.has(key)) {
    packed.set(key, readFile(path + ending).catch(async () => encode(await readFile(path))));
  }
  return packed.get(key);
}
