// This week as one file, as it comes with a mail: everything is in it, and nothing else is asked for.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { EXAMPLE, okr } from './report.mjs';

const browser = await browserOfThisFile();
const folder = folderOfThisFile();
const FILE = 'week.html';
okr('-C', EXAMPLE, '--today', '2026-11-20', 'report', '--single-file', join(folder, FILE));

test('the single file is silent, dressed and alive', () =>
  withPage(browser, folder, FILE, {}, async (page, heard) => {
    await page.keyboard.press('t');
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'light');
    const family = await page.evaluate(() => getComputedStyle(document.querySelector('.tiles')).display);
    assert.equal(family, 'grid');
    const links = (await checks.links(page)).filter((link) => !link.startsWith('#'));
    assert.deepEqual(links, [], 'without an address of the report, links lead nowhere else');
    assert.deepEqual(heard, []);
  }));

test('the policy of the single file lets in its own style and script by their hashes alone', () =>
  withPage(browser, folder, FILE, {}, async (page, heard) => {
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.text = 'document.title = "taken over"';
      document.head.append(script);
    });
    assert.notEqual(await page.title(), 'taken over');
    assert.ok(heard.some((line) => line.includes('Content Security Policy')));
  }));

test('the single file is accessible and keeps within its window', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await withPage(browser, folder, FILE, { colorScheme }, async (page) => {
      await checks.unfold(page);
      assert.deepEqual(await checks.accessibility(page), []);
      for (const width of [1280, 390, 320]) assert.deepEqual(await checks.sidewaysScroll(page, width), []);
    });
  }
});
