// Measures, and prints what was measured.
//
//	node browser/bench/run.mjs [--json] [--readme FILE] [--loads 15] [--small 400] [--large 60]
//
// --readme writes the tables between the lines <!-- bench --> and <!-- /bench --> of a file.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { bench } from './bench.mjs';
import { report } from './report.mjs';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    readme: { type: 'string' },
    loads: { type: 'string', default: '15' },
    small: { type: 'string', default: '400' },
    large: { type: 'string', default: '60' },
  },
});

const result = await bench({ loads: Number(flags.loads), small: Number(flags.small), large: Number(flags.large) });
const text = report(result);
process.stdout.write(flags.json ? `${JSON.stringify(result, undefined, 2)}\n` : text);
if (flags.readme) {
  write(flags.readme, text);
}

function write(file, text) {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(/(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/, (_all, start, end) => start + text + end);
  if (!after.includes('<!-- bench -->')) {
    throw new Error(`${file} has no lines <!-- bench --> and <!-- /bench -->`);
  }
  writeFileSync(file, after);
}
