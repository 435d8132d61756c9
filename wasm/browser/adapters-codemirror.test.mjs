// The CodeMirror adapter in a real Chromium, used as a person uses it, under a strict policy.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { entry, faulty, legacy, point, quiet, secret, sound, studio, until, worse } from './adapters.mjs';
import { skip } from './chromium.mjs';
import { strict } from './server.mjs';

// CodeMirror's styles come with a nonce; its squiggles are data: images.
const policy = `${strict}; style-src 'nonce-studio'; img-src 'self' data:`;

const word = 'min_worker_cont';
const squiggle = '.cm-lintRange-error';

for (const where of ['page', 'worker']) {
  describe(`CodeMirror with the validator in the ${where}`, { skip: skip() }, () => {
    let stage;
    let page;

    before(async () => {
      stage = await studio('codemirror', policy);
      page = await stage.open(where === 'worker' ? 'worker' : '');
    });
    after(() => stage?.close());
    beforeEach(async () => {
      page.problems.length = 0;
      await page.mouse.move(1000, 780);
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        studio.state.mode = 'any';
        studio.slow.hold = false;
        studio.set('');
      });
    });

    const show = async (text, count, cursor = 0) => {
      await page.evaluate(([value, at]) => studio.set(value, at), [text, cursor]);
      return settle(count);
    };
    const settle = async (count) => {
      await until(page, () => studio.state.answered === studio.view.state.doc);
      await until(page, (n) => studio.findings().length === n, count);
      return page.evaluate(() => studio.findings());
    };
    const text = () => page.evaluate(() => studio.text());
    const becomes = async (want) => {
      await page.waitForFunction((value) => studio.text() === value, want, { timeout: 5000 }).catch(() => undefined);
      assert.equal(await text(), want);
    };
    const options = async () => {
      await page.waitForSelector('.cm-tooltip-autocomplete li');
      return page.locator('.cm-tooltip-autocomplete li .cm-completionLabel').allTextContents();
    };
    const pick = async (label, detail) => {
      let option = page.locator('.cm-tooltip-autocomplete li').filter({ has: page.getByText(label, { exact: true }) });
      if (detail) {
        option = option.filter({ hasText: detail });
      }
      await option.first().click();
    };

    test('underlines exactly what is meant, behind emoji, astral and combining characters', async () => {
      const [finding] = await show(faulty, 1);
      assert.equal(finding.text, word);
      assert.equal(finding.from, faulty.indexOf(word));
      assert.deepEqual(await page.locator(squiggle).allTextContents(), [word]);
    });

    test('says what is wrong, what to do and where it is explained', async () => {
      await show(faulty, 1);
      await point(page, faulty.indexOf(word) + 4);
      const tooltip = page.locator('.cm-tooltip-lint');
      await tooltip.waitFor();
      assert.match(await tooltip.textContent(), /worker queue "default": unknown field "min_worker_cont"/);
      assert.match(await tooltip.textContent(), /did you mean "min_worker_count"\?/);
      const link = tooltip.locator('a');
      assert.equal(await link.textContent(), 'unknown-field');
      assert.match(await link.getAttribute('href'), /^https:.*#unknown-field$/);
      assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
    });

    test('a quick fix changes exactly what it says and is one step of undo', async () => {
      await show(faulty, 1);
      await point(page, faulty.indexOf(word) + 4);
      await page.getByRole('button', { name: 'rename to min_worker_count' }).click();
      await becomes(sound);
      await settle(0);
      await page.locator('.cm-content').focus();
      await page.keyboard.press('Control+z');
      await becomes(faulty);
    });

    test('a fix of an outdated finding is asked for again', async () => {
      await show(faulty, 1);
      await page.evaluate(() => {
        studio.view.dispatch({ changes: { from: 0, insert: '# one more line\n' } });
        return studio.fix(0);
      });
      await becomes(`# one more line\n${sound}`);
      assert.equal(await page.evaluate(() => studio.fix(0)), false);
    });

    test('a finding is found again where it has moved', async () => {
      await show(faulty, 1);
      await page.evaluate(() => {
        studio.view.dispatch({ changes: { from: 0, insert: '# 𝒳\n' } });
        studio.reveal(0);
      });
      assert.equal(await page.evaluate(() => studio.selected()), word);
    });

    test('without a range the first key is marked', async () => {
      await page.evaluate(() => {
        const finding = { severity: 'error', code: 'x', path: '', message: 'something is missing' };
        studio.instead.validate = { version: 1, diagnostics: [finding] };
        studio.set('# comment\n---\n\n  "key of it": 1\n');
      });
      await page.waitForSelector(squiggle);
      assert.deepEqual(await page.locator(squiggle).allTextContents(), ['"key of it"']);
      await page.evaluate(() => delete studio.instead.validate);
    });

    test('shows what a key means', async () => {
      await show(sound, 0);
      await point(page, sound.indexOf('executor') + 3);
      const tooltip = page.locator('.cm-astrofile-hover');
      await tooltip.waitFor();
      assert.match(await tooltip.locator('p').nth(1).textContent(), /^How Airflow runs the tasks of the Deployment\./);
      assert.equal(await tooltip.locator('strong').first().textContent(), 'Executor');
      assert.deepEqual(await tooltip.locator('td code').allTextContents(), ['CELERY', 'KUBERNETES', 'ASTRO']);
      assert.match(await tooltip.locator('a').getAttribute('href'), /^https:/);
    });

    test('text of an answer never becomes HTML or a script', async () => {
      await page.evaluate(() => {
        const at = { line: 1, column: 1, offset: 0 };
        const markdown = '<img src=x onerror="studio.hit=1"> **<b>bold</b>** `<i>` [go](javascript:studio.hit=1) [ok](https://example.com/)';
        studio.instead.hover = { hover: { path: '', range: { start: at, end: { ...at, offset: 10 } }, markdown } };
        studio.set('deployment: 1\n');
      });
      await point(page, 3);
      const tooltip = page.locator('.cm-astrofile-hover');
      await tooltip.waitFor();
      assert.equal(await tooltip.textContent(), '<img src=x onerror="studio.hit=1"> <b>bold</b> <i> go ok');
      assert.equal(await tooltip.locator('img, b, i').count(), 0);
      assert.deepEqual(await tooltip.locator('a').evaluateAll((all) => all.map((a) => a.href)), ['https://example.com/']);
      assert.equal(await page.evaluate(() => studio.hit), undefined);
      await page.evaluate(() => delete studio.instead.hover);
    });

    test('completes a key while it is typed', async () => {
      const start = sound.replace('        executor: CELERY\n', '        \n');
      await page.evaluate(([value, at]) => studio.set(value, at), [start, start.indexOf('        \n') + 8]);
      await page.keyboard.type('exe');
      assert.ok((await options()).includes('executor'));
      await page.keyboard.type('c');
      await pick('executor');
      await becomes(start.replace('        \n', '        executor: \n'));
      assert.deepEqual(await options(), ['CELERY', 'KUBERNETES', 'ASTRO']); // the values come by themselves
      await pick('KUBERNETES');
      await becomes(start.replace('        \n', '        executor: KUBERNETES\n'));
    });

    test('offers what fits even when the answer takes longer than the typing', async () => {
      const start = sound.replace('        executor: CELERY\n', '        \n');
      await page.evaluate(([value, at]) => studio.set(value, at), [start, start.indexOf('        \n') + 8]);
      await page.evaluate(() => {
        studio.asked.length = 0;
        studio.slow.hold = true;
      });
      await page.keyboard.type('ex');
      await page.waitForFunction(() => studio.asked.some((a) => a.name === 'complete'));
      await page.keyboard.type('ec');
      await page.evaluate(() => {
        studio.slow.hold = false;
        for (const go of studio.slow.held.splice(0)) {
          go();
        }
      });
      assert.ok((await options()).includes('executor'));
      await pick('executor');
      await becomes(start.replace('        \n', '        executor: \n'));
    });

    test('completes a value and replaces what stands there', async () => {
      const start = sound.replace('CELERY', 'ASLERY');
      await page.evaluate(([value, at]) => studio.set(value, at), [start, start.indexOf('ASLERY') + 2]);
      await page.keyboard.press('Control+Space');
      await pick('ASTRO');
      await becomes(sound.replace('CELERY', 'ASTRO'));
    });

    test('a value that is written out leaves Enter alone', async () => {
      const start = sound.replace('executor: CELERY', 'executor:');
      await page.evaluate(([value, at]) => studio.set(value, at), [start, start.indexOf('executor:') + 9]);
      await page.keyboard.type(' CELER');
      await options();
      await page.keyboard.type('Y');
      await page.waitForSelector('.cm-tooltip-autocomplete', { state: 'detached' });
      await page.keyboard.press('Enter');
      await becomes(start.replace('executor:', 'executor: CELERY\n        '));
    });

    test('a snippet keeps the indentation, and Tab goes from place to place', async () => {
      const start = `${sound}        `;
      await page.evaluate((value) => studio.set(value, value.length), start);
      await page.keyboard.press('Control+Space');
      await options();
      await pick('queue');
      await becomes(sound + entry);
      assert.equal(await page.evaluate(() => studio.selected()), 'heavy');
      await page.keyboard.type('light');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => studio.selected()), '10');
      await page.keyboard.type('3');
      await page.keyboard.press('Shift+Tab');
      assert.equal(await page.evaluate(() => studio.selected()), 'light');
      await becomes(sound + entry.replace('heavy', 'light').replace('10', '3'));
      await settle(0);
    });

    test('a completion writes the comma that is missing elsewhere', async () => {
      const start = 'deployment:\n    worker_queues: [{name: default\n        mi\n        worker_type: A5}]\n';
      await page.evaluate(([value, at]) => studio.set(value, at), [start, start.indexOf('mi\n') + 2]);
      await page.keyboard.type('n');
      await options();
      await page.keyboard.type('_');
      await pick('min_worker_count');
      await becomes(start.replace('default', 'default,').replace('mi\n', 'min_worker_count: ,\n'));
    });

    test('the documentation of a completion is rendered', async () => {
      const start = sound.replace('        executor: CELERY\n', '        \n');
      await page.evaluate(([value, at]) => studio.set(value, at), [start, start.indexOf('        \n') + 8]);
      await page.keyboard.press('Control+Space');
      assert.equal((await options())[0], 'executor'); // what is required stands first
      await page.waitForSelector('.cm-completionInfo strong');
      assert.match(await page.locator('.cm-completionInfo').textContent(), /How Airflow runs the tasks/);
    });

    test('formats with a key, keeps the cursor, and undoes in one step', async () => {
      const messy = sound.replace('executor: CELERY', 'executor:   CELERY').replace('    worker_queues:\n', '\n\n    worker_queues:   \n');
      await page.evaluate(([value, at]) => studio.set(value, at), [messy, messy.indexOf('us-east-1')]);
      const want = await page.evaluate(async (value) => (await studio.formatted(value)).text, messy);
      assert.notEqual(want, messy);
      await page.keyboard.press('Shift+Alt+F');
      await becomes(want);
      await page.keyboard.press('Shift+End');
      assert.equal(await page.evaluate(() => studio.selected()), 'us-east-1');
      await page.keyboard.press('Control+z');
      await becomes(messy);
    });

    test('fixes everything with a key', async () => {
      await show(worse, 3);
      await page.keyboard.press('Shift+Alt+.');
      await becomes(sound);
      await settle(0);
    });

    test('a switch of the mode changes the findings of the same document', async () => {
      await show(secret, 0);
      await page.evaluate(() => studio.mode('create'));
      const [finding] = await settle(1);
      assert.equal(finding.code, 'secret-value-missing');
      await page.evaluate(() => studio.mode('any'));
      await until(page, () => studio.findings().length === 0);
    });

    test('names the other place, and strikes through what is deprecated', async () => {
      await show(sound.replace('        region: us-east-1\n', '        region: us-east-1\n        region: us-west-2\n'), 1);
      await page.keyboard.press('F8');
      assert.match(await page.locator('.cm-lint-marker-error').count().then(String), /^1$/);
      await show(legacy, 1);
      assert.deepEqual(await page.locator('.cm-astrofile-deprecated').allTextContents(), ['is_default']);
    });

    test('an answer for another mode that comes late is not shown', async () => {
      await show(secret, 0);
      await page.evaluate(() => {
        studio.state.answers.length = 0;
        studio.slow.hold = true;
        studio.mode('create');
      });
      await page.waitForFunction(() => studio.slow.held.length === 1);
      await page.evaluate(() => studio.mode('any'));
      await page.waitForFunction(() => studio.slow.held.length === 2);
      await page.evaluate(() => {
        const [create, any] = studio.slow.held.splice(0);
        any();
        return Promise.resolve().then(create);
      });
      await until(page, () => studio.state.answers.length > 0);
      await quiet(page);
      assert.deepEqual(await page.evaluate(() => studio.state.answers.map((answer) => answer.mode)), ['any']);
      assert.deepEqual(await page.evaluate(() => studio.findings()), []);
    });

    test('fast typing leaves the last answer alone, whatever order they come in', async () => {
      await show(sound, 0, sound.length);
      await page.evaluate(() => {
        studio.asked.length = 0;
        studio.state.answers.length = 0;
        studio.slow.hold = true;
      });
      for (const letter of 'xyz') {
        const before = await page.evaluate(() => studio.slow.held.length);
        await page.keyboard.type(letter);
        await page.waitForFunction((n) => studio.slow.held.length > n, before);
        await page.waitForFunction(() => studio.asked.some((a) => a.name === 'validate' && a.text === studio.text()));
      }
      await page.evaluate(() => {
        studio.slow.hold = false;
        for (const go of studio.slow.held.splice(0).reverse()) {
          go();
        }
      });
      await until(page, () => studio.state.answers.length > 0);
      await until(page, () => studio.findings().length > 0);
      const checks = await page.evaluate(() => studio.asked.filter((a) => a.name === 'validate').map((a) => [a.text.slice(-3), a.aborted()]));
      assert.deepEqual(checks.map(([, aborted]) => aborted), [...Array(checks.length - 1).fill(true), false]);
      assert.equal(checks.at(-1)[0], 'xyz');
      assert.equal(await page.evaluate(() => studio.state.answers.length), 1);
    });

    test('removing the extension removes everything', async () => {
      const own = await stage.open();
      await own.evaluate((value) => studio.set(value), faulty);
      await own.waitForSelector(squiggle);
      await own.evaluate(() => studio.remove());
      assert.equal(await own.locator(`${squiggle}, .cm-lint-marker-error`).count(), 0);
      const asked = await own.evaluate(() => studio.asked.length);
      await own.locator('.cm-content').click();
      await own.keyboard.type('deployment');
      await quiet(own);
      assert.equal(await own.evaluate(() => studio.asked.length), asked);
      assert.deepEqual(own.problems, []);
    });

    test('a validator that has gone is said in the editor', async () => {
      const own = await stage.open(where === 'worker' ? 'worker' : '');
      await own.evaluate((value) => {
        studio.close();
        studio.set(value);
      }, faulty);
      // the finding about the text that was there before may still show
      await until(own, () => studio.findings().some((f) => /^this file is not checked: .*closed/.test(f.message)));
      assert.deepEqual(own.problems, []);
    });

    test('completes JSON with its quotes, those that close by themselves too', async () => {
      const own = await stage.open('name=deployment.json');
      await own.evaluate(() => studio.set('{\n  "deployment": {\n    \n  }\n}\n', 24));
      await own.keyboard.type('"conf');
      await own.locator('.cm-tooltip-autocomplete li').filter({ hasText: 'Configuration' }).first().click();
      await own.waitForFunction(() => studio.text() !== '{\n  "deployment": {\n    "conf"\n  }\n}\n');
      assert.match(await own.evaluate(() => studio.text()), /^\{\n {2}"deployment": \{\n {4}"configuration": \{\s*\}\n {2}\}\n\}\n$/);
      assert.deepEqual(own.problems, []);
    });

    test('a file with CRLF keeps its line breaks and its places', async () => {
      const own = await stage.open('crlf');
      const crlf = faulty.replaceAll('\n', '\r\n');
      await own.evaluate((value) => studio.set(value), crlf);
      await own.waitForSelector(squiggle);
      assert.deepEqual(await own.locator(squiggle).allTextContents(), [word]);
      await own.evaluate(() => studio.fix(0));
      await own.waitForFunction(() => studio.findings().length === 0);
      assert.equal(await own.evaluate(() => studio.view.state.sliceDoc()), sound.replaceAll('\n', '\r\n'));
      assert.deepEqual(own.problems, []);
    });

    test('nothing was complained about in the console', async () => {
      assert.deepEqual(page.problems, []);
    });
  });
}
