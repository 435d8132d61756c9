// The Monaco adapter in a real Chromium, used as a person uses it, under a strict policy.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { entry, faulty, legacy, point, quiet, secret, sound, studio, until, worse } from './adapters.mjs';
import { skip } from './chromium.mjs';
import { strict } from './server.mjs';

// Monaco writes styles into the page and into elements; some of its icons are data: images.
const policy = `${strict}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

const word = 'min_worker_cont';

for (const where of ['page', 'worker']) {
  describe(`Monaco with the validator in the ${where}`, { skip: skip() }, () => {
    let stage;
    let page;

    before(async () => {
      stage = await studio('monaco', policy);
      page = await stage.open(where === 'worker' ? 'worker' : '');
    });
    after(() => stage?.close());
    beforeEach(async () => {
      await page.mouse.move(1050, 780);
      await page.evaluate(() => {
        studio.state.mode = 'any';
        studio.slow.hold = false;
        studio.set('');
      });
      await page.keyboard.press('Escape');
    });

    const settle = async (count) => {
      await until(page, () => studio.state.answered === studio.model.getVersionId());
      const found = await page.evaluate(() => studio.findings());
      assert.equal(found.length, count, JSON.stringify(found));
      return found;
    };
    const show = async (text, count, cursor = 0) => {
      await page.evaluate(([value, at]) => studio.set(value, at), [text, cursor]);
      return settle(count);
    };
    const becomes = async (want) => {
      await page.waitForFunction((value) => studio.text() === value, want, { timeout: 5000 }).catch(() => undefined);
      assert.equal(await page.evaluate(() => studio.text()), want);
    };
    const rows = page_ => page_.locator('.suggest-widget.visible .monaco-list-row');
    const options = async () => {
      await rows(page).first().waitFor();
      return page.locator('.suggest-widget.visible .monaco-list-row .label-name').allTextContents();
    };
    const pick = async (label) => {
      const row = rows(page).filter({ has: page.getByText(label, { exact: true }) });
      await row.first().click();
    };
    const quickFix = async (title) => {
      await page.keyboard.press('Control+.');
      const row = page.locator('.action-widget .monaco-list-row').filter({ hasText: title });
      await row.first().waitFor();
      await row.first().click();
    };

    test('underlines exactly what is meant, behind emoji, astral and combining characters', async () => {
      const [finding] = await show(faulty, 1);
      assert.equal(finding.owner, 'astrofile');
      assert.equal(finding.text, word);
      assert.match(finding.target, /^https:.*#unknown-field$/);
      await page.waitForSelector('.squiggly-error');
    });

    test('says what is wrong, what to do and where it is explained', async () => {
      await show(faulty, 1);
      await point(page, faulty.indexOf(word) + 4);
      const marker = page.locator('.monaco-hover .marker');
      await marker.first().waitFor();
      const said = await page.locator('.monaco-hover').first().textContent();
      assert.match(said, /worker queue "default": unknown field "min_worker_cont"/);
      assert.match(said, /did you mean "min_worker_count"\?/);
      assert.equal(await page.locator('.monaco-hover .marker a').first().textContent(), 'unknown-field');
    });

    test('a quick fix changes exactly what it says and is one step of undo', async () => {
      await show(faulty, 1, faulty.indexOf(word) + 4);
      await quickFix('rename to min_worker_count');
      await becomes(sound);
      await settle(0);
      await page.keyboard.press('Control+z');
      await becomes(faulty);
    });

    test('a quick fix asked for before the check is about the text as it is now', async () => {
      await show(faulty, 1, 0);
      await page.evaluate(() => {
        studio.model.applyEdits([{ range: new studio.monaco.Range(1, 1, 1, 1), text: '# one more line\n' }]);
        studio.select(studio.text().indexOf('worker_cont'));
      });
      await quickFix('rename to min_worker_count');
      await becomes(`# one more line\n${sound}`);
    });

    test('offers to fix everything, beside a fix and as an action', async () => {
      await show(worse, 3, worse.indexOf(word) + 1);
      await quickFix('fix all: 3 findings');
      await becomes(sound);
      await show(worse, 3);
      await page.evaluate(() => studio.editor.getAction('editor.action.fixAll').run());
      await becomes(sound);
    });

    test('shows what a key means, and no HTML of it', async () => {
      await show(sound, 0);
      await point(page, sound.indexOf('executor') + 3);
      const content = page.locator('.monaco-hover .hover-contents').filter({ hasText: 'How Airflow runs the tasks of the Deployment.' });
      await content.first().waitFor();
      assert.equal(await content.first().locator('strong').first().textContent(), 'Executor');
      assert.equal(await content.first().locator('table tbody tr').count(), 3);

      await page.keyboard.press('Escape');
      await page.mouse.move(1050, 780);
      await page.evaluate(() => {
        const at = { line: 1, column: 1, offset: 0 };
        const markdown = 'see <img src=x onerror="studio.hit=1"> [go](javascript:studio.hit=1) and [run](command:studio)';
        studio.instead.hover = { hover: { path: '', range: { start: at, end: { ...at, offset: 10 } }, markdown } };
        studio.set('deployment: 1\n');
      });
      await point(page, 3);
      const hostile = page.locator('.monaco-hover .hover-contents').filter({ hasText: 'see' });
      await hostile.first().waitFor();
      assert.equal(await hostile.first().locator('img').count(), 0);
      assert.deepEqual(await hostile.first().locator('a').evaluateAll((all) => all.map((a) => a.dataset.href ?? a.href).filter((href) => /^(javascript|command):/.test(href))), []);
      assert.equal(await page.evaluate(() => studio.hit), undefined);
      await page.evaluate(() => delete studio.instead.hover);
    });

    test('completes a key while it is typed, then its value', async () => {
      const start = sound.replace('        executor: CELERY\n', '        \n');
      await page.evaluate(([value, at]) => studio.set(value, at), [start, start.indexOf('        \n') + 8]);
      await page.keyboard.type('exe');
      assert.ok((await options()).includes('executor'));
      await pick('executor');
      await becomes(start.replace('        \n', '        executor: \n'));
      await page.waitForFunction(() => document.querySelectorAll('.suggest-widget.visible .monaco-list-row').length === 3);
      assert.deepEqual(await options(), ['CELERY', 'KUBERNETES', 'ASTRO']);
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
      await options();
      await pick('ASTRO');
      await becomes(sound.replace('CELERY', 'ASTRO'));
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
    });

    test('a completion writes the comma that is missing elsewhere', async () => {
      const start = 'deployment:\n    worker_queues: [{name: default\n        mi\n        worker_type: A5}]\n';
      await page.evaluate(([value, at]) => studio.set(value, at), [start, start.indexOf('mi\n') + 2]);
      await page.keyboard.press('Control+Space');
      await options();
      await pick('min_worker_count');
      await becomes(start.replace('default', 'default,').replace('mi\n', 'min_worker_count: ,\n'));
    });

    test('completes JSON with its quotes', async () => {
      await page.evaluate(() => {
        const model = studio.monaco.editor.createModel('{\n  "deployment": {\n    "conf"\n  }\n}\n', 'json', studio.monaco.Uri.parse('inmemory://studio/deployment'));
        studio.editor.setModel(model);
        studio.editor.setPosition({ lineNumber: 3, column: 10 });
        studio.editor.focus();
      });
      await page.keyboard.press('Control+Space');
      await options();
      await pick('configuration');
      const text = await until(page, () => studio.editor.getValue().includes('"configuration":') && studio.editor.getValue());
      assert.match(text, /^\{\n {2}"deployment": \{\n {4}"configuration": \{\s*\}\n {2}\}\n\}\n$/);
      await page.evaluate(() => {
        studio.editor.getModel().dispose();
        studio.editor.setModel(studio.model);
      });
    });

    test('formats with a key and undoes in one step', async () => {
      const messy = sound.replace('executor: CELERY', 'executor:   CELERY').replace('    worker_queues:\n', '\n\n    worker_queues:   \n');
      await page.evaluate(([value, at]) => studio.set(value, at), [messy, messy.indexOf('us-east-1')]);
      const want = await page.evaluate(async (value) => (await studio.formatted(value)).text, messy);
      assert.notEqual(want, messy);
      await page.keyboard.press('Control+Shift+I');
      await becomes(want);
      await page.keyboard.press('Control+z');
      await becomes(messy);
    });

    test('a switch of the mode changes the findings of the same document', async () => {
      await show(secret, 0);
      await page.evaluate(() => studio.mode('create'));
      await until(page, () => studio.findings().length === 1);
      assert.equal((await page.evaluate(() => studio.findings()))[0].code, 'secret-value-missing');
      await page.evaluate(() => studio.mode('any'));
      await until(page, () => studio.findings().length === 0);
    });

    test('names the other place, and strikes through what is deprecated', async () => {
      const twice = sound.replace('        region: us-east-1\n', '        region: us-east-1\n        region: us-west-2\n');
      const [finding] = await show(twice, 1);
      assert.equal(finding.related.length, 1);
      assert.equal(finding.related[0].startLineNumber, 12);
      const [old] = await show(legacy, 1);
      assert.equal(old.text, 'is_default');
      assert.deepEqual(old.tags, [await page.evaluate(() => studio.monaco.MarkerTag.Deprecated)]);
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
        await page.keyboard.type(letter);
        await page.waitForFunction(() => studio.asked.some((a) => a.name === 'validate' && a.text === studio.text()));
      }
      await page.evaluate(() => {
        studio.slow.hold = false;
        for (const go of studio.slow.held.splice(0).reverse()) {
          go();
        }
      });
      await until(page, () => studio.state.answers.length > 0 && studio.findings().length > 0);
      const checks = await page.evaluate(() => studio.asked.filter((a) => a.name === 'validate').map((a) => [a.text.slice(-3), a.aborted()]));
      const outdated = checks.filter(([text]) => text !== 'xyz');
      assert.ok(outdated.length >= 2 && outdated.every(([, aborted]) => aborted));
      assert.ok(checks.some(([text, aborted]) => text === 'xyz' && !aborted)); // two when Monaco looks for fixes meanwhile
      assert.equal(await page.evaluate(() => studio.state.answers.length), 1);
    });

    test('a model with CRLF keeps its line breaks and its places', async () => {
      const crlf = faulty.replaceAll('\n', '\r\n');
      const [finding] = await show(crlf, 1, crlf.indexOf(word) + 2);
      assert.equal(finding.text, word);
      await quickFix('rename to min_worker_count');
      await becomes(sound.replaceAll('\n', '\r\n'));
    });

    test('leaves the models alone that are not selected', async () => {
      assert.deepEqual(await page.evaluate(() => studio.monaco.editor.getModelMarkers({ resource: studio.other.uri })), []);
      assert.ok(await page.evaluate(() => studio.state.answers.every((answer) => answer.uri === 'inmemory://studio/deployment.yaml')));
      await page.evaluate(() => studio.monaco.editor.setModelLanguage(studio.model, 'plaintext'));
      assert.deepEqual(await page.evaluate(() => studio.findings()), []);
      await page.evaluate(() => studio.monaco.editor.setModelLanguage(studio.model, 'yaml'));
      await show(faulty, 1);
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

    test('disposal removes everything', async () => {
      await show(faulty, 1);
      await page.evaluate(() => studio.registration.dispose());
      assert.deepEqual(await page.evaluate(() => studio.findings()), []);
      const asked = await page.evaluate(() => studio.asked.length);
      await page.keyboard.type('deployment: ');
      await page.keyboard.press('Control+Space');
      await page.keyboard.press('Control+Shift+I');
      await page.evaluate(() => studio.registration.refresh());
      await quiet(page);
      assert.equal(await page.evaluate(() => studio.asked.length), asked);
    });

    test('nothing was complained about in the console', async () => {
      assert.deepEqual(page.problems, []);
    });
  });
}
