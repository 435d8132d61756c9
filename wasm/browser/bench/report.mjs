// Writes what was measured as Markdown.

const kilobytes = (bytes) => `${Math.round(bytes / 1000).toLocaleString('en-US')} KB`;
const milliseconds = (ms) => `${ms < 1 ? ms.toFixed(2) : ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

const names = { ours: 'this validator', worker: 'this validator in a worker', ajv: '`yaml` + `ajv`', monaco: "monaco-yaml's worker" };

/** Returns the tables. */
export function report({ loads, times, memory, found, chromium, cpu, cores }) {
  const rows = (list) => list.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
  const table = (head, list) => rows([head, head.map(() => '---'), ...list]);
  return [
    table(['one validation', '103 lines: p50', 'p99', '5,065 lines: p50', 'p99'], Object.keys(times.small).map((run) => [
      run, milliseconds(times.small[run].p50), milliseconds(times.small[run].p99), milliseconds(times.large[run].p50), milliseconds(times.large[run].p99),
    ])),
    table(['loading', 'ready', 'first findings', 'bytes', 'gzip', 'brotli'], Object.entries(loads).map(([name, l]) => [
      names[name], milliseconds(l.ready), milliseconds(l.first), ...['raw', 'gzip', 'brotli'].map((form) => (name === 'worker' ? 'the same' : kilobytes(sum(l.files, form)))),
    ])),
    table(['file', 'mistakes', ...['ours', 'ajv', 'monaco'].map((name) => `${names[name]}: found`)], [
      ...found.map((f) => [f.file, f.planted, ...['ours', 'ajv', 'monaco'].map((name) => count(f[name]))]),
      ['**all**', sum(found, 'planted'), ...['ours', 'ajv', 'monaco'].map((name) => `**${sum(found.map((f) => f[name]), 'places')}**`)],
    ]),
    `Linear memory after the large file: ${memory.map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`).join(', ')}. `
      + `Of this validator ${kilobytes(sum(wasm(loads.ours.files), 'brotli'))} are the binary `
      + `and ${kilobytes(sum(loads.ours.files.filter((f) => !f.name.endsWith('.wasm')), 'brotli'))} JavaScript (brotli).\n`,
    `Measured in one run of Chromium ${chromium} on ${cores} cores of ${cpu}, all in turns; loading over loopback, with nothing cached.\n`,
  ].join('\n');
}

const wasm = (files) => files.filter((f) => f.name.endsWith('.wasm'));
const sum = (list, key) => list.reduce((total, item) => total + item[key], 0);
const count = ({ places, others }) => (others === 0 ? `${places}` : `${places} (and ${others} at other places)`);
