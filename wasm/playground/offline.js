import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Writes sw.js when the build is complete: the service worker of src/service-worker.js with the list of all files and a
 * version made of their content, so that a build with the same bytes is the same version.
 */
export function offline() {
  let root = '';
  let out = '';
  let building = false;
  return {
    name: 'astrofile-offline',
    configResolved(config) {
      root = config.root;
      out = join(config.root, config.build.outDir);
      building = config.command === 'build';
    },
    closeBundle() {
      if (!building) return;
      const files = list(out).filter((file) => file !== 'sw.js' && !file.endsWith('.map')).sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update('\0').update(readFileSync(join(out, file)));
      const source = readFileSync(join(root, 'src/service-worker.js'), 'utf8');
      hash.update(source);
      const head = `const VERSION = '${hash.digest('hex').slice(0, 16)}';\nconst FILES = ${JSON.stringify(files.map((file) => (file === 'index.html' ? './' : file)), null, 2)};\n\n`;
      writeFileSync(join(out, 'sw.js'), head + source);
    },
  };
}

function list(folder, top = folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? list(path, top) : [relative(top, path).split(sep).join('/')];
  });
}
