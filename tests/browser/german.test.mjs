// The example's report in German, whose words are longer: within its window, its sheets and its budget.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { EXAMPLE, report, sample } from './report.mjs';

const WIDTHS = [1280, 1024, 768, 390, 320];

const browser = await browserOfThisFile();
const folder = join(folderOfThisFile(), 'german');
report(germanTeam(), folder, '--today', '2026-11-20');

/** The example: its check-ins are read in every language, so that the setting is enough. */
function germanTeam() {
  const team = join(mkdtempSync(join(tmpdir(), 'okr-german-')), 'team');
  cpSync(EXAMPLE, team, { recursive: true });
  const settings = join(team, 'okr.yaml');
  writeFileSync(settings, `language: de\n${readFileSync(settings, 'utf8')}`);
  return team;
}

test('no German page scrolls sideways', async () => {
  const troubles = [];
  for (const { file } of sample(folder)) {
    const found = await withPage(browser, folder, file, {}, async (page, heard) => {
      assert.equal(await page.getAttribute('html', 'lang'), 'de');
      const wide = [];
      for (const width of WIDTHS) wide.push(...(await checks.sidewaysScroll(page, width)));
      return [...wide, ...heard];
    });
    troubles.push(...found.map((trouble) => `${file}: ${trouble}`));
  }
  assert.deepEqual(troubles, [], troubles.join('\n'));
});

test('axe finds nothing on German pages', async () => {
  const troubles = [];
  for (const [width, colorScheme] of [[1280, 'dark'], [390, 'light']]) {
    const options = { colorScheme, viewport: { width, height: 900 } };
    for (const { file } of sample(folder, 1)) {
      await withPage(browser, folder, file, options, async (page) => {
        await checks.unfold(page);
        troubles.push(...(await checks.accessibility(page)).map((trouble) => `${file}: ${trouble}`));
      });
    }
  }
  assert.deepEqual(troubles, [], troubles.join('\n'));
});

test('a German script keeps its budget, and names keys and themes in German', async () => {
  assert.ok(statSync(join(folder, 'report.js')).size <= 8_000);
  await withPage(browser, folder, 'index.html', {}, async (page) => {
    await page.click('[data-do="theme"]');
    assert.equal(await page.textContent('[data-theme-name]'), 'hell');
    await page.click('[data-do="keys"]');
    assert.equal(await page.textContent('dialog h2'), 'Tastatur');
  });
});
