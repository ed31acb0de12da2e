// Takes pictures to look at: `node shots.mjs FOLDER [PAGE…]`, by default the newest page of each
// kind, at 1280 and 390 px, light and dark. The report is OKR_REPORT_DIR, or the example's.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, withPage } from './browser.mjs';
import { exampleReport, sample } from './report.mjs';

const [out, ...named] = process.argv.slice(2);
if (!out) {
  console.error('usage: node shots.mjs FOLDER [PAGE…]');
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const scratch = mkdtempSync(join(tmpdir(), 'okr-shots-'));
const folder = exampleReport(scratch);
const browser = await launch();
const files = named.length > 0 ? named : sample(folder, 1).map(({ file }) => file);
for (const file of files) {
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark']) {
      const options = { colorScheme, viewport: { width, height: 900 } };
      const path = join(out, `${file.replace(/\.html$/, '').replaceAll('/', '-')}-${width}-${colorScheme}.png`);
      await withPage(browser, folder, file, options, (page) => page.screenshot({ path, fullPage: true }));
      console.log(path);
    }
  }
}
await browser.close();
rmSync(scratch, { recursive: true });
