// Writing a file in the built playground.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { skip } from './chromium.mjs';
import { chips, codes, counts, file, loaded, start, text, visit, write } from './playground-page.mjs';

describe('the editor of the playground', { skip: skip() }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.close());

  test('shows an example with mistakes at first', async () => {
    const { page, finish } = await visit(site);
    await counts(page, chips(3, 3));
    await codes(page, ['secret-blank', 'scalar-retyped', 'api-field-name', 'unknown-field', 'executor-case', 'email-format']);
    assert.equal(await page.locator('#announce-file').textContent(), 'Problems: 3 errors, 3 warnings.');
    assert.match(await page.locator('#state').getAttribute('title'), /^astrofile \S+, go1\./);
    await finish();
  });

  test('underlines a typed mistake at its place, after an emoji too', async () => {
    const { page, finish } = await visit(site);
    const source = 'deployment:\n    configuration: {deployment_type: STANDARD, cloud_provider: AWS, region: us-east-1, runtime_version: 13.10.0, description: "😀 e\u0301 🚀", executr: CELERY}\n';
    await write(page, file(page), source);
    await codes(page, ['unknown-field']);
    await page.waitForFunction(() => document.querySelector('#editor .cm-lintRange-error')?.textContent === 'executr');
    const place = await page.locator('.problem .place').textContent();
    assert.equal(place, `2:${source.split('\n')[1].indexOf('executr') + 1}`);
    await page.locator('#editor .cm-lintRange-error').hover();
    const tooltip = page.locator('.cm-tooltip-hover .cm-diagnostic-error');
    await tooltip.waitFor();
    assert.match(await tooltip.textContent(), /unknown field "executr"/);
    await finish();
  });

  test('applies a fix from the list of problems', async () => {
    const { page, finish } = await visit(site);
    await page.getByRole('button', { name: 'Fix: rename to scheduler_size' }).click();
    await counts(page, chips(2, 3));
    const now = await text(page);
    assert.match(now, /^ {8}scheduler_size: SMALL$/m);
    assert.match(now, /is_high_availabilty/, 'nothing else changes');
    await finish();
  });

  test('applies a fix from the tooltip', async () => {
    const { page, finish } = await visit(site);
    await page.locator('.problem-jump', { hasText: 'is_high_availabilty' }).click();
    await page.locator('#editor .cm-lintRange-error', { hasText: 'is_high_availabilty' }).hover();
    await page.locator('.cm-tooltip-hover').getByRole('button', { name: 'rename to is_high_availability' }).click();
    await counts(page, chips(2, 3));
    assert.match(await text(page), /^ {8}is_high_availability: false$/m);
    await finish();
  });

  test('fixes everything that needs no judgement, formats, and takes it back', async () => {
    const { page, finish } = await visit(site);
    await page.locator('#fix-all').click();
    await page.getByText('No problems: the file is fine for any use.').waitFor();
    const fixed = await text(page);
    await write(page, file(page), fixed.replaceAll('    ', '  '));
    await page.getByText('No problems: the file is fine for any use.').waitFor();
    await page.locator('#format').click();
    await page.waitForFunction(() => document.querySelector('#editor .cm-content').textContent.includes('        name: etl'));
    assert.equal(await text(page), fixed);
    await file(page).click();
    await page.keyboard.press('ControlOrMeta+z');
    await page.waitForFunction(() => !document.querySelector('#editor .cm-content').textContent.includes('        name: etl'));
    await finish();
  });

  test('completes a key and describes it', async () => {
    const { page, finish } = await visit(site);
    await write(page, file(page), 'deployment:\n    configuration:\n        name: etl\n        ');
    await page.keyboard.type('workl');
    const option = page.locator('.cm-tooltip-autocomplete li[aria-selected]', { hasText: 'workload_identity' });
    await option.waitFor();
    await page.locator('.cm-completionInfo').waitFor();
    await option.click(); // CodeMirror takes no Enter in the first moment of a list, in case it was meant for the text
    await page.waitForFunction(() => document.querySelector('#editor .cm-content').textContent.includes('workload_identity: '));
    await page.getByText('name', { exact: true }).first().hover();
    await page.locator('.cm-tooltip-hover', { hasText: 'Name' }).waitFor();
    await finish();
  });

  test('checks for another purpose after a switch', async () => {
    const { page, finish } = await visit(site);
    await page.getByRole('radio', { name: 'update' }).check();
    await counts(page, chips(4, 2));
    await page.getByRole('radio', { name: 'template' }).check();
    await counts(page, chips(3, 2));
    await page.getByRole('radio', { name: 'any use' }).check();
    await counts(page, chips(3, 3));
    await finish();
  });

  test('can be used with the keyboard alone', async () => {
    const { page, finish } = await visit(site);
    const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'skip');
    await page.keyboard.press('Enter');
    assert.match(await focused(), /cm-content/);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Deployment file');
    await page.keyboard.press('F8');
    await page.waitForFunction(() => String(getSelection()).length > 0);
    await page.keyboard.press('Tab');
    assert.match(await focused(), /cm-content/, 'Tab indents');
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'problem-jump');
    await counts(page, chips(3, 3));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.match(await page.evaluate(() => document.activeElement.textContent), /schedulerSize.*line 19, column 9/s);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => String(getSelection()) === 'schedulerSize');
    assert.match(await focused(), /cm-content/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab'); // to the address of the code
    await page.keyboard.press('Tab'); // to the fix
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Fix: rename to scheduler_size');
    await page.keyboard.press('Enter');
    await counts(page, chips(2, 3));
    assert.match(await page.evaluate(() => document.activeElement.textContent), /is_high_availabilty/, 'the focus stays in the list');
    await finish();
  });

  test('keeps nothing of the text, and the theme only when it is chosen', async () => {
    const { page, finish } = await visit(site, { context: { colorScheme: 'light' } });
    const kept = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    await write(page, file(page), 'deployment: {}\n');
    assert.equal(await kept(), '[{},{},""]');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).colorScheme), 'dark');
    assert.equal(await kept(), '[{"astrofile-theme":"dark"},{},""]');
    await page.reload();
    await loaded(page);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).colorScheme), 'dark');
    await finish();
  });
});
