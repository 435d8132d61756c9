// Builds test/dummy, a binary that dies on request.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** The bytes of the dummy; `settings` are variables of its package. */
export async function dummy(settings = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'astrofile-dummy-'));
  try {
    const file = path.join(folder, 'dummy.wasm');
    const flags = Object.entries(settings).map(([name, value]) => `-X main.${name}=${value}`).join(' ');
    await promisify(execFile)('go', ['build', '-ldflags', `-s -w ${flags}`, '-o', file, './dummy'],
      { cwd: import.meta.dirname, env: { ...process.env, GOOS: 'js', GOARCH: 'wasm', GOFLAGS: '' } });
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The binary with an upper limit of its memory, in pages of 64 KiB above what it begins with. */
export function limited(binary, pages) {
  const { start, end } = section(binary, 5);
  const body = binary.subarray(start, end); // one memory, without an upper limit
  if (body[0] !== 1 || body[1] !== 0) {
    throw new Error('the binary declares its memory in another way now');
  }
  const [least] = readLeb(body, 2);
  const memory = [1, 1, ...leb(least), ...leb(least + pages)];
  const head = sectionHead(binary, start);
  return Buffer.concat([binary.subarray(0, head), Buffer.from([5, ...leb(memory.length), ...memory]), binary.subarray(end)]);
}

function section(binary, wanted) {
  for (let at = 8; at < binary.length;) {
    const id = binary[at];
    const [size, start] = readLeb(binary, at + 1);
    if (id === wanted) {
      return { start, end: start + size };
    }
    at = start + size;
  }
  throw new Error(`no section ${wanted}`);
}

/** Where the section whose content begins at `start` has its first byte. */
function sectionHead(binary, start) {
  for (let at = 8; at < binary.length;) {
    const [size, content] = readLeb(binary, at + 1);
    if (content === start) {
      return at;
    }
    at = content + size;
  }
  throw new Error('no such section');
}

function readLeb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) {
      return [value, at];
    }
  }
}

function leb(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) {
    bytes.push((value & 0x7f) | 0x80);
  }
  return [...bytes, value];
}
