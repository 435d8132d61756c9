// Share links of the built playground: what they hold, what they never hold, and opening them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';

import { skip } from './chromium.mjs';
import { chips, counts, file, live, share, start, text, unpack, visit, write } from './playground-page.mjs';

const head = 'deployment:\n    configuration:\n        name: etl\n        deployment_type: STANDARD\n        runtime_version: 13.10.0\n';
const variables = (entries) => `${head}    environment_variables:\n${entries}`;

/** Texts with a canary where a secret is, or may be. */
const canaries = {
  'a secret in plain style': variables('        - key: A\n          is_secret: true\n          value: canary-1\n'),
  'a secret in quotes, with a comment': variables('        - key: A\n          is_secret: true\n          value: "canary-1" # was canary-2\n'),
  'a secret before its flag': variables('        - value: \'canary-1\'\n          is_secret: yes\n          key: A\n'),
  'a literal block': variables('        - key: A\n          is_secret: true\n          value: |\n              -----BEGIN KEY-----\n              canary-1\n\n              canary-2\n'),
  'a folded block': variables('        - key: A\n          is_secret: true\n          value: >-\n              canary-1\n              canary-2\n        - key: B\n          value: public-b\n'),
  'flow style': `${head}    environment_variables: [{key: A, is_secret: true, value: canary-1}, {key: B, value: "canary-2", is_secret: "true"}]\n`,
  'JSON': '{"deployment": {"configuration": {"name": "etl"}, "environment_variables": [{"key": "A", "is_secret": true, "value": "canary-1\\n\\"canary-2"}]}}',
  'JSON that is half written': '{"deployment": {"configuration": {"name": "etl"}, "environment_variables": [{"key": "A", "is_secret": true, "value": "canary-1',
  'YAML that is half written': variables('        - key: A\n          is_secret: true\n          value: "canary-1\n        - key: B\n          value: canary-2\n'),
  'a broken indent': variables('        - key: A\n         is_secret: true\n       value: canary-1\n'),
  'an anchor and its alias': `x-secret: &s canary-1\n${variables('        - key: A\n          is_secret: true\n          value: *s\n')}`,
  'a misspelt flag': variables('        - key: A\n          is_secrt: true\n          value: canary-1\n'),
  'a name that says so': variables('        - key: DB_PASSWORD\n          value: canary-1\n'),
  'a connection with a password': variables('        - key: AIRFLOW_CONN_DB\n          value: postgres://user:canary-1@db.example.com/x\n'),
  'a comment': `# old value: canary-1\n${head}        # canary-2\n`,
  'a key that is its value': variables('        A: canary-1\n        B=canary-2: x\n'),
  'an unknown section': `${head}    secrets:\n        A: canary-1\n`,
  'two documents': `${head}---\nA: canary-1\n`,
  'text that is no file at all': 'export DB_PASSWORD=canary-1\ncanary-2\n',
  'a value that an emoji stands in front of': variables('        - key: A # 😀😀\n          is_secret: true\n          value: "😀canary-1"\n'),
};

