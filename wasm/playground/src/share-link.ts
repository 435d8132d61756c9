// The state of the page in the fragment of its address: JSON, deflated, base64url. Browsers send a fragment to no server.

import type { Mode } from '@astrofile/validator';

/** What a link holds: a text from which the secrets are gone, and what it is checked for. Never the live Deployment. */
export interface Shared {
  text: string;
  mode: Mode;
  name: string;
}

const PREFIX = '#file=1.';
const MODES = new Set<string>(['any', 'create', 'update', 'template']);

/** More than the validator reads; a link that unpacks to more than this is refused, not unpacked. */
const MOST = 2 << 20;

/** A link that cannot be read, with the reason. */
export class BrokenLink extends Error {}

export async function encode(shared: Shared): Promise<string> {
  const json = JSON.stringify({ t: shared.text, m: shared.mode, n: shared.name });
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return PREFIX + toBase64(new Uint8Array(await new Response(packed).arrayBuffer()));
}

/** Reads a fragment; undefined when it is not one of ours. */
export async function decode(fragment: string): Promise<Shared | undefined> {
  if (!fragment.startsWith('#file=')) return undefined;
  if (!fragment.startsWith(PREFIX)) throw new BrokenLink('it was made by another version of the playground');
  let state: unknown;
  try {
    state = JSON.parse(await unpack(fromBase64(fragment.slice(PREFIX.length))));
  } catch (error) {
    throw error instanceof BrokenLink ? error : new BrokenLink('a part of it is missing or was changed');
  }
  if (state === null || typeof state !== 'object') throw new BrokenLink('it holds no file');
  const { t, m, n } = state as Record<string, unknown>;
  if (typeof t !== 'string') throw new BrokenLink('it holds no file');
  return {
    text: t,
    mode: typeof m === 'string' && MODES.has(m) ? (m as Mode) : 'any',
    name: typeof n === 'string' ? fileName(n) : 'deployment.yaml',
  };
}

/** A name without folders and without what does not print. */
export function fileName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? '';
  return last.replace(/[\p{C}]/gu, '').slice(0, 100) || 'deployment.yaml';
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST) {
      await reader.cancel();
      throw new BrokenLink('it holds more than a Deployment file can be');
    }
    parts.push(value);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(await new Blob(parts).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(text)) throw new BrokenLink('a part of it is missing or was changed');
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(decoded, (c) => c.charCodeAt(0));
}
