// The built playground in a browser, and what a person does there.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

import { build } from 'vite';

import { launch } from './chromium.mjs';
import { serve } from './server.mjs';

const root = join(import.meta.dirname, '../playground');
export const dist = join(root, 'dist');
export const output = join(import.meta.dirname, 'output');

/** Serves the built page; builds it when nobody has. */
export async function start(options = {}) {
  if (!existsSync(join(dist, 'sw.js'))) {
    await build({ root, configFile: join(root, 'vite.config.js'), logLevel: 'warn' });
  }
  await mkdir(output, { recursive: true });
  const server = await serve([dist], { compress: false, ...options });
  const browser = await launch();
  return { server, browser, close: () => Promise.all([browser.close(), server.close()]) };
}

/**
 * Opens the page. Whatever it prints to the console as a problem and whatever it asks another origin for is collected, and
 * `finish` fails on it.
 */
export async function visit({ server, browser }, { path = '', context: contextOptions = {}, ready = true } = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 860 }, permissions: ['clipboard-read', 'clipboard-write'], ...contextOptions });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  const trouble = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`uncaught: ${error}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== new URL(server.url).origin && url.protocol !== 'blob:') trouble.push(`request to ${url.origin}`);
  });
  await page.goto(new URL(path, server.url).href);
  if (ready) await loaded(page);
  const finish = async () => {
    await context.close();
    assert.deepEqual(trouble, []);
  };
  return { context, page, trouble, finish };
}

/** Waits until the validator is loaded and the first answer is shown. */
export async function loaded(page) {
  await page.locator('#state[data-state=ready]').waitFor();
  await page.locator('#problems-body :is(.problem-list, .good)').waitFor({ state: 'attached' });
}

export const file = (page) => page.locator('#editor .cm-content');
export const live = (page) => page.locator('#live-editor .cm-content');

/** Replaces the text of an editor as a person does who selects all and pastes. */
export async function write(page, editor, text) {
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  if (text === '') await page.keyboard.press('Delete');
  else await page.keyboard.insertText(text);
}

/** Replaces the text of an editor by what a clipboard would hold: a large text, or one that no keyboard types. */
export async function paste(page, editor, text) {
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await editor.evaluate((content, pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** The whole text of the file, as the copy button gives it. */
export async function text(page) {
  await page.locator('#copy').click();
  await page.locator('.notice.done[data-subject=copy]').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Waits for a list of problems with these codes, in this order. */
export async function codes(page, want) {
  await page.waitForFunction(
    (list) => JSON.stringify([...document.querySelectorAll('#problems-body .problem .code')].map((code) => code.textContent)) === list,
    JSON.stringify(want),
  );
}

/** The numbers beside "Problems". */
export async function counts(page, want) {
  await page.waitForFunction((words) => document.querySelector('#counts').textContent === words, want);
}

export const chips = (error, warning) => `${error} ${error === 1 ? 'error' : 'errors'}${warning} ${warning === 1 ? 'warning' : 'warnings'}`;

/** What a share link holds, read without the page. */
export function unpack(link) {
  const packed = /#file=1\.([\w-]+)$/.exec(link)?.[1];
  assert.ok(packed, `no share link: ${link}`);
  return inflateRawSync(Buffer.from(packed, 'base64url')).toString('utf8');
}

/** Presses Share and returns the link that is copied. */
export async function share(page) {
  await page.locator('#share').click();
  await page.locator('#share-copy:enabled').waitFor();
  await page.locator('#share-copy').click();
  await page.getByText('Copied.', { exact: true }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');
  return link;
}
