// The pages on A4 and Letter, printed as a browser does by default: without background graphics.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOfThisFile, folderOfThisFile, withPage } from './browser.mjs';
import { exampleReport, newest } from './report.mjs';

/** The most sheets that the newest page of a kind may need for the example's team. */
const SHEETS = { index: 5, objectives: 3, people: 2, 'check-ins': 3, agendas: 1, obstacles: 3 };

const browser = await browserOfThisFile();
const folder = exampleReport(folderOfThisFile());

for (const format of ['A4', 'Letter']) {
  test(`pages fit on their sheets of ${format}`, async () => {
    for (const [kind, most] of Object.entries(SHEETS)) {
      const file = newest(folder, kind);
      if (!file) continue;
      await withPage(browser, folder, file, {}, async (page) => {
        const pdf = await page.pdf({ format, printBackground: false, preferCSSPageSize: false });
        const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
        assert.ok(sheets <= most, `${file}: ${sheets} sheets, ${most} at most`);
      });
    }
  });
}
