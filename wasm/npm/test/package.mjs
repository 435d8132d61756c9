// Packs the package and installs it into a project of its own, with nothing from a network.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const here = path.dirname(import.meta.dirname);
const modules = path.join(here, '../node_modules');
const run = promisify(execFile);

/** A project with the packed package. Other packages come from the workspace: their names are given. */
export async function project(others = []) {
  const folder = await mkdtemp(path.join(tmpdir(), 'astrofile-package-'));
  const npm = (cwd, ...args) => run('npm', args, {
    cwd, shell: process.platform === 'win32', env: { ...process.env, npm_config_cache: path.join(folder, 'cache'), npm_config_loglevel: 'error' },
  });
  const { stdout } = await npm(here, 'pack', '--json', '--pack-destination', folder);
  const [{ filename, files }] = Object.values(JSON.parse(stdout.slice(stdout.search(/^[[{]/m))));
  await writeFile(path.join(folder, 'package.json'), '{"name": "page", "private": true, "type": "module"}');
  await npm(folder, 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', path.join(folder, filename));
  for (const name of others) {
    const place = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(place), { recursive: true });
    await symlink(path.join(modules, name), place, 'junction');
  }
  return { folder, files: files.map((file) => file.path), remove: () => rm(folder, { recursive: true }) };
}

/** Compiles TypeScript in the project, and returns what the compiler says. */
export async function tsc(folder, options, files) {
  const config = path.join(folder, 'tsconfig.json');
  await writeFile(config, JSON.stringify({ compilerOptions: { strict: true, target: 'es2022', ...options }, files }));
  const compiler = path.join(modules, 'typescript/bin/tsc');
  return run(process.execPath, [compiler, '-p', config], { cwd: folder }).then(() => '', ({ stdout }) => stdout);
}

export { run };