describe('share links of the playground', { skip: skip() }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.close());

  test('never hold a secret', async (t) => {
    const { page, finish } = await visit(site);
    await write(page, live(page), `deployment:\n    environment_variables:\n        - key: A\n          value: live-canary\n`);
    for (const [name, source] of Object.entries(canaries)) {
      await t.test(name, async () => {
        await write(page, file(page), source);
        await page.locator('#share').click();
        await page.locator('#share-copy:enabled').or(page.locator('#share-note:not(:empty)')).first().waitFor();
        const shown = await page.locator('#share-dialog').evaluate((dialog) => dialog.textContent);
        const link = await page.locator('#share-link').inputValue();
        await page.keyboard.press('Escape');
        assert.doesNotMatch(shown, /canary/);
        assert.match(shown, /left out|cannot be shared/);
        if (link === '') return;
        const held = unpack(link);
        assert.doesNotMatch(held, /canary/);
        assert.doesNotMatch(held, /live/);
        if (/^deployment:|^\{.*\}$/.test(source)) assert.match(held, /etl/, 'what is public is shared');
      });
    }
    await finish();
  });

  test('open as the page that was shared', async () => {
    const { page, finish } = await visit(site);
    await page.getByRole('radio', { name: 'update' }).check();
    await counts(page, chips(4, 2));
    await page.locator('#share').click();
    const dialog = page.locator('#share-dialog');
    await dialog.getByText('1 comment left out').waitFor();
    await dialog.getByText('1 value left out').waitFor();
    assert.doesNotMatch(await page.locator('#share-preview').textContent(), /#/);
    await page.getByRole('checkbox', { name: /Share the comments/ }).check();
    await page.waitForFunction(() => document.querySelector('#share-preview').textContent.startsWith('# A few things'));
    await page.keyboard.press('Escape');

    const link = await share(page);
    const preview = JSON.parse(unpack(link));
    assert.equal(preview.m, 'update');
    assert.equal(preview.n, 'deployment.yaml');
    await finish();

    const other = await visit(site, { path: link });
    await other.page.getByText('Opened from a link.').waitFor();
    assert.equal(await text(other.page), preview.t);
    assert.equal(await other.page.getByRole('radio', { name: 'update' }).isChecked(), true);
    await other.page.reload();
    await other.page.getByText('Opened from a link.').waitFor();
    assert.equal(await text(other.page), preview.t);
    await other.finish();
  });

  test('that are broken say so, and leave the editor usable', async (t) => {
    const good = `#file=1.${deflateRawSync(JSON.stringify({ t: 'deployment: {}\n', m: 'any', n: 'a.yaml' })).toString('base64url')}`;
    const broken = {
      'a part is missing': good.slice(0, -7),
      'a character is changed': good.replace('#file=1.', '#file=1.A'),
      'characters that no link has': '#file=1.%F0%9F%98%80',
      'nothing in it': '#file=1.',
      'another version': '#file=2.abc',
      'no object': `#file=1.${deflateRawSync('null').toString('base64url')}`,
      'no text': `#file=1.${deflateRawSync('{"t":5}').toString('base64url')}`,
      'a text that unpacks to 200 MiB': `#file=1.${deflateRawSync(Buffer.alloc(200 << 20, 65)).toString('base64url')}`,
    };
    for (const [name, fragment] of Object.entries(broken)) {
      await t.test(name, async () => {
        const { page, finish } = await visit(site, { path: fragment });
        await page.locator('.notice.error[data-subject=link]', { hasText: 'The link is broken: ' }).waitFor();
        await counts(page, chips(3, 3));
        await file(page).click();
        await page.keyboard.press('ControlOrMeta+Home');
        await page.keyboard.type('# still here ');
        assert.match(await text(page), /^# still here /);
        await finish();
      });
    }
  });

  test('that are read late give way to a later one', async () => {
    const { page, finish } = await visit(site);
    const link = (n, t) => `#file=1.${deflateRawSync(JSON.stringify({ t, m: 'any', n })).toString('base64url')}`;
    await page.evaluate((hash) => {
      const Real = DecompressionStream;
      let release;
      const gate = new Promise((resolve) => (release = resolve));
      globalThis.late = { release, asked: false };
      globalThis.DecompressionStream = class {
        constructor(format) {
          globalThis.DecompressionStream = Real;
          const real = new Real(format);
          this.writable = real.writable;
          this.readable = real.readable.pipeThrough(new TransformStream({ transform: (part, to) => gate.then(() => to.enqueue(part)) }));
          globalThis.late.asked = true;
        }
      };
      location.hash = hash;
    }, link('first.yaml', 'first: 1\n'));
    await page.waitForFunction(() => globalThis.late.asked);
    await page.evaluate((hash) => (location.hash = hash), link('last.yaml', 'deployment: {}\n'));
    await page.locator('#file-name', { hasText: 'last.yaml' }).waitFor();
    await page.evaluate(async () => {
      globalThis.late.release();
      for (let i = 0; i < 3; i++) await new Promise((painted) => requestAnimationFrame(painted));
    });
    assert.equal(await text(page), 'deployment: {}\n');
    assert.equal(await page.locator('#file-name').textContent(), 'last.yaml');
    await finish();
  });

  test('that are pasted over the address replace the text, and that can be undone', async () => {
    const { page, finish } = await visit(site);
    const hostile = { t: 'deployment: {}\n', m: '__proto__', n: '../../<b>x\u202e.yaml' };
    const fragment = `#file=1.${deflateRawSync(JSON.stringify(hostile)).toString('base64url')}`;
    await page.evaluate((hash) => (location.hash = hash), fragment);
    await page.getByText('Opened from a link.').waitFor();
    assert.equal(await text(page), 'deployment: {}\n');
    assert.equal(await page.locator('#file-name').textContent(), '<b>x.yaml');
    assert.equal(await page.getByRole('radio', { name: 'any use' }).isChecked(), true);
    await file(page).click();
    await page.keyboard.press('ControlOrMeta+z');
    assert.match(await text(page), /WAREHOUSE_PASSWORD/);
    await finish();
  });
});
