// Finds, installs and starts the Chromium that the tests of this folder drive.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge-stable', 'microsoft-edge', 'brave-browser'];

const places = {
  darwin: (env) => ['', env.HOME ?? ''].flatMap((home) => [
    'Chromium.app/Contents/MacOS/Chromium',
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ].map((app) => join(home || '/', 'Applications', app))),
  win32: (env) => [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean).flatMap((root) => [
    join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(root, 'Chromium', 'Application', 'chrome.exe'),
    join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ]),
};

const missing = 'no Chromium on this machine: set CHROME_PATH, or run node browser/chromium.mjs --install on Debian';

// Nothing of the browser's own may use the network while a test counts requests.
const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--metrics-recording-only',
];

/** Returns the path of a Chromium, or undefined. CHROME_PATH wins; if it is set and wrong, that is an error. */
export function find(env = process.env, platform = process.platform) {
  if (env.CHROME_PATH) {
    if (runs(env.CHROME_PATH, platform)) {
      return env.CHROME_PATH;
    }
    throw new Error(`CHROME_PATH names ${JSON.stringify(env.CHROME_PATH)}, which is not a program: correct or unset it`);
  }
  const ending = platform === 'win32' ? '.exe' : '';
  const onPath = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => onPath.map((folder) => join(folder, name + ending)));
  return [...candidates, ...(places[platform]?.(env) ?? [])].find((path) => runs(path, platform));
}

function runs(path, platform) {
  try {
    accessSync(path, platform === 'win32' ? constants.F_OK : constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** For the `skip` option of a test: false when there is a browser, else the line that says what to do. */
export function skip() {
  return find() ? false : missing;
}

/** Starts a headless browser with an empty profile. `options` are those of playwright's `launch`; `args` are added. */
export async function launch({ args = [], ...options } = {}) {
  const executablePath = find();
  if (!executablePath) {
    throw new Error(missing);
  }
  return chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...quiet, ...args],
    ...options,
  });
}

/** Installs Debian's package where the machine allows it. Returns the one line to print. */
function install() {
  const found = find();
  if (found) {
    return `found ${found}`;
  }
  const [program, ...first] = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  if (spawnSync(program, [...first, '--version'], { stdio: 'ignore' }).status !== 0) {
    return missing;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of [['update', '-q'], ['install', '-q', '-y', '--no-install-recommends', 'chromium']]) {
    if (spawnSync(program, [...first, ...step], { stdio: ['ignore', 'ignore', 'inherit'], env }).status !== 0) {
      return `apt-get ${step[0]} failed, so there is ${missing}`;
    }
  }
  const installed = find();
  return installed ? `installed ${installed}` : missing;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href && process.argv.includes('--install')) {
  process.stdout.write(`${install()}\n`);
}
