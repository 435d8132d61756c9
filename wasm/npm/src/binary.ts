/** Where the package has its binary. Bundlers know this expression and take the file along. */
export function binary(): URL {
  return new URL('./astrofile.wasm', import.meta.url);
}
