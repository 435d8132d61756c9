// The plan of the built playground, as a person reads it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { skip } from './chromium.mjs';
import { file, live, start, visit, write } from './playground-page.mjs';

const LIVE = `deployment:
    environment_variables:
        - is_secret: true
          key: DB_PASSWORD
          value: null
        - is_secret: true
          key: API_TOKEN
          value: null
    configuration:
        name: etl
        runtime_version: 13.10.0
        executor: CELERY
        scheduler_size: SMALL
        workspace_name: Data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 0
          worker_concurrency: 5
          worker_type: A5
        - name: large
          max_worker_count: 2
          min_worker_count: 0
          worker_concurrency: 5
          worker_type: A10
    alert_emails:
        - ops@example.com
`;

const plan = (page) => page.locator('#plan-body');
const item = (page, words) => plan(page).locator('.item', { hasText: words });

describe('the plan of the playground', { skip: skip() }, () => {
  let site;
  before(async () => (site = await start()));
  after(() => site?.close());

  test('follows both texts while they are written', async () => {
    const { page, finish } = await visit(site);
    await plan(page).getByText('What would an update change?').waitFor();
    await write(page, live(page), LIVE);
    await write(page, file(page), LIVE);
    await plan(page).getByText('No changes: the Deployment already is what the file says.').waitFor();

    const wanted = LIVE.replace('max_worker_count: 10', 'max_worker_count: 12')
      .replace(/ {8}- name: large\n(?: {10}.*\n){4}/, '')
      .replace('value: null', 'value: canary-8f31')
      .replace(/ {8}- is_secret: true\n {10}key: API_TOKEN\n.*\n/, '')
      .replace('ops@example.com', 'data@example.com');
    await write(page, file(page), wanted);
    const queue = item(page, 'default');
    await queue.getByText('max_worker_count').waitFor();
    assert.match(await queue.textContent(), /^~update: default.*max_worker_countfrom 10 → {2}to 12/s);
    assert.match(await item(page, 'large').textContent(), /^−delete: large.*queue-deleted.*left out of the file/s);
    assert.match(await item(page, 'DB_PASSWORD').textContent(), /secret, changed|secret, set/);
    assert.match(await item(page, 'API_TOKEN').textContent(), /^=kept: .*secret, kept/s);
    assert.match(await plan(page).locator('.callout').textContent(), /^Destructive: it deletes or replaces worker queue large and alert e-mail ops@example\.com\.$/);
    assert.match(await page.locator('#plan-counts').textContent(), /\+1 to create~2 to update−2 to delete=1 kept/);
    assert.equal(await page.locator('#announce-plan').textContent(), 'Plan: 1 to create, 2 to update, 2 to delete; destructive.');
    assert.doesNotMatch(await plan(page).textContent(), /canary/);

    await page.getByRole('button', { name: 'Copy as text' }).click();
    await page.getByText('Plan copied.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^Plan for Deployment "etl"/);
    assert.match(copied, /1 to create, 2 to update, 2 to delete \(destructive\), 1 kept/);
    assert.doesNotMatch(copied, /canary/);
    await finish();
  });

  test('says what is blocked and what works instead', async () => {
    const { page, finish } = await visit(site);
    await write(page, live(page), LIVE);
    await write(page, file(page), LIVE.replace('region: us-east-1', 'region: us-west-2'));
    const blocked = plan(page).locator('.item.blocked');
    await blocked.waitFor();
    assert.match(await blocked.textContent(), /^!blocked: region.*"us-east-1".*"us-west-2".*Instead: /s);
    await finish();
  });

  test('says why there is none, and leads there', async () => {
    const { page, finish } = await visit(site);
    await page.locator('#plan-body').getByRole('button', { name: 'Use an example' }).click();
    await plan(page).getByText('No plan yet: for an update, the file has 3 errors').waitFor();
    await plan(page).locator('.finding-jump', { hasText: 'is_high_availabilty' }).click();
    await page.waitForFunction(() => String(getSelection()) === 'is_high_availabilty');
    await plan(page).getByRole('button', { name: 'Fix all' }).click();
    await plan(page).getByText('Updates Deployment').waitFor();

    await write(page, live(page), 'deployment:\n  - wrong\n');
    await plan(page).getByText('The live Deployment cannot be read').waitFor();
    await plan(page).locator('.finding-jump').first().click();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Live Deployment');
    await page.locator('#live-editor .cm-lintRange-error').first().waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await plan(page).getByText('What would an update change?').waitFor();
    await finish();
  });

  test('plans a Deployment that does not exist yet', async () => {
    const { page, finish } = await visit(site);
    await page.getByRole('button', { name: 'Plan a new Deployment' }).click();
    await plan(page).getByText('No plan yet').waitFor();
    await write(page, file(page), LIVE.replaceAll('null', '"canary-8f31"'));
    await plan(page).getByText('Creates Deployment').waitFor();
    assert.match(await item(page, 'executor').textContent(), /^\+create: executor"CELERY"/);
    assert.match(await item(page, 'large').textContent(), /max_worker_count2/);
    assert.match(await item(page, 'DB_PASSWORD').textContent(), /^\+create: DB_PASSWORDsecret, set/);
    assert.doesNotMatch(await plan(page).textContent(), /canary/);
    await page.getByRole('button', { name: 'Compare with a live one' }).click();
    await plan(page).getByText('What would an update change?').waitFor();
    await finish();
  });

  test('reports in the file what the live Deployment makes wrong', async () => {
    const { page, finish } = await visit(site);
    await page.locator('#fix-all').click();
    await page.getByText('No problems: the file is fine').waitFor();
    await page.getByRole('radio', { name: 'update' }).check();
    await page.locator('#live-example').click();
    await page.locator('.problem .code', { hasText: 'queue-deleted' }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('No problems: the file is fine').waitFor();
    await finish();
  });

  test('shows markup in a file as text', async () => {
    const { page, finish } = await visit(site);
    const hostile = LIVE.replace('ops@example.com', `'"><img src=x onerror="document.title=1">@example.com'`).replace('name: etl', `name: "<b>etl</b>\\u202e"`);
    await write(page, live(page), LIVE);
    await write(page, file(page), hostile);
    await plan(page).locator('.plan, .refused').waitFor();
    await page.locator('.problem').first().waitFor();
    assert.equal(await page.locator('#plan-body img, #problems-body img, #plan-body b').count(), 0);
    assert.match(await page.title(), /playground/);
    await finish();
  });
});
