// Strings to bytes, as the binary reads documents.

/** A buffer above this size is given back after use: a document that large is refused anyway. */
const keep = 4 << 20;

const utf8 = new TextEncoder();

/** Encodes into one buffer again and again: what it returns holds until the next call. */
export class Encoder {
  #buffer = new Uint8Array(0);

  /** Half of a surrogate pair becomes the three bytes that UTF-8 forbids, so that the validator can point at it. */
  encode(text: string): Uint8Array {
    const buffer = this.#room(text.length);
    if (!isWellFormed(text)) {
      return encodeLoosely(text);
    }
    const { read, written } = utf8.encodeInto(text, buffer);
    if (read === text.length) {
      return buffer.subarray(0, written);
    }
    const rest = text.slice(read);
    const larger = this.#room(written + 3 * rest.length);
    larger.set(buffer.subarray(0, written));
    return larger.subarray(0, written + utf8.encodeInto(rest, larger.subarray(written)).written);
  }

  #room(size: number): Uint8Array {
    if (size <= this.#buffer.length) {
      return this.#buffer;
    }
    const buffer = new Uint8Array(size + (size >> 2) + 1024);
    if (size <= keep) {
      this.#buffer = buffer;
    }
    return buffer;
  }
}

/** Whether every surrogate has its partner. */
export function isWellFormed(text: string): boolean {
  const engine = text as unknown as { isWellFormed?: () => boolean };
  return typeof engine.isWellFormed === 'function' ? engine.isWellFormed() : !/\p{Surrogate}/u.test(text);
}

function encodeLoosely(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.codePointAt(i) ?? 0;
    if (c < 0x80) {
      bytes[n++] = c;
      continue;
    }
    if (c < 0x800) {
      bytes[n++] = 0xc0 | (c >> 6);
    } else if (c < 0x10000) {
      bytes[n++] = 0xe0 | (c >> 12);
      bytes[n++] = 0x80 | ((c >> 6) & 0x3f);
    } else {
      bytes[n++] = 0xf0 | (c >> 18);
      bytes[n++] = 0x80 | ((c >> 12) & 0x3f);
      bytes[n++] = 0x80 | ((c >> 6) & 0x3f);
      i++;
    }
    bytes[n++] = 0x80 | (c & 0x3f);
  }
  return bytes.subarray(0, n);
}
