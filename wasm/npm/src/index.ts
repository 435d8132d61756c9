// The validator in the thread that asks: in a page, a worker of one's own, or Node.

import { binary } from './binary.js';
import { Client } from './client.js';
import { Engine } from './engine.js';
import type { Source } from './source.js';
import type { CallOptions, Validator } from './types.js';

export { AstrofileError, type ErrorCode } from './errors.js';
export { Positions } from './positions.js';
export type { Source } from './source.js';
export type * from './types.js';

/**
 * Loads the binary, by default the file `astrofile.wasm` beside this module, and starts it. Validators of several calls
 * share nothing. The signal ends the loading, not the validator.
 *
 * @throws {@link AstrofileError} when there is no binary to be had, or none that can be used.
 */
export async function load(source?: Source, options: CallOptions = {}): Promise<Validator> {
  return new Client(await Engine.start(source ?? binary(), options.signal));
}
