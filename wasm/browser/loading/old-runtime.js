// In place of go-runtime.js: the runtime of a binary of another release. The test puts the number in.

export function runtime(scope) {
  return class {
    importObject = { gojs: { f() {} } };
    exited = false;

    async run() {
      scope.astrofile(PROTOCOL, () => '{}');
    }
  };
}
