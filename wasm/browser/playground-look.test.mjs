// How the built playground looks: screenshots to look at, contrast, names for screen readers, narrow screens.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { skip } from './chromium.mjs';
import { file, output, start, visit } from './playground-page.mjs';

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Fixes the example and compares it with the example of a live Deployment. */
async function examplePlan(page) {
  await page.locator('#fix-all').click();
  await page.locator('#problems-body .good').waitFor({ state: 'attached' });
  await page.locator('#live-example').evaluate((button) => button.click());
  await page.locator('#plan-body .plan').waitFor({ state: 'attached' });
}

/** Texts whose contrast with their ground is below 4.5 to 1, or 3 to 1 when they are large. */
function faint() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [r, g, b], alpha: a / 255 };
  };
  const over = (top, ground) => top.rgb.map((c, i) => c * top.alpha + ground[i] * (1 - top.alpha));
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const light = (color) => {
    const [r, g, b] = color.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const words = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim()).map((node) => node.data.trim()).join(' ');
    if (!words || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('.sr, .skip, noscript, svg')) continue;
    const style = getComputedStyle(element);
    const under = ground(element);
    const [a, b] = [light(over(rgba(style.color), under)), light(under)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${element.className} ${words.slice(0, 40)}`);
  }
  return found;
}

/** Controls that a screen reader could not name. */
function nameless() {
  return [...document.querySelectorAll('button, input, a, select, dialog, [role=img], section, nav')]
    .filter((element) => element.checkVisibility())
    .filter((element) => !(element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.textContent.trim() || element.labels?.length))
    .filter((element) => !element.closest('.cm-editor') && !element.matches('.plan section'))
    .map((element) => element.outerHTML.slice(0, 100));
}

describe('the look of the playground', { skip: skip() }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.close());

  for (const colorScheme of ['light', 'dark']) {
    test(`${colorScheme}: readable, named, and on pictures`, async () => {
      const { page, finish } = await visit(site, { context: { colorScheme, reducedMotion: 'reduce' } });
      const picture = (name) => page.screenshot({ path: join(output, `playground-${name}-${colorScheme}.png`) });
      const check = async () => {
        assert.deepEqual(await page.evaluate(faint), []);
        assert.deepEqual(await page.evaluate(nameless), []);
      };
      await check();
      await picture('start');

      await page.locator('.problem-jump', { hasText: 'schedulerSize' }).click();
      await page.locator('#editor .cm-lintRange-error', { hasText: 'schedulerSize' }).hover();
      await page.locator('.cm-tooltip-hover .cm-diagnostic').waitFor();
      await check();
      await picture('hover');

      await page.locator('#share').click();
      await page.locator('#share-copy:enabled').waitFor();
      await check();
      await picture('share');
      await page.keyboard.press('Escape');

      await examplePlan(page);
      await check();
      await picture('plan');
      await page.locator('#plan-body').evaluate((body) => body.scrollTo(0, body.scrollHeight));
      await check();
      await picture('plan-end');

      await file(page).click();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText('deployment:\n    configuration:\n        name: etl\n        executor: ');
      await page.keyboard.press('Control+Space');
      await page.locator('.cm-completionInfo').waitFor();
      await check();
      await picture('completion');
      await finish();
    });

    test(`${colorScheme}: one pane at a time on a phone`, async () => {
      const { page, finish } = await visit(site, { context: { ...phone, colorScheme } });
      const picture = (name) => page.screenshot({ path: join(output, `playground-phone-${name}-${colorScheme}.png`) });
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight);
      const tab = (name) => page.getByRole('button', { name, exact: false }).and(page.locator('.tabs button'));
      assert.ok(await fits());
      await picture('file');
      await tab('Problems').click();
      assert.deepEqual(await page.locator('.pane:visible').evaluateAll((panes) => panes.map((pane) => pane.id)), ['problems']);
      assert.ok(await fits());
      await picture('problems');
      const sizes = await page.locator('button:visible').evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
      assert.ok(sizes.every((height) => height >= 24), 'targets are large enough');
      await page.locator('.problem-jump').first().click();
      assert.deepEqual(await page.locator('.pane:visible').evaluateAll((panes) => panes.map((pane) => pane.id)), ['file']);
      await examplePlan(page);
      await tab('Live').click();
      assert.ok(await fits());
      await picture('live');
      await tab('Plan').click();
      assert.ok(await fits());
      assert.deepEqual(await page.evaluate(faint), []);
      await picture('plan');
      await page.locator('#share').click();
      await page.locator('#share-copy:enabled').waitFor();
      assert.ok(await fits());
      await picture('share');
      await finish();
    });
  }

  test('there is room to write on a phone on its side and at 400%', async () => {
    for (const [width, height] of [[667, 375], [320, 256], [340, 215]]) {
      const { page, finish } = await visit(site, { context: { viewport: { width, height }, reducedMotion: 'reduce' } });
      for (const [name, selector] of [['File', '#editor'], ['Problems', '#problems-body'], ['Live', '#live-editor'], ['Plan', '#plan-body']]) {
        await page.locator('.tabs button', { hasText: name }).click();
        const box = page.locator(selector);
        await box.scrollIntoViewIfNeeded();
        assert.ok((await box.boundingBox()).height >= 200, `${name} at ${width} × ${height}`);
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} wide`);
      await finish();
    }
  });

  test('a narrow desktop and a large font fit as well', async () => {
    for (const [width, height, name] of [[800, 1000, 'tablet'], [1920, 1080, 'wide'], [683, 430, 'zoomed']]) {
      const { page, finish } = await visit(site, { context: { viewport: { width, height }, colorScheme: 'light' } });
      await examplePlan(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} wide`);
      await page.screenshot({ path: join(output, `playground-${name}.png`) });
      await finish();
    }
  });
});
