// Places in a string: editors count UTF-16 units, the validator counts bytes of UTF-8.

const block = 128;

/**
 * Translates places of one text in both directions. Half of a surrogate pair counts three bytes, as the validator reads
 * it. A place inside of a character becomes the start of that character, one outside of the text its start or end.
 */
export class Positions {
  /** How many bytes the text has. */
  readonly length: number;
  readonly #text: string;
  /** The offset of every 128th unit; left out when all characters are ASCII and the two counts are the same. */
  readonly #starts: Uint32Array | undefined;

  constructor(text: string) {
    const starts = new Uint32Array(Math.floor(text.length / block) + 1);
    let offset = 0;
    for (let i = 0; i < text.length; i++) {
      if (i % block === 0) {
        starts[i / block] = offset;
      }
      offset += width(text, i);
    }
    if (text.length > 0 && text.length % block === 0) {
      starts[text.length / block] = offset;
    }
    this.length = offset;
    this.#text = text;
    this.#starts = offset === text.length ? undefined : starts;
  }

  /** From a byte to an index of the string. */
  toIndex(offset: number): number {
    const target = Math.min(Math.max(Math.floor(offset) || 0, 0), this.length);
    if (this.#starts === undefined) {
      return target;
    }
    const from = this.#blockOf(target, this.#starts);
    let at = this.#starts[from] ?? 0;
    let index = from * block;
    while (at < target && index < this.#text.length) {
      const high = isPair(this.#text, index);
      const bytes = high ? 4 : width(this.#text, index);
      if (at + bytes > target) {
        break;
      }
      at += bytes;
      index += high ? 2 : 1;
    }
    return start(this.#text, index);
  }

  /** From an index of the string to a byte. */
  toOffset(index: number): number {
    const target = start(this.#text, Math.min(Math.max(Math.floor(index) || 0, 0), this.#text.length));
    if (this.#starts === undefined) {
      return target;
    }
    const from = Math.floor(target / block);
    return (this.#starts[from] ?? 0) + byteLength(this.#text, from * block, target);
  }

  #blockOf(offset: number, starts: Uint32Array): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}

/** The offset of one index, for a caller that asks but once. What is no place in the text remains none. */
export function offsetOf(text: string, index: number): number {
  if (index > text.length) {
    return byteLength(text, 0, text.length) + (index - text.length);
  }
  if (!Number.isInteger(index) || index < 0) {
    return index;
  }
  return byteLength(text, 0, start(text, index));
}

function byteLength(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let i = from; i < to; i++) {
    bytes += width(text, i);
  }
  return bytes;
}

/** What one unit adds to the offset: of a pair of surrogates, each half two bytes. */
function width(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0x80) {
    return 1;
  }
  if (unit < 0x800) {
    return 2;
  }
  return (unit & 0xf800) === 0xd800 && (isPair(text, index) || isPair(text, index - 1)) ? 2 : 3;
}

/** Whether a pair of surrogates begins at the index. */
function isPair(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}

/** The index, or the one before when it lies between the halves of a pair. */
function start(text: string, index: number): number {
  return isPair(text, index - 1) ? index - 1 : index;
}
