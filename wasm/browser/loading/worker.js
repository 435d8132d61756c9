// A worker of a page's own that loads the validator in its own thread, and tells which globals that left behind.

const before = new Set(Object.getOwnPropertyNames(globalThis));
const { load } = await import('/validator/index.js');
const validator = await load();
const { valid } = await validator.validate('deployment: {}\n');
validator.close();
postMessage({ valid, left: Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name)) });
