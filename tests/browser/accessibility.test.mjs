// axe-core on pages of every kind: WCAG 2.0 to 2.2 A and AA and best practices, all that folds open.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import * as checks from './checks.mjs';
import { exampleReport, sample } from './report.mjs';

const browser = await browserOfThisFile();
const folder = exampleReport(folderOfThisFile());

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing at ${width} px, ${colorScheme}`, async () => {
      const troubles = [];
      const options = { colorScheme, viewport: { width, height: 900 } };
      for (const { file } of sample(folder)) {
        await withPage(browser, folder, file, options, async (page) => {
          await checks.unfold(page);
          troubles.push(...(await checks.accessibility(page)).map((trouble) => `${file}: ${trouble}`));
        });
      }
      assert.deepEqual(troubles, [], troubles.join('\n'));
    });
  }
}
