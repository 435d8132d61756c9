// The page that is measured. run.mjs calls what stands on globalThis.bench.

import { measure } from './measure.js';

const makers = {
  ours: () => import('./peers/ours.js'),
  worker: () => import('./peers/ours-worker.js'),
  ajv: () => import('./peers/yaml-ajv.js'),
  monaco: () => import('./peers/monaco-yaml.js'),
};

const memories = [];

/** Notes the memory of every WebAssembly instance that the page makes. */
function watchMemory() {
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await make.apply(WebAssembly, given);
      memories.push(...Object.values((made.instance ?? made).exports).filter((value) => value instanceof WebAssembly.Memory));
      return made;
    };
  }
}

async function make(name, schema) {
  const { create } = await makers[name]();
  return create(schema);
}

globalThis.bench = {
  /** The milliseconds from nothing to the first findings, with the bytes that came over the network for it. */
  async load(name, schemaText, text) {
    performance.clearResourceTimings();
    const start = performance.now();
    const find = await make(name, JSON.parse(schemaText));
    const ready = performance.now();
    await find(text);
    const first = performance.now();
    const files = performance.getEntriesByType('resource').map((e) => ({ name: new URL(e.name).pathname, sent: e.encodedBodySize, raw: e.decodedBodySize }));
    return { ready: ready - start, first: first - start, files };
  },

  /** The findings of each validator about each file. */
  async find(schemaText, files) {
    const all = {};
    for (const name of ['ours', 'ajv', 'monaco']) {
      const find = await make(name, JSON.parse(schemaText));
      all[name] = {};
      for (const [file, text] of Object.entries(files)) {
        all[name][file] = await find(text);
      }
    }
    return all;
  },

  /** The time of one validation of each text, of all validators in turns. */
  async measure(schemaText, texts) {
    watchMemory();
    const schema = JSON.parse(schemaText);
    const finders = {};
    for (const name of Object.keys(makers)) {
      finders[name] = await make(name, schema);
    }
    const encoder = new TextEncoder();
    const runs = {
      'ours, text': finders.ours,
      'ours, bytes': finders.ours,
      'ours in a worker, text': finders.worker,
      'ours in a worker, bytes': finders.worker,
      'yaml + ajv': finders.ajv,
      'monaco-yaml': finders.monaco,
    };
    const results = {};
    for (const [name, { text, warmup, iterations }] of Object.entries(texts)) {
      const bytes = encoder.encode(text);
      const calls = Object.fromEntries(Object.entries(runs).map(([run, find]) => [run, () => find(run.endsWith('bytes') ? bytes : text)]));
      results[name] = await measure(calls, warmup, iterations);
    }
    return { results, memory: memories.map((memory) => memory.buffer.byteLength), isolated: crossOriginIsolated };
  },
};
