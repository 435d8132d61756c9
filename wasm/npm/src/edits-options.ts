// The options that both editors' adapters take.

import type { CompleteOptions, FileOptions, Mode, Organization, Text, ValidateOptions } from './types.js';

/** A value, or a function that is asked for it at every request, so that it may change while the editor is open. */
export type Asked<T, Of> = T | ((of: Of) => T | undefined);

export interface EditorOptions<Of> {
  /** What the file is meant for. */
  mode?: Asked<Mode, Of>;
  /** The name of the file; its ending tells YAML from JSON. */
  name?: Asked<string, Of>;
  /** The names that completion offers, as an object or as the JSON text of an organization file. */
  organization?: Asked<string | Organization, Of>;
  /** The live Deployment, for the rules that compare. */
  live?: Asked<Text, Of>;
}

/** The options of a request about a file. */
export function fileOptions<Of>(options: EditorOptions<Of>, of: Of, signal: AbortSignal): FileOptions {
  const mode = ask(options.mode, of);
  const name = ask(options.name, of);
  return { signal, ...(mode !== undefined && { mode }), ...(name !== undefined && { name }) };
}

/** The options of a request that may compare with a live Deployment. */
export function validateOptions<Of>(options: EditorOptions<Of>, of: Of, signal: AbortSignal): ValidateOptions {
  const live = ask(options.live, of);
  return { ...fileOptions(options, of, signal), ...(live !== undefined && { live }) };
}

export function completeOptions<Of>(options: EditorOptions<Of>, of: Of, signal: AbortSignal): CompleteOptions {
  const organization = ask(options.organization, of);
  return { ...fileOptions(options, of, signal), ...(organization !== undefined && { organization }) };
}

function ask<T, Of>(value: Asked<T, Of> | undefined, of: Of): T | undefined {
  return typeof value === 'function' ? (value as (of: Of) => T | undefined)(of) : value;
}
